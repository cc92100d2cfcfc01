"""What is wrong with a school's file, as one line: the place as its owner wrote it, and what would be right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.policy.kit.errors import Failure
from bot.settings.sections import UnknownKeyError
from bot.settings.words import display


class SettingsError(Failure):
    """A setting is wrong. `str()` is one line for the owner: where it stands, what is wrong, what would be right."""

    key = "error.settings"

    def __init__(self, line: str) -> None:
        super().__init__(line=" ".join(line.split()))

    def __str__(self) -> str:
        return self.facts["line"]


_EXAMPLE_SETTINGS = {
    "school": "a section [school] with name, timezone and tenant_id",
    "directory": 'a section [directory] with source = "roster" or "graph"',
    "name": 'name = "Example Primary School"',
    "tenant_id": 'tenant_id = "11111111-2222-4333-8444-555555555555"',
    "source": 'source = "roster" or source = "graph"',
    "id": 'id = "aaaaaaaa-0000-4000-8000-000000000001"',
    "roles": 'roles = ["staff"]',
    "after": 'after = "15m"',
    "start": "start = 2026-09-02",
    "end": "end = 2026-10-23",
}
"""What a missing key would look like."""

_SHAPES = {
    "string_type": "write it as text in quotes",
    "bool_type": "write true or false, without quotes",
    "int_type": "write a whole number, without quotes",
    "date_type": "write a date like 2026-09-02, without quotes",
    "list_type": "write a list, in square brackets",
    "dict_type": "write a section of keys and values",
    "model_type": "write a section of keys and values",
    "model_attributes_type": "write a section of keys and values",
    "string_too_short": "write some text",
    "string_too_long": "write less",
    "too_short": "write at least one",
    "greater_than_equal": "write 0 or more",
    "less_than_equal": "write 100 or less",
}
"""What a value of the wrong shape should have been, by pydantic's name for the fault."""


def syntax_fault(error: tomllib.TOMLDecodeError) -> str:
    """A TOML syntax error with its line in front."""
    matched = re.search(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", str(error), re.DOTALL)
    if matched is None:
        return f"is not TOML: {error}"
    where = f"line {matched[2]}, column {matched[3]}" if matched[2] else "the end of the file"
    return f"{where}: is not TOML: {matched[1][:1].lower()}{matched[1][1:]}"


def _where(loc: Sequence[str | int]) -> str:
    """A place in the file in TOML's terms: `routes.threat.steps[1].after`."""
    where = ""
    for part in loc:
        if isinstance(part, int):
            where += f"[{part}]"
        elif part != "[key]":
            where += f".{part}" if where else part
    return where


def first_fault(error: ValidationError) -> str:
    """The likeliest cause among the complaints, as one line: an unknown key rather than what it leaves missing."""
    faults = error.errors()
    return _fault(next((f for f in faults if isinstance(_reason(f), UnknownKeyError)), faults[0]))


def _reason(fault: ErrorDetails) -> object:
    """The exception that one of our own readers raised, if it was one of them."""
    return fault.get("ctx", {}).get("error")


def _fault(fault: ErrorDetails) -> str:
    loc, reason = fault["loc"], _reason(fault)
    if isinstance(reason, UnknownKeyError):
        return f"{_where((*loc, reason.key))} {reason}"
    where = _where(loc)
    if isinstance(reason, ValueError):
        return f"{where}: {reason}"
    if fault["type"] == "missing":
        key = str(loc[-1])
        return f"{where} is missing; write {_EXAMPLE_SETTINGS.get(key, key + ' = …')}"
    if fault["type"] == "literal_error":
        expected = fault["ctx"]["expected"].replace(chr(39), chr(34))
        return f"{where}: {display(fault['input'])} is not right; write {expected}"
    return f"{where}: {display(fault['input'])} is not right; {_SHAPES.get(fault['type'], fault['msg'])}"
