"""Moments as people at the school read them, and as the date and time fields of a form hold them.

A card that stands in a chat is read weeks later, so it never says "today"; an answer does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school import School
from bot.policy.kit.school_time import clock_time, instant, local
from bot.policy.kit.spoken_days import spell_out_day
from bot.policy.kit.written_time import read_moment

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MINUTES_A_DAY = 24 * 60
"""Minutes of a day."""
HALF_A_YEAR = timedelta(days=183)
"""A day further off than this is told with its year."""
Say = Callable[[datetime], str]
"""Says moments in one of the ways below."""
_BESIDE = {-1: "yesterday", 0: "today", 1: "tomorrow"}
AHEAD_TOLERANCE = timedelta(minutes=2)
"""How far a form's time may lie ahead of ours: phones' clocks differ."""


def full(school: School, moment_of: datetime) -> str:
    """`Tue 24 Nov 2026, 10:31`, by the school's clocks: in registers and in whatever leaves the chat."""
    here = local(moment_of, school.timezone)
    return f"{_day(here.date())} {here.year}, {clock_time(moment_of, school.timezone)}"


def standing(school: School, moment_of: datetime, now: datetime) -> str:
    """`Tue 24 Nov, 10:31`, by the school's clocks: on a card that stands, and may be read on any later day."""
    here = local(moment_of, school.timezone).date()
    return f"{day(school, here, now)}, {clock_time(moment_of, school.timezone)}"


def in_answer(school: School, moment_of: datetime, now: datetime, *, timed: bool = True) -> str:
    """`today 08:20`, `yesterday 16:05`, `Tue 24 Nov, 10:31`: in an answer, which is read as soon as it is drawn.

    Not `timed`, a day that is not beside today stands alone.
    """
    here = local(moment_of, school.timezone).date()
    beside = _BESIDE.get((here - local(now, school.timezone).date()).days)
    if beside:
        return f"{beside} {clock_time(moment_of, school.timezone)}"
    return standing(school, moment_of, now) if timed else day(school, here, now)


def spoken_day(school: School, of: date, now: datetime) -> str:
    """`today`, `tomorrow`, `Tue 24 Nov`: a day as `in_answer` says it."""
    return _BESIDE.get((of - local(now, school.timezone).date()).days) or day(school, of, now)


def for_card(school: School, now: datetime) -> Say:
    """How a card that stands says moments, drawn now."""
    return lambda moment_of: standing(school, moment_of, now)


def for_answer(school: School, now: datetime) -> Say:
    """How an answer says moments."""
    return lambda moment_of: in_answer(school, moment_of, now)


def for_register(school: School) -> Say:
    """How a register says moments."""
    return lambda moment_of: full(school, moment_of)


def day(school: School, of: date, now: datetime) -> str:
    """`Tue 24 Nov`, on a card that stands; with its year, `Tue 24 Nov 2026`, where that is not plain."""
    far = abs(of - local(now, school.timezone).date()) > HALF_A_YEAR
    return f"{_day(of)} {of.year}" if far else _day(of)


def _day(of: date) -> str:
    return f"{WEEKDAY_NAMES[of.weekday()]} {of.day} {MONTH_NAMES[of.month - 1]}"


def age(of: timedelta) -> str:
    """How old something is, in its largest unit: `5 min`, `3 h`, `2 days`, `6 weeks`, `14 months`."""
    minutes = max(0, int(of.total_seconds()) // 60)
    for unit, size, least in (
        ("month", 30 * MINUTES_A_DAY, 3),
        ("week", 7 * MINUTES_A_DAY, 3),
        ("day", MINUTES_A_DAY, 1),
    ):
        if minutes >= least * size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{minutes // 60} h" if minutes >= 60 else f"{minutes} min"  # noqa: PLR2004 - an hour


def sortable(school: School, moment_of: datetime) -> str:
    """`2026-11-24 10:31`, by the school's clocks: a moment as a table has it."""
    return f"{local(moment_of, school.timezone):%Y-%m-%d %H:%M}"


def field_values(school: School, moment_of: datetime) -> tuple[str, str]:
    """The values of a date and a time field: `2026-11-24`, `10:31`."""
    here = local(moment_of, school.timezone)
    return f"{here:%Y-%m-%d}", f"{here:%H:%M}"


def parse_moment(school: School, on: str, time: str, now: datetime) -> datetime | None:
    """When it happened, from a form's two fields; None when no day was said, noon when no time was.

    Raises `Incomplete` for the field `happened_on` when they cannot be read or lie in the future.
    """
    today = local(now, school.timezone).date()
    at, timed = read_moment(spell_out_day(on, today, past=True), time, school.timezone)
    if at is None:
        if not on:
            return None
        raise Incomplete(happened_on="form.not_a_moment")
    happened = instant(at.date(), at.time(), school.timezone)
    if happened > now + AHEAD_TOLERANCE:
        if not timed and at.date() == today:
            return now
        raise Incomplete(happened_on="form.in_the_future")
    return happened


def parse_moment_or_none(school: School, on: str, time: str, now: datetime) -> datetime | None:
    """As `parse_moment`, and None for what cannot be read or lies in the future: a report waits for no such thing."""
    try:
        return parse_moment(school, on, time, now)
    except Incomplete:
        return None
