"""Welcome and help: what the bot can do, one press away."""

from __future__ import annotations

from collections.abc import Iterable

from microsoft_teams.cards.core import ActionSet, AdaptiveCard

from cards.calls import CallVerb
from cards.incidents import ReportVerb
from cards.kit import parts


def welcome(school: str) -> AdaptiveCard:
    """Shown once, when the bot comes into somebody's chat."""
    return parts.card(
        parts.title("Online Safety"),
        parts.words(f"This is where staff of {school} report anything online that worries them."),
        parts.points(
            [
                "You are told at that moment what to do, and what not to do.",
                "The right person is told at once, and again until somebody takes it.",
                "Only those who handle it read what you wrote.",
            ]
        ),
        _main(),
        parts.small("You can also type **report**, or say what happened in your own words. **help** shows this again."),
    )


def help_card(lines: Iterable[tuple[str, str]], note: str | None = None) -> AdaptiveCard:
    """What can be typed and pressed, at any point of a conversation; `note` is a sentence of ours to begin with.

    A line has the commands and what they are for; commands for the same stand together.
    """
    told: dict[str, list[str]] = {}
    for commands, what in (*lines, ("**cancel**", "stop what you are doing here")):
        told.setdefault(what, []).append(commands)
    return parts.card(
        parts.title("What I can do"),
        parts.words(note) if note else None,
        parts.points(f"{', '.join(commands)} – {what}" for what, commands in told.items()),
        _main(),
        parts.small("If somebody is in danger now, phone 999."),
    )


def sentence_card(text: str) -> AdaptiveCard:
    """A sentence of ours, with the way on."""
    return parts.card(parts.words(text), _main())


def _main() -> ActionSet:
    return parts.buttons(
        parts.ask("Report something", ReportVerb.START, style="positive"),
        parts.ask("My reports", ReportVerb.MINE),
        parts.ask("Ask for a video call", CallVerb.NEW),
    )
