"""Server-Sent Events: what changes in the chats, to every page that is open, as it changes."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from bot.local.guard import SECURITY_HEADERS
from bot.local.shapes import JsonObject
from bot.local.tenant import Tenant

COMMENT_AFTER_SECONDS = 15.0
"""Seconds without an event after which a comment is sent, so that a page notices a dead connection."""

MAX_EVENTS_WAITING = 1_000
"""Events that may wait for one page. A page that falls behind this far is cut off, comes again and reads it all."""


class LiveEvents:
    """Hands every change to every page."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._closing = asyncio.Event()

    def close(self) -> None:
        """End every stream."""
        self._closing.set()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """One page's events, until it leaves or this ends."""
        waiting: asyncio.Queue[JsonObject] = asyncio.Queue(MAX_EVENTS_WAITING)
        behind = asyncio.Event()

        def listen(event: JsonObject) -> None:
            if event.get("kind") == "call":
                return
            try:
                waiting.put_nowait(event)
            except asyncio.QueueFull:
                behind.set()

        response = web.StreamResponse(headers={**SECURITY_HEADERS, "Content-Type": "text/event-stream"})
        stop = self._tenant.changes.listen(listen)
        try:
            await response.prepare(request)
            await response.write(b"retry: 500\n\n")
            while not behind.is_set() and (text := await self._next(waiting)) is not None:
                await response.write(text.encode())
        except ConnectionResetError:
            pass  # the page was closed: nobody is left to tell
        finally:
            stop()
        return response

    async def _next(self, waiting: asyncio.Queue[JsonObject]) -> str | None:
        """The next thing to write, or None when this ends."""
        event = asyncio.ensure_future(waiting.get())
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({event, closing}, timeout=COMMENT_AFTER_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if closing.done():
                return None
            return f"data: {json.dumps(event.result(), ensure_ascii=False)}\n\n" if event.done() else ": quiet\n\n"
        finally:
            event.cancel()
            closing.cancel()
