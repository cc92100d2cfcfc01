"""The clock was wrong: what is kept says so, because it lies further off than any route or retry puts it.

A clock that went back a day, or forward and back again, must make nobody wait for that day. What waits for longer than
it may is due now. A past that lies in the future counts as now. Knows no clock: whoever asks says what moment it is.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.policy.incidents import ladder
from bot.policy.incidents.due import BREACH
from bot.policy.incidents.incident import Incident, Ladder, State
from bot.policy.incidents.insisting import EVERY
from bot.policy.incidents.ladder import HAND_OVER_GRACE
from bot.policy.kit.delivery import CLOCK_TOLERANCE
from bot.policy.kit.records import Urgency
from bot.policy.kit.school_time import Calendar


def correct_times(incident: Incident, now: datetime, calendar: Calendar) -> Incident:
    """The incident as it is by this clock: the same when nothing kept in it says that the clock was wrong.

    A step that would wait for longer than its route allows is due now, and so is a ladder that ran out in the future.
    What its owner did in the future counts as done now, so that they are asked no later than the route has it; a
    deadline of 72 hours is no further off than that.
    """
    if incident.state is State.CLOSED:
        return incident
    latest = now + CLOCK_TOLERANCE
    update: dict[str, object] = {
        field: now
        for field in ("owned_at", "touched_at", "asked_at", "reminded_at")
        if (at := getattr(incident, field)) is not None and at > latest
    }
    if incident.owner is None:
        update |= _ladder(incident, now, calendar)
    elif (running := _insistences(incident.ladder, now)) != incident.ladder:
        update["ladder"] = running
    clock = incident.breach
    if clock is not None and clock.decided_at is None and clock.deadline > latest + BREACH:
        update["breach"] = clock.model_copy(update={"deadline": now + BREACH})
    return incident.model_copy(update=update) if update else incident


def _ladder(incident: Incident, now: datetime, calendar: Calendar) -> dict[str, object]:
    running = _insistences(incident.ladder, now)
    if incident.unanswered_at is not None and incident.unanswered_at > now + CLOCK_TOLERANCE:
        again = ladder.start_ladder(running.route, now, calendar, run=running.run + 1)
        return {"unanswered_at": None, "ladder": again}
    if running.next_at is None or running.next_at <= _latest(running, now, calendar) + CLOCK_TOLERANCE:
        return {} if running == incident.ladder else {"ladder": running}
    routine = running.route.urgency is Urgency.ROUTINE
    due = ladder.bring_ladder_forward(running, calendar.next_open(now) if routine else now)
    return {"ladder": due.model_copy(update={"since": min(due.since, now)})}


def _insistences(running: Ladder, now: datetime) -> Ladder:
    """The ladder that comes back to nobody later than it may; what was made in the future was made now."""
    latest = now + EVERY + CLOCK_TOLERANCE
    right = tuple(
        each if each.next_at <= latest else each.model_copy(update={"since": min(each.since, now), "next_at": now})
        for each in running.insistences
    )
    return running if right == running.insistences else running.model_copy(update={"insistences": right})


def _latest(running: Ladder, now: datetime, calendar: Calendar) -> datetime:
    """The furthest moment at which the next step may be due: the whole of its wait from now."""
    wait = timedelta(seconds=ladder.seconds_to_wait(running))
    if not running.has_begun and running.run > 1:
        wait += max(ladder.second_step_after(running.route), HAND_OVER_GRACE)
    return calendar.after_open(now, wait) if running.route.urgency is Urgency.ROUTINE else now + wait
