"""School time: when the school is open, its terms and its year, and how a moment reads to people.

Moments are aware UTC; a `day` is the school's own local day; `hours` None means a school that is always open. The
functions know no clock: whoever asks says what moment it is. All that is known of daylight saving stands here:

- a local time that does not exist (the clocks went forward over it) counts as the moment at which they went forward;
- a local time that exists twice counts as the first of the two where something begins, the second where it ends.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays

from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school import Hours, Term
from bot.policy.kit.written_time import read_both, read_day, read_moment

LONGEST_HOLIDAY = timedelta(weeks=7)
"""No English school holiday is longer. Where the terms entered leave more than this open, nobody has entered the next
ones yet, and a routine report must not wait for them: the days beyond count as term."""

MORNING = time(8, 0)
"""When a school that is always open is taken to begin its day."""

EVENING = time(20, 0)
"""Until when people are told of what is no longer new."""

ONE_DAY = timedelta(days=1)

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FIRST_MONTH = 9
"""A school year begins in September."""

_COUNTRIES = "holidays.countries"

# England's usual half terms by their first day, for a school that has entered none: month and day.
_USUAL_HALF_TERMS = ((9, 1), (11, 1), (1, 1), (2, 16), (4, 1), (6, 1), (8, 1))


# Open or not


def is_open(at: datetime, hours: Hours | None, tz: ZoneInfo) -> bool:
    """Whether the school is open at this moment: from the opening minute up to, not including, the closing one."""
    if hours is None:
        return True
    opens, closes = _opening(local(at, tz).date(), hours, tz)
    return opens <= at < closes


def next_open(at: datetime, hours: Hours | None, tz: ZoneInfo) -> datetime:
    """The first moment not before `at` at which the school is open: `at` itself when it is."""
    if hours is None:
        return at
    for day in _school_days_from(local(at, tz).date(), hours):
        opens, closes = _opening(day, hours, tz)
        if max(at, opens) < closes:
            return max(at, opens)
    raise AssertionError("school days never end")


def after_open(at: datetime, length: timedelta, hours: Hours | None, tz: ZoneInfo) -> datetime:
    """The moment, itself within open hours, before which the school has been open for so long since `at`."""
    if hours is None:
        return at + length
    for day in _school_days_from(local(at, tz).date(), hours):
        opens, closes = _opening(day, hours, tz)
        begins = max(at, opens)
        if begins >= closes:
            continue
        if length < closes - begins:
            return begins + length
        length -= closes - begins
    raise AssertionError("school days never end")


def next_morning(at: datetime, hours: Hours | None, tz: ZoneInfo) -> datetime:
    """The next time after `at` that the school opens its doors."""
    today = local(at, tz).date()
    days = _school_days_from(today, hours) if hours else (today + n * ONE_DAY for n in range(3))
    for day in days:
        opens, closes = _opening(day, hours, tz) if hours else (instant(day, MORNING, tz), None)
        if opens > at and opens != closes:
            return opens
    raise AssertionError("school days never end")


def is_school_day(day: date, hours: Hours | None) -> bool:
    """Whether the school opens at all on this day: a weekday of its own, in term, not closed and no bank holiday."""
    if hours is None:
        return True
    return (
        day.weekday() in hours.weekdays
        and day not in hours.closed
        and in_term(day, hours)
        and not (hours.bank_holidays and day in bank_holidays(day.year))
    )


def school_day_before(day: date, hours: Hours | None) -> date:
    """The last school day before this day."""
    earlier = day - ONE_DAY
    while not is_school_day(earlier, hours):
        earlier -= ONE_DAY
    return earlier


def in_term(day: date, hours: Hours) -> bool:
    """Whether the day is in a term, or so far from those entered that it must be in one (`LONGEST_HOLIDAY`)."""
    if not hours.terms or any(day in term for term in hours.terms):
        return True
    ended = [term.end for term in hours.terms if term.end < day]
    since = day - ended[-1] if ended else hours.terms[0].start - day
    return since > LONGEST_HOLIDAY


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a calendar year."""
    return frozenset(_united_kingdom()(subdiv="ENG", years=year))


