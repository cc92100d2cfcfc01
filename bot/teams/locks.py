"""One turn at a time for each chat and person: the framework's state has no versions of its own. Knows no state."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    interested: int = 0


class TurnLocks:
    """Locks by conversation and person, within this process. A lock that nobody holds or waits for is forgotten."""

    def __init__(self) -> None:
        self._queues: dict[tuple[str, str], _Queue] = {}

    @asynccontextmanager
    async def hold(self, conversation: str, person: str) -> AsyncIterator[None]:
        """Wait for the turns before this one, in their order, and hold the next ones back."""
        key = (conversation, person)
        queue = self._queues.setdefault(key, _Queue())
        queue.interested += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.interested -= 1
            if not queue.interested:
                del self._queues[key]

    def __len__(self) -> int:
        """How many chats have a turn under way or waiting."""
        return len(self._queues)
