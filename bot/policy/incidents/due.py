"""When something falls due on an incident: its ladder, the question to its owner, the deadline of a breach."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.policy.incidents.incident import BreachClock, Incident, State
from bot.policy.kit.records import Urgency
from bot.policy.kit.school_time import Calendar

BREACH = timedelta(hours=72)
"""How long a school has to report a personal-data breach to the ICO (I13; UK GDPR, article 33)."""
BREACH_REMINDERS = (timedelta(hours=24), timedelta(hours=4))
"""How long before that deadline the business manager is reminded."""


def with_due(incident: Incident, calendar: Calendar) -> Incident:
    """The incident with its `due_at` as it follows from everything else."""
    moments = [ladder_due(incident), owner_due(incident, calendar), breach_due(incident)]
    moments.append(reminder_due(incident, calendar))
    moments.append(incident.reported_at if incident.pending_lookup else None)
    return incident.model_copy(update={"due_at": min((at for at in moments if at is not None), default=None)})


def ladder_due(incident: Incident) -> datetime | None:
    """When the ladder goes on, or has run out: only while nobody has the incident."""
    if incident.state is not State.REPORTED or incident.unanswered_at is not None:
        return None
    return incident.ladder.next_at


def reminder_due(incident: Incident, calendar: Calendar) -> datetime | None:
    """When a report that everybody was alerted for, and nobody took, is put before the Champions again: each school
    morning, and where it is more than routine each morning of any day. A drill has done its work."""
    if incident.state is not State.REPORTED or incident.unanswered_at is None or incident.drill:
        return None
    last = max(incident.unanswered_at, incident.reminded_at or incident.unanswered_at)
    return calendar.next_morning(last) if incident.urgency is Urgency.ROUTINE else calendar.next_day(last)


def owner_due(incident: Incident, calendar: Calendar) -> datetime | None:
    """When an owner who has done nothing is asked, or having been asked has not answered."""
    if incident.owner is None or incident.state is State.CLOSED or incident.touched_at is None:
        return None
    route = incident.ladder.route
    asked = incident.asked_at is not None
    since = incident.asked_at or incident.touched_at
    wait = timedelta(seconds=route.again if asked else route.acknowledged_for)
    return calendar.after_open(since, wait) if route.urgency is Urgency.ROUTINE else since + wait


def breach_due(incident: Incident) -> datetime | None:
    """When the deadline of a breach is brought to mind next."""
    clock = incident.breach
    if clock is None or clock.decided_at is not None or incident.state is State.CLOSED:
        return None
    return reminder_at(clock)


def reminder_at(clock: BreachClock) -> datetime | None:
    """The next reminder of a breach's deadline, or None when all have been given."""
    if clock.reminded >= len(BREACH_REMINDERS):
        return None
    return clock.deadline - BREACH_REMINDERS[clock.reminded]
