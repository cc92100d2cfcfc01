"""How a value is written in `school.toml`: one small reader for each kind of value.

A reader answers the value that the rules work with, or raises `ValueError` with a line that says what would be right.
It does not know which key it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from difflib import get_close_matches
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field

from bot.policy.duties.when import read_when
from bot.policy.kit import roles
from bot.policy.kit.records import Urgency
from bot.policy.kit.roles import ROLES

_LONGEST_SHOWN = 60
"""Letters of a wrong value that are repeated to its owner."""

SECONDS_BY_UNIT = {"s": 1, "m": 60, "h": 3600, "d": 86400, "y": 366 * 86400}  # a year never ends before its anniversary
_LONGEST_SECONDS = 100 * SECONDS_BY_UNIT["y"]
_DURATION = re.compile(r"([0-9]{1,9})([smhdy])")
_TENANT_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HOURS_OF_A_DAY = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")
_DUTY_ID = re.compile(r"[a-z0-9_]{1,60}")
_SCHOOL_ID = re.compile(r"[a-z0-9-]{1,40}")
_DOCUMENT_ID = re.compile(r"[a-z][a-z0-9-]{2,39}")
_WEB_LINK = re.compile(r"https://[A-Za-z0-9.-]{3,253}(?::\d{1,5})?(?:[/?#][!#-;=?-~]{0,500})?")
"""No name or password in it, and no sign that shows it as another than it is."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LONGEST_LEAD = SECONDS_BY_UNIT["y"]
_DAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def display(value: object) -> str:
    """A wrong value as its owner will recognise it, cut to a length that fits one line."""
    text = f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """` (did you mean "champion"?)`, or nothing when no right word is near."""
    near = get_close_matches(wrong, list(right), n=1)
    return f' (did you mean "{near[0]}"?)' if near else ""


def read_duration(value: object) -> float:
    """Seconds, from `90s`, `15m`, `4h`, `21d` or `6y`."""
    matched = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if matched is None:
        raise ValueError(f"{display(value)} is not a duration; write it like 90s, 15m, 4h, 21d or 6y")
    seconds = float(matched[1]) * SECONDS_BY_UNIT[matched[2]]
    if seconds > _LONGEST_SECONDS:
        raise ValueError(f"{display(value)} is longer than a hundred years")
    return seconds


def _read_span(value: object) -> float:
    seconds = read_duration(value)
    if seconds == 0:
        raise ValueError(f"{display(value)} is no time at all; write at least 1s")
    return seconds


def read_guid(value: object) -> str:
    """An Entra object id, in small letters."""
    # Entra writes ids in small letters; portals and people do not always.
    if not isinstance(value, str) or not _TENANT_ID.fullmatch(value.lower()):
        raise ValueError(f"{display(value)} is not an Entra id; write it like aaaaaaaa-0000-4000-8000-000000000001")
    return value.lower()


def _read_role(value: object) -> str:
    if not isinstance(value, str) or value not in ROLES:
        near = did_you_mean(value, ROLES) if isinstance(value, str) else ""
        raise ValueError(f"{display(value)} is not a role{near}; the roles are {', '.join(ROLES)}")
    return value


def read_zone(value: object) -> ZoneInfo:
    """A time zone by its IANA name."""
    if not isinstance(value, str):
        raise ValueError(f'{display(value)} is not a time zone; write it like "Europe/London"')
    try:
        return ZoneInfo(value)
    except (LookupError, ValueError, OSError):
        known = available_timezones()
        if not known:
            raise ValueError("this machine has no time zone data; install the Python package tzdata") from None
        near = did_you_mean(value, known)
        raise ValueError(f'{display(value)} is not a time zone{near}; write it like "Europe/London"') from None


