"""The first card of a report: every kind with one press each, the likely ones on top."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import ActionSet, AdaptiveCard, CardElement

from bot.policy.kinds import KINDS
from cards import parts
from cards.words.kinds import KIND_WORDS

ROW = 6
"""Buttons in one set, at the most (the store's rules)."""


def choose_kind(draft: str, likely: Sequence[str] = ()) -> AdaptiveCard:
    """Which kind is it? `likely` come first, under a line that says why; all the others follow."""
    first = [kind for kind in likely if kind in KINDS]
    rest = [kind for kind in KINDS if kind not in first]
    return parts.card(
        parts.title("What has happened?"),
        parts.words("Choose the nearest. If you are not sure, any of them reaches somebody who can help."),
        *_named("From what you wrote, it may be:" if first else None, first, draft),
        *_named("Or something else:" if first else None, rest, draft),
        parts.small("If somebody is in danger now, ring 999. Type **cancel** to stop."),
    )


def _named(line: str | None, kinds: Sequence[str], draft: str) -> list[CardElement]:
    if not kinds:
        return []
    sets = [_buttons(kinds[at : at + ROW], draft) for at in range(0, len(kinds), ROW)]
    return [parts.heading(line), *sets] if line else [*sets]


def _buttons(kinds: Sequence[str], draft: str) -> ActionSet:
    return parts.buttons(
        *(parts.press(KIND_WORDS[kind].name, "report.kind", {"kind": kind, "draft": draft}) for kind in kinds)
    )
