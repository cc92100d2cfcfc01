"""kill -9 of a writer, and of the database: what was acknowledged is there, what was not is whole or absent."""

from __future__ import annotations

import multiprocessing
import random
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

import pytest

from bot.policy.kit.records import Counter, Notice
from storage.postgres.migrating import migrate
from storage.postgres.store import PostgresStore
from tests.chain import first_broken
from tests.postgres import Server, migrated, server
from tests.soak import count
from tests.storage.killed_postgres_writer import keep_until_killed
from tests.storage.killed_writer import WRITERS
from tests.storage.sample_records import Report

WRITERS_KILLED, DATABASES_KILLED = count(100), count(50)
HEARD = (0, 1, 2, 5, 20, 80)


def _start_writer(url: str, tenant: str, first: int, heard: int) -> tuple[ForkServerProcess, Connection, set[int]]:
    """A writer that has been heard of so often."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.storage.killed_postgres_writer"])
    hear, tell = processes.Pipe(duplex=False)
    writer = processes.Process(target=keep_until_killed, args=(url, tenant, first, tell))
    writer.start()
    tell.close()
    hear.recv()
    return writer, hear, {hear.recv() for _ in range(heard)}


def _end(writer: ForkServerProcess, hear: Connection) -> set[int]:
    """Kill it; what it had said by then."""
    now: set[int] = set()
    writer.kill()
    try:
        while True:
            now.add(hear.recv())
    except (EOFError, OSError):  # the pipe ends with the writer, perhaps in mid-word
        hear.close()
    writer.join()
    return now


async def _judged(url: str, tenant: str, acknowledged: set[int], before: set[int]) -> set[int]:
    """What is held, after it has been found whole."""
    store = await PostgresStore.open(url, tenant)
    held = {int(found.id.split("-")[2]) for found in await store.find(Report)}
    chain = await store.timeline()
    assert acknowledged | before <= held
    assert len(held - acknowledged - before) <= WRITERS
    assert {int(found.subject.split("-")[2]) for found in await store.find(Notice)} == held
    assert sorted(int(line.subject.split("-")[2]) for line in chain) == sorted([*held, *held])
    assert first_broken(chain) is None
    assert sum(counter.last for counter in await store.find(Counter)) == len(held)
    await store.close()
    return held


@pytest.mark.soak
async def test_a_writer_that_is_killed() -> None:
    """Through all the kills nothing acknowledged is lost, and an outcome is there in all its tables or in none."""
    await migrated()
    dice = random.Random(20261123)
    held: set[int] = set()
    for kill in range(WRITERS_KILLED):
        writer, hear, heard = _start_writer(server().url, "writers", kill * 10_000 + 1, dice.choice(HEARD))
        heard |= _end(writer, hear)
        held = await _judged(server().url, "writers", heard, held)
    assert held


@pytest.mark.soak
async def test_a_database_that_is_killed() -> None:
    """The server dies at once, as in a crash; when it is back, everything that a writer was told is there."""
    own = Server()
    try:
        await migrate(own.url)
        dice = random.Random(20261124)
        held: set[int] = set()
        for kill in range(DATABASES_KILLED):
            writer, hear, heard = _start_writer(own.url, "crashes", kill * 10_000 + 1, dice.choice(HEARD))
            own.stop(at_once=True)
            heard |= _end(writer, hear)
            own.start()
            held = await _judged(own.url, "crashes", heard, held)
    finally:
        own.discard()
