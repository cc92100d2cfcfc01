"""The words of finding reports again."""

from __future__ import annotations

FIND_HELP = ("**find**", "a report again, by a name, a site, a sender, a class: **find** and what you remember of it")

SENTENCES: dict[str, str] = {
    "find.what": "What shall I look for? A name, a site, a sender or a class, for example.",
    "find.under_way": "I am going through the reports. There are many, so it takes a moment.",
    "find.shown_below": "What I found is shown at the end of the chat.",
}

TIMELINE: dict[str, str] = {"looked": "{by} looked through the reports{found}"}


def how_many_found(count: str) -> str:
    """How many somebody found, behind that they have looked."""
    return f", and found {count}"


FACTS = {"found": how_many_found}
"""Facts of the timeline that are read in other words than they are kept in."""


# The form.
FIND_TITLE = "Find a report"
FIND_LABEL = "What do you remember of it?"
FIND_HINT = "For example: jack, roblox, 5B"
FIND_EXPLAINED = (
    "I look for all of the words in every report that you can open. Accents and slips of the keyboard do not matter. "
    "It is recorded that you looked, but not what for."
)

# What was found.
NOTHING_FOUND = "Nothing found"
NO_SUCH_REPORT = "No report that you can open has these words. Fewer words find more."
LOOKED_FOR = "Looked for: {words}"
CLOSEST_SHOWN = "The {count} closest are shown. Another word narrows it down."
GONE_MEANWHILE = "These cannot be opened any more."
SEARCH_AGAIN = "Look again"
HAS_JUST_HAPPENED = "If this is happening now, report it at once: looking for it tells nobody."
WHO_LOOKED = "Who has looked"
NOBODY_LOOKED = "Nobody has looked for anything yet."
LOOKS_EXPLAINED = "Who has looked for something, and when. What they looked for is not recorded."


def found_title(total: int) -> str:
    """How many there are."""
    return "1 report found" if total == 1 else f"{total} reports found"
