"""Is it well? `/healthz` while the process serves, `/readyz` when it can also do its work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from bot.policy.errors import DirectoryUnavailable, StoreUnavailable
from bot.services.ports import Directory, Store

Handler = Callable[[web.Request], Awaitable[web.Response]]


async def healthz(request: web.Request) -> web.Response:
    """200 while the process serves."""
    return web.Response(text="ok\n")


def readyz(stores: Sequence[Store], directories: Sequence[Directory]) -> Handler:
    """200 when every store can be written and every directory answers or holds a usable copy; else 503 and the reason.

    Each check of a store is a durable write: of stores in one database one is enough. A copy that Graph has not renewed
    is usable, and its age is told.
    """

    async def ready(request: web.Request) -> web.Response:
        try:
            for store in stores:
                await store.check()
            for directory in directories:
                await directory.check()
        except (StoreUnavailable, DirectoryUnavailable) as error:
            reason = error.facts.get("reason", type(error).__name__)
            return web.Response(status=503, text=f"not ready: {error.key.removeprefix('error.')}: {reason}\n")
        ages = [age for directory in directories if (age := directory.age()) is not None]
        told = f", directory copy {max(ages).total_seconds():.0f} s old" if ages else ""
        return web.Response(text=f"ready{told}\n")

    return ready
