"""The cards of the message action's dialog: the kinds and the form, with what was taken over from the message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from microsoft_teams.cards.core import AdaptiveCard, CardElement

from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.school import School
from cards.incidents import reporting
from cards.incidents.reporting import kinds_card
from cards.kit import parts
from cards.words import incidents as wording


def message_kinds_card(school: School, draft: str, likely: Sequence[str], author: str, pictures: int) -> AdaptiveCard:
    """Which kind is it? Nothing of the message is shown, whatever it may be; only whose it is."""
    note: list[CardElement] = [parts.small(wording.FROM_A_MESSAGE)]
    if author:
        note.insert(0, parts.typed_text(f"The message from {author}", 1_000))
    if pictures:
        note.append(parts.small(wording.left_out_words(pictures)))
    return _with_note(kinds_card(draft, likely), note)


def message_form(kind: str, draft: str, answers: Mapping[str, str], pictures: int) -> AdaptiveCard:
    """The kind's form with the message in it."""
    note: list[CardElement] = [parts.small(wording.left_out_words(pictures))] if pictures else []
    return _with_note(reporting.report_form(kind, draft, answers), note)


def cut_for_form(kind: str, text: str) -> str:
    """As much of an answer as the kind's form gives back."""
    return parts.cut(text, parts.TYPED_BYTES // max(1, len(KINDS[kind].form)))


def _with_note(shown: AdaptiveCard, note: Sequence[CardElement]) -> AdaptiveCard:
    """The card with lines of ours below its title."""
    body = list(shown.body or [])
    return shown.model_copy(update={"body": [*body[:1], *note, *body[1:]]})
