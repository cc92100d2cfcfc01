"""The briefing: a line for each thing that waits for its reader. It shows how things stood, and names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from microsoft_teams.cards.core import AdaptiveCard

from bot.policy.briefing import BriefingPurpose
from bot.policy.kit.briefing import BriefingLine
from bot.policy.kit.records import Message
from bot.policy.kit.school import School
from cards.briefing import BriefingVerb
from cards.kit import parts, times
from cards.kit.briefing import Faces, line_row
from cards.words import briefing as wording
from cards.words.sentences import toast


def briefing_card(faces: Faces, school: School, now: datetime, lines: Sequence[BriefingLine]) -> AdaptiveCard:
    """What waits for its reader, the most urgent first; something must."""
    return parts.card(
        parts.title(wording.BRIEFING_TITLE),
        parts.small(wording.AS_AT.format(at=times.standing(school, now, now))),
        *(line_row(school, now, faces[line.kind], line) for line in lines),
        parts.buttons(parts.opener(wording.SHOW_NOW, BriefingVerb.SHOW)),
    )


def briefing_message(faces: Faces, school: School, now: datetime, lines: Sequence[BriefingLine]) -> Message:
    """The message of a school day's morning."""
    card = briefing_card(faces, school, now, lines)
    return Message(summary=toast(BriefingPurpose.BRIEFING), card=parts.as_json(card))