def _read_opening_times(value: object) -> tuple[time, time]:
    matched = _HOURS_OF_A_DAY.fullmatch(value) if isinstance(value, str) else None
    if matched is None:
        raise ValueError(f'{display(value)} is not a day\'s opening times; write them like "08:00-17:00"')
    opens, closes = time(int(matched[1]), int(matched[2])), time(int(matched[3]), int(matched[4]))
    if closes <= opens:
        raise ValueError(f'{display(value)} ends before it starts; write the earlier time first, like "08:00-17:00"')
    return opens, closes


def _read_weekday(value: object) -> int:
    if not isinstance(value, str) or value not in _DAY_KEYS:
        raise ValueError(f"{display(value)} is not a weekday; write mon, tue, wed, thu, fri, sat or sun")
    return _DAY_KEYS.index(value)


def _read_urgency(value: object) -> Urgency:
    if not isinstance(value, str) or value not in list(Urgency):
        near = did_you_mean(value, list(Urgency)) if isinstance(value, str) else ""
        raise ValueError(f"{display(value)} is not an urgency{near}; write emergency, urgent or routine")
    return Urgency(value)


def _read_when(value: object) -> str:
    if not isinstance(value, str) or read_when(value) is None:
        raise ValueError(
            f'{display(value)} is not a time; write "each week", "each half term", "each term", "end of terms",'
            ' "yearly 07-01", "yearly tue from 02-05", "week of 2027-02-09" or "never"'
        )
    return value


def _read_duty_id(value: object) -> str:
    if not isinstance(value, str) or not _DUTY_ID.fullmatch(value):
        raise ValueError(f'{display(value)} is not an id; write small letters, digits and _, like "backup_restored"')
    return value


def _read_document_id(value: object) -> str:
    if not isinstance(value, str) or not _DOCUMENT_ID.fullmatch(value):
        raise ValueError(
            f'{display(value)} is not an id; write three small letters, digits and - or more, like "kcsie-part-1"'
        )
    return value


def _read_link(value: object) -> str:
    if not isinstance(value, str) or not _WEB_LINK.fullmatch(value):
        raise ValueError(f'{display(value)} is not a link; write it like "https://www.gov.uk/…"')
    return value


def _read_sha256(value: object) -> str:
    if not isinstance(value, str) or not _SHA256.fullmatch(value.lower()):
        raise ValueError(f"{display(value)} is not a SHA-256; write its 64 characters, as sha256sum prints them")
    return value.lower()


def _read_school_id(value: object) -> str:
    if not isinstance(value, str) or not _SCHOOL_ID.fullmatch(value):
        raise ValueError(f'{display(value)} is not an id; write small letters, digits and -, like "larkspur-hill"')
    return value


def _read_lead(value: object) -> float:
    seconds = read_duration(value)
    if seconds > _LONGEST_LEAD:
        raise ValueError(f"{display(value)} is longer than a year; write it like 14d")
    return seconds


Text = Annotated[str, Field(min_length=1)]
Duration = Annotated[float, BeforeValidator(read_duration)]
Span = Annotated[float, BeforeValidator(_read_span)]
Guid = Annotated[str, BeforeValidator(read_guid)]
RoleWord = Annotated[roles.Role, BeforeValidator(_read_role)]
Zone = Annotated[ZoneInfo, BeforeValidator(read_zone)]
OpeningTimes = Annotated[tuple[time, time], BeforeValidator(_read_opening_times)]
Weekday = Annotated[int, BeforeValidator(_read_weekday)]
UrgencyWord = Annotated[Urgency, BeforeValidator(_read_urgency)]
When = Annotated[str, BeforeValidator(_read_when)]
DutyId = Annotated[str, BeforeValidator(_read_duty_id)]
SchoolId = Annotated[str, BeforeValidator(_read_school_id)]
DocumentId = Annotated[str, BeforeValidator(_read_document_id)]
Link = Annotated[str, BeforeValidator(_read_link)]
Sha256 = Annotated[str, BeforeValidator(_read_sha256)]
Lead = Annotated[float, BeforeValidator(_read_lead)]
