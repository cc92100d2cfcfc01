"""A document in Markdown as cards can show it, section by section, in pages that keep Teams' limit.

Cards know bold, italics, lists and links. Headings become headings of ours; tables, images, code and HTML are turned
into what is left of them as words; a link that is no web or mail address stays as its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.policy.documents.text import TextSection, sections_to_read
from cards.kit import parts
from cards.kit.elements import CardElement

PAGE_BYTES = 14_000
"""Bytes of JSON of one page, which leaves space for the card's buttons."""
PARAGRAPH_BYTES = 4_000
"""Bytes of JSON of one paragraph; a longer one is split after a sentence."""
_ELEMENT_BYTES = 150
"""Bytes of JSON that a paragraph takes beside its text."""
_TITLE_BYTES = 300
"""Bytes of JSON that a section's heading takes at the most."""


@dataclass(frozen=True, slots=True)
class Page:
    """A section, or as much of a long one as a card holds: its number, from 1, and the page's among the section's."""

    title: str
    paragraphs: tuple[str, ...]
    section: int
    nth: int
    of: int

    @property
    def ends_section(self) -> bool:
        """Whether the section has been read to its end once this page has."""
        return self.nth == self.of


@lru_cache(maxsize=8)
def pages(text: str) -> tuple[Page, ...]:
    """The document section by section, in pages of at most `PAGE_BYTES` of JSON, one at the least.

    Cached, since everybody on staff is shown the same text.
    """
    found: list[Page] = []
    for number, section in enumerate(sections_to_read(text), 1):
        split = list(_in_pages(paragraphs(section)))
        title = parts.cut(_inline(section.title), _TITLE_BYTES)
        found += [Page(title, page, number, nth, len(split)) for nth, page in enumerate(split, 1)]
    return tuple(found)


def section_titles(text: str) -> tuple[str, ...]:
    """The heading of each section, in its order; empty for one that has none."""
    return tuple(page.title for page in pages(text) if page.nth == 1)


def page_elements(page: Page) -> list[CardElement]:
    """What a page says, below its heading."""
    return [parts.paragraph(text) for text in page.paragraphs]


def plain_line(line: str) -> str:
    """A line of the document without what a card does not show, and without its list's mark."""
    return _inline(line.removeprefix("- ").removeprefix("* ").removeprefix("+ "))


def _in_pages(every: Iterable[str]) -> Iterator[tuple[str, ...]]:
    page: list[str] = []
    left = PAGE_BYTES
    for paragraph in every:
        cost = _size(paragraph) + _ELEMENT_BYTES
        if cost > left and page:
            yield tuple(page)
            page, left = [], PAGE_BYTES
        page.append(paragraph)
        left -= cost
    yield tuple(page)


def paragraphs(section: TextSection) -> Iterator[str]:
    """A section's body as paragraphs that a card shows: plain, or a list, none longer than `PARAGRAPH_BYTES`."""
    for lines in _blocks(section.body.splitlines()):
        text = "\n".join(lines)
        yield from _split_paragraph(text) if _size(text) > PARAGRAPH_BYTES else (text,)


_ITEM = re.compile(r"^\s*([-*+]|\d{1,3}[.)])\s+(.*)$")
_CODE_FENCE = re.compile(r"^\s*(```|~~~)")
_RULE = re.compile(r"^\s*([-*_])(\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Paragraphs and lists, each as its lines; lines that were wrapped in the source are joined."""
    block: list[str] = []
    fenced = False
    for written in lines:
        fence = _CODE_FENCE.match(written) is not None
        fenced = fenced != fence
        raw = "" if fence else written
        line = _inline(raw.strip().lstrip(">").strip())
        item = None if fenced else _ITEM.match(raw)
        if not line or _RULE.match(raw) or _TABLE_RULE.match(raw):
            if block:
                yield block
            block = []
        elif item:
            mark = "-" if item[1] in "-*+" else item[1]
            if block and not _is_list_item(block[0]):
                yield block
                block = []
            block.append(f"{mark} {_inline(item[2])}")
        elif raw.strip().startswith("|") or fenced:
            cells = " · ".join(cell.strip() for cell in line.strip("|").split("|")) if not fenced else line
            block.append(f"- {cells}" if not fenced else f"{line}\n")
        elif block:
            block[-1] = f"{block[-1]} {line}"
        else:
            block.append(line)
    if block:
        yield block


def _is_list_item(line: str) -> bool:
    return _ITEM.match(line) is not None


_INLINE = (
    (re.compile(r"<!--.*?-->"), ""),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]*)\]\((?!https?://|mailto:)[^)]*\)"), r"\1"),
    (re.compile(r"`+([^`]*)`+"), r"\1"),
    (re.compile(r"~~(.+?)~~"), r"\1"),
    (re.compile(r"__(.+?)__"), r"**\1**"),
    (re.compile(r"(?<![*\w\\])\*(?![\s*])([^*\n]+?)(?<!\s)\*(?![*\w])"), r"_\1_"),
)


def _inline(line: str) -> str:
    for pattern, kept in _INLINE:
        line = pattern.sub(kept, line)
    return line.strip()


def _split_paragraph(text: str) -> Iterator[str]:
    """A long paragraph in pieces, split after a sentence, else after a word, else anywhere."""
    while _size(text) > PARAGRAPH_BYTES:
        piece = parts.cut(text, PARAGRAPH_BYTES - 2)
        for gap in ("\n", ". ", " "):
            at = piece.rfind(gap)
            if at > len(piece) // 2:
                piece = piece[: at + len(gap)]
                break
        yield piece.strip()
        text = text[len(piece) :]
    if text.strip():
        yield text.strip()


def _size(text: str) -> int:
    return len(json.dumps(text))
