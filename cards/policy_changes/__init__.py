"""The form by which a change of the policy is asked for."""

from __future__ import annotations

from cards.kit import fields, parts
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import Opener
from cards.kit.parts import Verb
from cards.words import policy_changes as wording
from cards.words.kit import CHANGE_POLICY


class PolicyVerb(Verb):
    """What is pressed on the form."""

    SEND = "policy.change.send"


def policy_change_form(
    draft: str, report: str, answers: parts.Texts, wrong: parts.Texts, *, guarded: bool
) -> AdaptiveCard:
    """Which part, and why; with a warning where the report is kept from some who will read the duty."""
    return parts.card(
        parts.title(CHANGE_POLICY),
        parts.paragraph(wording.EXPLAINED),
        parts.banner(wording.GUARDED, "warning") if guarded else None,
        *fields.with_faults(
            wrong,
            fields.line("clause", wording.WHICH, wording.WHICH_HINT, value=_text(answers, "clause"), required=True),
            fields.line("why", wording.WHY, wording.WHY_HINT, value=_text(answers, "why"), required=True, many=True),
        ),
        parts.form_buttons(PolicyVerb.SEND, {"draft": draft, "id": report}),
    )


def policy_change_result(said: str) -> AdaptiveCard:
    """What sending it did."""
    return parts.form_result(said, parts.opener(wording.ASK_AGAIN, Opener.LOG))


def _text(answers: parts.Texts, field: str) -> str:
    return parts.cut(answers.get(field, ""), parts.TYPED_BYTES // 4)
