"""Reading an Adaptive Card as a person does: its words, and which actions can be pressed.

Follows Microsoft's renderer: an action takes every input of its card and of the cards round it. Knows no chats and no
HTTP.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.local.shapes import JsonObject, a_text, an_object, objects

KNOWN_ELEMENTS = frozenset(
    {
        "TextBlock",
        "RichTextBlock",
        "Image",
        "ImageSet",
        "Media",
        "FactSet",
        "Container",
        "ColumnSet",
        "Column",
        "Table",
        "TableRow",
        "TableCell",
        "ActionSet",
        "Carousel",
        "CarouselPage",
        "TextRun",
        "Input.Text",
        "Input.Number",
        "Input.Date",
        "Input.Time",
        "Input.Toggle",
        "Input.ChoiceSet",
    }
)
"""What the renderer draws; of anything else it draws the `fallback`, or nothing."""

PARTS_OF_AN_ELEMENT = ("items", "columns", "rows", "cells", "images", "pages", "inlines")


class CardRefuses(Exception):
    """The card would not let a person do this: no such button or input, or an answer that the form does not take."""


@dataclass(frozen=True, slots=True)
class Pressable:
    """An action that can be pressed: its title, or for a row that is pressed the words on it, and its inputs."""

    action: JsonObject
    title: str
    inputs: tuple[JsonObject, ...]


def pressables(card: JsonObject) -> list[Pressable]:
    """Every action on the card, those of its ShowCards included, in reading order."""
    return list(_in_card(card, ()))


def words_of(card: JsonObject) -> str:
    """Every text that the card shows, a line each: what a person reads."""
    lines: list[str] = []
    for element in _flatten(objects(card.get("body"))):
        lines.extend(a_text(element.get(key)) for key in ("text", "label", "title") if a_text(element.get(key)))
        for fact in objects(element.get("facts")):
            lines.append(f"{a_text(fact.get('title'))} {a_text(fact.get('value'))}".strip())
    lines.extend(found.title for found in pressables(card) if found.title not in lines)
    return "\n".join(lines)


def _in_card(card: JsonObject, outer: tuple[JsonObject, ...]) -> Iterator[Pressable]:
    shown = list(_flatten(objects(card.get("body"))))
    inputs = (*outer, *(element for element in shown if _is_input(element)))
    for element in shown:
        for key in ("selectAction", "inlineAction"):
            if isinstance(element.get(key), dict):
                yield from _pressables_of(an_object(element[key]), inputs, _words_on(element))
        if element.get("type") == "ActionSet":
            for action in objects(element.get("actions")):
                yield from _pressables_of(action, inputs)
    if isinstance(card.get("selectAction"), dict):
        yield from _pressables_of(an_object(card["selectAction"]), inputs)
    for action in objects(card.get("actions")):
        yield from _pressables_of(action, inputs)


def _pressables_of(action: JsonObject, inputs: tuple[JsonObject, ...], words: str = "") -> Iterator[Pressable]:
    if action.get("isEnabled") is False:
        return
    yield Pressable(action, a_text(action.get("title")) or words, inputs)
    if action.get("type") == "Action.ShowCard":
        yield from _in_card(an_object(action.get("card")), inputs)


def _flatten(elements: Iterable[JsonObject]) -> Iterator[JsonObject]:
    """The elements and all that is inside them, an unknown one replaced by its fallback."""
    for element in elements:
        kind = a_text(element.get("type"))
        if kind and kind not in KNOWN_ELEMENTS:
            if isinstance(element.get("fallback"), dict):
                yield from _flatten([an_object(element["fallback"])])
            continue
        yield element
        for part in PARTS_OF_AN_ELEMENT:
            if part in element:
                yield from _flatten(objects(element[part]))


def _words_on(element: JsonObject) -> str:
    return " ".join(a_text(part.get("text")) for part in _flatten([element]) if a_text(part.get("text")))


def _is_input(element: JsonObject) -> bool:
    return a_text(element.get("type")).startswith("Input.")
