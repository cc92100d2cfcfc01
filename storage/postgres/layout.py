"""How a record's fields stand in its row: which field at which place of `keys`, and a value as the text of a key. Pure.

A place that was once given to a field stays that field's. A kind that names more fields gets more places, by `migrate`.
A release that knows fewer than the database has leaves `KEY_TO_BE_MADE` in the others, and so does the database for one
that does not know of them: a release that does makes those keys within seconds (`scope.rows_to_be_made`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.policy.kit.errors import RecordUnreadable, StoreUnavailable
from bot.policy.kit.queries import Value
from bot.policy.kit.records import Record
from storage.reading import ID, parse_record
from storage.rows import index_values

MIGRATE = "run `python app.py migrate`"
ID_PLACE = 0
"""What stands for the id, which has a column of its own."""
LONGEST_KEY = 200
"""Longer texts are kept as their hash: an index takes no value of more than some 2,700 bytes."""

KEY_TO_BE_MADE = "?"
"""A key that whoever wrote the row could not make. No value has it."""

Layouts = Mapping[str, Sequence[str]]
"""The fields of each kind, by its table, in their places."""


def widen(held: Sequence[str], kind: type[Record]) -> tuple[str, ...]:
    """The places with those that the kind needs beside them."""
    return (*held, *(field for field in kind.INDEXED if field not in held))


def place_of(layouts: Layouts, kind: type[Record], field: str) -> int:
    """Where the field stands, counted from 1. Raises `StoreUnavailable` when it has no place yet."""
    fields = layouts.get(kind.TABLE, ())
    if field == ID:
        return ID_PLACE
    if field not in fields:
        raise StoreUnavailable(reason=f"the database has no place for {kind.TABLE} by {field}: {MIGRATE}")
    return tuple(fields).index(field) + 1


def keys_of(layouts: Layouts, kind: type[Record], values: Sequence[Value]) -> list[str]:
    """The keys of a record of that kind, given the values of its fields."""
    by_field = dict(zip(kind.INDEXED, values, strict=True))
    places = layouts.get(kind.TABLE, ())
    for field in by_field.keys() - places:
        place_of(layouts, kind, field)
    return [key_text(by_field[field]) if field in by_field else KEY_TO_BE_MADE for field in places]


def made_keys(layouts: Layouts, kind: type[Record], body: str, held: Sequence[str]) -> Sequence[str]:
    """The keys of a row, made anew from its text. At a place of which this release does not know it keeps the key that
    it has, and so it does with all of one that cannot be read."""
    made: Sequence[str] = ()
    with suppress(RecordUnreadable):
        made = keys_of(layouts, kind, index_values(parse_record(kind, body)))
    width = max(len(layouts[kind.TABLE]), len(held))
    known, before = (pad(keys, width) for keys in (made, held))
    return [old if key == KEY_TO_BE_MADE else key for key, old in zip(known, before, strict=True)]


def pad(keys: Sequence[str], width: int) -> Sequence[str]:
    """The keys, with the mark at the places that they lack."""
    return (*keys, *[KEY_TO_BE_MADE] * (width - len(keys)))


def key_text(value: Value) -> str:
    """A value as text that differs where values differ, that PostgreSQL can hold and an index can take."""
    match value:
        case None:
            return "none"
        case bool():
            return f"is:{value}"
        case int():
            return f"int:{value}"
    text = str(value)
    if len(text) > LONGEST_KEY or "\0" in text:
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    return f"text:{text}"
