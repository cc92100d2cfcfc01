"""Is it well? `/healthz` while the process serves, `/readyz` when it can also do its work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from bot.policy.kit.errors import DirectoryUnavailable, StoreUnavailable
from bot.policy.kit.outage import TEAMS, Outage
from bot.services.ports import Directory, Store

Handler = Callable[[web.Request], Awaitable[web.Response]]


async def healthz(request: web.Request) -> web.Response:
    """200 while the process serves."""
    return web.Response(text="ok\n")


def readyz(stores: Sequence[Store], directories: Sequence[Directory], schools: Sequence[Store] = ()) -> Handler:
    """200 when every store can be written and every directory answers or holds a usable copy; else 503 and the reason.

    `schools` are the stores of all schools, where `stores` are fewer.

    Each check of a store is a durable write: of stores in one database one is enough. A copy that Graph has not renewed
    is usable, and its age is told. So is that Teams takes no messages: presses and reports are taken all the same, and
    whoever sends traffic elsewhere because of it would make things worse.
    """

    async def ready(request: web.Request) -> web.Response:
        outages: list[Outage] = []
        try:
            for store in stores:
                await store.check()
            for directory in directories:
                await directory.check()
            outages = [held for store in schools or stores if (held := await store.get(Outage, TEAMS)) is not None]
        except (StoreUnavailable, DirectoryUnavailable) as error:
            reason = error.facts.get("reason", type(error).__name__)
            return web.Response(status=503, text=f"not ready: {error.key.removeprefix('error.')}: {reason}\n")
        ages = [age for directory in directories if (age := directory.age()) is not None]
        told = f", directory copy {max(ages).total_seconds():.0f} s old" if ages else ""
        silent = sorted((held.since, held.reason) for held in outages if held.since is not None)
        if silent:
            since, reason = silent[0]
            told += f", Teams takes no messages since {since:%Y-%m-%dT%H:%M:%SZ}: {reason}"
        return web.Response(text=f"ready{told}\n")

    return ready
