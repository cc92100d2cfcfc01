"""Connections to one PostgreSQL, for all the schools of this process. Knows no tables.

A connection that the server has ended is noticed before it is used, without asking the server; one that dies in
mid-answer fails that one answer. Either way the pool makes new ones for as long as it is open.
"""

from __future__ import annotations

import asyncio
import select
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from storage.postgres.failures import translated

PATIENCE = 5.0
"""Seconds that an answer waits for a connection."""
SETTINGS = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "timezone": "UTC",
        "application_name": "online-safety-bot",
        "lock_timeout": "5s",
        "statement_timeout": "30s",
        "idle_in_transaction_session_timeout": "60s",
    }.items()
)
KEPT_ALIVE = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}

Rows = tuple[object, ...]


class Database:
    """A pool of connections in autocommit. Made by `open`."""

    def __init__(self, url: str, pool: AsyncConnectionPool[AsyncConnection[Rows]]) -> None:
        self.url = url
        self._pool = pool
        self._unwanted: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, url: str, *, connections: int = 8, patience: float = PATIENCE) -> Database:
        """Connect. Raises `StoreUnavailable` with one line that says why not."""
        with translated(url):
            # One by hand, because the pool would only say that it took too long.
            await (await connect(url)).close()
            pool = AsyncConnectionPool(
                url,
                kwargs={"autocommit": True, "options": SETTINGS, **KEPT_ALIVE},
                min_size=1,
                max_size=connections,
                open=False,
                timeout=patience,
                # So short because each new asking begins anew, and soon after the database is back.
                reconnect_timeout=patience,
            )
            await pool.open()
            return cls(url, pool)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection[Rows]]:
        """A connection to oneself. The driver's errors inside become the policy's."""
        with translated(self.url):
            connection = await self._living()
            try:
                yield connection
            finally:
                await self._pool.putconn(connection)

    async def _living(self) -> AsyncConnection[Rows]:
        """By hand, because the pool's own check waits longer after each dead connection that it finds."""
        while _has_ended(connection := await self._given()):
            await connection.close()
            await self._pool.putconn(connection)
        return connection

    async def _given(self) -> AsyncConnection[Rows]:
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

    async def _give_back(self, asked: asyncio.Task[AsyncConnection[Rows]]) -> None:
        with suppress(psycopg.Error):
            await self._pool.putconn(await asked)

    async def close(self) -> None:
        """Let go of every connection. Once more is no error."""
        await self._pool.close()
        await asyncio.gather(*self._unwanted)


async def connect(url: str) -> AsyncConnection[Rows]:
    """One connection, beside any pool."""
    settings = {"autocommit": True, "options": SETTINGS, **KEPT_ALIVE}
    return await AsyncConnection.connect(url, **settings)  # type: ignore[arg-type]  # libpq's own parameters


def _has_ended(connection: AsyncConnection[Rows]) -> bool:
    """Whether the server has ended an idle connection. It says so first: then there is something to read."""
    if connection.closed:
        return True
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return bool(waiting.poll(0))
