"""A process that keeps outcomes until it is killed, and tells its parent of each one that was acknowledged."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Counter
from storage.tinydb_store import TinyStore
from tests.storage.sample_records import entry, notice, report

WRITERS = 4


def outcome(number: int, counter: Counter | None) -> Outcome:
    """One outcome over four tables; its notice's id tells which incident it belongs to."""
    name = f"OS-2026-{number:04d}"
    counted = (counter,) if counter else ()
    return Outcome(
        records=(report(number, said="x" * (number * 37 % 900)), *counted),
        notices=(notice(f"n-{number:06d}", subject=name),),
        entries=(entry(number), entry(number, "rang")),
    )


def keep_until_killed(folder: str, first: int, tell: Connection) -> None:
    """Keep outcomes numbered from `first`, several at once; send each number when `keep` has returned for it."""
    asyncio.run(_keep(Path(folder), first, tell))


async def _keep(folder: Path, first: int, tell: Connection) -> None:
    store = await TinyStore.open(folder)
    tell.send(0)

    async def writer(start: int) -> None:
        number = start
        while True:
            counter = await store.get(Counter, f"writer-{start - first}")
            counted = counter.model_copy(update={"last": counter.last + 1}) if counter else None
            await store.keep(outcome(number, counted or Counter(id=f"writer-{start - first}", last=1)))
            tell.send(number)
            number += WRITERS

    async def sweep() -> None:
        while True:
            with suppress(StoreUnavailable):
                await store.compact()
            await asyncio.sleep(0.01)

    await asyncio.gather(*(writer(first + each) for each in range(WRITERS)), sweep())
