"""Duties that a feature's own records ask for, beside those of the school's calendar. Pure.

Whoever has such records says what they ask for, and knows nothing of duties; the calendar knows nothing of the records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.policy.kit.records import Who


@dataclass(frozen=True, slots=True)
class OwedEnding:
    """Why it is not to be done any more: by whom, when, and whether that did it."""

    by: Who
    at: datetime
    done: bool


@dataclass(frozen=True, slots=True)
class OwedDuty:
    """What a record asks to be done on a day.

    `row` is the id of the calendar's row that says whose it is and in which words; a school that leaves the row out is
    not asked. `reference` is the record's: it asks once. `about` tells in a few words what it is about.
    """

    row: str
    reference: str
    about: str
    due: date
    ending: OwedEnding | None = None
    reason: str = ""
    """Why it is asked for, in the words of whoever did; it stands in the duty, where all may read it who see that."""
