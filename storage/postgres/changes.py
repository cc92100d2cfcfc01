"""What is sent to the database for an outcome: each record once, compared with what is held, and linked lines. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime

from bot.policy.kit.errors import Conflict
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Record
from bot.policy.kit.sealing import Key
from bot.policy.kit.timeline import link
from storage.postgres.layout import Layouts, keys_of
from storage.rows import row_of


@dataclass(slots=True)
class RecordChange:
    """What becomes of one record: the version it must have (0: none), and the one it then has (0: gone)."""

    held: int
    version: int | None = None
    """None: it is only compared."""
    due_at: datetime | None = None
    keys: str | None = None
    """As JSON, because an array of arrays would have to be square."""
    body: str | None = None


@dataclass(slots=True)
class KeepRequest:
    """An outcome as it is sent. Its records are in the order of kind and id, in which the database locks them."""

    records: dict[Key, RecordChange] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()


def changes_of(outcome: Outcome, layouts: Layouts) -> KeepRequest:
    """Judge what can be judged without the database: raises `Conflict` where the outcome is at odds with itself."""
    asked: dict[Key, RecordChange] = {}
    for record in outcome.unchanged:
        if asked.setdefault((record.TABLE, record.id), RecordChange(record.version)).held != record.version:
            raise Conflict(table=record.TABLE, id=record.id)
    for record in (*outcome.records, *outcome.notices):
        one = _starting_from(asked, record)
        row = row_of(record, record.version + 1)
        one.version, one.due_at, one.body = row.version, row.due, row.body
        one.keys = json.dumps(keys_of(layouts, type(record), row.keys))
    for record in outcome.removed:
        one = _starting_from(asked, record)
        if not record.version:
            raise Conflict(table=record.TABLE, id=record.id)
        one.version, one.due_at, one.body, one.keys = 0, None, None, None
    entries = tuple(Entry.model_validate(vars(entry)) for entry in outcome.entries)
    return KeepRequest({key: asked[key] for key in sorted(asked)}, entries)


def link_entries(entries: tuple[Entry, ...], last: Entry | None) -> list[Entry]:
    """The entries as they follow `last`."""
    lines: list[Entry] = []
    for entry in entries:
        last = link(last, entry)
        lines.append(last)
    return lines


def _starting_from(asked: dict[Key, RecordChange], record: Record) -> RecordChange:
    """The record's place in what is asked, which must stand at the record's own version by then."""
    one = asked.setdefault((record.TABLE, record.id), RecordChange(record.version))
    if (one.held if one.version is None else one.version) != record.version:
        raise Conflict(table=record.TABLE, id=record.id)
    return one
