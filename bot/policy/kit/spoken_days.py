"""Days as people say them: `tomorrow`, `Friday`, `3 Dec`, `24/11`. One in full is read by `written_time`. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date

from bot.policy.kit.school_time import MONTHS, ONE_DAY, WEEKDAYS
from bot.policy.kit.written_time import read_day

_DATE_IN_NUMBERS = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})(?:[/.](20[0-9]{2}|[0-9]{2}))?\.?")
_DAY_FIRST = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?(?:,? (20[0-9]{2}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? (20[0-9]{2}))?")
_DAY_OF_MONTH = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)")
_ISO = re.compile(r"20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}")
_LONGEST_WAIT_FOR_A_NUMBER = 63
"""Days: from one 31st to the next."""
_YEARS = 9
"""How many are looked through for a day that is said without one: the 29th of February waits for a leap year."""


def read_spoken_day(text: str, today: date, *, past: bool = False) -> date | None:
    """The day that a person means, or None. Without a year it is the next such day, or with `past` the last; a day of
    the week is never today."""
    said = re.sub(r"\s+", " ", text.strip().casefold())
    near = {"today": today, "tomorrow": today + ONE_DAY, "yesterday": today - ONE_DAY}
    bare = said.removeprefix("on ").removeprefix("last " if past else "next ").removeprefix("this ")
    named = [n for n, name in enumerate(WEEKDAYS) if bare in _short(name)]
    # "Friday 27 November" says the day twice: the date counts.
    dated = re.sub(rf"^(?:{'|'.join(WEEKDAYS)}),? ", "", said, flags=re.IGNORECASE)
    if said in near:
        return near[said]
    if named and past:
        return today - ((today.weekday() - named[0] - 1) % 7 + 1) * ONE_DAY
    if named:
        return today + ((named[0] - today.weekday() - 1) % 7 + 1) * ONE_DAY
    if _ISO.fullmatch(dated):
        return read_day(dated)
    if match := _DATE_IN_NUMBERS.fullmatch(dated):
        return _day(int(match[1]), int(match[2]), match[3], today, past=past)
    if match := _DAY_OF_MONTH.fullmatch(dated):
        return _day_of_month(int(match[1]), today, past=past)
    if match := _DAY_FIRST.fullmatch(dated):
        return _day(int(match[1]), _month(match[2]), match[3], today, past=past)
    if match := _MONTH_FIRST.fullmatch(dated):
        return _day(int(match[2]), _month(match[1]), match[3], today, past=past)
    return None


def spell_out_day(text: str, today: date, *, past: bool = False) -> str:
    """What a date's field holds, with a day that was said as the date that it means; anything else as it is."""
    day = None if read_day(text) else read_spoken_day(text, today, past=past)
    return day.isoformat() if day else text


def _short(name: str) -> set[str]:
    full = name.casefold()
    return {full, full[:3], full[:4], full[:5]}


def _month(text: str) -> int:
    """The month of that name or of its first letters; 0 for none."""
    return next((n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(text)), 0)


def _day_of_month(day: int, today: date, *, past: bool) -> date | None:
    """The next day of that number, or with `past` the last: today is either."""
    near = (today + (-each if past else each) * ONE_DAY for each in range(_LONGEST_WAIT_FOR_A_NUMBER))
    return next((each for each in near if each.day == day), None)


def _day(day: int, month: int, year: str | None, today: date, *, past: bool) -> date | None:
    """That day; without a year the next or the last one that there is."""
    step = -1 if past else 1
    around = range(today.year, today.year + step * _YEARS, step)
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else around  # noqa: PLR2004
    for each in years:
        if 1 <= month <= len(MONTHS) and 1 <= day <= calendar.monthrange(each, month)[1]:
            found = date(each, month, day)
            if year or (found - today) * step >= today - today:
                return found
    return None
