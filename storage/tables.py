"""TinyDB over SQLite: its `TinyDB`, `Table` and queries, reading and writing one file.

Stock TinyDB reads and rewrites its whole file each time. Here a document is a row, and all of TinyDB's methods work on
a mapping of rows that reads what is looked at and writes what was changed. Ids are texts: a document's own `id`, or
else the next number. What the store needs beside TinyDB (compare and set, ranges, limits, due times) are a few methods
more, answered by the indexes.

The documents of a kind of record are validated by it when they are written, get the next version, and show the values
they are indexed by beside their own fields. The timeline is read here and never written: `TinyStore.keep` links it.

Nothing here begins or ends a transaction: whoever has the connection does.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from pydantic import JsonValue
from pydantic_core import to_jsonable_python
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from bot.policy.kit.errors import Conflict, RecordUnreadable
from bot.policy.kit.records import Record
from storage.reading import ID, known_kind, parse_record
from storage.rows import TIMELINE_TABLE, StoredRow, row_of
from storage.selecting import (
    DUE,
    FIXED,
    NO_COLUMNS,
    BesideInIndex,
    Beyond,
    Selection,
    Terms,
    column_value,
    creation,
    index_creation,
    index_of,
    insertion,
    moment_of,
    quote,
    replacement,
    ticks,
)
from storage.set_apart import KeptText

Fields = tuple[str, ...]
COUNTED = (64, 512)
"""An index will do that leads to fewer rows: so many are counted of each, and where all have more, so many."""


class RowStorage(Storage):
    """TinyDB's storage: the tables of one connection.

    `fields` are the indexed fields of each table that there is. They are never changed in place: who rolls back a
    transaction puts the ones before it back.
    """

    def __init__(self, connection: sqlite3.Connection, fields: Mapping[str, Fields] | None = None) -> None:
        self.connection = connection
        self.fields = self._read_fields() if fields is None else fields
        self._schema: int | None = None

    def follow_schema(self) -> None:
        """Know the tables as they are in the transaction that has begun: another connection may have made some."""
        (schema,) = self.connection.execute("PRAGMA schema_version").fetchone()
        if schema != self._schema:
            self.fields, self._schema = self._read_fields(), schema

    def _read_fields(self) -> Mapping[str, Fields]:
        found: dict[str, list[str]] = {}
        for table, column in self.connection.execute(
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
            " AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY m.name, c.cid"
        ):
            found.setdefault(table, []).append(column)
        return {
            table: tuple(column for column in columns if column not in FIXED)
            for table, columns in found.items()
            if set(columns) >= set(FIXED)
        }

    def read(self) -> dict[str, dict[str, Any]]:
        """TinyDB's table of tables. Rows are read when they are looked at."""
        return {name: cast(dict[str, Any], Rows(DocumentTable(self, name))) for name in self.fields}

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, JsonValue]]]) -> None:
        """Hold these tables with these documents, and no others."""
        for table in [DocumentTable(self, name) for name in self.fields.keys() - data.keys()]:
            table.must_be_writable()
            table.drop_table()
        for name, documents in data.items():
            if not isinstance(documents, Rows):
                DocumentTable(self, name).replace(documents)

    def close(self) -> None:
        """Let go of the connection."""
        self.connection.close()


