"""When a term is counted for governors, and what the count covers. Pure.

The reports of a term are counted **once**, by the bot itself, ten school days before the term ends. Nobody chooses the
moment, and what a Champion reads as a draft is that count: drafted again later it is the same. If each press counted
anew, a Champion could draft before and after, and see a band move by a report that does not exist for them (I17).

Each count goes on where the one before ended, to the moment. So two reports have no incident in common, and
subtracting one from the other tells nothing; nor can a term be counted twice (its id is that of the record).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.policy.kit.school import Term
from bot.policy.kit.school_time import (
    MORNING,
    ONE_DAY,
    Calendar,
    instant,
    local,
    school_day_before,
    school_year_of,
    whole_terms,
)

COUNTED_SCHOOL_DAYS_BEFORE = 10
"""So many school days are left of a term when it is counted: time for the governors' last meeting of it."""


@dataclass(frozen=True, slots=True)
class CountedTerm:
    """One term of a school year, by its number counted from 0, and the moment up to which its reports count."""

    year: int
    number: int
    term: Term
    until: datetime

    @property
    def id(self) -> str:
        """`governors-2026-1`: the id of its report."""
        return f"governors-{self.year}-{self.number + 1}"


def term_to_come(now: datetime, calendar: Calendar) -> CountedTerm:
    """The next term to be counted after this moment."""
    return next(each for each in _terms_around(now, calendar) if each.until > now)


def term_counted_last(now: datetime, calendar: Calendar) -> CountedTerm:
    """The last term whose count has come by this moment."""
    return [each for each in _terms_around(now, calendar) if each.until <= now][-1]


def _terms_around(now: datetime, calendar: Calendar) -> Iterator[CountedTerm]:
    """The terms of last school year, this one and the two to come, in their order."""
    this_year = school_year_of(local(now, calendar.timezone).date())
    for year in range(this_year - 1, this_year + 3):
        for number, term in sorted(whole_terms(year, calendar.hours).items()):
            yield CountedTerm(year, number, term, _counting_moment(term, calendar))


def _counting_moment(term: Term, calendar: Calendar) -> datetime:
    """As the school opens, so many school days before the end."""
    day: date = term.end + ONE_DAY
    for _ in range(COUNTED_SCHOOL_DAYS_BEFORE):
        day = max(school_day_before(day, calendar.hours), term.start)
    return instant(day, calendar.hours.opens if calendar.hours else MORNING, calendar.timezone)
