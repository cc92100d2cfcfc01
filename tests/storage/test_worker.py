"""What a write waits for, who waits with it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from bot.policy.kit.outcome import Outcome
from storage.tinydb_store import TinyStore
from tests.storage.faulty_files import FaultyFiles
from tests.storage.sample_records import Report, entry, report


class SlowDisk(FaultyFiles):
    """A disk that syncs when it is let go, and counts how often it was asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.may = threading.Semaphore(0), threading.Event()
        self.may.set()
        self.syncs = 0

    def sync(self, descriptor: int) -> None:
        self.syncs += 1
        self.asked.release()
        self.may.wait(10)
        super().sync(descriptor)


async def test_nothing_is_seen_before_it_is_durable(tmp_path: Path) -> None:
    """While the disk syncs the write is neither answered nor found, and others are answered meanwhile."""
    disk = SlowDisk()
    store = await TinyStore.open(tmp_path / "data", files=disk)
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


async def test_those_who_wait_together_share_one_sync(tmp_path: Path) -> None:
    """The first goes by itself; the fifty that came meanwhile are made durable at once, and each is answered."""
    disk = SlowDisk()
    store = await TinyStore.open(tmp_path / "data", files=disk)
    before = disk.syncs
    disk.may.clear()
    first = asyncio.create_task(store.keep(Outcome(records=(report(0),))))
    await asyncio.to_thread(disk.asked.acquire)
    rest = [asyncio.create_task(store.keep(Outcome(records=(report(number),)))) for number in range(1, 51)]
    await asyncio.sleep(0)  # so that all have asked
    disk.may.set()
    await asyncio.gather(first, *rest)
    assert disk.syncs - before == 2
    assert len(await store.find(Report)) == 51
    await store.close()
