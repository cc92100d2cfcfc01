"""Somebody's own word that they are away, and the day that they mean by it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.kit.errors import Incomplete
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import Evidence, Record, Who
from bot.policy.kit.school_time import ONE_DAY
from bot.policy.kit.spoken_days import read_spoken_day

_BACK = re.compile(r"\bback(?: at work| in school| in)?(?: again)? (?:on )?(.+)$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|til)(?: the end of)? (.+)$", re.IGNORECASE)
_ILL = re.compile(r"\b(?:ill|sick|poorly|unwell|today)\b", re.IGNORECASE)
_TOMORROW = re.compile(r"\b(?:off|away|out|in|ill|sick|poorly|unwell|today)\b.*\b(tomorrow|tmrw|tmr)$", re.IGNORECASE)
_NOTHING_ELSE = re.compile(
    r"""(?:(?:off|away)(?:\s(?:ill|sick|poorly|unwell))?
    |(?:(?:off|away)\s)?(?:(?:ill|sick|poorly|unwell)(?:\soff)?|not\sin|wont\sbe\sin)(?=\s))
    (?:(?:\sfor)?\s(?:today|tomorrow|tmrw|tmr|the\sday)(?:\sand\s(?:tomorrow|tmrw|tmr))?|\s(?:until|till|til|back)\s.+)?""",
    re.VERBOSE,
)

LONGEST_ABSENCE = timedelta(days=366)


class Absence(Record):
    """Somebody's own word that they are away: its id is theirs, `until` is the last day of it.

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


def as_they_are(held: Holders, words: Iterable[Absence], now: datetime) -> Holders:
    """The same people, each with the last day of their absence, by the `words` of those who are away now."""
    away = {word.id: word.until for word in words if word.holds(now)}

    def as_they_are_now(person: Person) -> Person:
        return person.model_copy(update={"away_until": away[person.id]}) if person.id in away else person

    return {role: [as_they_are_now(each) for each in people] for role, people in held.items()}


def read_absence(said: str, today: date) -> date | None:
    """The last day of an absence that a line tells of: `off ill`, `off sick tomorrow`, `away until Friday`, `back on
    the 3rd`. None where they are back today. Raises `Incomplete` as `until_day` does.
    """
    words = said.strip().rstrip(".!").strip()
    if match := _BACK.search(words):
        day = until_day(match[1], today)
        return day - ONE_DAY if day > today else None
    if match := _UNTIL.search(words):
        return until_day(match[1], today)
    if _TOMORROW.search(words):
        return today + ONE_DAY
    if _ILL.search(words):
        return today
    raise Incomplete(until="away.no_day")


def tells_of_absence(said: str) -> bool:
    """Whether a line says how long somebody is away, as `read_absence` reads it."""
    return any(each.search(said) for each in (_BACK, _UNTIL, _TOMORROW, _ILL))


def is_nothing_but_absence(said: str) -> bool:
    """Whether words in small letters say that their writer is away, and nothing else: `off sick tomorrow`. A line that
    names somebody, or goes on, may tell of something."""
    return _NOTHING_ELSE.fullmatch(said) is not None


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
