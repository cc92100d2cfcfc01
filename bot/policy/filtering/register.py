"""The filtering register as one reader may see it (I8, I9): decisions, tests and reviews, the newest first. Pure.

A decision stands with its report. Who may not open that reads neither its address nor why, by whom or of which report;
where the report is confidential, or names somebody, it does not exist for them, in no list and no count (I17).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.policy.filtering import FILTERING_TOPIC
from bot.policy.filtering.checks import OWED_EACH_YEAR, RECORDERS, REVIEWERS, FilterReview, FilterTest
from bot.policy.incidents.authority import may
from bot.policy.incidents.filtering import FilterDecision, newest_first
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import Action
from bot.policy.incidents.untouchable import decision_shown
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.school_time import local, school_year_of

REGISTER_ROWS = 6
"""So many stand on a page, on two screens of a phone."""
NOBODY_SHOWN = Who(id="", name="")


class RegisterPart(StrEnum):
    """What a page of the register lists."""

    DECISIONS = "decisions"
    TESTS = "tests"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as its reader may see it. `report` is the reference of its report where they may open that; where they
    may not, all is left out of it but what was decided and when (`whole`)."""

    decision: FilterDecision
    report: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Register:
    """All of it that one reader may see."""

    decisions: Sequence[DecisionRow]
    tests: Sequence[FilterTest]
    reviews: Sequence[FilterReview]
    records: bool
    """Whether they may write down decisions and tests."""
    untested: Mapping[str, Sequence[str]]
    """What the standards ask to be tested and nobody has in this school year, by the field of a test."""


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of a part of the register, counted from 0."""

    register: Register
    part: RegisterPart
    page: int
    total: int

    @property
    def rows(self) -> slice:
        """Which rows of the part stand on it."""
        return slice(self.page * REGISTER_ROWS, (self.page + 1) * REGISTER_ROWS)

    @property
    def more(self) -> bool:
        """Whether there is a page behind it."""
        return self.total > (self.page + 1) * REGISTER_ROWS


def may_read(person: Person) -> bool:
    """Whether the register is for this person at all."""
    return bool(person.roles & REVIEWERS)


def register_of(
    reader: Person,
    decisions: Sequence[FilterDecision],
    incidents: Mapping[str, Incident],
    tests: Sequence[FilterTest],
    reviews: Sequence[FilterReview],
    now: datetime,
    timezone: ZoneInfo,
) -> Register:
    """What this reader may see of it. `incidents` has the reports that the decisions belong to."""
    rows = [
        row for each in newest_first(decisions) if (row := _row(reader, each, incidents.get(each.subject))) is not None
    ]
    year = school_year_of(local(now, timezone).date())
    this_year = [each for each in tests if school_year_of(each.on) == year]
    return Register(
        decisions=rows,
        tests=sorted(tests, key=lambda each: (each.on, each.at, each.id), reverse=True),
        reviews=sorted(reviews, key=lambda each: (each.on, each.at, each.id), reverse=True),
        records=bool(reader.roles & RECORDERS),
        untested=find_untested(this_year),
    )


def page_of(register: Register, part: RegisterPart, page: int) -> RegisterPage:
    """A page of it; the last there is where it lies beyond."""
    total = {
        RegisterPart.DECISIONS: len(register.decisions),
        RegisterPart.TESTS: len(register.tests),
        RegisterPart.REVIEWS: len(register.reviews),
    }[part]
    return RegisterPage(register, part, min(page, max(0, (total - 1) // REGISTER_ROWS)), total)


def find_untested(tests: Sequence[FilterTest]) -> Mapping[str, Sequence[str]]:
    """What none of these tests has tried, of what the standards ask for."""
    tried = {field: {getattr(each, field) for each in tests} for field in OWED_EACH_YEAR}
    left = {field: [each for each in owed if each not in tried[field]] for field, owed in OWED_EACH_YEAR.items()}
    return {field: answers for field, answers in left.items() if answers}


def _row(reader: Person, decision: FilterDecision, incident: Incident | None) -> DecisionRow | None:
    if decision.subject == FILTERING_TOPIC:
        return DecisionRow(decision) if reader.roles & RECORDERS else _bare(decision)
    if incident is None or incident.removed:
        return None
    if may(reader, Action.SEE, incident):
        return DecisionRow(decision_shown(decision) if incident.untouchable else decision, incident.id)
    if KINDS[incident.kind].confidential or incident.shut_out or incident.pending_lookup is not None:
        return None
    return _bare(decision)


def _bare(decision: FilterDecision) -> DecisionRow:
    nothing = {"id": "-", "subject": "-", "address": "", "reason": "", "ticket": "", "by": NOBODY_SHOWN}
    return DecisionRow(decision.model_copy(update=nothing), whole=False)
