"""What a version of the Acceptable Use Policy changes: before it is published, and for whoever signed another one."""

from __future__ import annotations

from collections.abc import Iterable

from bot.policy.documents.text import TextChanges
from cards.documents import text as document_text
from cards.kit import parts
from cards.kit.elements import CardElement
from cards.words import documents as wording

CHANGES_BYTES = 7_000
"""Bytes of JSON that what changed may take on a card."""
MOST_SECTIONS = 10
"""Changed sections that are shown line by line."""
MOST_TITLES = 6
"""Sections that are named where only their titles are."""


def change_elements(changes: TextChanges) -> list[CardElement]:
    """Sections by their titles, and within a section the lines that went and those that came."""
    shown: list[CardElement] = []
    for heading, titles in (("New sections", changes.added), ("Sections taken out", changes.removed)):
        if titles:
            told = "\n".join(map(_title_of, titles))
            shown += [parts.subheading(heading), parts.typed_text(parts.cut(told, 1_500), 1_600)]
    max_bytes = CHANGES_BYTES // max(1, min(len(changes.changed), MOST_SECTIONS))
    for section in changes.changed[:MOST_SECTIONS]:
        lines = [*_with_sign("−", section.gone), *_with_sign("+", section.come)]
        shown.append(parts.subheading("Changed"))
        shown.append(parts.typed_text(parts.cut(_title_of(section.title), 200), 300))
        shown.append(parts.typed_text(cut_with_mark("\n".join(lines), max_bytes), max_bytes + 100))
    more = len(changes.changed) - MOST_SECTIONS
    return [*shown, parts.small(f"… and {more} more sections")] if more > 0 else shown


def change_titles(changes: TextChanges) -> str:
    """The sections that a version changes, a line each; of many the first few."""
    lines = [
        *(wording.IS_NEW.format(title=_title_of(title)) for title in changes.added),
        *(wording.IS_CHANGED.format(title=_title_of(section.title)) for section in changes.changed),
        *(wording.IS_TAKEN_OUT.format(title=_title_of(title)) for title in changes.removed),
    ]
    more = len(lines) - MOST_TITLES
    return "\n".join(
        [*(parts.cut(line, 300) for line in lines[:MOST_TITLES]), *([f"… and {more} more"] if more > 0 else [])]
    )


def cut_with_mark(text: str, max_bytes: int) -> str:
    """The text cut to `max_bytes` of JSON, with a mark where it was cut."""
    kept = parts.cut(text, max_bytes)
    return kept if kept == text else f"{kept} …"


def _with_sign(sign: str, lines: Iterable[str]) -> list[str]:
    return [f"{sign} {plain}" for line in lines if (plain := document_text.plain_line(line))]


def _title_of(title: str) -> str:
    return title or wording.BEFORE_THE_HEADINGS
