"""One school's records on TinyDB, in one directory that one process opens: the `Store` port's default.

Reads are answered from memory on the event loop; a long answer is made in slices, so that it never holds the loop.
A write is prepared on the loop against what is held (versions compared, entries linked), made durable in one thread,
and only then does memory change: a write that was refused leaves no trace. Writes that come while one is under way
wait together and share the next sync; each of them is taken or refused by itself.

A keep that is cancelled while it waits may still be kept: as with any answer that did not arrive, load and look.

What is promised of the files is in `storage.journal`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import structlog

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Answers, Query, Value
from bot.policy.kit.records import Entry, Record
from storage.files import FileSystem
from storage.frames import encode
from storage.index import Index, StoredRow
from storage.journal import Journal, Recovery, SnapshotFile
from storage.reading import Kept, kind_of, kinds, parse_record, parse_records, terms_of
from storage.tables import Among, IndexedDatabase, IndexedTable, TableStorage
from storage.worker import FileThread
from storage.write_batch import ENTRY_FIELDS, TIMELINE_TABLE, WriteBatch, row_of

R = TypeVar("R", bound=Record)

COMPACT_AT_BYTES = 8 * 1024 * 1024
"""A journal of so many bytes is compacted, once it is also half as long as the snapshot before it."""
ROWS_PER_SLICE = 200
"""How many rows a compaction takes at a time."""

_log = structlog.get_logger("storage")
_Waiting = tuple[Outcome, "asyncio.Future[None]"]


class TinyStore:
    """The store of one school. Made by `open`; `found` says what the start found in the files, for the log."""

    def __init__(
        self, journal: Journal, tables: TableStorage, found: Recovery, thread: FileThread, compact_at: int
    ) -> None:
        self.recovery = found
        self._journal = journal
        self._tables = tables
        self._db = IndexedDatabase(tables)
        self._thread = thread
        self._loop = asyncio.get_running_loop()
        self._waiting: list[_Waiting] = []
        self._writing = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._compact_at = self._next_compaction = compact_at
        self._compacting: asyncio.Task[None] | None = None
        self._compaction_asked: list[asyncio.Future[None]] = []
        self._closed = False
        newest = tables.by_table[TIMELINE_TABLE].newest()
        self._last = None if newest is None else parse_record(Entry, newest.body)

    @classmethod
    async def open(
        cls, data_dir: Path, *, files: FileSystem | None = None, compact_at: int = COMPACT_AT_BYTES
    ) -> TinyStore:
        """Open or begin the store in that directory.

        Raises `StoreUnavailable` with one line that says why: another process has it, it cannot be read, it is damaged.
        """
        thread = FileThread("store")
        journal = Journal(data_dir, files or FileSystem())
        try:
            tables, found = await thread.run(partial(_load, journal))
            return cls(journal, tables, found, thread, compact_at)
        except BaseException:
            await thread.run(journal.close)
            thread.stop()
            raise

    @property
    def shared(self) -> None:
        """Its records are this process's alone."""
        return None

    async def get(self, kind: type[R], id: str) -> R | None:
        """The record of that id, or None."""
        row = self._table(kind).index.get(id)
        return None if row is None else parse_record(kind, row.body)

    async def find(
        self,
        kind: type[R],
        *,
        where: Mapping[str, Value | Sequence[Value]] | None = None,
        without: Mapping[str, Sequence[Value]] | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> list[R]:
        """Records whose indexed fields equal `where`, in the order of their ids, all as of one moment."""
        query = _among(kind, where)
        left_out = terms_of(kind, without)
        rows = self._table(kind).select(query, without=left_out, due_by=due_by, newest_first=newest_first, limit=limit)
        return await parse_records(kind, [row.body for row in rows])

    async def find_each(self, *queries: Query[Any]) -> Answers:
        """What each query finds, all as of one moment."""
        rows = {query: self._select(query) for query in queries}
        return Answers({query: await parse_records(query.kind, [row.body for row in rows[query]]) for query in queries})

    async def count(self, kind: type[Record], *, where: Mapping[str, Value] | None = None) -> int:
        """How many records have these values: by the index, none of them is built."""
        return self._table(kind).index.count_of(_among(kind, where).terms)

    async def next_due(
        self, kind: type[R], *, where: Mapping[str, Value] | None = None, after: datetime | None = None
    ) -> datetime | None:
        """The earliest `due_at` among those records, with `after` of those that lie later than it, or None."""
        query = _among(kind, where)
        return self._table(kind).index.next_due(query.terms, after)

    async def timeline(self, subject: str | None = None) -> list[Entry]:
        """The entries of one subject, or the whole chain, in the order they were kept."""
        self._must_be_open()
        query = Among({} if subject is None else {"subject": (subject,)})
        return await parse_records(Entry, [row.body for row in self._db.indexed_table(TIMELINE_TABLE).select(query)])

    async def head(self) -> Entry | None:
        """The newest entry of the chain, or None while it has none."""
        self._must_be_open()
        return None if self._last is None else self._last.model_copy(deep=True)

    async def keep(self, outcome: Outcome) -> None:
        """Keep all of it in one atomic, durable write, or none of it. Raises `Conflict` or `StoreUnavailable`."""
        if outcome:
            await self._ask(outcome)

    async def claim(self, names: Sequence[str], lease: timedelta) -> set[str]:
        """All of the names: no other process has this store."""
        self._must_be_open()
        return set(names)

    async def release(self, names: Sequence[str]) -> None:
        """Nobody waits for them."""
        self._must_be_open()

    async def check(self) -> None:
        """Prove that the store can be written, by an empty write. Raises `StoreUnavailable` with the reason."""
        await self._ask(Outcome())

    async def compact(self) -> None:
        """Write a snapshot now and wait for it; it is never needed, and others read and write meanwhile.

        Raises `StoreUnavailable` when it could not be written. Nothing is lost then.
        """
        self._must_be_open()
        done: asyncio.Future[None] = self._loop.create_future()
        self._compaction_asked.append(done)
        self._next_compaction = 0
        self._begin(self._go_on)
        await done

    async def close(self) -> None:
        """Finish the writes that were asked for and let go of the files. A compaction under way is given up."""
        if self._closed:
            return
        self._closed = True
        await self._idle.wait()
        if self._compacting is not None:
            await self._compacting
        self._compaction_ended(StoreUnavailable(reason="the store is closed"))
        await self._thread.run(self._journal.close)
        self._thread.stop()

    async def everything(self) -> AsyncGenerator[Kept, None]:
        """All records, then all entries in their order, as they stand at one moment.

        Raises `StoreUnavailable` for a kind that this release does not know: nothing is left out in silence.
        """
        self._must_be_open()
        held = {name: index.items() for name, index in self._tables.by_table.items() if name != TIMELINE_TABLE}
        lines = self._db.indexed_table(TIMELINE_TABLE).select(Among({}))
        for name, rows in held.items():
            for _, row in rows:
                yield parse_record(kind_of(name), row.body)
        for line in lines:
            yield parse_record(Entry, line.body)

    async def load(self, kept: AsyncIterator[Kept]) -> None:
        """Take what another store's `everything` gave, its versions and numbers as they are, in one durable write.

        Raises `StoreUnavailable` unless this store is empty.
        """
        self._must_be_open()
        draft = WriteBatch(self._tables.by_table, None)
        async for each in kept:
            if isinstance(each, Record):
                _index(self._tables, type(each))
            draft.take(each)
        await self._idle.wait()
        self._must_be_open()
        if any(index.count() for index in self._tables.by_table.values()):
            raise StoreUnavailable(reason="the store has records already")
        done: asyncio.Future[None] = self._loop.create_future()
        written = partial(self._on_written, draft, [(done, None)])
        self._begin(lambda: self._thread.ask(lambda: self._journal.append(encode(draft.changes)), written))
        await done

    def _must_be_open(self) -> None:
        if self._closed:
            raise StoreUnavailable(reason="the store is closed")

    def _select(self, query: Query[Any]) -> list[StoredRow]:
        if query.kind is Entry:
            return self._db.indexed_table(TIMELINE_TABLE).select(Among({"subject": (str(query.where["subject"]),)}))
        terms = _among(query.kind, query.where)
        return self._table(query.kind).select(terms, newest_first=query.newest_first, limit=query.limit)

    def _table(self, kind: type[Record]) -> IndexedTable:
        """The kind's table, its rows indexed by the fields that the kind names now."""
        self._must_be_open()
        _index(self._tables, kind)
        return self._db.indexed_table(kind.TABLE)

    async def _ask(self, outcome: Outcome) -> None:
        self._must_be_open()
        for record in (*outcome.records, *outcome.notices):
            _index(self._tables, type(record))
        done: asyncio.Future[None] = self._loop.create_future()
        self._waiting.append((outcome, done))
        self._begin(self._write_waiting)
        await done

    def _begin(self, first: Callable[[], None]) -> None:
        """Set the writing going, unless it is. Who asks while it goes on waits for the next frame, with the others."""
        if not self._writing:
            self._writing = True
            self._idle.clear()
            first()

    def _write_waiting(self) -> None:
        """Judge what waits and hand it to the thread as one frame; when nothing waits any more, rest."""
        batch, self._waiting = self._waiting, []
        draft = WriteBatch(self._tables.by_table, self._last)
        judged: list[tuple[asyncio.Future[None], Exception | None]] = []
        for outcome, done in batch:
            if done.done():
                continue  # cancelled while it waited
            verdict: Exception | None = None
            try:
                draft.add(outcome)
            except Exception as error:  # for the one who asked; the others of the batch go on
                verdict = error
            judged.append((done, verdict))
        if all(verdict is not None for _, verdict in judged):
            self._answer(judged, None)
            self._go_on()
            return
        written = partial(self._on_written, draft, judged)
        self._thread.ask(lambda: self._journal.append(encode(draft.changes)), written)

    def _on_written(
        self,
        draft: WriteBatch,
        judged: list[tuple[asyncio.Future[None], Exception | None]],
        _: None,
        failure: Exception | None,
    ) -> None:
        """The frame is durable, or was refused and is not there."""
        if failure is None:
            self._tables.apply(draft.changes)
            self._last = draft.last
        self._answer(judged, failure)
        self._go_on()

    @staticmethod
    def _answer(judged: list[tuple[asyncio.Future[None], Exception | None]], failure: Exception | None) -> None:
        """Tell each what became of its outcome. A verdict rested on the batch, so a failure of that comes first."""
        for done, verdict in judged:
            told = failure or verdict
            if done.done():
                continue  # cancelled meanwhile
            if told is None:
                done.set_result(None)
            else:
                done.set_exception(told)

    def _go_on(self) -> None:
        grown = self._journal.since_snapshot
        if grown >= self._next_compaction and self._compacting is None and not self._closed:
            self._thread.ask(self._journal.rotate, self._on_rotated)
        elif self._waiting:
            self._write_waiting()
        else:
            self._writing = False
            self._idle.set()

    def _on_rotated(self, snapshot: SnapshotFile | None, failure: Exception | None) -> None:
        """A new journal is begun: with a snapshot of all rows before it, the older one will not be needed."""
        self._next_compaction = self._journal.since_snapshot + self._compact_at
        if snapshot is not None:
            self._compacting = asyncio.create_task(self._compact(snapshot), name="store-compaction")
        elif failure is not None:
            self._compaction_ended(failure)
        self._go_on()

    async def _compact(self, snapshot: SnapshotFile) -> None:
        """Write every row, some at a time, while turns and writes go on between."""
        thread = FileThread("store-compaction")
        failure: Exception | None = None
        try:
            try:
                for name, index in list(self._tables.by_table.items()):
                    last = ""
                    while rows := index.after(last, ROWS_PER_SLICE):
                        self._must_be_open()
                        await thread.run(partial(snapshot.write, name, index.fields, rows))
                        last, _ = rows[-1]
                await thread.run(snapshot.finish)
                self._next_compaction = max(self._compact_at, self._journal.snapshot_size // 2)
            finally:
                await thread.run(snapshot.give_up)  # which is nothing once it is in its place
        except StoreUnavailable as error:
            failure = error
        finally:
            thread.stop()
            self._compacting = None
        self._compaction_ended(failure)

    def _compaction_ended(self, failure: Exception | None) -> None:
        """Log a failure: the journals stay and a later write tries again. Tell those who asked."""
        if failure is not None and not self._closed:
            _log.warning("compaction_failed", reason=_reason(failure))
        asked, self._compaction_asked = self._compaction_asked, []
        for done in asked:
            if done.done():
                continue  # cancelled meanwhile
            if failure is None:
                done.set_result(None)
            else:
                done.set_exception(failure)


def _load(journal: Journal) -> tuple[TableStorage, Recovery]:
    """Read the files, and make the index of every table whose kind is known by now."""
    read, found = journal.open()
    tables = TableStorage()
    tables.by_table[TIMELINE_TABLE] = Index(ENTRY_FIELDS)
    for name, table in read.items():
        one = len(table.fields) == 1
        fields = next(iter(table.fields)) if one else ()
        index = tables.by_table[name] = Index(fields)
        # Rows kept under different lists of fields are indexed when their kind is met.
        index.load(fields, table.rows if one else {key: row._replace(keys=()) for key, row in table.rows.items()})
    for kind in kinds():
        _index(tables, kind)
    return tables, found


def _index(tables: TableStorage, kind: type[Record]) -> None:
    """Index the kind's rows by the fields that it names now; they were kept when it may have named others."""
    index = tables.by_table.get(kind.TABLE)
    if index is None:
        tables.by_table[kind.TABLE] = Index(kind.INDEXED)
    elif index.fields != kind.INDEXED:
        rows = {key: row_of(parse_record(kind, row.body), row.version) for key, row in index.items()}
        index.load(kind.INDEXED, rows)


def _among(kind: type[Record], where: Mapping[str, Value | Sequence[Value]] | None) -> Among:
    return Among(terms_of(kind, where))


def _reason(error: Exception) -> str:
    return error.facts["reason"] if isinstance(error, StoreUnavailable) else type(error).__name__
