"""JSON as it comes over a wire that we do not control, and reading it without trusting its shape."""

from __future__ import annotations

from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = "dict[str, Json]"


def an_object(value: Json) -> JsonObject:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: Json) -> list[JsonObject]:
    """The JSON objects in a list; anything else in it, or no list at all, is left out."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def a_text(value: Json) -> str:
    """The value if it is a string, else an empty one."""
    return value if isinstance(value, str) else ""
