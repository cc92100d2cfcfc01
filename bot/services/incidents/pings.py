"""When a person can no longer be reached, the ladder does not wait for them; when they can be reached again, they are
alerted for what nobody has taken."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime
from functools import partial

from bot.policy.incidents import IncidentPurpose, insisting, ladder, pings
from bot.policy.incidents.due import with_due
from bot.policy.incidents.incident import Incident, State
from bot.policy.kit import delivery
from bot.policy.kit.absence import Absence
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.reached import APP_REMOVED, Reached, is_removed
from bot.policy.kit.records import Notice, NoticeState
from bot.policy.kit.school_time import Calendar
from bot.services.kit.decisions import decide
from bot.services.ports import Clock, Store


async def without_app(store: Store, now: datetime) -> frozenset[str]:
    """The object ids of those from whom the app was taken away lately: nobody may see what Teams takes for them."""
    return frozenset(known.id for known in await store.find(Reached) if is_removed(known, now))


async def hurry_ladder(
    store: Store, incident: Incident, ping: Notice, now: datetime, calendar: Calendar, away: Set[str] = frozenset()
) -> Outcome:
    """The next step is due now, unless somebody has the report or somebody else of the ping's step may be told, who has
    not said that they cannot come and is not among those `away` (object ids)."""
    away |= {who.id for who in incident.cannot_come}
    told = await store.find(Notice, where={"subject": incident.id, "purpose": IncidentPurpose.PING.value})
    others = pings.pings_that_may_arrive(ping, told, away | await without_app(store, now))
    if others or incident.owner is not None:
        # Two that fail at the same moment must not each take the other for one that may yet arrive.
        return Outcome(unchanged=others)
    sooner = incident.model_copy(update={"ladder": ladder.hurry(incident.ladder, now), "handed_to": None})
    return Outcome(records=(with_due(sooner, calendar),))


async def hurry_what_is_unseen(store: Store, clock: Clock, calendar: Calendar, person: str) -> None:
    """The app was taken away from the person: what had told them, of reports that wait, they will not see any more."""
    for incident in await store.find(Incident, where={"state": State.REPORTED.value}):
        if any(who.id == person for who in incident.rung):
            await decide(store, partial(_unseen, store, clock, calendar, incident.id, person))


async def _unseen(store: Store, clock: Clock, calendar: Calendar, reference: str, person: str) -> tuple[Outcome, None]:
    incident, now = await store.get(Incident, reference), clock.now()
    told = await store.find(Notice, where={"subject": reference, "to_id": person, "state": NoticeState.SENT.value})
    alerted = [notice for notice in told if notice.purpose.alerts]
    if incident is None or incident.state is not State.REPORTED or not alerted:
        return Outcome(), None
    newest = max(alerted, key=lambda ping: (ping.made_at, ping.id))
    if newest.refused:
        return Outcome(), None
    told_so = delivery.mark_unseen(newest, APP_REMOVED, now)
    return told_so + await hurry_ladder(store, incident, newest, now, calendar), None


async def move_on(store: Store, clock: Clock, calendar: Calendar, person: str) -> None:
    """The person is away: no ladder waits for them, and none comes back to them."""
    for incident in await store.find(Incident, where={"state": State.REPORTED.value}):
        if any(who.id == person for who in incident.rung):
            await decide(store, partial(_move_on, store, clock, calendar, incident.id, person))


async def _move_on(store: Store, clock: Clock, calendar: Calendar, reference: str, person: str) -> tuple[Outcome, None]:
    incident, now = await store.get(Incident, reference), clock.now()
    told = await store.find(Notice, where={"subject": reference, "to_id": person})
    alerted = [notice for notice in told if notice.purpose.alerts]
    if incident is None or incident.state is not State.REPORTED or not alerted:
        return Outcome(), None
    left = incident.model_copy(update={"ladder": insisting.excuse(incident.ladder, person)})
    newest = max(alerted, key=lambda ping: (ping.made_at, ping.id))
    away = frozenset(word.id for word in await store.find(Absence) if word.holds(now))
    moved = await hurry_ladder(store, left, newest, now, calendar, away)
    if moved.records or left == incident:
        return moved, None
    return moved + Outcome(records=(with_due(left, calendar),)), None


async def alert_again(store: Store, clock: Clock, calendar: Calendar, person: str) -> None:
    """Alert the person for every report that waits and of which Teams had refused to tell them."""
    for incident in await store.find(Incident, where={"state": State.REPORTED.value}):
        if any(who.id == person for who in incident.rung):
            await _alert(store, clock, calendar, incident.id, person)


async def _alert(store: Store, clock: Clock, calendar: Calendar, reference: str, person: str) -> None:
    async def attempt() -> tuple[Outcome, None]:
        incident = await store.get(Incident, reference)
        if incident is None:
            return Outcome(), None
        told = await store.find(Notice, where={"subject": reference, "to_id": person})
        alerted = [notice for notice in told if notice.purpose.alerts]
        return pings.alert_again(incident, alerted, clock.now(), calendar), None

    await decide(store, attempt)
