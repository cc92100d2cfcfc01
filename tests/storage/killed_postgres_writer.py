"""A process that keeps outcomes in PostgreSQL until it is killed, and tells its parent of each acknowledged one."""

from __future__ import annotations

import asyncio
from multiprocessing.connection import Connection

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.records import Counter
from storage.postgres.store import PostgresStore
from tests.storage.killed_writer import WRITERS, outcome


def keep_until_killed(url: str, tenant: str, first: int, tell: Connection) -> None:
    """Keep outcomes numbered from `first`, several at once; send each number when `keep` has returned for it."""
    asyncio.run(_keep(url, tenant, first, tell))


async def _keep(url: str, tenant: str, first: int, tell: Connection) -> None:
    store = await PostgresStore.open(url, tenant)
    tell.send(0)

    async def writer(start: int) -> None:
        number = start
        while True:
            name = f"writer-{start - first}"
            try:
                counter = await store.get(Counter, name)
                counted = counter.model_copy(update={"last": counter.last + 1}) if counter else Counter(id=name, last=1)
                await store.keep(outcome(number, counted))
            except StoreUnavailable:  # the database is gone: whether this one was kept, nobody knows
                await asyncio.sleep(3600)
            tell.send(number)
            number += WRITERS

    await asyncio.gather(*(writer(first + each) for each in range(WRITERS)))
