"""What nobody has taken always has a next moment: its ladder, a message on its way, or the next morning.

`has_next_moment` is the promise; the rest keeps it through an outage, after the last round, and for what is too old.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.policy.incidents import IncidentPurpose, ladder
from bot.policy.incidents.due import ladder_due, with_due
from bot.policy.incidents.incident import Incident, Ladder, State
from bot.policy.incidents.insisting import insist
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Notice, NoticeState, Urgency
from bot.policy.kit.school_time import Calendar

RECHECK_AFTER = timedelta(minutes=5)
"""How often a ladder that waits for Teams looks whether anybody has been told."""


def is_untaken(incident: Incident) -> bool:
    """Whether a report is open and nobody has it. A drill that has run out has done its work."""
    return incident.state is State.REPORTED and not (incident.drill and incident.unanswered)


def has_next_moment(incident: Incident, waiting: Sequence[Notice]) -> bool:
    """Whether something will still happen by itself to a report that nobody has taken; always so of any other."""
    on_its_way = (
        each.card is None and each.purpose.calls_for_help and each.state is NoticeState.WAITING for each in waiting
    )
    return not is_untaken(incident) or incident.due_at is not None or any(on_its_way)


def mend(snapshot: IncidentSnapshot, now: datetime, calendar: Calendar) -> Outcome:
    """The report with a next moment, where it had none; nothing when all is well."""
    incident = snapshot.incident
    if has_next_moment(incident, snapshot.waiting):
        return Outcome()
    again = with_due(incident, calendar)
    if again.due_at is None:
        afresh = ladder.start_ladder(incident.ladder.route, now, calendar, run=incident.ladder.run + 1)
        again = with_due(incident.model_copy(update={"ladder": afresh, "unanswered_at": None}), calendar)
    return Outcome((again,), entries=(Entry(subject=incident.id, at=now, by=None, what="mended"),))


def put_off(snapshot: IncidentSnapshot, now: datetime, calendar: Calendar, *, silent: bool) -> Incident | None:
    """The report whose next round must wait, because of this one nobody has been told for long enough; else None.

    While Teams takes nothing (`silent`), and while a ping is on its way that it has not refused, no round is used up
    and nobody is said to have been asked in vain. When somebody has been told at last, they get the pause that the
    route gives before everybody is alerted again.
    """
    incident = snapshot.incident
    running = incident.ladder
    if ladder_due(incident) is None or not _round_is_over(running, now):
        return None
    told = [at for at in _told_this_round(snapshot) if at <= now]
    pings = _pings(snapshot)
    if told:
        until = min(told) + timedelta(seconds=running.route.again)
    elif pings and (silent or not all(ping.refused for ping in pings)):
        until = now + RECHECK_AFTER
    else:
        return None
    if until <= now:
        return None
    if running.route.urgency is Urgency.ROUTINE:
        until = calendar.next_open(until)
    return incident.model_copy(update={"ladder": running.model_copy(update={"next_at": until})})


def nobody_told(snapshot: IncidentSnapshot, now: datetime) -> bool:
    """Whether a round has passed and Teams has refused everybody of it: another would be used up in vain.

    Their pings go on waiting, and the first that arrives takes the ladder up again.
    """
    pings = _pings(snapshot)
    over = _round_is_over(snapshot.incident.ladder, now) and not _told_this_round(snapshot)
    return over and bool(pings) and all(ping.refused for ping in pings)


def resume_ladder(snapshot: IncidentSnapshot, ping: Notice, now: datetime, calendar: Calendar) -> Incident | None:
    """The report whose ladder goes on, as it had run out before anybody was told and this ping has arrived; else None.

    It alerts again with all its rounds, after the pause that the route gives.
    """
    incident = snapshot.incident
    if not ping.purpose.alerts or not incident.unanswered or not is_untaken(incident) or _told_this_round(snapshot):
        return None
    ladder_again = insist(incident, ladder.resume(incident.ladder, now, calendar), (ping,), now)
    return with_due(incident.model_copy(update={"ladder": ladder_again, "unanswered_at": None}), calendar)


def _round_is_over(running: Ladder, now: datetime) -> bool:
    return running.next_at is not None and running.next_at <= now and running.next_step >= len(running.route.steps)


def _pings(snapshot: IncidentSnapshot) -> list[Notice]:
    return [notice for notice in snapshot.waiting if notice.purpose.alerts]


def _told_this_round(snapshot: IncidentSnapshot) -> list[datetime]:
    """When pings arrived since this round began. A card keeps the id of the ping that it was, whatever it shows now."""
    ping = f"{snapshot.incident.id}:{IncidentPurpose.PING.value}:"
    since = snapshot.incident.ladder.since
    return [card.posted_at for card in snapshot.cards if card.id.startswith(ping) and card.posted_at >= since]
