"""Waking those who act on what was kept, so that nothing waits for the next tick."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wake:
    """One event for each job that what was kept may concern."""

    outbox: asyncio.Event = field(default_factory=asyncio.Event)
    """There is something to say."""
    ladders: asyncio.Event = field(default_factory=asyncio.Event)
    """Something of an incident may fall due sooner."""
    files: asyncio.Event = field(default_factory=asyncio.Event)
    """A file has been sent."""
    campaigns: asyncio.Event = field(default_factory=asyncio.Event)
    """Something of what is asked of everyone may fall due sooner."""
    calls: asyncio.Event = field(default_factory=asyncio.Event)
    """Something of a video call may fall due sooner."""

    def all(self) -> None:
        """Wake those whose work a person's press may have made."""
        self.outbox.set()
        self.ladders.set()
        self.files.set()
        self.calls.set()
