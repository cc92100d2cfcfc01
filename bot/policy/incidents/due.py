"""When something falls due on an incident: its ladder, the question to its owner, what its reporter was asked, the
deadline of a breach, the LADO's working day."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.policy.incidents.incident import BreachClock, Incident, ReporterQuestion, State
from bot.policy.incidents.insisting import insistence_due
from bot.policy.incidents.kinds import ABOUT_CONDUCT
from bot.policy.kit.records import Urgency
from bot.policy.kit.school_time import ONE_DAY, Calendar

BREACH = timedelta(hours=72)
"""How long a school has to report a personal-data breach to the ICO (I13; UK GDPR, article 33)."""
BREACH_REMINDERS = (timedelta(hours=24), timedelta(hours=4))
"""How long before that deadline the business manager is reminded."""
LADO_REMINDERS = (timedelta(hours=2), timedelta())
"""How long before the working day is over in which the LADO is told of an allegation whoever handles it is reminded."""


def with_due(incident: Incident, calendar: Calendar) -> Incident:
    """The incident with its `due_at` as it follows from everything else."""
    moments = [ladder_due(incident), owner_due(incident, calendar), breach_due(incident)]
    moments += [reminder_due(incident, calendar), question_due(incident, calendar), lado_due(incident, calendar)]
    moments.append(insistence_due(incident))
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


def question_due(incident: Incident, calendar: Calendar) -> datetime | None:
    """When its reporter is reminded next of what they were asked; never where they may not be told of it any more."""
    if incident.state is State.CLOSED or incident.reporter.id in incident.shut_out:
        return None
    waiting = [each for each in incident.open_questions if each.reminded_at is None]
    return min((question_reminder_at(each, calendar) for each in waiting), default=None)


def question_reminder_at(question: ReporterQuestion, calendar: Calendar) -> datetime:
    """When the reporter is reminded of a question, once: in the morning of a school day, a day later at the least."""
    return calendar.next_morning(question.at + ONE_DAY)


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


def lado_due(incident: Incident, calendar: Calendar) -> datetime | None:
    """When it is brought to mind next that the LADO is to be told of an allegation: as the working day is nearly over,
    when it is, and from then on each morning."""
    found = incident.conduct
    if found is None or found.lado_due is None or not waits_for_lado(incident) or incident.state is State.CLOSED:
        return None
    if found.reminded < len(LADO_REMINDERS):
        return found.lado_due - LADO_REMINDERS[found.reminded]
    morning = calendar.next_day(found.lado_due)
    for _ in range(found.reminded - len(LADO_REMINDERS)):
        morning = calendar.next_day(morning)
    return morning


def waits_for_lado(incident: Incident) -> bool:
    """Whether it is an allegation of which the LADO has not been told."""
    found = incident.conduct
    return incident.kind == ABOUT_CONDUCT and found is not None and found.allegation and found.lado_told_at is None
