"""A line of the briefing as its card shows it: its words, and what it opens. Each feature has faces for its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from microsoft_teams.cards.core import Container

from bot.policy.kit.briefing import BriefingLine, Fact, LineKind
from bot.policy.kit.records import Urgency
from bot.policy.kit.school import School
from cards.kit import parts, times
from cards.words.kit import LineWords


@dataclass(frozen=True, slots=True)
class LineFace:
    """The words of a line, and the button that opens how it stands when it is pressed."""

    words: LineWords
    opens: parts.Verb
    data: parts.ButtonData = field(default_factory=dict)


Faces = Mapping[LineKind, LineFace]


def line_row(school: School, now: datetime, face: LineFace, line: BriefingLine) -> Container:
    """How many, what more there is to say of them, and the button."""
    said = face.words.one if line.count == 1 else face.words.many.format(count=f"{line.count:,}")
    more = [
        words.format(fact=_in_words(school, now, fact))
        for key, words in face.words.facts.items()
        if (fact := line.facts[key])
    ]
    return parts.list_row(
        parts.opener(face.words.button, face.opens, face.data),
        parts.paragraph(f"**{said}**"),
        *([parts.small(_sentence_case(" · ".join(more)))] if more else []),
        style="attention" if line.urgency is Urgency.EMERGENCY else None,
    )


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _in_words(school: School, now: datetime, fact: Fact) -> str:
    if isinstance(fact, int):
        return f"{fact:,}"
    if isinstance(fact, timedelta):
        return times.age(fact)
    if isinstance(fact, datetime):
        return times.standing(school, fact, now)
    return times.day(school, fact, now)
