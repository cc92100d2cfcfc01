"""What a batch of outcomes would change, judged before anything is written. Pure; knows no files.

Records become rows here: the JSON text that is kept, the values of the fields it is found by, and when it is due.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.policy.kit.errors import Conflict
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Value
from bot.policy.kit.records import Entry, Record
from bot.policy.kit.timeline import link
from storage.frames import RowChange
from storage.index import Index, StoredRow

TIMELINE_TABLE = "timeline"
"""The table of entries. Their ids are their numbers in the chain, written so that they sort as they count."""
ENTRY_FIELDS = ("subject",)

_Key = tuple[str, str]


class WriteBatch:
    """The changes of a batch: each outcome is judged against what is held and the outcomes before it in the batch."""

    def __init__(self, indexes: Mapping[str, Index], last: Entry | None) -> None:
        self.changes: list[RowChange] = []
        self.last = last
        self._indexes = indexes
        self._versions: dict[_Key, int] = {}

    def add(self, outcome: Outcome) -> None:
        """Take all of the outcome, or raise and take none of it: `Conflict`, or `ValueError` for what is no record."""
        changes: list[RowChange] = []
        versions: dict[_Key, int] = {}
        last = self.last
        for record in outcome.unchanged:
            self._compare(record, versions)
        for record in (*outcome.records, *outcome.notices):
            self._compare(record, versions)
            row = row_of(record, record.version + 1)
            changes.append(RowChange(record.TABLE, record.id, record.INDEXED, row))
            versions[record.TABLE, record.id] = row.version
        for record in outcome.removed:
            if not self._compare(record, versions):
                raise Conflict(table=record.TABLE, id=record.id)
            changes.append(RowChange(record.TABLE, record.id, record.INDEXED, None))
            versions[record.TABLE, record.id] = 0
        for entry in outcome.entries:
            last = link(last, Entry.model_validate(vars(entry)))
            changes.append(_entry_change(last))
        self.changes += changes
        self.last = last
        self._versions |= versions

    def take(self, kept: Record | Entry) -> None:
        """Take a record at its version, or the next line of a chain as it is linked, into an empty store."""
        if isinstance(kept, Entry):
            self.changes.append(_entry_change(kept))
            self.last = kept
        else:
            self.changes.append(RowChange(kept.TABLE, kept.id, kept.INDEXED, row_of(kept, kept.version)))

    def _compare(self, record: Record, versions: dict[_Key, int]) -> int:
        """The version held, which is the record's own; 0 where there is none."""
        key = (record.TABLE, record.id)
        held = versions.get(key, self._versions.get(key))
        if held is None:
            index = self._indexes.get(record.TABLE)
            row = index.get(record.id) if index else None
            held = row.version if row else 0
        if held != record.version:
            raise Conflict(table=record.TABLE, id=record.id)
        return held


def row_of(record: Record, version: int) -> StoredRow:
    """The record as it is kept. `ValueError` for what could not be read again: the mistake of the one who made it.

    A `model_copy` is not validated by pydantic, so a record that was made by one is validated here: its own fields in
    full, what is nested in them by its types.
    """
    kept = type(record).model_validate({**vars(record), "version": version})
    body = kept.model_dump_json(warnings="error").encode()
    return StoredRow(
        body,
        version,
        tuple([_plain_value(getattr(kept, field)) for field in kept.INDEXED]),
        getattr(kept, "due_at", None),
    )


def _entry_change(entry: Entry) -> RowChange:
    """A linked entry as it is kept."""
    row = StoredRow(entry.model_dump_json(warnings="error").encode(), 1, (entry.subject,), None)
    return RowChange(TIMELINE_TABLE, f"{entry.seq:012d}", ENTRY_FIELDS, row)


def _plain_value(value: Value) -> Value:
    """An enum's member as the text it stands for."""
    return str(value) if isinstance(value, str) else value
