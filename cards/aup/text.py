"""A document in Markdown as cards can show it, and in pages that keep Teams' limit.

Cards know bold, italics, lists and links. Headings become headings of ours; tables, images, code and HTML are turned
into what is left of them as words; a link that is no web or mail address stays as its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from microsoft_teams.cards.core import CardElement, Container, TextBlock, ToggleVisibilityAction

from bot.policy.aup.text import TextSection, split_sections
from cards.kit import parts

PAGE_BYTES = 14_000
"""Bytes of JSON of one page, which leaves space for the card's buttons."""
PARAGRAPH_BYTES = 4_000
"""Bytes of JSON of one paragraph; a longer one is split after a sentence."""
_ELEMENT_BYTES = 150
"""Bytes of JSON that a paragraph takes beside its text."""
_TITLE_BYTES = 300
"""Bytes of JSON that a section's heading takes at the most."""


@dataclass(frozen=True, slots=True)
class PagePart:
    """A section, or as much of it as one page holds."""

    title: str
    paragraphs: tuple[str, ...]


@lru_cache(maxsize=8)
def pages(text: str, max_bytes: int = PAGE_BYTES) -> tuple[tuple[PagePart, ...], ...]:
    """The document in pages, one at the least; each takes at most `max_bytes` of JSON.

    Cached, since everybody on staff is shown the same text.
    """
    done: list[tuple[PagePart, ...]] = []
    page: list[PagePart] = []
    left = max_bytes
    for section in split_sections(text):
        title = parts.cut(_inline(section.title), _TITLE_BYTES)
        here: list[str] = []
        left -= _TITLE_BYTES
        for paragraph in paragraphs(section):
            cost = _size(paragraph) + _ELEMENT_BYTES
            if cost > left:
                if here:
                    page.append(PagePart(title, tuple(here)))
                if page:
                    done.append(tuple(page))
                page, here, left = [], [], max_bytes - _TITLE_BYTES
            here.append(paragraph)
            left -= cost
        if here or title:
            page.append(PagePart(title, tuple(here)))
    return (*done, tuple(page)) if page or not done else tuple(done)


def page_elements(page: Sequence[PagePart]) -> list[CardElement]:
    """A page with its headings."""
    return [element for part in page for element in _part_elements(part)]


def collapsed_sections(page: Sequence[PagePart]) -> list[CardElement]:
    """A page whose sections open one by one when their headings are pressed; the first is open."""
    elements: list[CardElement] = []
    for number, part in enumerate(page):
        if number == 0:
            elements += [parts.paragraph(text) for text in part.paragraphs]
            continue
        folded = f"section{number}"
        elements.append(
            Container(
                spacing="Small",
                select_action=ToggleVisibilityAction(title=f"Show {part.title}", target_elements=[folded]),
                items=[TextBlock(text=f"▸ {part.title}", wrap=True, color="Accent")],
            )
        )
        elements.append(
            Container(
                id=folded, is_visible=False, spacing="None", items=[parts.paragraph(text) for text in part.paragraphs]
            )
        )
    return elements


def paragraphs(section: TextSection) -> Iterator[str]:
    """A section's body as paragraphs that a card shows: plain, or a list, none longer than `PARAGRAPH_BYTES`."""
    for lines in _blocks(section.body.splitlines()):
        text = "\n".join(lines)
        yield from _split_paragraph(text) if _size(text) > PARAGRAPH_BYTES else (text,)


def _part_elements(part: PagePart) -> list[CardElement]:
    title: list[CardElement] = [parts.heading(part.title)] if part.title else []
    return [*title, *(parts.paragraph(text) for text in part.paragraphs)]


_ITEM = re.compile(r"^\s*([-*+]|\d{1,3}[.)])\s+(.*)$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_RULE = re.compile(r"^\s*([-*_])(\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Paragraphs and lists, each as its lines; lines that were wrapped in the source are joined."""
    block: list[str] = []
    fenced = False
    for written in lines:
        fence = _FENCE.match(written) is not None
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
