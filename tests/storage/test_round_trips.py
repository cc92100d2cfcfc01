"""How often a turn goes to PostgreSQL and back: counted by the server, which logs each statement that it is sent.

The log is exact at any moment, where `pg_stat_database` counts what jobs do meanwhile too, and tells it late. A turn
has a role of its own in the database, whose statements alone are logged. Each is sent and waited for by itself, in a
transaction of its own: so many statements, so many round trips.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import psycopg
import pytest
from psycopg import AsyncConnection

from bot.services.ports import Store
from bot.teams.turn_log import turn_id
from storage.postgres.database import Database, DatabaseRow
from storage.postgres.store import PostgresFileStore, PostgresStore
from tests.postgres import migrated, server
from tests.rig import Rig, school_at_work
from tests.test_turn_operations import TURNS
from tests.transcripts.play import play

T = TypeVar("T")
MOST = {"a report is sent": 4, "a report is acknowledged": 4, "a call is approved": 3}
"""Round trips at the most, of the same turns whose operations are counted. Whoever takes a report is shown what
may belong with it."""
ROLE = "turns"
_STATEMENT = re.compile(r"LOG:  (?:execute [^:]*|statement): (.*)")


class TurnsApart(Database):
    """A database that turns reach as another role than the jobs do."""

    def __init__(self, jobs: Database, turns: Database) -> None:
        super().__init__(jobs.url, jobs._pool, jobs._trusted)
        self._turns = turns

    async def ask(self, work: Callable[[AsyncConnection[DatabaseRow]], Awaitable[T]], *, repeatable: bool = True) -> T:
        """What the work brings, by the role of whoever asks."""
        if turn_id():
            return await self._turns.ask(work, repeatable=repeatable)
        return await super().ask(work, repeatable=repeatable)


@pytest.fixture
async def at_work(tmp_path: Path) -> AsyncIterator[Rig]:
    """A school whose turns have a role of their own."""
    await migrated()
    async with await psycopg.AsyncConnection.connect(server().url, autocommit=True) as connection:
        if await (await connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (ROLE,))).fetchone() is None:
            await connection.execute(f"CREATE ROLE {ROLE} SUPERUSER LOGIN")
            await connection.execute(f"ALTER ROLE {ROLE} SET log_statement = 'all'")
    jobs = await Database.open(server().url)
    turns = await Database.open(server().url.replace("//school@", f"//{ROLE}@"))
    tenant = str(uuid4())

    async def opened(_: Path) -> Store:
        return await PostgresStore.open(TurnsApart(jobs, turns), tenant)

    try:
        async with school_at_work(tmp_path, opened=opened, file_store=PostgresFileStore(jobs, tenant)) as rig:
            yield rig
    finally:
        await turns.close()
        await jobs.close()


@pytest.mark.parametrize("turn", MOST)
async def test_a_turn_goes_to_the_database_so_often_at_the_most(at_work: Rig, turn: str) -> None:
    """From the edge to the answer; too many fail with each of their statements."""
    before, counting, _ = TURNS[turn]
    await play(at_work, before)
    await at_work.at_rest()
    begins = len(server().log())
    await play(at_work, [counting])
    sent = _STATEMENT.findall(server().log()[begins:])
    assert 1 <= len(sent) <= MOST[turn], "\n".join([f"{turn}: {len(sent)} round trips", *sent])
