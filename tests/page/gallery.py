"""The cards of the catalogue, hung on a page as the local page draws them: its style, its themes, its renderer."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from functools import cache

from playwright.async_api import Page

from bot.local.shapes import Json
from bot.policy.incidents.kinds import KINDS
from cards.kit import parts
from tests.cards.catalogue import catalogue
from tests.soak import IN_FULL

Hung = tuple[str, str]
"""A card's name, and its JSON."""

THEMES = ["light", "dark", "contrast"]

SHEET = 24
"""Cards that hang together."""

LOOK = ("type", "verb", "style", "color", "weight", "size", "spacing", "separator", "wrap", "width")
FIELD = ("isMultiSelect", "isMultiline", "isRequired", "isVisible", "horizontalAlignment")
"""What makes an element look or work as it does, whatever its words."""

LONG = 400
"""Letters from which a text may break a card that holds the same with fewer."""

HANG = """async ([cards, count]) => {
  const { Card } = await import("/page/js/card.js");
  const hung = document.createElement("main");
  hung.id = "gallery";
  window.heard = []; // the name of a card, and the verb of a button of it that was pressed
  hung.style = "display: flex; align-items: flex-start; gap: 12px; padding: 12px; width: max-content";
  const columns = Array.from({ length: count }, () => document.createElement("div"));
  for (const column of columns) column.style.width = "372px";
  hung.append(...columns);
  document.getElementById("gallery")?.remove();
  for (const other of document.body.children) other.style.display = "none";
  document.body.append(hung);
  document.body.style = "overflow: visible; display: block; height: auto";
  for (const [name, content] of cards) {
    const figure = document.createElement("figure");
    figure.style = "margin: 0 0 12px";
    const caption = document.createElement("figcaption");
    caption.className = "small";
    caption.textContent = name;
    const hear = async (action) => (window.heard.push([name, action.verb ?? action.data.verb]), {});
    const card = new Card({ execute: hear, submit: hear });
    card.show(JSON.parse(content));
    figure.append(caption, card.element);
    columns.reduce((low, each) => (each.offsetHeight < low.offsetHeight ? each : low)).append(figure);
  }
  return [...hung.querySelectorAll(".ac-adaptiveCard")].filter((card) => card.offsetHeight > 20).length;
}"""


@cache
def areas() -> dict[str, list[Hung]]:
    """Every card of the catalogue by what it belongs to: a kind of report, calls, the policy to sign, the rest.

    Cards that are the same to the letter are hung once.
    """
    found: dict[str, list[Hung]] = {}
    seen: set[str] = set()
    for name, card in catalogue().items():
        content = parts.as_json(card)
        if content not in seen:
            seen.add(content)
            found.setdefault(_area(name), []).append((name, content))
    return found


def chosen() -> dict[str, list[Hung]]:
    """One card of each drawing and shape by what it belongs to; in `make soak` every card."""
    return areas() if IN_FULL else _shapes()


@cache
def _shapes() -> dict[str, list[Hung]]:
    """The first card of each drawing and shape, since the kinds of report share most of theirs."""
    found: dict[str, list[Hung]] = {}
    seen: set[tuple[str, frozenset[str], bool]] = set()
    for area, cards in areas().items():
        for name, content in cards:
            shape = (_drawing(name), elements(content), _longest(json.loads(content)) > LONG)
            if shape not in seen:
                seen.add(shape)
                found.setdefault(area, []).append((name, content))
    return found


def elements(content: str) -> frozenset[str]:
    """Each element and button of a card by how it looks and works, without its words."""
    return frozenset(_elements(json.loads(content)))


def _elements(part: Json) -> Iterator[str]:
    match part:
        case dict():
            if "type" in part:
                yield str([(key, part[key]) for key in LOOK + FIELD if key in part])
            for inner in part.values():
                yield from _elements(inner)
        case list():
            for inner in part:
                yield from _elements(inner)


def _longest(part: Json) -> int:
    match part:
        case str():
            return len(part)
        case dict():
            return max(map(_longest, part.values()), default=0)
        case list():
            return max(map(_longest, part), default=0)
        case _:
            return 0


def _drawing(name: str) -> str:
    """What a card is, whatever the kind of report and its details: "to its owner" of "spam: to its owner, long"."""
    first, _, rest = name.partition(": ")
    drawn = rest if first in KINDS else name
    return "sentence" if drawn.startswith("sentence ") else drawn.partition(",")[0]


def sheets(cards: list[Hung]) -> Iterator[list[Hung]]:
    """As many at a time as hang together."""
    for start in range(0, len(cards), SHEET):
        yield cards[start : start + SHEET]


def _area(name: str) -> str:
    first = name.split(":", maxsplit=1)[0]
    if first in KINDS:
        return first
    if name.startswith("call"):
        return "calls"
    return {"aup": "aup", "message action": "message-actions"}.get(first, "sentences" if "sentence" in name else "rest")


async def picture(page: Page) -> bytes:
    """A JPEG of all that hangs, whole, however tall, at three quarters of its size."""
    box = await page.locator("#gallery").bounding_box()
    assert box
    devtools = await page.context.new_cdp_session(page)
    clip = {"x": 0, "y": 0, "width": box["width"], "height": box["height"], "scale": 0.75}
    how = {"format": "jpeg", "quality": 60, "captureBeyondViewport": True, "clip": clip}
    taken = await devtools.send("Page.captureScreenshot", how)
    await devtools.detach()
    return base64.b64decode(taken["data"])


async def hang(page: Page, cards: list[Hung], columns: int = 8) -> int:
    """Hang the cards in columns, each as wide as on a phone, and answer how many were drawn."""
    drawn: int = await page.evaluate(HANG, [cards, columns])
    return drawn
