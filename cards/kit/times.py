"""Moments as people at the school read them, and as the date and time fields of a form hold them.

Cards stand in chats for weeks, so they never say "today".
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school import School
from bot.policy.kit.school_time import clock_time, instant, local
from bot.policy.kit.written_time import read_moment

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = 24 * 60
"""Minutes of a day."""
CLOCK_TOLERANCE = timedelta(minutes=2)
"""How far a form's time may lie ahead of ours: phones' clocks differ."""


def at(school: School, moment_of: datetime) -> str:
    """`10:31 on Tue 24 Nov 2026`, by the school's clocks."""
    here = local(moment_of, school.timezone)
    day = f"{WEEKDAY_NAMES[here.weekday()]} {here.day} {MONTH_NAMES[here.month - 1]} {here.year}"
    return f"{clock_time(moment_of, school.timezone)} on {day}"


def age(of: timedelta) -> str:
    """How old something is, in its largest unit: `5 min`, `3 h`, `2 days`, `6 weeks`, `14 months`."""
    minutes = max(0, int(of.total_seconds()) // 60)
    for unit, size, least in (("month", 30 * DAY, 3), ("week", 7 * DAY, 3), ("day", DAY, 1)):
        if minutes >= least * size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{minutes // 60} h" if minutes >= 60 else f"{minutes} min"  # noqa: PLR2004 - an hour


def day(of: date) -> str:
    """`Tue 24 Nov 2026`."""
    return f"{WEEKDAY_NAMES[of.weekday()]} {of.day} {MONTH_NAMES[of.month - 1]} {of.year}"


def short(school: School, moment_of: datetime) -> str:
    """`10:31, 24 Nov`, by the school's clocks: where there is little room, and the year stands elsewhere."""
    here = local(moment_of, school.timezone)
    return f"{clock_time(moment_of, school.timezone)}, {here.day} {MONTH_NAMES[here.month - 1]}"


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
    at, timed = read_moment(on, time, school.timezone)
    if at is None:
        if not on:
            return None
        raise Incomplete(happened_on="form.not_a_moment")
    happened = instant(at.date(), at.time(), school.timezone)
    if happened > now + CLOCK_TOLERANCE:
        if not timed and at.date() == local(now, school.timezone).date():
            return now
        raise Incomplete(happened_on="form.in_the_future")
    return happened


def parse_moment_or_none(school: School, on: str, time: str, now: datetime) -> datetime | None:
    """As `parse_moment`, and None for what cannot be read or lies in the future: a report waits for no such thing."""
    try:
        return parse_moment(school, on, time, now)
    except Incomplete:
        return None
