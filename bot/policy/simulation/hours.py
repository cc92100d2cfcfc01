"""The moments at which somebody wants to know who would be told: a few that differ, and every hour of the week to come.

Pure. All are moments; what the school's clocks show then is said where they are shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import product

from bot.policy.kit.absence import Absence
from bot.policy.kit.people import Person
from bot.policy.kit.records import Urgency
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from bot.policy.kit.school_time import ONE_DAY, instant, is_school_day, local
from bot.policy.simulation.simulating import Case, Prospect, Staffing, simulate

SIMULATORS: frozenset[Role] = frozenset({"champion", "senior_leader", "headteacher"})
"""Who may ask: those who answer for the ladders being heard."""
EVENING_HOUR, CLOSED_DAY_HOUR = time(20, 0), time(11, 0)
"""The hours that stand for an evening, and for a day on which the school is closed."""
WEEK = 7 * 24
"""Hours of a week."""
LOOKED_AHEAD = 366
"""Days in which a holiday is looked for."""
LONGEST_AHEAD = timedelta(days=LOOKED_AHEAD)
"""How far ahead a moment may lie: nobody knows of absences and terms beyond."""
SATURDAY = 5


class Occasion(StrEnum):
    """What stands for how things are at different times."""

    NOW = "now"
    TONIGHT = "tonight"
    SATURDAY = "saturday"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind, and what would come of a report of it at each moment."""

    kind: str
    prospects: Mapping[Occasion, Prospect]


def moments(school: School, now: datetime) -> Mapping[Occasion, datetime]:
    """Now, this evening, Saturday morning and a morning of the next holidays; the last where any are known."""
    today = local(now, school.timezone).date()
    found = {
        Occasion.NOW: now,
        Occasion.TONIGHT: _next(school, now, [today, today + ONE_DAY], EVENING_HOUR),
        Occasion.SATURDAY: _next(school, now, [d for d in _days(today, 8) if d.weekday() == SATURDAY], CLOSED_DAY_HOUR),
    }
    holiday = next((day for day in _days(today + ONE_DAY, LOOKED_AHEAD) if _is_holiday(school, day)), None)
    return found | ({Occasion.HOLIDAY: instant(holiday, CLOSED_DAY_HOUR, school.timezone)} if holiday else {})


def table(school: School, staffing: Staffing, now: datetime) -> Sequence[KindRow]:
    """Every kind at each of those moments."""
    at = moments(school, now)
    return [
        KindRow(kind, {moment: simulate(school, staffing, Case(kind, when)) for moment, when in at.items()})
        for kind in school.routes
    ]


def week_ahead(school: School, now: datetime, absences: Sequence[Absence]) -> Sequence[datetime]:
    """Each full hour of the week to come; and beyond it a moment of each absence that lasts longer, the one when it is
    over, and one of the holidays."""
    first = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    hours = [first + timedelta(hours=number) for number in range(WEEK)]
    ends = [each.ends for each in absences if each.ends is not None and each.ends > hours[-1]]
    holiday = moments(school, now).get(Occasion.HOLIDAY)
    later = {*ends, *(end - timedelta(hours=1) for end in ends), *([holiday] if holiday else [])}
    return [*hours, *sorted(at for at in later if at > hours[-1])]


def each_hour(school: School, staffing: Staffing, hours: Sequence[datetime]) -> Iterator[Prospect]:
    """Every kind at each of these moments. What alerts at any hour alike is run once for as long as the same people are
    away, and moved to each hour."""
    kept = [each for each in staffing.absences if each.ends is not None]
    changes = sorted(at for each in kept for at in (each.since, each.ends) if at is not None)
    found: dict[tuple[str, int], Prospect] = {}
    for at, (kind, route) in product(hours, school.routes.items()):
        alike = (kind, bisect_right(changes, at))
        before = found.get(alike)
        if before is not None and route.urgency is not Urgency.ROUTINE:
            moved = before.moved_to(at)
            if not moved.steps or bisect_right(changes, moved.steps[-1].at) == alike[1]:
                yield moved
                continue
        found[alike] = simulate(school, staffing, Case(kind, at))
        yield found[alike]


def may_simulate(person: Person) -> bool:
    """Whether they may ask."""
    return person.holds(*SIMULATORS)


def _days(first: date, count: int) -> Iterator[date]:
    return (first + number * ONE_DAY for number in range(count))


def _next(school: School, now: datetime, days: Sequence[date], hour: time) -> datetime:
    """That hour of the first of these days on which it is still to come."""
    found = (instant(day, hour, school.timezone) for day in days)
    return next(at for at in found if at > now)


def _is_holiday(school: School, day: date) -> bool:
    """Whether it is a weekday of the school's own on which it does not open, and neither does it the day after."""
    hours = school.hours
    if hours is None or day.weekday() not in hours.weekdays:
        return False
    return not any(is_school_day(each, hours) for each in _days(day, 3))
