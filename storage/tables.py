"""TinyDB over the journal: its `TinyDB`, `Table` and queries, read from memory.

Stock TinyDB reads and rewrites its whole file each time. Here a table reads from its index in memory: an
`Among` query is answered by it, any other TinyDB query walks the rows. Each document is parsed anew from the kept text,
so what a caller does to it changes nothing. A document holds the record's fields and the indexed values beside them.

Writing goes through the store alone: only there are versions compared, indexed values taken from the records, and the
timeline linked. TinyDB's own writing methods say so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NoReturn, TypeAlias, cast

from tinydb import TinyDB
from tinydb.queries import QueryInstance, QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from bot.policy.kit.queries import Value
from storage.frames import RowChange
from storage.index import Index, StoredRow, Terms

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class ReadOnlyError(TypeError):
    """A TinyDB method that writes was called; `TinyStore.keep` is the one way to write."""


class Among(QueryInstance):
    """Documents whose fields each have one of the given values: the query that an index answers."""

    def __init__(self, terms: Terms) -> None:
        self.terms: dict[str, tuple[Value, ...]] = {field: tuple(values) for field, values in terms.items()}
        super().__init__(self._meets, ("among", frozenset(self.terms.items())))

    def _meets(self, document: Mapping[str, Value]) -> bool:
        return all(field in document and document[field] in values for field, values in self.terms.items())


class TableStorage(Storage):
    """TinyDB's storage: the rows of every table. What changes them has been made durable before."""

    def __init__(self) -> None:
        self.by_table: dict[str, Index] = {}

    def apply(self, changes: Iterable[RowChange]) -> None:
        """Change the rows as a durable write says."""
        for table, key, fields, row in changes:
            index = self.by_table.get(table)
            if index is None:
                index = self.by_table[table] = Index(fields)
            if row is None:
                index.drop(key)
            else:
                index.put(key, row)

    def read(self) -> dict[str, dict[str, Document]]:
        """Everything as TinyDB's own table of tables, made anew."""
        return {name: dict(_documents(index)) for name, index in self.by_table.items()}

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, Json]]]) -> NoReturn:
        """Refused: see the module."""
        raise ReadOnlyError("records are kept through TinyStore.keep")


class IndexedTable(Table):
    """TinyDB's table over a index; document ids are the records' own."""

    document_id_class = str  # type: ignore[assignment]
    default_query_cache_capacity = 0

    @property
    def index(self) -> Index:
        """What this table reads from; an empty one while nothing was ever kept in it."""
        return cast(TableStorage, self._storage).by_table.get(self.name) or Index(())

    def search(self, cond: QueryLike) -> list[Document]:
        """TinyDB's search: by the index where the query is an `Among` of indexed fields, else by a walk."""
        index = self.index
        if isinstance(cond, Among) and set(cond.terms) <= set(index.fields):
            keys = index.select(cond.terms)
            return [_document(key, row, index.fields) for key, row in zip(keys, index.of(keys), strict=True)]
        return [document for _, document in _documents(index) if cond(document)]

    def select(
        self,
        query: Among,
        *,
        without: Terms | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> list[StoredRow]:
        """The rows that meet the query and none of `without`, in the order of their ids."""
        index = self.index
        keys = index.select(query.terms, without=without, due_by=due_by, newest_first=newest_first, limit=limit)
        return index.of(keys)

    def __len__(self) -> int:
        return self.index.count()

    def _get_next_id(self) -> NoReturn:
        raise ReadOnlyError("records are kept through TinyStore.keep, under ids of their own")

    def _read_table(self) -> dict[str, Mapping[str, Json]]:
        return dict(_documents(self.index))

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Json]]], None]) -> NoReturn:
        raise ReadOnlyError("records are kept through TinyStore.keep")


class IndexedDatabase(TinyDB):
    """TinyDB with the tables above."""

    table_class = IndexedTable

    def __init__(self, storage: TableStorage) -> None:
        super().__init__(storage=lambda: storage)

    def indexed_table(self, name: str) -> IndexedTable:
        """That table, as what it is."""
        return cast(IndexedTable, self.table(name))


def _documents(index: Index) -> Iterator[tuple[str, Document]]:
    for key, row in index.items():
        yield key, _document(key, row, index.fields)


def _document(key: str, row: StoredRow, fields: tuple[str, ...]) -> Document:
    fresh = json.loads(row.body)
    for field, value in zip(fields, row.keys, strict=True):
        fresh.setdefault(field, value)
    return Document(fresh, key)  # type: ignore[arg-type]  # TinyDB's ids are numbers unless a table says otherwise
