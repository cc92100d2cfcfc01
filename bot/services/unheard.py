"""A ping that its reader will not see: where nobody else can have been told, the ladder does not wait for them."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.policy.incidents import ladder
from bot.policy.incidents.due import with_due
from bot.policy.incidents.incident import Incident, State
from bot.policy.kit import delivery
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import RINGS, Notice, NoticeState, Purpose
from bot.policy.kit.school_time import Calendar
from bot.policy.reach.reach import REMOVED, Reached, is_removed
from bot.services.kit.decisions import decide
from bot.services.ports import Clock, Store


async def without_app(store: Store, now: datetime) -> frozenset[str]:
    """The object ids of those from whom the app was taken away lately: nobody may see what Teams takes for them."""
    return frozenset(known.id for known in await store.find(Reached) if is_removed(known, now))


async def hurried(store: Store, incident: Incident, ping: Notice, now: datetime, calendar: Calendar) -> Outcome:
    """The next step is due now, unless somebody has the report or somebody else of the ping's step may be told."""
    pings = await store.find(Notice, where={"subject": incident.id, "purpose": Purpose.PING.value})
    others = delivery.may_be_told(ping, pings, await without_app(store, now))
    if others or incident.owner is not None:
        # Two that fail at the same moment must not each take the other for one that may yet arrive.
        return Outcome(unchanged=others)
    sooner = incident.model_copy(update={"ladder": ladder.hurry(incident.ladder, now), "handed_to": None})
    return Outcome(records=(with_due(sooner, calendar),))


async def left_unseen(store: Store, clock: Clock, calendar: Calendar, person: str) -> None:
    """The app was taken away from the person: what had rung them, of reports that wait, they will not see any more."""
    for incident in await store.find(Incident, where={"state": State.REPORTED.value}):
        if any(who.id == person for who in incident.rung):
            await decide(store, partial(_unseen, store, clock, calendar, incident.id, person))


async def _unseen(store: Store, clock: Clock, calendar: Calendar, reference: str, person: str) -> tuple[Outcome, None]:
    incident, now = await store.get(Incident, reference), clock.now()
    told = await store.find(Notice, where={"subject": reference, "to_id": person, "state": NoticeState.SENT.value})
    pings = [notice for notice in told if notice.purpose in RINGS]
    if incident is None or incident.state is not State.REPORTED or not pings:
        return Outcome(), None
    newest = max(pings, key=lambda ping: (ping.made_at, ping.id))
    if newest.refused:
        return Outcome(), None
    told_so = delivery.unseen(newest, REMOVED, now)
    return told_so + await hurried(store, incident, newest, now, calendar), None
