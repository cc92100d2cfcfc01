"""The connections of an open store: one that writes, in a thread of its own, and those that read.

A read is tried on the event loop, where most take microseconds; what takes longer is given up there and asked again on
a thread. Those who wait to write together share one transaction and its sync; each of them is taken or refused by
itself, by a savepoint. Knows documents and no records.
"""

from __future__ import annotations

import asyncio
import math
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty, LifoQueue, SimpleQueue
from typing import Any, NamedTuple, TypeVar

from bot.policy.kit.errors import StoreUnavailable
from storage.sqlite_file import STORE_FILE, connect_to_file, primary, unavailable
from storage.tables import DocumentDatabase, Fields

T = TypeVar("T")
Work = Callable[[DocumentDatabase], T]

MOMENT = 0.001
"""How much of the processor's time a read may take on the event loop from the first look at it, in seconds."""
STEPS_BETWEEN_LOOKS = 5_000
"""How many of SQLite's own steps pass before the time is looked at: some 0.1 milliseconds."""


class Readers:
    """Connections that read. Each answer is as of one moment."""

    def __init__(
        self, folder: Path, connection: sqlite3.Connection, fields: Callable[[], Mapping[str, Fields]]
    ) -> None:
        self.fields = fields
        """The tables that the writer has committed."""
        self._folder = folder
        self._idle: LifoQueue[DocumentDatabase] = LifoQueue()
        self._quick = DocumentDatabase(connection, fields())
        self._until: float | None = math.inf
        """When the read under way has had its moment, by the processor's clock; None before it is looked at."""
        self._closed = False
        connection.set_progress_handler(self._is_over, STEPS_BETWEEN_LOOKS)

    async def run(self, work: Work[T]) -> T:
        """What the work finds. Raises `StoreUnavailable` where the file cannot be read."""
        try:
            return _at_one_moment(self._quick, lambda db: self._in_a_moment(db, work))
        except sqlite3.OperationalError as error:
            if primary(error) not in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY):
                raise unavailable(self._folder, "read", error) from error
        except sqlite3.Error as error:
            raise unavailable(self._folder, "read", error) from error
        return await asyncio.to_thread(self._apart, work)

    def lend(self) -> DocumentDatabase:
        """A connection for a thread."""
        try:
            return self._idle.get_nowait()
        except Empty:
            return DocumentDatabase(connect_to_file(self._folder / STORE_FILE), self.fields())

    def give_back(self, lent: DocumentDatabase) -> None:
        """It is free for others."""
        if self._closed:
            lent.close()
        else:
            self._idle.put(lent)

    def close(self) -> None:
        """Let go. What is still lent is let go of when it is given back."""
        self._closed = True
        self._quick.close()
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()

    def _in_a_moment(self, db: DocumentDatabase, work: Work[T]) -> T:
        # Most are over before the clock is looked at for the first time, which takes longer than many of them.
        self._until = None
        try:
            return work(db)
        finally:
            self._until = math.inf  # to end the transaction takes as long as it takes

    def _apart(self, work: Work[T]) -> T:
        try:
            lent = self.lend()
            try:
                return _at_one_moment(lent, work)
            finally:
                self.give_back(lent)
        except sqlite3.Error as error:
            raise unavailable(self._folder, "read", error) from error

    def _is_over(self) -> bool:
        now = time.thread_time()
        if self._until is None:
            self._until = now + MOMENT
        return now > self._until


def _at_one_moment(db: DocumentDatabase, work: Work[T]) -> T:
    connection = db.rows.connection
    connection.execute("BEGIN")
    try:
        # Not as the writer says: what it has committed a moment ago may be seen here before it knows so itself, and a
        # table that is not known is one in which nothing is found.
        db.rows.follow_schema()
        return work(db)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


class _QueuedWork(NamedTuple):
    """Work that waits to be done, in a transaction or apart from any, and who waits for it."""

    work: Work[Any]
    done: asyncio.Future[Any]
    apart: bool = False


_Verdict = tuple[asyncio.Future[Any], Any, Exception | None]


