"""What a press sends, as Microsoft's renderer has it: unset inputs are left out, values are text, and a required input
that is empty stops the press."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.local.cards import CardRefuses, Pressable
from bot.local.shapes import Json, JsonObject, a_text, objects

InputValue = str | int | float | bool | Sequence[str] | None


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
