"""Many people, a few at a time: turns and pings go on between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import TypeVar

T = TypeVar("T")
PEOPLE_PER_WRITE = 100
"""People in one write."""


async def in_lots(of: Sequence[T], size: int = PEOPLE_PER_WRITE) -> AsyncIterator[Sequence[T]]:
    """Each `size` of these in turn; between one lot and the next whoever waits is let in."""
    for at in range(0, len(of), size):
        yield of[at : at + size]
        await asyncio.sleep(0)
