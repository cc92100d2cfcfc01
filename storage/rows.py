"""Records as they are kept: the JSON text, the values of the fields they are found by, and when they are due. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.policy.kit.queries import Value
from bot.policy.kit.records import Entry, Record

TIMELINE_TABLE = "timeline"
"""The table of entries. Their ids are their numbers in the chain, written so that they sort as they count."""
ENTRY_FIELDS = ("subject",)


class StoredRow(NamedTuple):
    """A record as it is kept. `keys` are the values of the kind's `INDEXED` fields, in their order."""

    id: str
    version: int
    due: datetime | None
    keys: tuple[Value, ...]
    body: str


def row_of(record: Record, version: int) -> StoredRow:
    """The record as it is kept. `ValueError` for what could not be read again: the mistake of the one who made it.

    A `model_copy` is not validated by pydantic, so a record that was made by one is validated here: its own fields in
    full, what is nested in them by its types.
    """
    kept = type(record).model_validate({**vars(record), "version": version})
    return StoredRow(kept.id, version, due_of(kept), index_values(kept), kept.model_dump_json(warnings="error"))


def index_values(record: Record) -> tuple[Value, ...]:
    """The values of the kind's `INDEXED` fields, in their order."""
    return tuple([_plain_value(getattr(record, field)) for field in record.INDEXED])


def due_of(record: Record) -> datetime | None:
    """When the record is due, if its kind ever is."""
    due: datetime | None = getattr(record, "due_at", None)
    return due


def row_of_entry(entry: Entry) -> StoredRow:
    """A linked line of the timeline as it is kept."""
    body = entry.model_dump_json(warnings="error")
    return StoredRow(f"{entry.seq:012d}", 1, None, (entry.subject,), body)


def _plain_value(value: Value) -> Value:
    """An enum's member as the text it stands for."""
    return str(value) if isinstance(value, str) else value
