"""Welcome and help: what the bot can do, one press away."""

from __future__ import annotations

from collections.abc import Iterable

from microsoft_teams.cards.core import ActionSet, ActionStyle, AdaptiveCard

from cards.calls import CallVerb
from cards.kit import parts
from cards.kit.openers import Opener
from cards.words import kit as wording


def welcome_card(school: str) -> AdaptiveCard:
    """Shown once, when the bot comes into somebody's chat."""
    return parts.card(
        parts.title("Online Safety"),
        parts.paragraph(wording.WELCOME.format(school=school)),
        parts.points(wording.WELCOME_POINTS),
        _main(),
        parts.small(wording.WELCOME_ALSO),
    )


def help_card(lines: Iterable[tuple[str, str]], note: str | None = None) -> AdaptiveCard:
    """What can be typed and pressed, at any point of a conversation; `note` is a sentence of ours to begin with.

    A line has the commands and what they are for; commands for the same stand together.
    """
    told: dict[str, list[str]] = {}
    for commands, what in (*lines, ("**cancel**", wording.CANCEL_LINE)):
        told.setdefault(what, []).append(commands)
    return parts.card(
        parts.title(wording.WHAT_I_CAN_DO),
        parts.paragraph(note) if note else None,
        parts.points(f"{', '.join(commands)} – {what}" for what, commands in told.items()),
        _main(),
        parts.small(wording.IN_DANGER),
    )


def sentence_card(text: str) -> AdaptiveCard:
    """A sentence, with the buttons to go on. None stands out: the sentence is the answer."""
    return parts.card(parts.paragraph(text), _main(None))


def _main(report: ActionStyle | None = "positive") -> ActionSet:
    return parts.buttons(
        parts.opener("Report something", Opener.REPORT, style=report),
        parts.opener("My reports", Opener.MY_REPORTS),
        parts.opener(wording.ASK_FOR_A_CALL, CallVerb.NEW),
    )
