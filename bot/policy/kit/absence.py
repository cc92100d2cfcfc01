"""Somebody's own word that they are away, and the day that they mean by it. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.kit.errors import Incomplete
from bot.policy.kit.records import Evidence, Record, Who
from bot.policy.kit.spoken_days import read_spoken_day

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


def until_day(said: str, today: date) -> date:
    """The day that a person means: `24 November`, `24/11`, `2026-11-24`, `Friday`, `tomorrow`; never one before today.

    Without a year it is the next such day; a day of the week is the next one after today. Raises
    `Incomplete(until=…)` with a text key when it is no day, lies behind us, or more than a year ahead.
    """
    day = read_spoken_day(said, today)
    if day is None:
        raise Incomplete(until="away.no_day")
    if day < today:
        raise Incomplete(until="away.day_gone")
    if day - today > LONGEST_ABSENCE:
        raise Incomplete(until="away.day_far")
    return day
