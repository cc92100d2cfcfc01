"""One school's records on TinyDB over SQLite, in a folder that one process writes: the `Store` port's default.

Reads are answered from the file. A write is compared, linked and made durable in one thread; one that was refused
leaves no trace. Writes that come while one is under way share the next sync; each is taken or refused by itself.

A keep that is cancelled while it waits may still be kept: as with any answer that did not arrive, load and look.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, aclosing, asynccontextmanager, closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from bot.policy.kit.errors import Conflict, StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Answers, Query, Value, Where
from bot.policy.kit.records import Entry, Record
from bot.policy.kit.timeline import Line, link
from bot.policy.kit.verifying import Unreadable
from storage.connections import Readers, Work, Writer
from storage.files import FileSystem
from storage.old_journal import forget_old_journal, move_in, old_files
from storage.reading import (
    ID,
    RECORDS_PER_SLICE,
    KeptItem,
    StoredItem,
    kind_of,
    kinds,
    read_found,
    stored_row,
    subjects_of,
    terms_of,
)
from storage.rows import ENTRY_FIELDS, TIMELINE_TABLE, StoredRow, due_of, index_values, row_of, row_of_entry
from storage.selecting import DUE, column_value, ticks
from storage.set_apart import KeptText, SetApart, read_last
from storage.sqlite_file import (
    BUSY_SECONDS,
    STORE_FILE,
    begin_file,
    connect_to_file,
    integrity,
    lock,
    must_be_finished,
    must_be_ours,
    unavailable,
)
from storage.tables import DocumentDatabase, Fields

R = TypeVar("R", bound=Record)
T = TypeVar("T")

ROWS_PER_SLICE, ROWS_PER_WRITE = 500, 5_000
"""How many rows are read and written at a time of what is read and written whole."""
READ_ALONE = "the store is open to be read alone"
SWEEPS, BETWEEN_SWEEPS = 100, 0.05
"""How often a sweep is tried while somebody makes a long answer, and the seconds between."""


class TinyStore:
    """The store of one school. Made by `open`; `moved` says how many rows an older release's files held."""

    def __init__(
        self,
        folder: Path,
        readers: Readers,
        writer: Writer | None = None,
        lock: sqlite3.Connection | None = None,
        moved: int = 0,
    ) -> None:
        self.moved = moved
        self._folder = folder
        self._readers = readers
        self._writer = writer
        self._lock = lock
        self._closed = False
        self._apart = SetApart()

    @classmethod
    async def open(cls, data_dir: Path) -> TinyStore:
        """Open or begin the store in that directory, and be the one that writes it.

        Raises `StoreUnavailable` with one line that says why: another process has it, it cannot be read, it is damaged.
        """
        opened = await asyncio.to_thread(_open, data_dir)
        writer = Writer(data_dir, opened.writing)
        readers = Readers(data_dir, opened.reading, lambda: writer.fields)
        return cls(data_dir, readers, writer, opened.lock, opened.moved)

    @property
    def shared(self) -> None:
        """Its records are this process's alone."""
        return None

    async def get(self, kind: type[R], id: str) -> R | None:
        """The record of that id, or None."""
        row = await self.read(lambda db: db.of(kind).one(id))
        return None if row is None else self._apart.read(kind, row)

    async def find(
        self,
        kind: type[R],
        *,
        where: Where | None = None,
        without: Mapping[str, Sequence[Value]] | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[R]:
        """Records whose indexed fields equal `where`, in the order of their ids, all as of one moment."""
        terms, left_out = terms_of(kind, where), terms_of(kind, without)

        async def rows(most: int | None) -> list[KeptText]:
            apart = self._apart.of(kind.TABLE)
            return await self._ask(
                lambda db: db.of(kind).texts(
                    terms,
                    without=left_out,
                    due_by=due_by,
                    newest_first=newest_first,
                    limit=most,
                    after=after,
                    apart=apart,
                ),
                kind,
            )

        return await self._apart.find(kind, rows, limit)

    async def find_each(self, *queries: Query[Any]) -> Answers:
        """What each query finds, all as of one moment."""
        kinds = [query.kind for query in queries if query.kind is not Entry]
        while True:
            texts = await self._ask(lambda db: {query: _found_by(db, query, self._apart) for query in queries}, *kinds)
            if (answers := await self._apart.answer(texts)) is not None:
                return answers
            for query in queries:  # each by itself finds all that must be set apart for it
                if query.kind is not Entry:
                    await self.find(
                        query.kind,
                        where=query.where,
                        without=query.without,
                        due_by=query.due_by,
                        newest_first=query.newest_first,
                        limit=query.limit,
                        after=query.after,
                    )

    async def count(self, kind: type[Record], *, where: Mapping[str, Value] | None = None) -> int:
        """How many records have these values: by the index, none of them is built."""
        terms = terms_of(kind, where)
        return await self._ask(lambda db: db.of(kind).count_of(terms, self._apart.of(kind.TABLE)), kind)

    async def next_due(
        self, kind: type[R], *, where: Mapping[str, Value] | None = None, after: datetime | None = None
    ) -> datetime | None:
        """The earliest `due_at` among those records, with `after` of those that lie later than it, or None."""
        terms = terms_of(kind, where)
        return await self._ask(lambda db: db.of(kind).next_due(terms, after, self._apart.of(kind.TABLE)), kind)

    async def timeline(self, subject: str | None = None) -> list[Entry]:
        """The entries of one subject, or the whole chain, in the order they were kept."""
        terms = {} if subject is None else {"subject": [subject]}
        lines = await self.read(lambda db: db.documents(TIMELINE_TABLE).texts(terms))
        return await self._apart.read_entries([line.body for line in lines])

    async def head(self) -> Entry | None:
        """The newest entry of the chain, or None while it has none."""
        return await self.read(_head)

    async def keep(self, outcome: Outcome) -> None:
        """Keep all of it in one atomic, durable write, or none of it. Raises `Conflict` or `StoreUnavailable`."""
        if not outcome:
            return
        puts = [(record, row_of(record, record.version + 1)) for record in (*outcome.records, *outcome.notices)]
        entries = [Entry.model_validate(vars(entry)) for entry in outcome.entries]
        await self.write(lambda db: _keep(db, outcome, puts, entries))

    async def claim(self, names: Sequence[str], lease: timedelta) -> set[str]:
        """All of the names: no other process has this store."""
        self._must_be_open()
        return set(names)

    async def release(self, names: Sequence[str]) -> None:
        """Nobody waits for them."""
        self._must_be_open()

    async def check(self) -> None:
        """Prove that the store can be written, by a small write. Raises `StoreUnavailable` with the reason."""
        await self.write(lambda db: db.rows.connection.execute("UPDATE store_checks SET number = number + 1"))

    async def set_apart(self) -> Sequence[Unreadable]:
        """What this release could not read so far, and is still there as it was."""
        return await self._apart.still_there(self._rows_of)

    async def look_through(self) -> None:
        """Read every record, so that what cannot be read is set apart before somebody needs it."""
        await self._apart.look_through(self.read_all([kind.TABLE for kind in kinds()]), self._rows_of)

    async def _rows_of(self, table: str, ids: Sequence[str]) -> list[KeptText]:
        return await self.read(lambda db: db.documents(table).texts({ID: ids}))

    async def read(self, work: Work[T]) -> T:
        """What the work finds by TinyDB's methods, all as of one moment. Raises `StoreUnavailable`."""
        self._must_be_open()
        return await self._readers.run(work)

    async def write(self, work: Work[T]) -> T:
        """Do the work by TinyDB's methods, in one durable write; what it raises undoes it. Raises `StoreUnavailable`.

        Each change of a record gives it the next version, so that whoever has loaded it before is told of a conflict.
        """
        self._must_be_open()
        if self._writer is None:
            raise StoreUnavailable(reason=READ_ALONE)
        return await self._writer.run(work)

    async def compact(self) -> None:
        """Leave nothing on the disk of what was taken away. Raises `StoreUnavailable` when that could not be done."""
        if self._writer is None:
            raise StoreUnavailable(reason=READ_ALONE)
        for _ in range(SWEEPS):
            self._must_be_open()
            if await self._writer.run_apart(_sweep):
                await asyncio.to_thread(forget_old_journal, self._folder)
                return
            await asyncio.sleep(BETWEEN_SWEEPS)
        raise StoreUnavailable(reason=f"the store in {self._folder} cannot be swept: it is being read")

    async def close(self) -> None:
        """Finish the writes that were asked for and let go of the files."""
        if self._closed:
            return
        self._closed = True
        self._readers.close()
        if self._writer is not None:
            await self._writer.close()
        if self._lock is not None:
            self._lock.close()

    @asynccontextmanager
    async def at_one_moment(self) -> AsyncIterator[AsyncGenerator[KeptItem, None]]:
        """All records, then all entries in their order, as they stand when the block begins."""
        async with self._reading_whole() as db, aclosing(_everything(db)) as kept:
            yield kept

    async def read_all(self, tables: Collection[str]) -> AsyncGenerator[StoredItem, None]:
        """All entries in their order, then what lies in these tables, as they stand at one moment."""
        async with self._reading_whole() as db:
            for name in sorted(db.rows.fields.keys() & {TIMELINE_TABLE, *tables}, key=_timeline_first):
                table = db.documents(name)
                async for row in _fetch_rows(table.cursor("id", "version", DUE, "body", *table.fields)):
                    for each in _read_row(name, table.fields, row):
                        yield each

    async def load(self, kept: AsyncIterator[KeptItem]) -> None:
        """Take what another store holds, its versions and numbers as they are, some at a time: whoever
        needs all of it or nothing loads into a place that counts only when it is whole (`SchoolFolder`).

        Raises `StoreUnavailable` unless this store is empty.
        """
        if await self.read(lambda db: any(len(db.table(name)) for name in db.tables())):
            raise StoreUnavailable(reason="the store has records already")
        async for table, rows in _slices(kept):
            await self.write(partial(_fill, table=table, rows=rows))

    @asynccontextmanager
    async def _reading_whole(self) -> AsyncIterator[DocumentDatabase]:
        """A connection for what is read whole, while others read and write: it shows the moment in which the block
        begins, and the tables of that moment. Raises `StoreUnavailable`."""
        self._must_be_open()
        try:
            lent = await asyncio.to_thread(self._readers.lend)
            try:
                lent.rows.connection.execute("BEGIN")
                yield DocumentDatabase(lent.rows.connection)
            finally:
                lent.rows.connection.rollback()
                self._readers.give_back(lent)
        except sqlite3.Error as error:
            raise unavailable(self._folder, "read", error) from error

    async def _ask(self, work: Work[T], *kinds: type[Record]) -> T:
        """Read by fields that the kinds name now: where rows were kept when they named others, they are put right."""
        other = [kind for kind in kinds if self._readers.fields().get(kind.TABLE, kind.INDEXED) != kind.INDEXED]
        if other:
            await self.write(lambda db: _prepare(db, other))
        return await self.read(work)

    def _must_be_open(self) -> None:
        if self._closed:
            raise StoreUnavailable(reason="the store is closed")


@asynccontextmanager
async def opened_to_read(data_dir: Path) -> AsyncIterator[TinyStore]:
    """The store of that directory, also while the bot that writes it serves; it is read whole first.

    Raises `StoreUnavailable` where there is none, or it is damaged.
    """
    reading, fields = await asyncio.to_thread(_open_whole, data_dir)
    store = TinyStore(data_dir, Readers(data_dir, reading, lambda: fields))
    try:
        yield store
    finally:
        await store.close()


def has_store(folder: Path) -> bool:
    """Whether something was ever kept there, by this release or one before."""
    return (folder / STORE_FILE).exists() or (folder.is_dir() and bool(old_files(folder)))


class _Opened(NamedTuple):
    """What is open of a store's files."""

    lock: sqlite3.Connection
    writing: sqlite3.Connection
    reading: sqlite3.Connection
    moved: int


def _open(folder: Path) -> _Opened:
    path = folder / STORE_FILE
    with ExitStack() as opened:
        try:
            FileSystem().make_directory(folder)
            held = opened.enter_context(closing(lock(folder)))
            must_be_finished(folder)
            moved = move_in(folder)
            writing = opened.enter_context(closing(begin_file(path)))
            _lay_out(DocumentDatabase(writing))
            reading = opened.enter_context(closing(connect_to_file(path, wait=0)))
        except (OSError, sqlite3.Error) as error:
            raise unavailable(folder, "opened", error) from error
        opened.pop_all()
    return _Opened(held, writing, reading, moved)


def _lay_out(db: DocumentDatabase) -> None:
    db.documents(TIMELINE_TABLE).create(ENTRY_FIELDS)
    for kind in kinds():
        db.of(kind).index_anew(kind)


def _open_whole(folder: Path) -> tuple[sqlite3.Connection, Mapping[str, Fields]]:
    """A connection to a file that was read whole, and the tables in it."""
    path = folder / STORE_FILE
    must_be_finished(folder)
    if not path.exists():
        old = has_store(folder)
        why = "the bot moves an older one over at its next start" if old else "nothing was ever kept there"
        raise StoreUnavailable(reason=f"there is no store in {folder}: {why}")
    with ExitStack() as opened:
        try:
            reading = opened.enter_context(closing(connect_to_file(path)))
            must_be_ours(reading, path)
            integrity(reading, path)
            fields = DocumentDatabase(reading).rows.fields
        except (OSError, sqlite3.Error) as error:
            raise unavailable(folder, "read", error) from error
        opened.pop_all()
    return reading, fields


def _sweep(db: DocumentDatabase) -> bool:
    """Move the log into the file and empty it; False when somebody was reading it just then. Writers do not wait."""
    connection = db.rows.connection
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    return not busy


def _found_by(db: DocumentDatabase, query: Query[Any], apart: SetApart) -> list[KeptText]:
    if query.kind is Entry:
        return db.documents(TIMELINE_TABLE).texts({"subject": subjects_of(query)})
    if query.next_after is not None:
        terms, left_out = terms_of(query.kind, query.where), apart.of(query.kind.TABLE)
        return db.of(query.kind).next_text(terms, query.next_after, left_out)
    return db.of(query.kind).texts(
        terms_of(query.kind, query.where),
        without=terms_of(query.kind, query.without),
        due_by=query.due_by,
        newest_first=query.newest_first,
        limit=query.limit,
        after=query.after,
        apart=apart.of(query.kind.TABLE),
    )


async def _everything(db: DocumentDatabase) -> AsyncGenerator[KeptItem, None]:
    for name in sorted(db.rows.fields, key=lambda name: (name == TIMELINE_TABLE, name)):
        async for (body,) in _fetch_rows(db.documents(name).cursor("body")):
            yield KeptItem(name, body)


async def _slices(kept: AsyncIterator[KeptItem]) -> AsyncIterator[tuple[str, list[StoredRow]]]:
    """Rows of one table at a time, as many as make a write of theirs worth it."""
    table, rows = "", list[StoredRow]()
    async for each in kept:
        if rows and (table != each.table or len(rows) == ROWS_PER_WRITE):
            yield table, rows
            rows = []
        table = each.table
        rows.append(stored_row(each))
        if not len(rows) % RECORDS_PER_SLICE:
            await asyncio.sleep(0)
    if rows:
        yield table, rows


def _fill(db: DocumentDatabase, table: str, rows: Sequence[StoredRow]) -> None:
    if table != TIMELINE_TABLE:
        db.documents(table).prepare(kind_of(table))
    db.documents(table).fill(rows)


async def _fetch_rows(cursor: sqlite3.Cursor) -> AsyncIterator[tuple[Any, ...]]:
    while some := await asyncio.to_thread(cursor.fetchmany, ROWS_PER_SLICE):
        for row in some:
            yield row


def _timeline_first(name: str) -> tuple[bool, str]:
    return name != TIMELINE_TABLE, name


def _read_row(name: str, fields: Fields, row: tuple[Any, ...]) -> Iterator[StoredItem]:
    """What lies in a row, and what is wrong with the columns that it is found by. An entry is told all the same."""
    key, version, due, body, *columns = row
    found = read_found(name, key, body)
    if isinstance(found, Entry | Line):
        if columns != [column_value(found.subject)]:
            yield Unreadable(name, "", f"entry {found.seq} is not found by what it says")
    elif isinstance(found, Record):
        # Columns that another release has indexed are left to the one that makes the table anew.
        says = dict(zip(found.INDEXED, map(column_value, index_values(found)), strict=True))
        held = {field: value for field, value in zip(fields, columns, strict=True) if field in says}
        if (version, due) != (found.version, ticks(due_of(found))) or held != {field: says[field] for field in held}:
            found = Unreadable(name, key, "what it is found by is not what it says")
    yield found


def _prepare(db: DocumentDatabase, kinds: Sequence[type[Record]]) -> None:
    for kind in kinds:
        db.of(kind).prepare(kind)


def _head(db: DocumentDatabase) -> Entry | None:
    newest = db.documents(TIMELINE_TABLE).newest()
    return None if newest is None else read_last(newest)


def _keep(
    db: DocumentDatabase, outcome: Outcome, puts: Sequence[tuple[Record, StoredRow]], entries: Sequence[Entry]
) -> None:
    for record in outcome.unchanged:
        db.of(type(record)).compare(record.id, record.version)
    for record, row in puts:
        table = db.of(type(record))
        table.prepare(type(record))
        table.put(row, record.version)
    for record in outcome.removed:
        if not record.version:
            raise Conflict(table=record.TABLE, id=record.id)
        db.of(type(record)).compare(record.id, record.version)
        db.of(type(record)).drop(record.id)
    if entries:
        last, timeline = _head(db), db.documents(TIMELINE_TABLE)
        for entry in entries:
            last = link(last, entry)
            timeline.put(row_of_entry(last), 0)
