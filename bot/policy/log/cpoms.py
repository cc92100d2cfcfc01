"""What is not in CPOMS yet, of what its reader may see, and the weekly reminder of it (I1, I15).

Nothing of it stands in the log's history: that somebody was reminded would tell others of a report that they may not
see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.incidents.authority import CPOMS_ROLES
from bot.policy.incidents.incident import Incident
from bot.policy.kit import notices
from bot.policy.kit.errors import PolicyError
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Record, Urgency
from bot.policy.kit.school_time import WEEKDAYS, Calendar, instant, local
from bot.policy.log import LogPurpose
from bot.policy.log.log import is_in_log_of
from bot.policy.log.reviewing import LOG_TOPIC

CPOMS_SUBJECT = "cpoms"
"""What the weekly notices are about: no single report."""


class CpomsNotYours(PolicyError):
    """The list is for those who enter reports in CPOMS."""

    key = "error.cpoms_not_yours"


class CpomsRound(Record):
    """When whoever keeps CPOMS is reminded next. There is one, called `log`."""

    TABLE: ClassVar[str] = "cpoms_rounds"

    due_at: AwareDatetime


@dataclass(frozen=True, slots=True)
class CpomsShown:
    """How many reports its reader may see that are not in CPOMS, and the first of them, those that wait longest; `at`
    is when it was looked at. `at_least` says that there are more than were counted."""

    incidents: Sequence[Incident]
    total: int
    at: datetime
    at_least: bool = False


def must_enter_in_cpoms(person: Person) -> None:
    """Return for those who enter reports in CPOMS. Raises `CpomsNotYours` for everybody else."""
    if not person.roles & CPOMS_ROLES:
        raise CpomsNotYours


def is_missing_for(person: Person, incident: Incident) -> bool:
    """Whether a report stands in this person's list of what is not in CPOMS yet."""
    return incident.not_in_cpoms and bool(person.roles & CPOMS_ROLES) and is_in_log_of(person, incident)


def first_cpoms_round(now: datetime, calendar: Calendar) -> CpomsRound:
    """The first reminder comes in the week that follows."""
    return CpomsRound(id=LOG_TOPIC, due_at=next_week(now, calendar))


def remind_of_cpoms(
    held: CpomsRound, keepers: Iterable[Person], missing: Sequence[Incident], now: datetime, calendar: Calendar
) -> Outcome:
    """Each of those who keep CPOMS is told once a week, in school hours, of what they may see that is not there."""
    opens = calendar.next_school_hours(now)
    if opens > now:
        return Outcome(records=(held.model_copy(update={"due_at": opens}),))
    about = About(LOG_TOPIC, CPOMS_SUBJECT, Urgency.ROUTINE)
    told = tuple(
        notices.tell(about, person.who, LogPurpose.CPOMS, f"{local(now, calendar.timezone):%Y-%m-%d}", now)
        for person in {person.id: person for person in keepers}.values()
        if any(is_missing_for(person, each) for each in missing)
    )
    return Outcome((held.model_copy(update={"due_at": next_week(now, calendar)}),), told)


def next_week(now: datetime, calendar: Calendar) -> datetime:
    """When the school opens first in the week after this moment's, or in the next that has a school day."""
    today = local(now, calendar.timezone).date()
    monday = today + timedelta(days=len(WEEKDAYS) - today.weekday())
    return calendar.next_morning(instant(monday, time.min, calendar.timezone) - timedelta(seconds=1))
