"""Records as they are kept: the JSON text, the values of the fields they are found by, and when they are due. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot.policy.kit.queries import Value
from bot.policy.kit.records import Entry, Record
from bot.policy.kit.timeline import kept_text

FORMAT = 2
"""The format of what is kept. It goes up with a release whose records the one before could not read, or whose tables it
could not use; a field, a kind or a column more is no such thing (docs/running.md, Upgrade)."""
READ_FORMATS = (FORMAT - 1, FORMAT)
"""Those that this release reads: its own, and the one before."""


def wrong_format(what: str, form: int) -> str:
    """The line with which this release refuses to start on what has a format that it does not read."""
    read = " and ".join(map(str, READ_FORMATS))
    do = "start the release that wrote it" if form > FORMAT else "start a release between the two first"
    return f"{what} has format {form}, and this release reads {read}: {do}"


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
    full, what is nested in them by its types. What another release had written stays; a record that was never kept has
    nothing of the kind.

    A field that has its default is left out. Another release that does not know the field then reads, and hashes, the
    same as one that does.
    """
    if record.model_extra and not record.version:
        raise ValueError(f"a {type(record).__name__} has no {', '.join(record.model_extra)}")
    kept = type(record).model_validate({**vars(record), **(record.model_extra or {}), "version": version})
    body = kept.model_dump_json(warnings="error", exclude_defaults=True)
    return StoredRow(kept.id, version, due_of(kept), index_values(kept), body)


def index_values(record: Record) -> tuple[Value, ...]:
    """The values of the kind's `INDEXED` fields, in their order."""
    return tuple([_plain_value(getattr(record, field)) for field in record.INDEXED])


def due_of(record: Record) -> datetime | None:
    """When the record is due, if its kind ever is."""
    due: datetime | None = getattr(record, "due_at", None)
    return due


def row_of_entry(entry: Entry) -> StoredRow:
    """A linked line of the timeline as it is kept."""
    return StoredRow(f"{entry.seq:012d}", 1, None, (entry.subject,), kept_text(entry))


def _plain_value(value: Value) -> Value:
    """An enum's member as the text it stands for."""
    return str(value) if isinstance(value, str) else value
