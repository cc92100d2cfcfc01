"""Somebody's own word that they are away, and the day that they mean by it. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.kit.errors import Incomplete
from bot.policy.kit.records import Evidence, Record, Who
from bot.policy.kit.school_time import MONTHS, ONE_DAY, WEEKDAYS, parse_day

LONGEST_ABSENCE = timedelta(days=366)


class Absence(Record):
    """The approver's own word that they are away: its id is theirs, `until` is the last day of it.

    `due_at` is when it ends by itself, or None once it has ended.
    """

    TABLE: ClassVar[str] = "absences"
    EVIDENCE = Evidence()

    who: Who
    since: AwareDatetime
    until: date
    due_at: AwareDatetime | None

    def holds(self, now: datetime) -> bool:
        """Whether the person is away at this moment."""
        return self.due_at is not None and now < self.due_at


# `away until …`

_ISO = re.compile(r"20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}")
_DATE_IN_NUMBERS = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})(?:[/.](20[0-9]{2}|[0-9]{2}))?\.?")
_DAY_FIRST = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?(?:,? (20[0-9]{2}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? (20[0-9]{2}))?")


def until_day(said: str, today: date) -> date:
    """The day that a person means: `24 November`, `24/11`, `2026-11-24`, `Friday`, `tomorrow`; never one before today.

    Without a year it is the next such day; a day of the week is the next one after today. Raises
    `Incomplete(until=…)` with a text key when it is no day, lies behind us, or more than a year ahead.
    """
    day = _read(re.sub(r"\s+", " ", said.strip().casefold()), today)
    if day is None:
        raise Incomplete(until="away.no_day")
    if day < today:
        raise Incomplete(until="away.day_gone")
    if day - today > LONGEST_ABSENCE:
        raise Incomplete(until="away.day_far")
    return day


def _read(said: str, today: date) -> date | None:
    near = {"today": today, "tomorrow": today + ONE_DAY}
    named = [n for n, name in enumerate(WEEKDAYS) if said.removeprefix("next ") in _short(name)]
    # "Friday 27 November" says the day twice: the date counts.
    dated = re.sub(rf"^(?:{'|'.join(WEEKDAYS)}),? ", "", said, flags=re.IGNORECASE)
    if said in near:
        return near[said]
    if named:
        return today + ((named[0] - today.weekday() - 1) % 7 + 1) * ONE_DAY
    if _ISO.fullmatch(dated):
        return _iso(dated)
    if match := _DATE_IN_NUMBERS.fullmatch(dated):
        return _day(int(match[1]), int(match[2]), match[3], today)
    if match := _DAY_FIRST.fullmatch(dated):
        return _day(int(match[1]), _month(match[2]), match[3], today)
    if match := _MONTH_FIRST.fullmatch(dated):
        return _day(int(match[2]), _month(match[1]), match[3], today)
    return None


def _iso(text: str) -> date | None:
    try:
        return parse_day(text)
    except Incomplete:
        return None


def _short(name: str) -> set[str]:
    full = name.casefold()
    return {full, full[:3], full[:4], full[:5]}


def _month(text: str) -> int:
    """The month of that name or of its first letters; 0 for none."""
    return next((n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(text)), 0)


def _day(day: int, month: int, year: str | None, today: date) -> date | None:
    """That day; without a year the next one that there is. The 29th of February waits for a leap year."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else range(today.year, today.year + 9)  # noqa: PLR2004
    for each in years:
        if 1 <= month <= len(MONTHS) and 1 <= day <= calendar.monthrange(each, month)[1]:
            found = date(each, month, day)
            if year or found >= today:
                return found
    return None
