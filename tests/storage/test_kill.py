"""kill -9 in mid-write: what was acknowledged is there at the next start, what was not is there whole or not."""

from __future__ import annotations

import multiprocessing
import random
from pathlib import Path

import pytest

from bot.policy.kit.records import Counter, Notice
from storage.tinydb_store import TinyStore, opened_to_read
from tests.chain import first_broken
from tests.soak import count
from tests.storage.killed_writer import WRITERS, keep_until_killed
from tests.storage.sample_records import Report

KILLS = count(500)


@pytest.mark.soak
async def test_killed_in_mid_write(tmp_path: Path) -> None:
    """One store through all the kills: nothing acknowledged is ever lost, nothing is ever half there."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.storage.killed_writer"])
    dice = random.Random(20261123)
    folder = tmp_path / "data"
    acknowledged: set[int] = set()
    for kill in range(KILLS):
        first = kill * 10_000 + 1
        hear, tell = processes.Pipe(duplex=False)
        writer = processes.Process(target=keep_until_killed, args=(str(folder), first, tell))
        writer.start()
        tell.close()
        hear.recv()
        now = {hear.recv() for _ in range(dice.choice([0, 1, 2, 5, 20, 80]))}
        writer.kill()
        try:
            while True:
                now.add(hear.recv())
        except (EOFError, OSError):  # the pipe ends with the writer, perhaps in mid-word
            hear.close()
        writer.join()
        assert writer.exitcode == -9
        acknowledged |= now

        async with opened_to_read(folder) as store:  # which looks at every page and index
            found_by_reading = await store.timeline()
        store = await TinyStore.open(folder)
        held = {int(found.id.split("-")[2]) for found in await store.find(Report)}
        chain = await store.timeline()
        assert chain == found_by_reading
        assert acknowledged <= held
        assert len(held - acknowledged) <= WRITERS
        assert {int(found.subject.split("-")[2]) for found in await store.find(Notice)} == held
        assert sorted(int(line.subject.split("-")[2]) for line in chain) == sorted([*held, *held])
        assert first_broken(chain) is None
        assert sum(counter.last for counter in await store.find(Counter)) == len(held)
        acknowledged = held  # what this start has found must be there at the next, too
        await store.close()
        if kill % 10 == 9:
            _thin_out(folder)
            acknowledged = set()


def _thin_out(folder: Path) -> None:
    """Begin again with an empty folder now and then, so that a long soak stays quick."""
    for path in folder.iterdir():
        path.unlink()
