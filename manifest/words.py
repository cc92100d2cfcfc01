"""What Teams shows of the app before anybody has spoken to it: its name, what it is for, and the words to type."""

from __future__ import annotations

from cards.words.kit import APP
from cards.words.sentences import WORD_FILES, merge_words

SHORT_DESCRIPTION = "Report anything online that worries you; the right person is told at once."
"""80 characters at most."""

_OFFERED: dict[str, tuple[int, str]] = merge_words("OFFERED", WORD_FILES)
OFFERED_COMMANDS: dict[str, str] = {
    word: about for word, (_, about) in sorted(_OFFERED.items(), key=lambda each: each[1])
}
"""The words that Teams offers in the chat: those that somebody would look for. The others stand on cards."""

MESSAGE_ACTION = ("report", "Report to Online Safety", "Report this message; only those who handle it will read it")
"""The command, the words in a message's menu (32 characters at most), and what it does."""


def full_name(school: str) -> str:
    """The app's full name, 100 characters at most."""
    return f"{APP}: {school}"[:100]


def full_description(school: str) -> str:
    """What the app's page in Teams says. Markdown is shown there as paragraphs only."""
    return (
        f"For the staff of {school}. Say what has happened, or choose it from a list: you are told at that moment what"
        " to do and what not to do, and the people responsible are told at once, and again until one of them takes it."
        "\n\nYou can also sign the Acceptable Use Policy, ask the Headteacher for a video call with your class, and see"
        " what became of your reports. Any message in Teams can be reported from its menu."
        "\n\nOnly those who handle a report read it. If somebody is in danger now, phone 999 first."
    )
