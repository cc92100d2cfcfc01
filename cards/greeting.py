"""Welcome and help: what the bot can do, one press away."""

from __future__ import annotations

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


def help_card(note: str | None = None) -> AdaptiveCard:
    """What can be typed and pressed, at any point of a conversation; `note` is a sentence of ours to begin with."""
    return parts.card(
        parts.title("What I can do"),
        parts.words(note) if note else None,
        parts.points(
            [
                "**report** – tell me about anything online that worries you",
                "**my reports** – what became of yours",
                "**video call** – ask for a call with pupils; **calls** shows yours",
                "**log**, **patterns**, **export** – for those who handle reports",
                "**sign** – the Acceptable Use Policy to read and sign, and your receipt",
                "**who has not signed**, **publish aup**, **training**, **reach**, **drill** – for Champions",
                "**away until** a date, **back** – for those who decide video calls",
                "**cancel** – stop what you are doing here",
            ]
        ),
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
