"""The document as text: its sections, how long it takes to read, and what changed since the last version.

Knows Markdown only as far as headings: how it looks on a card is `cards.documents.text`'s.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

WORDS_A_MINUTE = 200
"""An unhurried reader of prose that must be understood."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_LETTER_OR_DIGIT = re.compile(r"\w")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


@dataclass(frozen=True, slots=True)
class TextSection:
    """A heading and the Markdown below it, up to the next heading. The text before the first has no title."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that both versions have, and the lines that differ."""

    title: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextChanges:
    """What a new version changes: sections by their titles, and within a section line by line."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[SectionChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


NO_CHANGES = TextChanges()


def split_sections(text: str) -> tuple[TextSection, ...]:
    """The sections in their order. A `#` inside a code fence is no heading; comments are nobody's to read."""
    found: list[tuple[str, list[str]]] = [("", [])]
    fenced = False
    for line in _COMMENT.sub("", text.removeprefix("\ufeff")).splitlines():
        if _FENCE.match(line):
            fenced = not fenced
        heading = None if fenced else _HEADING.match(line)
        if heading:
            found.append((heading[2].replace("**", "").strip(), []))
        else:
            found[-1][1].append(line)
    made = [TextSection(title, "\n".join(lines).strip("\n")) for title, lines in found]
    return tuple(section for section in made if section.title or section.body.strip())


def sections_to_read(text: str) -> tuple[TextSection, ...]:
    """The sections as they are read one by one, one at the least. A heading with nothing below it goes to the next."""
    found: list[TextSection] = []
    above: list[str] = []
    for section in split_sections(text):
        title = " · ".join([*above, section.title]).strip(" ·")
        if _LETTER_OR_DIGIT.search(section.body):
            found.append(TextSection(title, section.body))
            above = []
        elif section.title:
            above.append(section.title)
    if above or not found:
        found.append(TextSection(" · ".join(above), ""))
    return tuple(found)


def reading_minutes(text: str) -> int:
    """Minutes that reading takes, one at the least."""
    return max(1, round(len(_COMMENT.sub("", text).split()) / WORDS_A_MINUTE))


@lru_cache(maxsize=8)
def compare_texts(before: str, after: str) -> TextChanges:
    """What differs from `before` to `after`. Sections are matched by title, those of one title by their order.

    Cached, since many people have signed the same version before.
    """
    old, new = _by_title(split_sections(before)), _by_title(split_sections(after))
    changed = []
    for key, body in new.items():
        if key in old and old[key] != body:
            changed.append(_compare_lines(key[0], old[key], body))
    return TextChanges(
        added=tuple(key[0] for key in new if key not in old),
        removed=tuple(key[0] for key in old if key not in new),
        changed=tuple(changed),
    )


@lru_cache(maxsize=8)
def changed_sections(before: str, after: str) -> tuple[int, ...]:
    """Which sections of `after`, counted from 1 as they are read one by one, are not word for word in `before`.

    Cached, as `compare_texts`.
    """
    held = set(sections_to_read(before))
    return tuple(number for number, section in enumerate(sections_to_read(after), 1) if section not in held)


def _compare_lines(title: str, before: str, after: str) -> SectionChange:
    """The lines of a section that went, and those that came."""
    old, new = _lines(before), _lines(after)
    gone: list[str] = []
    come: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            gone += old[a:b]
            come += new[c:d]
    return SectionChange(title, tuple(gone), tuple(come))


def _lines(body: str) -> list[str]:
    return [line.strip() for line in body.splitlines() if line.strip()]


def _by_title(found: Sequence[TextSection]) -> dict[tuple[str, int], str]:
    """Bodies by title and by how many sections of that title came before."""
    seen: dict[str, int] = {}
    numbered = {}
    for section in found:
        nth = seen.get(section.title, 0)
        seen[section.title] = nth + 1
        numbered[section.title, nth] = section.body
    return numbered
