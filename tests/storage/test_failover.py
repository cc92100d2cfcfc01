"""After a fail-over: sessions that may only read are left at once, and what waited is done. The pings first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from storage.postgres.database import Database
from storage.postgres.migrating import migrate
from storage.postgres.store import PostgresFileStore, PostgresStore
from tests.chain import first_broken
from tests.clock import PATIENCE, eventually
from tests.postgres import fresh_database
from tests.rig import CHAMPION, SENIOR, TEACHER, Rig, school_at_work
from tests.storage.sample_records import Report, entry, report
from tests.transcripts.play import play, seen


@pytest.fixture
async def url() -> str:
    """A migrated database of the test's own."""
    fresh = await fresh_database()
    await migrate(fresh)
    return fresh


async def order(url: str, *commands: str) -> None:
    """As the administrator, whatever the database says of writing."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("SET default_transaction_read_only = off")
        for command in commands:
            await connection.execute(command.replace("OURS", url.split("/")[3].split("?", maxsplit=1)[0]).encode())


END_ALL = (
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
READ_ONLY = "ALTER DATABASE OURS SET default_transaction_read_only = on"
PRIMARY_AGAIN = "ALTER DATABASE OURS RESET default_transaction_read_only"


async def until_written(store: PostgresStore) -> None:
    """Return when the store can be written."""

    async def is_written() -> bool:
        try:
            await store.check()
        except StoreUnavailable:
            return False
        return True

    await eventually(is_written)


async def test_writes_work_again_once_there_is_a_primary(url: str) -> None:
    """While there is none each write is refused with one line that says why; then they work within seconds."""
    database = await Database.open(url, patience=1.0)
    store = await PostgresStore.open(database, "school")
    await asyncio.gather(*(store.keep(Outcome(records=(report(n),), entries=(entry(n),))) for n in range(10)))
    await order(url, READ_ONLY, END_ALL)
    for _ in range(3):
        with pytest.raises(StoreUnavailable) as refused:
            await store.keep(Outcome(records=(report(11),), entries=(entry(11),)))
        assert "read-only" in refused.value.facts["reason"]
        assert "\n" not in refused.value.facts["reason"]
    await order(url, PRIMARY_AGAIN)
    await until_written(store)
    await store.keep(Outcome(records=(report(11),), entries=(entry(11),)))
    assert len(await store.find(Report)) == 11
    assert first_broken(await store.timeline()) is None
    await database.close()


async def test_a_session_that_may_only_read_is_left_unnoticed(url: str) -> None:
    """Every session of the pool has become one that may only read: the next write goes through, on a fresh one, and
    those that were opened before are not tried one by one."""
    database = await Database.open(url)
    store = await PostgresStore.open(database, "school")

    async def demoted(_: int) -> None:
        async with database.connection() as connection:
            await connection.execute("SET default_transaction_read_only = on")
            await asyncio.sleep(0.2)  # so that each has one of its own

    await asyncio.gather(*(demoted(number) for number in range(8)))
    await asyncio.gather(*(store.keep(Outcome(records=(report(n),), entries=(entry(n),))) for n in range(10)))
    await store.claim(["a"], timedelta(minutes=1))
    await store.check()
    assert len(await store.timeline()) == 10
    await database.close()


async def test_a_server_that_only_reads_is_not_opened(url: str) -> None:
    """One line says why, at the start and from `check`."""
    await order(url, READ_ONLY)
    with pytest.raises(StoreUnavailable) as refused:
        await PostgresStore.open(url, "school")
    assert "read-only" in refused.value.facts["reason"]
    assert "\n" not in refused.value.facts["reason"]


@asynccontextmanager
async def at_work(url: str, folder: Path) -> AsyncIterator[Rig]:
    """The bot over that database."""
    database = await Database.open(url, patience=2.0)

    async def opened(_: Path) -> PostgresStore:
        return await PostgresStore.open(database, "school")

    async with school_at_work(folder, opened=opened, file_store=PostgresFileStore(database, "school")) as rig:
        yield rig
    await database.close()


async def until(rig: Rig, so: Callable[[], bool]) -> None:
    """Seconds pass for everybody until something is so."""
    for _ in range(int(PATIENCE / 0.2)):
        try:
            await rig.teams.until(so, within=0.2)
        except TimeoutError:
            rig.clock.move(timedelta(seconds=1))
        else:
            return
    raise AssertionError("it never came")


async def test_no_ping_is_lost_by_a_fail_over(url: str, tmp_path: Path) -> None:
    """A step that falls due while there is no primary alerts as soon as there is one, and a report is taken again."""
    async with at_work(url, tmp_path) as rig:
        await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
        await play(rig, [(CHAMPION, "reads", "OS-2026-0001"), (TEACHER, "reads", "told")])
        await order(url, READ_ONLY, END_ALL)
        rig.clock.move(timedelta(minutes=31))
        with pytest.raises(TimeoutError):
            await rig.teams.until(lambda: "OS-2026-0001" in seen(rig, SENIOR), within=1.0)
        await order(url, PRIMARY_AGAIN)
        await until(rig, lambda: "OS-2026-0001" in seen(rig, SENIOR))
        await play(rig, [(SENIOR, "presses", "Acknowledge"), (TEACHER, "reads", "Tomasz Wilkowski has it")])
