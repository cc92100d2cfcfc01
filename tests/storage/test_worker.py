"""What a write waits for, who waits with it, and what waits for nothing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.policy.kit.outcome import Outcome
from storage import connections
from storage.tables import DocumentDatabase
from storage.tinydb_store import TinyStore
from tests.storage.faulty_disk import FaultyDisk
from tests.storage.sample_records import Report, entry, report


@pytest.fixture
def disk() -> Iterator[SlowDisk]:
    """A disk that syncs when it is let go."""
    with FaultyDisk() as disk:
        yield SlowDisk(disk)


class SlowDisk:
    """Holds every sync until it may go on, and counts them."""

    def __init__(self, disk: FaultyDisk) -> None:
        self.asked, self.may = threading.Semaphore(0), threading.Event()
        self.may.set()
        self.syncs = 0
        disk.on_sync = self._wait

    def _wait(self) -> None:
        self.syncs += 1
        self.asked.release()
        self.may.wait(10)


async def test_nothing_is_seen_before_it_is_durable(tmp_path: Path, disk: SlowDisk) -> None:
    """While the disk syncs the write is neither answered nor found, and others are answered meanwhile."""
    store = await TinyStore.open(tmp_path / "data")
    await store.keep(Outcome(records=(report(1),)))
    while disk.asked.acquire(blocking=False):
        continue
    disk.may.clear()
    writing = asyncio.create_task(store.keep(Outcome(records=(report(2),), entries=(entry(2),))))
    await asyncio.to_thread(disk.asked.acquire)
    assert [found.id for found in await store.find(Report)] == ["OS-2026-0001"]
    assert (await store.timeline(), writing.done()) == ([], False)
    disk.may.set()
    await writing
    assert [found.id for found in await store.find(Report)] == ["OS-2026-0001", "OS-2026-0002"]
    assert len(await store.timeline()) == 1
    await store.close()


async def test_those_who_wait_together_share_one_sync(tmp_path: Path, disk: SlowDisk) -> None:
    """The first goes by itself; the fifty that came meanwhile are made durable at once, and each is answered."""
    store = await TinyStore.open(tmp_path / "data")
    await store.keep(Outcome(records=(report(99),)))
    before = disk.syncs
    while disk.asked.acquire(blocking=False):
        continue
    disk.may.clear()
    first = asyncio.create_task(store.keep(Outcome(records=(report(0),))))
    await asyncio.to_thread(disk.asked.acquire)
    rest = [asyncio.create_task(store.keep(Outcome(records=(report(number),)))) for number in range(1, 51)]
    await asyncio.sleep(0)  # so that all have asked
    disk.may.set()
    await asyncio.gather(first, *rest)
    assert disk.syncs - before == 2
    assert len(await store.find(Report)) == 52
    await store.close()


async def test_a_long_answer_is_made_on_a_thread(tmp_path: Path) -> None:
    """What takes longer than a moment does not hold the loop: it is given up there, and made apart."""
    store = await TinyStore.open(tmp_path / "data")
    await store.keep(Outcome(records=tuple(report(number) for number in range(30))))
    asked = []

    def long(db: DocumentDatabase) -> int:
        asked.append(threading.current_thread())
        (counted,) = db.rows.connection.execute(
            "SELECT count(*) FROM reports a, reports b, reports c, reports d"
        ).fetchone()
        return int(counted)

    assert await store.read(long) == 30**4
    assert [thread is threading.main_thread() for thread in asked] == [True, False]
    await store.close()


@pytest.mark.parametrize("steps", [1, 2, 3, 7])
async def test_an_answer_that_is_given_up_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """With no time at all every answer is given up at some step, and is right all the same; so is the next."""
    monkeypatch.setattr(connections, "MOMENT", -1.0)
    monkeypatch.setattr(connections, "STEPS_BETWEEN_LOOKS", steps)
    store = await TinyStore.open(tmp_path / "data")
    for number in range(5):
        await store.keep(Outcome(records=(report(number),)))
        assert await store.get(Report, report(number).id) is not None
        assert len(await store.find(Report)) == number + 1
    await store.compact()
    await store.close()
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"lock", "store.db"}