class Writer:
    """The connection that writes, and its thread.

    After a failed sync nobody can say what the disk holds (the kernel may have dropped the pages and called them
    clean), so nothing is taken any more until the store is opened again and has read what is truly there.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self._folder = folder
        self._db = DocumentDatabase(connection)
        self.fields = self._db.rows.fields
        """Those of the tables that have been committed."""
        self._loop = asyncio.get_running_loop()
        self._asked: SimpleQueue[_QueuedWork | None] = SimpleQueue()
        self._refused = ""
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    async def run(self, work: Work[T]) -> T:
        """Do the work there; return when it is durable. What it raises undoes it. Raises `StoreUnavailable`."""
        done: asyncio.Future[T] = self._loop.create_future()
        self._asked.put(_QueuedWork(work, done))
        return await done

    async def run_apart(self, work: Work[T]) -> T:
        """Do the work there between two transactions. Raises `StoreUnavailable`."""
        done: asyncio.Future[T] = self._loop.create_future()
        self._asked.put(_QueuedWork(work, done, apart=True))
        return await done

    async def close(self) -> None:
        """Finish what was asked for, and let go."""
        self._asked.put(None)
        await asyncio.to_thread(self._thread.join)
        self._db.close()

    def _run(self) -> None:
        going_on = True
        while going_on:
            batch = [self._asked.get()]
            with suppress(Empty):
                while batch[-1] is not None:
                    batch.append(self._asked.get_nowait())
            going_on = batch[-1] is not None
            waiting = [asked for asked in batch if asked is not None and not asked.done.cancelled()]
            verdicts = self._write([asked for asked in waiting if not asked.apart])
            verdicts += [self._do(asked) for asked in waiting if asked.apart]
            with suppress(RuntimeError):  # the loop is closed: nobody is left to be told
                self._loop.call_soon_threadsafe(_tell, verdicts)

    def _write(self, batch: list[_QueuedWork]) -> list[_Verdict]:
        """One transaction. Where it fails as a whole every one of the batch has failed, whatever was judged before."""
        connection = self._db.rows.connection
        try:
            if self._refused:
                raise StoreUnavailable(reason=self._refused)
            if not batch:
                return []
            connection.execute("BEGIN IMMEDIATE")
            verdicts = [self._judge(asked) for asked in batch]
            connection.execute("COMMIT")
            self.fields = self._db.rows.fields
        except (sqlite3.Error, StoreUnavailable) as error:
            failure = self._failure(error)
            return [(asked.done, None, failure) for asked in batch]
        return verdicts

    def _judge(self, asked: _QueuedWork) -> _Verdict:
        connection = self._db.rows.connection
        before = self._db.rows.fields
        connection.execute("SAVEPOINT one")
        verdict = self._do(asked)
        if verdict[2] is not None:
            connection.execute("ROLLBACK TO one")
            self._db.rows.fields = before
        connection.execute("RELEASE one")
        return verdict

    def _do(self, asked: _QueuedWork) -> _Verdict:
        try:
            return asked.done, asked.work(self._db), None
        except sqlite3.Error as error:
            if not asked.apart:
                raise
            return asked.done, None, self._failure(error)
        except Exception as error:  # for the one who asked; the others of the batch go on
            return asked.done, None, error

    def _failure(self, error: sqlite3.Error | StoreUnavailable) -> StoreUnavailable:
        connection = self._db.rows.connection
        with suppress(sqlite3.Error):  # a disk that fails may fail this as well: what was not committed is not there
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        self._db.rows.fields = self.fields
        if isinstance(error, StoreUnavailable):
            return error
        if getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC):
            self._refused = f"the store could not be made durable ({error}): restart to read what is there"
            return StoreUnavailable(reason=self._refused)
        return unavailable(self._folder, "written", error)


def _tell(verdicts: list[_Verdict]) -> None:
    for done, result, verdict in verdicts:
        if done.done():
            continue  # cancelled meanwhile
        if verdict is None:
            done.set_result(result)
        else:
            done.set_exception(verdict)
