"""Days and times as phones and people write them: `2:30 PM`, `27/11/2026 22:00:00`, `24:00`, `half past two`.

The day stands before the month, as here in England, unless only the other order is a day. Nothing is guessed: what
cannot be read is None, and whoever asked keeps it as it was typed. Knows no clock.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil import parser

LONGEST_WRITTEN = 60
"""Characters beyond which a text is no day or time."""
MIDNIGHT = 24 * 60
_CENTURY = range(2000, 2100)

_ISO_DAY = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})\.?")
_MONTH_NAME = re.compile(r"[a-z]{3}")
_HALF = re.compile(r"\b([ap])\.?\s?m\b\.?")
_APPROXIMATELY = re.compile(r"^(?:at|about|around|approx\.?|approximately|circa|c\.|ca\.?|~)\s*")
_CLOCK = re.compile(r"(\d{1,2})\s?[:.h]\s?(\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?\s?(am|pm|hrs|hours|h|uhr)?")
_TIME_IN_DIGITS = re.compile(r"(\d{1,2})(\d{2})\s?(am|pm|hrs|hours|h)?")
_HOUR = re.compile(r"(\d{1,2})\s?(am|pm|h|o['’]?clock)")
_SPOKEN = re.compile(
    r"(half past|quarter past|quarter to|(?:\w+)(?: minutes)? past|(?:\w+)(?: minutes)? to)? ?(\w+)(?: o['’]?clock)?"
    r"(?: (am|pm|in the morning|in the afternoon|in the evening))?"
)
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: number for number, word in enumerate(_ONES, 1)} | {str(number): number for number in range(1, 13)}
_MINUTES_IN_WORDS = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_TIMES_IN_WORDS = {"noon": 12 * 60, "midday": 12 * 60, "12 noon": 12 * 60, "midnight": 0, "12 midnight": 0}
_MORNING_HOUR = 7
"""Hours said without more (`half past two`) lie in a school's day, from seven in the morning on."""


def read_day(text: str) -> date | None:
    """The day that a text means, or None. It needs its year, in this century; a time behind it is not taken."""
    said = _plain(text)
    if not said or len(said) > LONGEST_WRITTEN:
        return None
    if match := _ISO_DAY.fullmatch(said):
        year, month, day = (int(part) for part in match.groups() if part)
        return _day(year, month, day)
    if match := _NUMBERS.fullmatch(said):
        first, second, year = (int(part) for part in match.groups())
        year += 2000 if year < 100 else 0  # noqa: PLR2004 - two digits
        return _day(year, second, first) or _day(year, first, second)
    return _named_day(said) if _MONTH_NAME.search(said) else None


def read_minutes(text: str) -> int | None:
    """The time of day that a text means, in minutes since midnight, or None. `24:00` is the end of the day: 1440."""
    said = _APPROXIMATELY.sub("", _plain(text)).removesuffix(" z").removesuffix("z").strip()
    if said in _TIMES_IN_WORDS:
        return _TIMES_IN_WORDS[said]
    for shape in (_CLOCK, _TIME_IN_DIGITS):
        if match := shape.fullmatch(said):
            return _minutes(int(match[1]), int(match[2]), match[3] or "")
    if match := _HOUR.fullmatch(said):
        return _minutes(int(match[1]), 0, match[2])
    match = _SPOKEN.fullmatch(said)
    return _spoken_minutes(match[1] or "", match[2], match[3] or "") if match else None


def read_both(text: str, tz: ZoneInfo, *, as_day: bool = True) -> tuple[date | None, int | None]:
    """The day and the time of day that one text means, each as far as it says one; with an offset they are those of
    `tz`. What may be either (`10.11.26`) is the day, or with `as_day` unset the time."""
    said = _plain(text)
    if not said or len(said) > LONGEST_WRITTEN:
        return None, None
    aware = _with_offset(said)
    if aware is not None:
        if aware.year not in _CENTURY:
            return None, None
        here = aware.astimezone(tz)
        return here.date(), here.hour * 60 + here.minute
    day, minutes = read_day(said), read_minutes(said)
    if day is not None or minutes is not None:
        return (day, None) if minutes is None or (as_day and day is not None) else (None, minutes)
    parts = re.split(r"(?<=\d)t(?=\d)|[ ,]+", said)
    for at in range(1, len(parts)):
        for one, other in ((parts[:at], parts[at:]), (parts[at:], parts[:at])):
            day, minutes = read_day(" ".join(one)), read_minutes(" ".join(other).removeprefix("at "))
            if day is not None and minutes is not None:
                return day, minutes
    return None, None