class Rows(MutableMapping[str, dict[str, JsonValue]]):
    """A table as TinyDB has it: a mapping of ids to documents, in the order they came, that remembers what is changed.

    `gone` are the ids that were taken away.
    """

    def __init__(self, table: DocumentTable) -> None:
        self.gone: dict[str, None] = {}
        self._table = table
        self._seen: dict[str, tuple[str, dict[str, JsonValue]]] = {}

    def __getitem__(self, id: object) -> dict[str, JsonValue]:
        key = str(id)
        if key not in self._seen:
            found = None if key in self.gone else self._table.document(key)
            if found is None:
                raise KeyError(key)
            self._seen[key] = (json.dumps(found), found)
        return self._seen[key][1]

    def __setitem__(self, id: object, document: dict[str, JsonValue]) -> None:
        self.gone.pop(str(id), None)
        self._seen[str(id)] = ("", document)

    def __delitem__(self, id: object) -> None:
        self._seen.pop(str(id), None)
        self.gone[str(id)] = None

    def __iter__(self) -> Iterator[str]:
        held = [key for key in self._table.ids() if key not in self.gone]
        yield from dict.fromkeys([*held, *self._seen])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Take all away."""
        self._seen.clear()
        self.gone.update(dict.fromkeys(self._table.ids()))

    def changed_documents(self) -> Iterator[tuple[str, dict[str, JsonValue]]]:
        """The documents that were put here or changed in place."""
        for key, (before, document) in self._seen.items():
            if json.dumps(document) != before:
                yield key, document


class DocumentTable(Table):
    """TinyDB's table over the rows of one table of the file."""

    document_id_class = str  # type: ignore[assignment]
    default_query_cache_capacity = 0

    @property
    def _rows(self) -> RowStorage:
        return cast(RowStorage, self._storage)

    @property
    def fields(self) -> Fields:
        """What the rows are indexed by."""
        return self._rows.fields.get(self.name, ())

    # What TinyDB has.

    def insert(self, document: Mapping[str, Any]) -> str:  # type: ignore[override]  # ids are texts
        """TinyDB's insert, under the document's own `id` where it has one."""
        return cast(str, super().insert(self._own_name(document)))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[str]:  # type: ignore[override]
        """The same of several."""
        return cast(list[str], super().insert_multiple(self._own_name(document) for document in documents))

    def search(self, cond: QueryLike) -> list[Document]:
        """TinyDB's search, row by row. The store's own questions go by the indexes."""
        return [document for document in self if cond(document)]

    def __iter__(self) -> Iterator[Document]:
        for key, body, *keys in self._ask(f"SELECT id, body, {self._columns} FROM {quote(self.name)} ORDER BY rowid"):
            yield _with_key(self._document(body, keys), key)

    def __len__(self) -> int:
        return self.count_of({})

    # What the store needs beside it.

    def prepare(self, kind: type[Record]) -> None:
        """Have the table, its rows indexed by the fields that the kind names now."""
        if self._rows.fields.get(self.name) == kind.INDEXED:
            return
        rows = [self._laid_out(kind, *found) for found in self._ask(f"SELECT * FROM {quote(self.name)}")]
        self.drop_table()
        self.create(kind.INDEXED, kind.BESIDE)
        self.fill(rows)

    def _laid_out(self, kind: type[Record], id: str, version: int, due: int | None, *rest: Any) -> StoredRow:
        """A row by the fields that the kind names now. What cannot be read keeps the values that it has."""
        *values, body = rest
        try:
            record = parse_record(kind, body)
        except RecordUnreadable:
            held = dict(zip(self.fields, values, strict=True))
            when = None if due is None else moment_of(due)
            return StoredRow(id, version, when, tuple(held.get(field) for field in kind.INDEXED), body)
        return row_of(record, record.version)

    def create(self, fields: Fields, beside: BesideInIndex = NO_COLUMNS) -> None:
        """Make the table, unless it is there."""
        if self.name not in self._rows.fields:
            for text in creation(self.name, fields, beside):
                self._rows.connection.execute(text)
            self._rows.fields = {**self._rows.fields, self.name: fields}

    def index_anew(self, kind: type[Record]) -> None:
        """Have in the indexes what the kind has there now, where a release before has made them."""
        for field, beside in kind.BESIDE.items() if self.name in self._rows.fields else ():
            name, text = f"{self.name} by {field}", index_creation(self.name, field, beside)
            held = next(self._ask("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", [name]), ("",))
            if held[0] != text and field in self.fields:
                self._rows.connection.execute(f"DROP INDEX IF EXISTS {index_of(self.name, field)}")
                self._rows.connection.execute(text)

    def drop_table(self) -> None:
        """Have no such table."""
        if self.name in self._rows.fields:
            self._rows.connection.execute(f"DROP TABLE {quote(self.name)}")
            self._rows.fields = {name: fields for name, fields in self._rows.fields.items() if name != self.name}

    def fill(self, rows: Iterable[StoredRow]) -> None:
        """Put in rows whose ids are free."""
        self._rows.connection.executemany(insertion(self.name, self.fields), map(_values, rows))

    def one(self, id: str) -> KeptText | None:
        """That row, or None."""
        asked = self._ask(f"SELECT id, version, body FROM {quote(self.name)} WHERE id = ?", [column_value(id)])
        return next(map(KeptText._make, asked), None)

    def texts(
        self,
        terms: Terms,
        *,
        without: Terms | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        after: str | None = None,
        apart: Sequence[tuple[str, int]] = (),
    ) -> list[KeptText]:
        """The rows that meet all the terms and none of `without`, in the order of their ids; none of `apart`, and only
        those that come `after` an id in that order."""
        beyond = None if after is None else Beyond(after, newest_first)
        question = Selection(self.name, terms, without, due_by, apart, beyond)
        asked, ordered = question.bodies(self._driver(question, limit), newest_first=newest_first, limit=limit)
        found = list(map(KeptText._make, self._ask(*asked)))
        if not ordered:
            found.sort(reverse=newest_first)
        return found

    def next_text(self, terms: Terms, after: datetime, apart: Sequence[tuple[str, int]] = ()) -> list[KeptText]:
        """Of the rows that meet all the terms the one that falls due next, later than this."""
        question = Selection(self.name, terms, apart=apart)
        return list(map(KeptText._make, self._ask(*question.next_text(self._driver(question), after))))

    def cursor(self, *columns: str) -> sqlite3.Cursor:
        """These columns of all rows of a table that there is, in the order of ids, to be fetched some at a time."""
        return self._rows.connection.execute(
            f"SELECT {', '.join(map(quote, columns))} FROM {quote(self.name)} ORDER BY id"
        )

    def newest(self) -> str | None:
        """The text of the row with the last id, or None."""
        found = self.texts({}, newest_first=True, limit=1)
        return cast(str, found[0].body) if found else None

    def count_of(self, terms: Terms, apart: Sequence[tuple[str, int]] = ()) -> int:
        """How many rows meet all the terms; none of `apart` is counted."""
        question = Selection(self.name, terms, apart=apart)
        found = next(self._ask(*question.count(self._driver(question))), (0,))
        return int(found[0])

    def next_due(
        self, terms: Terms, after: datetime | None = None, apart: Sequence[tuple[str, int]] = ()
    ) -> datetime | None:
        """The earliest due time among the rows that meet all the terms, with `after` of those later than it."""
        question = Selection(self.name, terms, apart=apart)
        found = next(self._ask(*question.next_due(self._driver(question), after)), None)
        return None if found is None else moment_of(found[0])

    def version(self, id: str) -> int:
        """The version held; 0 where there is none."""
        found = next(self._ask(f"SELECT version FROM {quote(self.name)} WHERE id = ?", [id]), (0,))
        return int(found[0])

    def compare(self, id: str, held: int) -> None:
        """Raises `Conflict` unless that version is held; 0 means none."""
        if self.version(id) != held:
            raise Conflict(table=self.name, id=id)

    def put(self, row: StoredRow, held: int) -> None:
        """Keep a row where that version is held. Raises `Conflict`."""
        key, *rest = _values(row)
        if held:
            text, asked = replacement(self.name, self.fields), (*rest, key, held)
        else:
            text, asked = insertion(self.name, self.fields), (key, *rest)
        if self._rows.connection.execute(text, asked).rowcount != 1:
            raise Conflict(table=self.name, id=row.id)

    def drop(self, id: str) -> None:
        """Take a row away."""
        if self.name in self._rows.fields:
            self._rows.connection.execute(f"DELETE FROM {quote(self.name)} WHERE id = ?", (id,))

    # What TinyDB's methods rest on.

    def ids(self) -> Iterator[str]:
        """Every id, in the order they came."""
        for (key,) in self._ask(f"SELECT id FROM {quote(self.name)} ORDER BY rowid"):
            yield key

    def document(self, id: str) -> dict[str, JsonValue] | None:
        """The document of that id, the values that it is indexed by beside its own."""
        found = next(self._ask(f"SELECT body, {self._columns} FROM {quote(self.name)} WHERE id = ?", [id]), None)
        return None if found is None else self._document(found[0], found[1:])

    def replace(self, documents: Mapping[str, Mapping[str, JsonValue]]) -> None:
        """Hold these documents, and no others."""

        def anew(rows: Rows) -> None:
            rows.clear()
            rows.update({str(key): dict(document) for key, document in documents.items()})

        self._update_table(anew)

    def change(self, rows: Rows) -> None:
        """Write what was changed, and take away what was taken away. Raises `ValueError` for what is no record."""
        kind = self.must_be_writable()
        if kind is None:
            self.create(())
        else:
            self.prepare(kind)
        for key in rows.gone:
            self.drop(key)
        for key, document in rows.changed_documents():
            held = self.version(key)
            self.put(self._row(kind, key, document, held + 1), held)

    def must_be_writable(self) -> type[Record] | None:
        """The kind that is kept here, None for documents of no kind. Raises `TypeError` for what is not TinyDB's to
        write."""
        if self.name == TIMELINE_TABLE:
            raise TypeError("the timeline is written by TinyStore.keep, which links it")
        kind = known_kind(self.name)
        if kind is None and self.fields:
            raise TypeError(f"this release does not know the kept {self.name}")
        return kind

    def _row(self, kind: type[Record] | None, id: str, document: Mapping[str, JsonValue], version: int) -> StoredRow:
        if kind is None:
            return StoredRow(id, version, None, (), json.dumps(document))
        own = {key: value for key, value in document.items() if key in kind.model_fields or key not in kind.INDEXED}
        if unknown := own.keys() - kind.model_fields.keys() - (self.document(id) or {}).keys():
            raise ValueError(f"a {kind.__name__} has no {', '.join(sorted(unknown))}")
        return row_of(kind.model_validate_json(json.dumps({**own, ID: id})), version)

    def _own_name(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        if isinstance(document, Document):
            return _with_key(document, document.doc_id)
        return _with_key(document, document[ID]) if isinstance(document, Mapping) and ID in document else document

    def _get_next_id(self) -> str:
        last: int | None = self._next_id
        if last is None:
            numbers = self._ask(f"SELECT max(CAST(id AS INTEGER)) FROM {quote(self.name)} WHERE id GLOB '[0-9]*'")
            last = next(numbers, (0,))[0] or 0
        self._next_id = last + 1  # type: ignore[assignment]  # None is all that TinyDB says of it
        return str(last + 1)

    def _read_table(self) -> Rows:  # type: ignore[override]
        return Rows(self)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        rows = Rows(self)
        updater(rows)
        self.change(rows)

    def _driver(self, question: Selection, limit: int | None = None) -> str | None:
        """An index that leads to few rows, as far as it pays to count; None: none, walk in the order of ids."""
        drivers = question.drivers
        if ID in drivers:
            return ID
        if drivers == [DUE] and limit is None:
            return DUE  # nothing but what is asked for is read
        if drivers == [DUE] or len(drivers) > 1:
            return question.covered_by(self._beside) or self._narrowest(question)
        return next(iter(drivers), None)

    def _narrowest(self, question: Selection) -> str | None:
        for most in COUNTED:
            for driver in question.drivers:
                (count,) = next(self._ask(*question.count_up_to(driver, most)), (0,))
                if count < most:
                    return driver
        return next((driver for driver in question.drivers if driver != DUE), None)

    @property
    def _beside(self) -> BesideInIndex:
        kind = known_kind(self.name)
        return NO_COLUMNS if kind is None else kind.BESIDE

    @property
    def _columns(self) -> str:
        return ", ".join(map(quote, self.fields)) or "NULL"

    def _document(self, body: str, keys: Iterable[object]) -> dict[str, JsonValue]:
        fresh: dict[str, JsonValue] = {**self._defaults, **json.loads(body)}
        for field, value in zip(self.fields, keys, strict=False):
            fresh.setdefault(field, cast(JsonValue, value))
        return fresh

    @cached_property
    def _defaults(self) -> Mapping[str, JsonValue]:
        """The fields of a record that are not kept because they have their defaults, as they would be."""
        kind = known_kind(self.name)
        own = {} if kind is None else kind.model_fields
        bare = {name: field.get_default(call_default_factory=True) for name, field in own.items()}
        return {
            name: cast(JsonValue, to_jsonable_python(value))
            for name, value in bare.items()
            if not own[name].is_required()
        }

    def _ask(self, text: str, asked: Sequence[object] = ()) -> Iterator[Any]:
        """The rows of an answer, none where there is no such table."""
        if self.name not in self._rows.fields:
            return iter(())
        return self._rows.connection.execute(text, asked)


class DocumentDatabase(TinyDB):
    """TinyDB with the tables above, on one connection."""

    table_class = DocumentTable

    def __init__(self, connection: sqlite3.Connection, fields: Mapping[str, Fields] | None = None) -> None:
        self.rows = RowStorage(connection, fields)
        super().__init__(storage=lambda: self.rows)

    def documents(self, name: str) -> DocumentTable:
        """That table, as what it is."""
        return cast(DocumentTable, self.table(name))

    def of(self, kind: type[Record]) -> DocumentTable:
        """The table of that kind."""
        return self.documents(kind.TABLE)


def _with_key(document: Mapping[str, Any], key: object) -> Document:
    return Document(document, str(key))  # type: ignore[arg-type]  # TinyDB's ids are numbers unless a table says otherwise


def _values(row: StoredRow) -> tuple[object, ...]:
    return (row.id, row.version, ticks(row.due), *row.keys, row.body)
