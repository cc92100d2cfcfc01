"""What nobody has taken always has a next moment: its ladder, a message on its way, or the next morning.

`has_next_moment` is the promise; the rest keeps it through an outage, after the last round, and for what is too old.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.policy import ladder
from bot.policy.due import with_due
from bot.policy.incident import Incident, State
from bot.policy.notices import Standing
from bot.policy.outcome import Outcome
from bot.policy.records import RINGS, Entry, Notice, NoticeState, Purpose, Urgency
from bot.policy.school_time import Calendar

SAID = RINGS | {Purpose.NOBODY_TOOK_IT, Purpose.TOO_OLD_TO_RING}
"""New messages by which somebody hears that a report waits for them."""
LOOKED_AGAIN = timedelta(minutes=5)
"""How often a ladder that waits for Teams looks whether anybody has been told."""


def is_untaken(incident: Incident) -> bool:
    """Whether a report is open and nobody has it. A drill that has run out has done its work."""
    return incident.state is State.REPORTED and not (incident.drill and incident.unanswered)


def has_next_moment(incident: Incident, waiting: Sequence[Notice]) -> bool:
    """Whether something will still happen by itself to a report that nobody has taken; always so of any other."""
    on_its_way = (each.card is None and each.purpose in SAID and each.state is NoticeState.WAITING for each in waiting)
    return not is_untaken(incident) or incident.due_at is not None or any(on_its_way)


def mended(standing: Standing, now: datetime, calendar: Calendar) -> Outcome:
    """The report with a next moment, where it had none; nothing when all is well."""
    incident = standing.incident
    if has_next_moment(incident, standing.waiting):
        return Outcome()
    again = with_due(incident, calendar)
    if again.due_at is None:
        afresh = ladder.start(incident.ladder.route, now, calendar, run=incident.ladder.run + 1)
        again = with_due(incident.model_copy(update={"ladder": afresh, "unanswered_at": None}), calendar)
    return Outcome((again,), entries=(Entry(subject=incident.id, at=now, by=None, what="mended"),))


def put_off(standing: Standing, now: datetime, calendar: Calendar, *, silent: bool) -> Incident | None:
    """The report whose next round must wait, because of this one nobody has been told for long enough; else None.

    While Teams takes nothing (`silent`) no round is used up and nobody is said to have been asked in vain. When
    somebody has been told at last, they get the pause that the route gives before everybody is rung again.
    """
    incident = standing.incident
    running = incident.ladder
    if running.next_at is None or running.next_at > now or running.next_step < len(running.route.steps):
        return None
    told = [at for at in _told_this_round(standing) if at <= now]
    if told:
        until = min(told) + timedelta(seconds=running.route.again)
    elif silent and any(notice.purpose in RINGS for notice in standing.waiting):
        until = now + LOOKED_AGAIN
    else:
        return None
    if until <= now:
        return None
    if running.route.urgency is Urgency.ROUTINE:
        until = calendar.next_open(until)
    return incident.model_copy(update={"ladder": running.model_copy(update={"next_at": until})})


def _told_this_round(standing: Standing) -> list[datetime]:
    """When the pings of this round arrived. A card keeps the id of the ping that it was, whatever it shows now."""
    running = standing.incident.ladder
    of_this_round = f"{standing.incident.id}:{Purpose.PING.value}:{running.run}.{running.round}."
    return [card.posted_at for card in standing.cards if card.id.startswith(of_this_round)]
