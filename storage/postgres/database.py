"""Connections to one PostgreSQL, for all the schools of this process. Knows no tables.

A connection that the server has ended is noticed before it is used, without asking the server. One that turns out to be
of no use in mid-answer (it broke, or its server may no longer be written) is closed, with all that were opened before,
and the statement is asked once more on a fresh one where that is safe. The pool makes new ones while it is open.

Nothing is kept in a session, so that a pooler may stand between: no settings, no prepared statements, no locks that
outlive a transaction. What bounds a wait is set for a transaction or a function, or is bounded here.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar
from weakref import WeakSet

import psycopg
import structlog
from psycopg import AsyncConnection
from psycopg.conninfo import conninfo_to_dict, timeout_from_conninfo
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from storage.postgres.failures import ends_session, kept_nothing, one_line, translate_errors

CONNECTION_SECONDS = 5
"""Seconds that an answer waits for a connection, where the address does not say so itself (`connect_timeout`)."""
REFUSAL_SECONDS = 1.0
"""Seconds that it may take to learn why there is none."""
STATEMENT_SECONDS = 30.0
"""Seconds that a statement may take."""
SESSION = {
    "autocommit": True,
    "prepare_threshold": None,
    "application_name": "online-safety-bot",
    # Asked for a single host too: after a fail-over it may be the one that was left.
    "target_session_attrs": "read-write",
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}

READABLE = getattr(selectors, "PollSelector", selectors.SelectSelector)
"""Looks at one connection; where there is `poll` also at one of a high number."""

DatabaseRow = tuple[object, ...]
T = TypeVar("T")
_log = structlog.get_logger()


class Database:
    """A pool of connections in autocommit. Made by `open`."""

    def __init__(
        self,
        url: str,
        pool: AsyncConnectionPool[AsyncConnection[DatabaseRow]],
        trusted: WeakSet[AsyncConnection[DatabaseRow]],
    ) -> None:
        self.url = url
        self._pool = pool
        self._trusted = trusted
        """Those opened since a session was last found to be of no use: its elders are of the same server, as it was."""
        self._unwanted: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, url: str, *, connections: int = 8, patience: float | None = None) -> Database:
        """Connect. `patience` is how many seconds an answer waits for a connection, where it is not as long as one may
        take to be made. Raises `StoreUnavailable` with one line that says why not."""
        with translate_errors(url):
            # One by hand, because the pool would only say that it took too long.
            await (await connect(url)).close()
            seconds = _connection_seconds(url) if patience is None else patience
            trusted: WeakSet[AsyncConnection[DatabaseRow]] = WeakSet()

            async def trust(connection: AsyncConnection[DatabaseRow]) -> None:
                trusted.add(connection)

            pool = AsyncConnectionPool(
                url,
                kwargs={**SESSION, "connect_timeout": _connection_seconds(url)},
                configure=trust,
                min_size=1,
                max_size=connections,
                open=False,
                timeout=seconds,
                # So short because each new asking begins anew, and soon after the database is back.
                reconnect_timeout=min(seconds, CONNECTION_SECONDS),
            )
            await pool.open()
            return cls(url, pool, trusted)

    async def ask(self, work: Callable[[AsyncConnection[DatabaseRow]], Awaitable[T]], *, repeatable: bool = True) -> T:
        """What `work`, which is one statement, brings. The driver's errors become the policy's.

        Where the session turns out to be of no use it is done once more on a fresh one: if the server says that it has
        kept nothing, and if the session broke and the work is `repeatable`: to do it twice is the same as once.
        """
        with translate_errors(self.url):
            try:
                return await self._ask(work)
            except psycopg.Error as error:
                if not kept_nothing(error) and not (repeatable and ends_session(error)):
                    raise
                _log.warning("database_session_replaced", reason=one_line(error, self.url))
            return await self._ask(work)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection[DatabaseRow]]:
        """A connection to oneself, for more than one statement. The driver's errors inside become the policy's."""
        with translate_errors(self.url):
            async with self._lend() as connection:
                yield connection

    async def _ask(self, work: Callable[[AsyncConnection[DatabaseRow]], Awaitable[T]]) -> T:
        async with self._lend() as connection:
            try:
                async with asyncio.timeout(STATEMENT_SECONDS):
                    return await work(connection)
            except TimeoutError:
                await connection.close()
                raise

    @asynccontextmanager
    async def _lend(self) -> AsyncIterator[AsyncConnection[DatabaseRow]]:
        connection = await self._living()
        try:
            yield connection
        except psycopg.Error as error:
            if ends_session(error):
                self._trusted.clear()
                await connection.close()
            raise
        finally:
            await self._pool.putconn(connection)

    async def _living(self) -> AsyncConnection[DatabaseRow]:
        """By hand, because the pool's own check waits longer after each dead connection that it finds."""
        while (connection := await self._given_or_why()) not in self._trusted or _has_ended(connection):
            await connection.close()
            await self._pool.putconn(connection)
        return connection

    async def _given_or_why(self) -> AsyncConnection[DatabaseRow]:
        try:
            return await self._take_connection()
        except PoolTimeout:
            # The pool says no more than that it took too long. What a server says that refuses us, one by hand is told.
            with suppress(TimeoutError):
                async with asyncio.timeout(REFUSAL_SECONDS):
                    await (await connect(self.url)).close()
            raise

    async def _take_connection(self) -> AsyncConnection[DatabaseRow]:
        """Shielded, because the pool takes a cancellation badly in the moment in which it has a connection at last: it
        goes on as if nothing had been cancelled, and whoever waits for the end waits for ever, or it loses the
        connection."""
        asked = asyncio.create_task(self._pool.getconn())
        try:
            return await asyncio.shield(asked)
        except asyncio.CancelledError:
            unwanted = asyncio.create_task(self._give_back(asked))
            self._unwanted.add(unwanted)
            unwanted.add_done_callback(self._unwanted.discard)
            raise

    async def _give_back(self, asked: asyncio.Task[AsyncConnection[DatabaseRow]]) -> None:
        with suppress(psycopg.Error):
            await self._pool.putconn(await asked)

    async def close(self) -> None:
        """Let go of every connection. Once more is no error."""
        await self._pool.close()
        await asyncio.gather(*self._unwanted)


async def connect(url: str) -> AsyncConnection[DatabaseRow]:
    """One connection, beside any pool."""
    settings = {**SESSION, "connect_timeout": _connection_seconds(url)}
    return await AsyncConnection.connect(url, **settings)  # type: ignore[arg-type]  # libpq's own parameters


def _connection_seconds(url: str) -> int:
    return timeout_from_conninfo({"connect_timeout": CONNECTION_SECONDS, **conninfo_to_dict(url)})


def _has_ended(connection: AsyncConnection[DatabaseRow]) -> bool:
    """Whether the server has ended an idle connection. It says so first: then there is something to read."""
    if connection.closed:
        return True
    with READABLE() as waiting:
        waiting.register(connection.fileno(), selectors.EVENT_READ)
        return bool(waiting.select(0))
