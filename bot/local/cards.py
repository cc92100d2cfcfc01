"""Reading an Adaptive Card as a person does: which actions can be pressed, and what a press sends.

Follows Microsoft's renderer: an action takes every input of its card and of the cards round it, unset inputs are left
out, values are text, and a required input that is empty stops the press. Knows no chats and no HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.local.shapes import Json, JsonObject, a_text, an_object, objects

InputValue = str | int | float | bool | Sequence[str] | None

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


def inputs_of(card: JsonObject) -> list[JsonObject]:
    """Every input in the card's body, those in ShowCards left out."""
    return [element for element in _flatten(objects(card.get("body"))) if _is_input(element)]


def words_of(card: JsonObject) -> str:
    """Every text that the card shows, a line each: what a person reads."""
    lines: list[str] = []
    for element in _flatten(objects(card.get("body"))):
        lines.extend(a_text(element.get(key)) for key in ("text", "label", "title") if a_text(element.get(key)))
        for fact in objects(element.get("facts")):
            lines.append(f"{a_text(fact.get('title'))} {a_text(fact.get('value'))}".strip())
    lines.extend(found.title for found in pressables(card) if found.title not in lines)
    return "\n".join(lines)


def fill(pressable: Pressable, given: Mapping[str, InputValue]) -> Json:
    """The action's data with its inputs merged in: what is given, and the card's own `value`s for the rest.

    Raises CardRefuses where the client would not send it.
    """
    own = pressable.action.get("data")
    data: Json = {} if own is None else own
    if pressable.action.get("associatedInputs") == "none":
        return dict(data) if isinstance(data, dict) else data
    known = {a_text(element.get("id")): element for element in pressable.inputs if element.get("id")}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise CardRefuses(f"no input named {unknown} here; there are {sorted(known)}")
    values = {name: _answer(element, given) for name, element in known.items()}
    faults = [fault for name, element in known.items() if (fault := _fault(element, values[name]))]
    if faults:
        raise CardRefuses("; ".join(faults))
    if not isinstance(data, dict):
        return data
    return {**data, **{name: value for name, value in values.items() if value}}


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
            yield from _flatten(objects(element.get(part)))


def _words_on(element: JsonObject) -> str:
    return " ".join(a_text(part.get("text")) for part in _flatten([element]) if a_text(part.get("text")))


def _is_input(element: JsonObject) -> bool:
    return a_text(element.get("type")).startswith("Input.")


def _answer(element: JsonObject, given: Mapping[str, InputValue]) -> str:
    """What the input holds, as the text that is sent; empty when it is not set."""
    name = a_text(element.get("id"))
    value: InputValue | Json = given[name] if name in given else element.get("value")
    if element.get("type") == "Input.Toggle":
        on, off = a_text(element.get("valueOn")) or "true", a_text(element.get("valueOff")) or "false"
        value = (on if value else off) if isinstance(value, bool) else value or off
    return _as_text(value)


def _as_text(value: InputValue | Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ",".join(str(part) for part in value)
    return str(value)


def _fault(element: JsonObject, value: str) -> str:
    """Why the client would not send this value; empty when it would."""
    name = a_text(element.get("id"))
    required = element.get("isRequired") is True
    if element.get("type") == "Input.Toggle":
        on = a_text(element.get("valueOn")) or "true"
        return f"{name} must be ticked" if required and value != on else ""
    if not value:
        return f"{name} is required" if required else ""
    longest = element.get("maxLength")
    if isinstance(longest, int) and longest and len(value) > longest:
        return f"{name} takes {longest} characters, not {len(value)}"
    if a_text(element.get("regex")) and not re.search(a_text(element.get("regex")), value):
        return f"{name} does not match {a_text(element.get('regex'))}"
    return _choice_fault(element, name, value) or _range_fault(element, name, value)


def _choice_fault(element: JsonObject, name: str, value: str) -> str:
    if element.get("type") != "Input.ChoiceSet" or element.get("choices.data"):
        return ""
    choices = [a_text(choice.get("value")) for choice in objects(element.get("choices"))]
    chosen = value.split(",") if element.get("isMultiSelect") is True else [value]
    strangers = [part for part in chosen if part not in choices]
    return f"{name} has no choice {strangers}; there are {choices}" if strangers else ""


def _range_fault(element: JsonObject, name: str, value: str) -> str:
    least, most = element.get("min"), element.get("max")
    if element.get("type") == "Input.Number":
        number = float(value)
        low = isinstance(least, (int, float)) and number < least
        high = isinstance(most, (int, float)) and number > most
        return f"{name} lies outside {least} to {most}" if low or high else ""
    if element.get("type") in ("Input.Date", "Input.Time"):
        low = bool(a_text(least)) and value < a_text(least)
        high = bool(a_text(most)) and value > a_text(most)
        return f"{name} lies outside {least} to {most}" if low or high else ""
    return ""
