"""The calendar of the school's year: what is late, due, coming and done; and what of it stands in a briefing. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.policy.duties.duty import Duty, DutyPeople, DutyState
from bot.policy.duties.falling_due import Beginning
from bot.policy.duties.when import occurrences
from bot.policy.kit.briefing import BriefingLine, LineKind
from bot.policy.kit.people import Person
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, Role
from bot.policy.kit.school import DutyRule, Hours
from bot.policy.kit.school_time import FIRST_MONTH, ONE_DAY, school_year_of


class DutyStanding(StrEnum):
    """How a duty stands in the calendar, in the order of the list."""

    LATE = "late"
    DUE = "due"
    COMING = "coming"
    DONE = "done"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class YearLine:
    """One duty of the year: one that has begun, or one that is still to come and has no reference yet."""

    standing: DutyStanding
    due: date
    rule: DutyRule
    occurrence: str
    duty: Duty | None = None


def year_of(
    duties: Sequence[Duty],
    rules: Sequence[DutyRule],
    today: date,
    hours: Hours | None,
    asked_for: Sequence[Beginning] = (),
) -> Sequence[YearLine]:
    """Every duty of today's school year, and what is open of earlier ones: the next first, and of what is over the
    last. `asked_for` is what other records ask for beside the rows."""
    first = date(school_year_of(today), FIRST_MONTH, 1)
    last = date(first.year + 1, FIRST_MONTH, 1) - ONE_DAY
    lines = [
        YearLine(
            _standing(duty, today), duty.expected_on if duty.is_open else duty.due_on, duty.rule, duty.occurrence, duty
        )
        for duty in duties
        if duty.is_open or first <= duty.due_on <= last
    ]
    begun = {(duty.rule.id, duty.occurrence) for duty in duties}
    for rule in rules:
        for each in occurrences(rule.when, max(today, first), last, hours):
            if (rule.id, each.key) not in begun:
                lines.append(YearLine(DutyStanding.COMING, each.due, rule, each.key))
    for rule, occurrence in ((each.rule, each.occurrence) for each in asked_for):
        if (rule.id, occurrence.key) not in begun and occurrence.due <= last:
            lines.append(YearLine(DutyStanding.COMING, occurrence.due, rule, occurrence.key))
    return sorted(lines, key=_place)


def shorten(lines: Sequence[YearLine]) -> Iterator[YearLine]:
    """The list for a screen: of what comes again and again only the next time, of what is over the last."""
    said: set[tuple[DutyStanding, str]] = set()
    for line in lines:
        # By its title: what records ask for has one row, and is about something else each time.
        if line.standing in {DutyStanding.LATE, DutyStanding.DUE} or (line.standing, line.rule.title) not in said:
            yield line
        said.add((line.standing, line.rule.title))


def _standing(duty: Duty, today: date) -> DutyStanding:
    if duty.is_open:
        return DutyStanding.LATE if duty.is_late(today) else DutyStanding.DUE
    return DutyStanding.DONE if duty.state is DutyState.DONE else DutyStanding.NOT_NEEDED


def _place(line: YearLine) -> tuple[int, int, str]:
    over = line.standing in {DutyStanding.DONE, DutyStanding.NOT_NEEDED}
    number = list(DutyStanding).index(DutyStanding.DONE if over else line.standing)
    return number, -line.due.toordinal() if over else line.due.toordinal(), line.rule.id


class DutyLine(LineKind):
    """The lines of the calendar."""

    LATE = "duties_late"
    DUE = "duties_due"


def briefed_roles(rules: Sequence[DutyRule]) -> frozenset[Role]:
    """Who may be owed a line: whoever holds a role in the calendar, the Headteacher of what is late, and a Champion of
    what nobody else holds the role of."""
    return frozenset({HEADTEACHER, CHAMPION, *(rule.role for rule in rules)})


def duty_lines(
    person: Person, open_ones: Sequence[Duty], people: Mapping[str, DutyPeople], today: date
) -> list[BriefingLine]:
    """The person's lines: what is before them, and for the Headteacher all that is late. `people` by reference."""
    theirs = [duty for duty in open_ones if any(who.id == person.id for who in people[duty.id].acting(duty))]
    late = [duty for duty in open_ones if duty.is_late(today) and (duty in theirs or person.holds(HEADTEACHER))]
    due = [duty for duty in theirs if not duty.is_late(today)]
    found = ((DutyLine.LATE, late), (DutyLine.DUE, due))
    return [
        BriefingLine(kind, len(duties), {"first": min(duty.expected_on for duty in duties)})
        for kind, duties in found
        if duties
    ]
