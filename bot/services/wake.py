"""Waking those who act on what was kept, so that nothing waits for the next tick."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wake:
    """`outbox` when there is something to say, `ladders` when something may fall due sooner."""

    outbox: asyncio.Event = field(default_factory=asyncio.Event)
    ladders: asyncio.Event = field(default_factory=asyncio.Event)

    def all(self) -> None:
        """Wake both."""
        self.outbox.set()
        self.ladders.set()
