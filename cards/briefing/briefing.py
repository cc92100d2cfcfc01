"""The briefing: a line for each thing that waits for its reader. It shows how things stood, and names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.policy.briefing import BriefingPurpose
from bot.policy.kit.briefing import BriefingLine, LineFact
from bot.policy.kit.records import Message, Urgency
from bot.policy.kit.school import School
from cards.briefing import BriefingVerb
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard, Container
from cards.kit.guide import Faces, LineFace
from cards.words import briefing as wording
from cards.words.sentences import toast


def briefing_card(faces: Faces, school: School, now: datetime, lines: Sequence[BriefingLine]) -> AdaptiveCard:
    """What waits for its reader, the most urgent first; something must."""
    return parts.card(
        parts.title(wording.BRIEFING_TITLE),
        parts.small(wording.AS_AT.format(at=times.standing(school, now, now))),
        *(_line_row(school, now, faces[line.kind], line) for line in lines),
        parts.buttons(parts.opener(wording.SHOW_NOW, BriefingVerb.SHOW)),
    )


def briefing_message(faces: Faces, school: School, now: datetime, lines: Sequence[BriefingLine]) -> Message:
    """The message of a school day's morning."""
    card = briefing_card(faces, school, now, lines)
    return Message(summary=toast(BriefingPurpose.BRIEFING), card=parts.as_json(card))


def _line_row(school: School, now: datetime, face: LineFace, line: BriefingLine) -> Container:
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


def _in_words(school: School, now: datetime, fact: LineFact) -> str:
    if isinstance(fact, int):
        return f"{fact:,}"
    if isinstance(fact, timedelta):
        return times.age(fact)
    if isinstance(fact, datetime):
        return times.standing(school, fact, now)
    return times.day(school, fact, now)
