"""When a duty falls due: what `when` may say, and the days that follow from it by the school's calendar. Pure.

A day is the school's own local day. Where a school has entered no terms the usual ones stand for them (`half_terms`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from bot.policy.kit.school import Hours, Term
from bot.policy.kit.school_time import (
    FIRST_MONTH,
    MORNING,
    ONE_DAY,
    Calendar,
    half_terms,
    instant,
    is_school_day,
    school_day_before,
    school_year_of,
    whole_terms,
)

SEVEN_DAYS = timedelta(weeks=1)
WEEKDAY_WORDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FRIDAY = WEEKDAY_WORDS.index("fri")
NEVER, ON_REQUEST = "never", "on request"
"""No time of its own: a row that is left out, and one that a feature's records ask for (`OwedDuty`)."""
_YEARLY = re.compile(r"yearly (?:(?P<weekday>[a-z]{3}) from )?(?P<month>\d\d)-(?P<day>\d\d)")
_ONCE = re.compile(r"week of (?P<day>20\d\d-\d\d-\d\d)")
_A_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a duty falls due. `key` tells it from the others of its duty, and stays when the school changes its
    terms or closed days within the same week or term."""

    key: str
    due: date


OfYear = Callable[[int, Hours | None], Iterator[Occurrence]]
"""The occurrences in the school year that began in a year."""


def read_when(when: str) -> OfYear | None:
    """What `when` says; None when it says nothing that we know."""
    if when in _WORDS:
        return _WORDS[when]
    if found := _YEARLY.fullmatch(when):
        weekday, month, day = found["weekday"], int(found["month"]), int(found["day"])
        if not _exists(month, day) or (weekday and weekday not in WEEKDAY_WORDS):
            return None
        return partial(_yearly, month, day, WEEKDAY_WORDS.index(weekday) if weekday else None)
    if found := _ONCE.fullmatch(when):
        try:
            return partial(_on_one_day, date.fromisoformat(found["day"]))
        except ValueError:
            return None
    return None


def occurrences(when: str, first: date, last: date, hours: Hours | None) -> Sequence[Occurrence]:
    """The times that a duty falls due from the first to the last day, in their order."""
    of_year = read_when(when)
    if of_year is None:
        return ()
    years = range(school_year_of(first) - 1, school_year_of(last) + 1)
    found = (each for year in years for each in of_year(year, hours) if first <= each.due <= last)
    return sorted(found, key=lambda each: each.due)


def begins_at(due: date, lead: float, calendar: Calendar) -> datetime:
    """When whoever holds the role is told: as the school opens, on the last school day by which the lead is kept."""
    day = school_day_before(due - timedelta(seconds=lead) + ONE_DAY, calendar.hours)
    opens = calendar.hours.opens if calendar.hours else MORNING
    return instant(day, opens, calendar.timezone)


def _each_week(year: int, hours: Hours | None) -> Iterator[Occurrence]:
    """By the last school day of each week that has one."""
    monday = date(year, FIRST_MONTH, 1)
    monday -= timedelta(days=monday.weekday())
    while school_year_of(monday) <= year:
        due = _last_school_day(Term(start=monday, end=monday + SEVEN_DAYS - ONE_DAY), hours)
        if due is not None and school_year_of(due) == year:
            yield Occurrence(monday.isoformat(), due)
        monday += SEVEN_DAYS


def _each_half_term(year: int, hours: Hours | None) -> Iterator[Occurrence]:
    """By the last school day of each half term."""
    return _ends_of(half_terms(year, hours), hours)


def _each_term(year: int, hours: Hours | None) -> Iterator[Occurrence]:
    """By the last school day of each of the three terms."""
    return _ends_of(tuple(whole_terms(year, hours).values()), hours)


def _end_of_terms(year: int, hours: Hours | None) -> Iterator[Occurrence]:
    """On the last day of the last term that is entered: from then on nothing is known."""
    if hours and hours.terms and school_year_of(hours.terms[-1].end) == year:
        yield Occurrence(hours.terms[-1].end.isoformat(), hours.terms[-1].end)


def _yearly(month: int, day: int, weekday: int | None, year: int, _: Hours | None) -> Iterator[Occurrence]:
    """On a day of the calendar, or the first such weekday from it on; 29 February counts as the 28th in most years."""
    in_year = year if month >= FIRST_MONTH else year + 1
    due = date(in_year, month, day) if _exists(month, day, in_year) else date(in_year, month, day - 1)
    if weekday is not None:
        due += timedelta(days=(weekday - due.weekday()) % 7)
    yield Occurrence(due.isoformat(), due)


def _on_one_day(day: date, year: int, _: Hours | None) -> Iterator[Occurrence]:
    if school_year_of(day) == year:
        yield Occurrence(day.isoformat(), day)


def _never(_: int, __: Hours | None) -> Iterator[Occurrence]:
    return iter(())


_WORDS: Mapping[str, OfYear] = {
    "each week": _each_week,
    "each half term": _each_half_term,
    "each term": _each_term,
    "end of terms": _end_of_terms,
    NEVER: _never,
    ON_REQUEST: _never,
}


def _ends_of(terms: Sequence[Term], hours: Hours | None) -> Iterator[Occurrence]:
    for term in terms:
        due = _last_school_day(term, hours)
        if due is not None:
            yield Occurrence(term.start.isoformat(), due)


def _last_school_day(term: Term, hours: Hours | None) -> date | None:
    """The last school day of a stretch; a school that is always open has its weeks end on Friday."""
    day = term.end
    while day in term:
        if is_school_day(day, hours) if hours else day.weekday() <= FRIDAY:
            return day
        day -= ONE_DAY
    return None


def _exists(month: int, day: int, year: int = _A_LEAP_YEAR) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
