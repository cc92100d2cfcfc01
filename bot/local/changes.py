"""Telling whoever waits that something in the chats has changed. Knows nothing of what changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.local.shapes import JsonObject

Listener = Callable[[JsonObject], None]


class Changes:
    """A place to wait for "something changed", and to listen to what it was."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self._listeners: list[Listener] = []

    def tell(self, event: JsonObject) -> None:
        """Wake everyone who waits and give the event to everyone who listens."""
        for waiting in list(self._waiting):
            if not waiting.done():
                waiting.set_result(None)
        for listener in list(self._listeners):
            listener(event)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Give each event to the listener until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def until(self, predicate: Callable[[], bool], within: float) -> None:
        """Return once the predicate holds, asked again at each change. Raises TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while not predicate():
                change = asyncio.get_running_loop().create_future()
                self._waiting.add(change)
                try:
                    await change
                finally:
                    self._waiting.discard(change)
