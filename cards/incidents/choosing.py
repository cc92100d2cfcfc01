"""The first card of a report: every kind with one press each, the likely ones on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from microsoft_teams.cards.core import ActionSet, AdaptiveCard, CardElement

from bot.policy.incidents.kinds import KINDS
from cards.incidents import ReportVerb
from cards.kit import parts
from cards.words import incidents as wording
from cards.words.kinds import GROUPS, KIND_WORDS


def choose_kind(draft: str, likely: Sequence[str] = ()) -> AdaptiveCard:
    """Which kind is it? `likely` come first, under a line that says why; the others follow in their groups."""
    first = [kind for kind in likely if kind in KINDS][:3]
    rest = [(line, [kind for kind in kinds if kind not in first]) for line, kinds in GROUPS]
    return parts.card(
        parts.title("What has happened?"),
        parts.words(wording.CHOOSE_THE_NEAREST),
        *_named_choices(wording.IT_MAY_BE, first, draft),
        *(element for line, kinds in rest for element in _named_choices(line, kinds, draft)),
        parts.small(wording.DANGER_OR_CANCEL),
    )


def _named_choices(line: str, kinds: Sequence[str], draft: str) -> list[CardElement]:
    return [parts.heading(line), _buttons(kinds, draft)] if kinds else []


def _buttons(kinds: Iterable[str], draft: str) -> ActionSet:
    return parts.buttons(
        *(parts.press(KIND_WORDS[kind].name, ReportVerb.KIND, {"kind": kind, "draft": draft}) for kind in kinds)
    )
