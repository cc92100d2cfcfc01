"""What every store does with what it is asked and with what it has read. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias, TypeVar

from pydantic import ValidationError

from bot.policy.kit.errors import RecordUnreadable, StoreUnavailable
from bot.policy.kit.queries import Query, Value, Where
from bot.policy.kit.records import Entry, Record, ValueObject
from bot.policy.kit.timeline import Line, sound_line
from bot.policy.kit.verifying import Unreadable
from storage.rows import TIMELINE_TABLE, StoredRow, due_of, index_values, row_of_entry

F = TypeVar("F", bound=ValueObject)
ID = "id"
"""The field that every record is found by."""
StoredItem: TypeAlias = Record | Entry | Line | Unreadable
"""What is found where something lies, for those who verify it."""


class KeptItem(NamedTuple):
    """What a store holds, letter for letter: a record at its version, or a line of the timeline as it is linked."""

    table: str
    text: str


RECORDS_PER_SLICE = 100
"""How many records are made before other work gets its turn."""
_KINDS_BY_TABLE: dict[str, type[Record]] = {}
"""The kinds that have been asked for by their tables: there are as many questions as records."""


def kinds(base: type[Record] = Record) -> Iterator[type[Record]]:
    """Every kind of record that this process knows by now."""
    for kind in base.__subclasses__():
        if "TABLE" in vars(kind):
            yield kind
        yield from kinds(kind)


def kind_of(table: str) -> type[Record]:
    """The kind that is kept in that table. Raises `StoreUnavailable` where this release knows none."""
    found = known_kind(table)
    if found is not None:
        return found
    raise StoreUnavailable(reason=f"this release does not know the kept {table}")


def known_kind(table: str) -> type[Record] | None:
    """The kind that is kept in that table, or None where this release knows none."""
    found = _KINDS_BY_TABLE.get(table) or next((kind for kind in kinds() if table == kind.TABLE), None)
    return None if found is None else _KINDS_BY_TABLE.setdefault(table, found)


def terms_of(kind: type[Record], where: Where | None) -> dict[str, Sequence[Value]]:
    """Which fields must have one of which values. Raises `ValueError` for a field that the kind is not indexed by."""
    terms: dict[str, Sequence[Value]] = {}
    for field, wanted in (where or {}).items():
        if field not in (ID, *kind.INDEXED):
            raise ValueError(f"{kind.__name__} is not indexed by {field}")
        terms[field] = wanted if isinstance(wanted, list | tuple) else (wanted,)
    return terms


def subjects_of(query: Query[Any]) -> Sequence[str]:
    """Of which subjects a query for entries asks the lines."""
    wanted = query.where["subject"]
    return [str(each) for each in wanted] if isinstance(wanted, list | tuple) else [str(wanted)]


def parse_record(kind: type[F], body: bytes | str) -> F:
    """The record of a kept text. Raises `RecordUnreadable` for one that this release cannot read."""
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        wrong = error.errors(include_input=False)
        where = ", ".join(".".join(map(str, each["loc"])) for each in wrong if each["loc"]) or "it is no JSON"
        raise RecordUnreadable(reason=f"this release cannot read a kept {kind.__name__}: {where}") from None


def read_found(table: str, id: str, body: bytes | str) -> StoredItem:
    """What lies in that table under that id, or why it is not what it should be. Raises nothing."""
    try:
        if table == TIMELINE_TABLE:
            return sound_line(body) or parse_record(Entry, body)
        found = parse_record(kind_of(table), body)
    except StoreUnavailable as error:
        return Unreadable(table, id, error.facts["reason"])
    return found if found.id == id else Unreadable(table, id, f"it says that it is {found.id}")


def stored_row(kept: KeptItem) -> StoredRow:
    """The row of what was kept. A record that this release cannot read is found by its id alone, and holds up no other.

    Raises `StoreUnavailable` for a table that this release does not know, and for what does not say what it is.
    """
    if kept.table == TIMELINE_TABLE:
        return row_of_entry(parse_record(Entry, kept.text))._replace(body=kept.text)
    kind = kind_of(kept.table)
    try:
        record = parse_record(kind, kept.text)
    except RecordUnreadable:
        try:
            named = _Named.model_validate_json(kept.text)
        except ValidationError:
            raise StoreUnavailable(reason=f"a kept {kind.__name__} does not say which it is") from None
        return StoredRow(named.id, named.version, None, (None,) * len(kind.INDEXED), kept.text)
    return StoredRow(record.id, record.version, due_of(record), index_values(record), kept.text)


class _Named(ValueObject):
    """What every record says of itself."""

    id: str
    version: int
