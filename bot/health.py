"""Is it well? `/healthz` while the process serves, `/readyz` when it can also do its work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from itertools import cycle

from aiohttp import web

from bot.policy.kit.errors import DirectoryUnavailable, StoreUnavailable
from bot.policy.kit.outage import TEAMS, Outage
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Record
from bot.services.ports import Directory, Store

Handler = Callable[[web.Request], Awaitable[web.Response]]


async def healthz(request: web.Request) -> web.Response:
    """200 while the process serves."""
    return web.Response(text="ok\n")


def readyz(
    stores: Sequence[Store],
    directories: Sequence[Directory],
    schools: Sequence[Store] = (),
    kinds: Sequence[type[Record]] = (),
) -> Handler:
    """200 when every store can be read and written and every directory answers or holds a usable copy; else 503 and the
    reason.

    `schools` are the stores of all schools, where `stores` are fewer, and `kinds` those of which a record is read, at
    each asking in the next school's store.

    Each check of a store is a durable write: of stores in one database one is enough. A copy that Graph has not renewed
    is usable, and its age is told. So is that Teams takes no messages, and how many records are set apart that this
    release cannot read: presses and reports are taken all the same, and whoever sends traffic elsewhere because of
    it would make things worse.
    """
    every = schools or stores
    turns = cycle(every)

    async def ready(request: web.Request) -> web.Response:
        outages: list[Outage] = []
        apart: Counter[str] = Counter()
        try:
            for store in stores:
                await store.check()
            for directory in directories:
                await directory.check()
            if every:
                await next(turns).find_each(*(Query(kind, {}, newest_first=True, limit=1) for kind in kinds))
            outages = [held for store in every for held in await store.find(Outage, where={"id": TEAMS})]
            apart = Counter([each.table for store in every for each in await store.set_apart()])
        except (StoreUnavailable, DirectoryUnavailable) as error:
            reason = error.facts.get("reason", type(error).__name__)
            return web.Response(status=503, text=f"not ready: {error.key.removeprefix('error.')}: {reason}\n")
        ages = [age for directory in directories if (age := directory.age()) is not None]
        told = f", directory copy {max(ages).total_seconds():.0f} s old" if ages else ""
        silent = sorted((held.since, held.reason) for held in outages if held.since is not None)
        if silent:
            since, reason = silent[0]
            told += f", Teams takes no messages since {since:%Y-%m-%dT%H:%M:%SZ}: {reason}"
        if apart:
            of = ", ".join(f"{table} {count}" for table, count in sorted(apart.items()))
            told += f", set apart because this release cannot read them: {of}"
        return web.Response(text=f"ready{told}\n")

    return ready
