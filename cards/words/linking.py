"""The words of reports that belong together: how they are linked, what is offered, and their chronology."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.incidents.linking import Trait

SENTENCES: dict[str, str] = {
    "link.already": "{other} is linked with this report already.",
    "link.none": "{other} is not linked with this report.",
    "link.itself": "That is this report itself. Which other one belongs with it?",
    "link.which": "Which report belongs with it? Its reference looks like OS-2026-0042; **0042** is enough.",
    "link.not_found": "There is no report by that reference that you can open.",
    "done.link": "{other} is linked with {reference}. Both stay as they are, and both timelines show it.",
    "done.unlink": "{other} is no longer linked with {reference}. Both timelines show it.",
}

TIMELINE: dict[str, str] = {
    "linked": "{by} linked it with {reference}",
    "unlinked": "{by} said that it does not belong with {reference} after all",
}

# On a report.
BELONGS_WITH = "Belongs with"
MORE_LINKED = "And {count} more: the chronology has them all."
TRAIT_WORDS: dict[Trait, str] = {
    Trait.SENDER: "sender",
    Trait.SITE: "site",
    Trait.DEVICE: "device",
    Trait.PUPIL: "pupil",
}
LINK_ANOTHER, CHRONOLOGY = "Link another report", "Chronology"
LINK_WITH, UNLINK_FROM = "Link {id}", "Unlink {id}"

# The form.
LINK_TITLE = "Which report belongs with {id}?"
LINK_EXPLAINED = (
    "Both stay reports of their own, with their own owners. Only somebody who may open both learns that they are "
    "linked."
)
REFERENCE_LABEL, REFERENCE_HINT = "Its reference", "For example: 0042"

# The chronology.
CHRONOLOGY_TITLE = "Chronology of {id}"
CHRONOLOGY_EXPLAINED = "The reports that belong together, earliest first. Only those that you can open are shown."
STANDS_ALONE = "Nothing that you can open is linked with it."
HAPPENED, REPORTED = "{at} · {kind}", "Reported {at} · {kind}"


def perhaps_the_same(traits: Sequence[Trait], reference: str) -> str:
    """Why a report is offered: `Perhaps the same sender and site as OS-2026-0040`."""
    *others, last = [TRAIT_WORDS[trait] for trait in traits]
    shared = f"{', '.join(others)} and {last}" if others else last
    return f"Perhaps the same {shared} as {reference}"