def read_moment(day_text: str, time_text: str, tz: ZoneInfo) -> tuple[datetime | None, bool]:
    """The local moment, without a zone, that a day's field and a time's field mean together; and whether a time was
    said, noon being taken where none was. None for the moment when there is no day, or something cannot be read.

    Phones put a whole timestamp into either field.
    """
    day, minutes = read_both(day_text, tz)
    if _plain(day_text) and day is None and minutes is None:
        return None, False
    if _plain(time_text):
        other_day, said = read_both(time_text, tz, as_day=False)
        if said is None and other_day is None:
            return None, False
        day = day or other_day
        minutes = said if said is not None else minutes
    if day is None:
        return None, minutes is not None
    start = datetime.combine(day, time())
    try:
        return start + timedelta(minutes=12 * 60 if minutes is None else minutes), minutes is not None
    except OverflowError:
        return None, False


def _plain(text: str) -> str:
    """Small letters, plain digits and single spaces, without marks that cannot be seen; `am` and `pm` in one way."""
    seen = "".join(
        " " if mark.isspace() or unicodedata.category(mark) == "Zs" else _digit(mark)
        for mark in unicodedata.normalize("NFKC", text[: LONGEST_WRITTEN * 4])
        if unicodedata.category(mark) not in {"Cf", "Mn"}
    )
    said = seen.casefold().replace("ص", " am").replace("م", " pm").replace("،", ",")
    return " ".join(_HALF.sub(r"\1m", said).split()).strip(" ,;")


def _digit(mark: str) -> str:
    return str(unicodedata.decimal(mark)) if mark.isdecimal() else mark


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _CENTURY else None
    except ValueError:  # the 31st of February: no day
        return None


def _named_day(said: str) -> date | None:
    """`27 Nov 2026`, `Friday, 27th November 2026`, `November 27, 2026`. A part that is not said makes it no day."""
    if len(re.findall(r"\d+", said)) != 2:  # noqa: PLR2004 - the day and the year
        return None
    try:
        found = [
            parser.parse(said, dayfirst=True, default=datetime(*base))  # noqa: DTZ001 - a day has no zone
            for base in ((2000, 1, 1), (2001, 2, 2))
        ]
    except (ValueError, OverflowError, TypeError, AttributeError):
        # dateutil raises any of these over text that is no date.
        return None
    said_in_full = found[0].date() == found[1].date() and all(at.time() == time() for at in found)
    return _day(found[0].year, found[0].month, found[0].day) if said_in_full else None


def _minutes(hour: int, minute: int, half: str) -> int | None:
    if minute > 59:  # noqa: PLR2004 - minutes of an hour
        return None
    if half in {"am", "pm"}:
        if not 0 <= hour <= 23:  # noqa: PLR2004 - hours of a day
            return None
        hour = (hour % 12 if hour <= 12 else hour) + (12 if half == "pm" and hour <= 12 else 0)  # noqa: PLR2004
    elif half.startswith("o"):
        hour = _of_the_day(hour) if 1 <= hour <= 12 else hour  # noqa: PLR2004 - a clock's face
    total = hour * 60 + minute
    return total if hour < 24 or total == MIDNIGHT else None  # noqa: PLR2004 - hours of a day


def _spoken_minutes(before: str, hour_word: str, half: str) -> int | None:
    hour = _WORDS.get(hour_word)
    if hour is None or (not before and not half and hour_word.isdigit()):
        return None
    offset = 0
    if before:
        amount = _MINUTES_IN_WORDS.get(before.split(" ", maxsplit=1)[0])
        if amount is None:
            return None
        offset = -amount if before.endswith("to") else amount
    if half:
        pm = half in {"pm", "in the afternoon", "in the evening"}
        hour = hour % 12 + (12 if pm else 0)
    else:
        hour = _of_the_day(hour)
    return (hour * 60 + offset) % MIDNIGHT


def _of_the_day(hour: int) -> int:
    """An hour of a clock's face as one of a school's day."""
    return hour if hour >= _MORNING_HOUR else hour + 12


def _with_offset(said: str) -> datetime | None:
    """A timestamp with its offset, as machines write it."""
    try:
        found = datetime.fromisoformat(said.upper())
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