@lru_cache(maxsize=1)
def _united_kingdom() -> type[holidays.HolidayBase]:
    """The one country's calendar, out of a package that is found and not run: it would load two hundred others, a
    twentieth of a start and 4 MB."""
    spec = find_spec(_COUNTRIES)
    if spec is None:
        raise ModuleNotFoundError(_COUNTRIES)
    whole = sys.modules.get(_COUNTRIES)
    sys.modules[_COUNTRIES] = whole or module_from_spec(spec)
    try:
        calendar: type[holidays.HolidayBase] = import_module(f"{_COUNTRIES}.united_kingdom").UnitedKingdom
    finally:
        if whole is None:
            del sys.modules[_COUNTRIES]
    return calendar


def _school_days_from(day: date, hours: Hours) -> Iterator[date]:
    while True:
        if is_school_day(day, hours):
            yield day
        day += ONE_DAY


def _opening(day: date, hours: Hours, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """From when to when the school is open on a day; the same moment twice when it does not open."""
    opens = instant(day, hours.opens, tz)
    return opens, instant(day, hours.closes, tz, second=True) if is_school_day(day, hours) else opens


# Working days: of offices outside the school, which know no terms

OFFICE_OPENS, OFFICE_CLOSES = time(9, 0), time(17, 0)
"""Between which somebody outside the school is taken to be at work."""


def is_working_day(day: date, hours: Hours | None) -> bool:
    """Whether offices outside the school are open: Monday to Friday, also in the holidays, but on no bank holiday."""
    return day.weekday() < WEEKDAYS.index("Saturday") and not (
        (hours is None or hours.bank_holidays) and day in bank_holidays(day.year)
    )


def working_day_after(at: datetime, hours: Hours | None, tz: ZoneInfo) -> datetime:
    """One working day after this moment: the same time on the next working day, within office hours; from a day that
    is none the end of the next one that is."""
    today, hour = local(at, tz).date(), local(at, tz).time()
    day = today + ONE_DAY
    while not is_working_day(day, hours):
        day += ONE_DAY
    same = min(max(hour, OFFICE_OPENS), OFFICE_CLOSES) if is_working_day(today, hours) else OFFICE_CLOSES
    return instant(day, same, tz)


# The school's year


def school_year(at: datetime, tz: ZoneInfo) -> int:
    """The calendar year in which the school year of this moment began."""
    return school_year_of(local(at, tz).date())


def school_year_of(day: date) -> int:
    """The calendar year in which the school year of this day began: September to August."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def half_terms(year: int, hours: Hours | None) -> tuple[Term, ...]:
    """The half terms of the school year begun in `year`, as the school entered them; the usual six if it has not."""
    entered = tuple(term for term in (hours.terms if hours else ()) if school_year_of(term.start) == year)
    if entered:
        return entered
    starts = [date(year if month >= FIRST_MONTH else year + 1, month, day) for month, day in _USUAL_HALF_TERMS]
    return tuple(Term(start=start, end=following - ONE_DAY) for start, following in pairwise(starts))


LATEST_SPRING_START = 3
"""The month in which a spring term's last half begins at the latest."""


def term_number(half_term: Term) -> int:
    """In which of the year's three terms this half term lies, counted from 0: told by the month it begins in."""
    return 0 if half_term.start.month >= FIRST_MONTH else 1 if half_term.start.month <= LATEST_SPRING_START else 2


def whole_terms(year: int, hours: Hours | None) -> dict[int, Term]:
    """The terms of the school year begun in `year`, each from its first half's first day to its last half's last, by
    their number (`term_number`); left out is one of which the school has entered no half."""
    terms: dict[int, Term] = {}
    for half in half_terms(year, hours):
        number = term_number(half)
        terms[number] = Term(start=terms[number].start if number in terms else half.start, end=half.end)
    return terms


# From local time to a moment and back


def local(at: datetime, tz: ZoneInfo) -> datetime:
    """The moment as the school's own clocks show it."""
    return at.astimezone(tz)


def instant(day: date, at: time, tz: ZoneInfo, *, second: bool = False) -> datetime:
    """The moment, in aware UTC, at which the school's clocks show this time on this day.

    Of two such moments the first, or the `second` when asked; where there is none, the moment the clocks went forward.
    """
    wall = datetime.combine(day, at, tzinfo=tz)
    first, last = (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first <= last:
        return last if second else first
    # In the gap the earlier offset gives the later moment; the clocks went forward between the two.
    return _change_between(last, first, tz)


def _change_between(earlier: datetime, later: datetime, tz: ZoneInfo) -> datetime:
    """The moment between the two, to the second, from which the later one's offset from UTC holds."""
    after = later.astimezone(tz).utcoffset()
    low, high = 0, int((later - earlier).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if (earlier + timedelta(seconds=middle)).astimezone(tz).utcoffset() == after:
            high = middle
        else:
            low = middle
    return earlier + timedelta(seconds=high)


def parse_day(date_text: str) -> date:
    """The day that a date field or a person means, in this century. Raises `Incomplete(date=…)`."""
    day = read_day(date_text)
    if day is None:
        raise Incomplete(date="not_a_date")
    return day


def parse_moment(date_text: str, time_text: str, tz: ZoneInfo) -> datetime:
    """The moment, in aware UTC, that a date and a time field mean together, however they are written (seconds are cut).

    Raises `Incomplete` whose facts name `date` or `time`, or both, with `not_a_date` and `not_a_time`.
    """
    at, timed = read_moment(date_text, time_text, tz)
    if at is not None and timed:
        return instant(at.date(), at.time(), tz)
    day, minutes = read_both(date_text, tz)
    wrong = {} if day is not None else {"date": "not_a_date"}
    if minutes is None and read_both(time_text, tz, as_day=False)[1] is None:
        wrong["time"] = "not_a_time"
    raise Incomplete(**(wrong or {"date": "not_a_date"}))


# What people read


def clock_time(at: datetime, tz: ZoneInfo) -> str:
    """`10:31`; in the hour that comes twice in autumn `01:31 BST` or `01:31 GMT`."""
    shown = local(at, tz)
    twice = shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()
    return f"{shown:%H:%M} {shown.tzname()}" if twice else f"{shown:%H:%M}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """One school's hours and time zone, as the rules that depend on them are given them."""

    hours: Hours | None
    timezone: ZoneInfo

    def in_school_hours(self, at: datetime) -> bool:
        """Whether the school is open at this moment; one that is always open is so by day."""
        if self.hours is None:
            return MORNING <= local(at, self.timezone).time() < EVENING
        return is_open(at, self.hours, self.timezone)

    def next_open(self, at: datetime) -> datetime:
        """`at` itself when the school is open then, else when it opens next."""
        return next_open(at, self.hours, self.timezone)

    def next_school_hours(self, at: datetime) -> datetime:
        """`at` itself in school hours, else when they begin next: when what is routine is said (`in_school_hours`)."""
        return self.next_open(at) if self.hours is not None else self.by_day(at)

    def after_open(self, at: datetime, length: timedelta) -> datetime:
        """When the school has been open for so long since `at`, and still is."""
        return after_open(at, length, self.hours, self.timezone)

    def next_morning(self, at: datetime) -> datetime:
        """When the school opens on the next school day."""
        return next_morning(at, self.hours, self.timezone)

    def next_day(self, at: datetime) -> datetime:
        """The next morning after `at`, of whatever day."""
        return next_morning(at, None, self.timezone)

    def by_day(self, at: datetime) -> datetime:
        """`at` itself in the daytime of whatever day, else the next morning: nobody is woken for what is long past."""
        hour = local(at, self.timezone).time()
        return at if MORNING <= hour < EVENING else self.next_day(at)

    def working_day_after(self, at: datetime) -> datetime:
        """One working day later, by the calendar of offices outside the school."""
        return working_day_after(at, self.hours, self.timezone)

    def school_year(self, at: datetime) -> int:
        """The year in which the school year of this moment began."""
        return school_year(at, self.timezone)
