"""One message for many routine alerts. It says nothing of any report that could come to be wrong, or be too much to
say: its reference, and how to open it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.kit.records import Message
from cards.incidents import IncidentVerb
from cards.kit import parts
from cards.kit.elements import AdaptiveCard
from cards.words import responding as wording

IN_A_ROW = 4
"""So many buttons stand side by side."""


def gathered_message(references: Sequence[str]) -> Message:
    """The card, and a toast that says how many they are."""
    return Message(
        summary=wording.GATHERED.format(count=len(references)), card=parts.as_json(gathered_card(references))
    )


def gathered_card(references: Sequence[str]) -> AdaptiveCard:
    """The references, each a button that opens its report."""
    opens = [parts.opener(each, IncidentVerb.SHOW, {"id": each}) for each in references]
    return parts.card(
        parts.title(wording.GATHERED.format(count=len(references))),
        parts.paragraph(wording.GATHERED_EXPLAINED),
        *(parts.buttons(*opens[at : at + IN_A_ROW]) for at in range(0, len(opens), IN_A_ROW)),
    )
