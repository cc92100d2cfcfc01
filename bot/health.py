"""Is it well? `/healthz` while the process serves, `/readyz` when it can also do its work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.policy.errors import DirectoryUnavailable, StoreUnavailable
from bot.services.ports import Directory, Store

Handler = Callable[[web.Request], Awaitable[web.Response]]


async def healthz(request: web.Request) -> web.Response:
    """200 while the process serves."""
    return web.Response(text="ok\n")


def readyz(store: Store, directory: Directory) -> Handler:
    """200 when the store can be written and the directory answers or a usable copy is held; else 503 and the reason."""

    async def ready(request: web.Request) -> web.Response:
        try:
            await store.check()
            await directory.check()
        except (StoreUnavailable, DirectoryUnavailable) as error:
            reason = error.facts.get("reason", type(error).__name__)
            return web.Response(status=503, text=f"not ready: {error.key.removeprefix('error.')}: {reason}\n")
        return web.Response(text="ready\n")

    return ready
