"""`/readyz` and the figures beside it: a bot that cannot keep anything says so, and one that can is ready."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.policy.incidents.incident import Incident
from bot.policy.kit.errors import RecordUnreadable
from storage.postgres.migrating import migrate
from tests.clock import eventually
from tests.postgres import fresh_database
from tests.rig import TEACHER, Rig, school_at_work
from tests.storage.faulty_disk import ENOSPC, FaultyDisk
from tests.storage.test_failover import END_ALL, PRIMARY_AGAIN, READ_ONLY, at_work, order
from tests.tampering import DatabaseTamper, FolderTamper, Tamper
from tests.test_metrics import read as figures_of
from tests.transcripts.play import play

MAY_ONLY_BE_READ = dict.fromkeys(ENOSPC, sqlite3.SQLITE_READONLY)


async def ready(rig: Rig) -> tuple[int, str]:
    """The status, and what is said."""
    async with aiohttp.ClientSession() as session, session.get(f"{rig.url}/readyz") as response:
        return response.status, await response.text()


@pytest.mark.parametrize(
    ("error", "said"), [(ENOSPC, "full"), (MAY_ONLY_BE_READ, "readonly")], ids=["a full disk", "a read-only disk"]
)
async def test_a_disk_that_takes_nothing(tmp_path: Path, error: dict[str, int], said: str) -> None:
    """503 with the reason, and a figure; both are well again when the disk is."""
    with FaultyDisk() as disk:
        async with school_at_work(tmp_path) as rig:
            assert (await ready(rig))[0] == 200
            disk.arm(1, only="write", error=error, for_good=True)
            status, told = await ready(rig)
            assert status == 503
            assert told.startswith("not ready: store_unavailable: the store in ")
            assert said in told
            figures = await figures_of(rig)
            assert (figures["online_safety_store_writable"], figures["online_safety_store_readable"]) == (0, 1)
            disk.arm(None)
            assert (await ready(rig))[0] == 200


async def test_a_database_that_may_only_be_read(tmp_path: Path) -> None:
    """As after a fail-over, or when its disk is nearly full."""
    url = await fresh_database()
    await migrate(url)
    async with at_work(url, tmp_path) as rig:
        assert (await ready(rig))[0] == 200
        await order(url, READ_ONLY, END_ALL)
        status, told = await ready(rig)
        assert status == 503
        assert "read-only" in told
        assert (await figures_of(rig))["online_safety_store_writable"] == 0
        await order(url, PRIMARY_AGAIN)

        async def is_ready() -> bool:
            return (await ready(rig))[0] == 200

        await eventually(is_ready)  # the record is verified as the school closes: there must be a way to it again


@asynccontextmanager
async def on_tinydb(folder: Path) -> AsyncIterator[tuple[Rig, Tamper]]:
    """The bot over a folder, and somebody else who writes there."""
    async with school_at_work(folder) as rig:
        yield rig, FolderTamper(folder)


@asynccontextmanager
async def on_postgres(folder: Path) -> AsyncIterator[tuple[Rig, Tamper]]:
    """The same over a database."""
    url = await fresh_database()
    await migrate(url)
    async with at_work(url, folder) as rig:
        yield rig, DatabaseTamper("school", url)


@pytest.mark.parametrize("opened", [on_tinydb, on_postgres], ids=["tinydb", "postgres"])
async def test_a_record_of_each_kind_is_read(
    opened: Callable[[Path], AbstractAsyncContextManager[tuple[Rig, Tamper]]], tmp_path: Path
) -> None:
    """What cannot be read is told, by kinds and numbers and nothing else; the bot is ready, since all else works."""
    async with opened(tmp_path) as (rig, other):
        rig.edited = True
        await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
        await play(rig, [(TEACHER, "says", "report spam"), (TEACHER, "presses", "Send", {"what": "y"})])
        await rig.at_rest()
        other.rewrite("incidents", "OS-2026-0002", state="escalated")
        status, told = await ready(rig)
        assert (status, told) == (200, "ready, set apart because this release cannot read them: incidents 1\n")
        assert (await figures_of(rig))["online_safety_records_set_apart"] == 1
        with pytest.raises(RecordUnreadable):
            await rig.store.get(Incident, "OS-2026-0002")
        await play(rig, [(TEACHER, "says", "my reports"), (TEACHER, "reads", "OS-2026-0001")])
