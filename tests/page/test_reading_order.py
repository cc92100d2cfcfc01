"""What a screen reader reads of a card, as Chromium tells it: all that the card says, in the card's own order.

The order is that of the card's JSON: title, what happened, what to do, then the buttons.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.local.shapes import Json, JsonObject
from tests.page.gallery import chosen, hang, sheets
from tests.page.school_page import PHONE, school_page
from tests.rig import TEACHER

INSIDE = ("columns", "items", "rows", "cells", "inlines", "facts", "body", "actions")
"""Where the parts of an element stand, in the order they are drawn in."""
SAID = ("label", "title", "text", "value")
"""What an element says by itself; of a field only its label, since what is typed is somebody's."""
ROLE = re.compile(r"^ *- '?(?:/url:.*|\w+)|\[\w+(?:=\w+)?\](?=:| |$)", re.MULTILINE)
"""What Chromium's account says beside a card's words: what a part is, where a link leads, how deep a heading is."""
FIGURE = re.compile(r"^ *- '?figure ", re.MULTILINE)
CAPTIONS = """[...document.querySelectorAll("#gallery figcaption")].map((caption) => caption.textContent)"""
"""The names of the cards, in the order that they are read in."""
LINK = re.compile(r"\[([^]]*)\]\(https?:[^\s)]*\)")
NO_LETTER = re.compile(r"\W|_")


def written(part: Json) -> Iterator[str]:
    """The texts of a part of a card that are seen at first, in the order of its JSON."""
    match part:
        case list():
            for inner in part:
                yield from written(inner)
        case dict() if part.get("isVisible") is not False and part.get("mode") != "secondary":
            if str(part.get("type")).startswith("Chart."):
                yield str(part.get("title", ""))
                return
            yield from _own(part)
            for inside in INSIDE:
                yield from written(part.get(inside))


def _own(part: JsonObject) -> Iterator[str]:
    is_field = str(part.get("type", "")).startswith("Input.")
    for key in SAID[:2] if is_field else SAID:
        text = part.get(key)
        if isinstance(text, str):
            yield text


def bare(text: str) -> str:
    """The letters and figures alone, since marks of Markdown are not read."""
    return NO_LETTER.sub("", LINK.sub(r"\1", text)).casefold()


def unread(card: str, snapshot: str) -> list[str]:
    """The texts of a card, as JSON, that are not read, or not after what stands before them."""
    heard, at, missed = bare(ROLE.sub("", snapshot)), 0, []
    for text in filter(bare, written(json.loads(card))):
        found = heard.find(bare(text), at)
        if found < 0:
            missed.append(text)
        else:
            at = found + len(bare(text))
    return missed


@pytest.mark.soak
async def test_a_card_is_read_in_its_own_order(tmp_path: Path) -> None:
    """Of every shape of card each text is heard, after all that stands before it, and nothing is left out."""
    async with school_page(tmp_path, [TEACHER], width=PHONE) as window:
        for sheet in sheets([card for held in chosen().values() for card in held]):
            await hang(window.page, sheet)
            read = FIGURE.split(await window.page.locator("#gallery").aria_snapshot())[1:]
            heard = dict(zip(await window.page.evaluate(CAPTIONS), read, strict=True))
            assert [(name, missed) for name, card in sheet if (missed := unread(card, heard[name]))] == []


def test_another_order_is_noticed() -> None:
    """A text that is read before what stands above it, and one that is not read at all."""
    card = json.dumps({"body": [{"type": "TextBlock", "text": "First"}, {"type": "TextBlock", "text": "**Then**"}]})
    assert unread(card, "- paragraph: First\n- strong: Then") == []
    assert unread(card, "- strong: Then\n- paragraph: First") == ["**Then**"]
    assert unread(card, "- paragraph: First") == ["**Then**"]
