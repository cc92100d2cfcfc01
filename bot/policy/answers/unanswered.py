"""What the policy had no answer to, counted for the committee: how many, on which day, roughly about what; and the line
of the briefing on the questions that wait for a Champion.

Nothing is kept of who asked, and no word of what was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from pydantic import Field

from bot.policy.answers.answer import Theme
from bot.policy.documents.publication import PUBLISHERS
from bot.policy.documents.questions import Question
from bot.policy.kit.briefing import BriefingLine, LineKind
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Record
from bot.policy.kit.roles import Role

COUNT_READERS: frozenset[Role] = frozenset({"champion", "headteacher", "business_manager"})
"""Who may see the counts: the committee (T2)."""


class Unanswered(Record):
    """One day's questions about one theme: how many found no answer, and how many were put to a Champion."""

    TABLE: ClassVar[str] = "unanswered"

    day: date
    theme: str
    no_answer: int = Field(default=0, ge=0)
    to_champion: int = Field(default=0, ge=0)


@dataclass(frozen=True, slots=True)
class UnansweredCount:
    """How many of a theme, over some days."""

    theme: Theme
    no_answer: int
    to_champion: int


def unanswered_id(day: date, theme: Theme) -> str:
    """The key of that day's count."""
    return f"{day.isoformat()}:{theme.value}"


def count_one(held: Unanswered | None, day: date, theme: Theme, *, to_champion: bool = False) -> Outcome:
    """One more question of the theme without an answer, or put to a Champion because none fitted."""
    now = held or Unanswered(id=unanswered_id(day, theme), day=day, theme=theme.value)
    more = {"to_champion": now.to_champion + 1} if to_champion else {"no_answer": now.no_answer + 1}
    return Outcome((now.model_copy(update=more),))


def add_up(held: Iterable[Unanswered], since: date, until: date) -> list[UnansweredCount]:
    """The counts of these days by theme, the most first; a theme of a later release counts as another."""
    totals: dict[Theme, list[int]] = {}
    for each in held:
        if since <= each.day <= until:
            theme = Theme(each.theme) if each.theme in set(Theme) else Theme.OTHER
            total = totals.setdefault(theme, [0, 0])
            total[0] += each.no_answer
            total[1] += each.to_champion
    found = [UnansweredCount(theme, *total) for theme, total in totals.items()]
    return sorted(found, key=lambda count: (-count.no_answer - count.to_champion, count.theme))


class AnswersLine(LineKind):
    """The line of the questions about the policy."""

    WAITING = "questions_waiting"


def answers_lines(person: Person, waiting: Sequence[Question], now: datetime) -> list[BriefingLine]:
    """The line of whoever may answer them: how many wait, and how long the oldest has."""
    if not waiting or not person.holds(*PUBLISHERS):
        return []
    oldest = min(question.lines[-1].at for question in waiting)
    return [BriefingLine(AnswersLine.WAITING, len(waiting), {"oldest": now - oldest})]
