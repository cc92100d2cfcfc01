"""A clock for tests: its time moves when a test moves it, and never otherwise. Nothing here sleeps."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.clock import wait_for_any

PATIENCE = 180.0
"""Seconds of real time that a busy machine is given for what must come. They pass only where it never comes."""
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.002, 0.02
"""Between two looks at what is to become so: most of it has by the second."""
SHORT = timedelta(seconds=1)
"""The longest wait that passes by itself: for so long a chat is left alone that has had its seven messages of a
second, and one to which another replica is writing. If time stood still, what is to follow would never come."""


async def eventually(so: Callable[[], Awaitable[bool]]) -> None:
    """Return once it is so, asked again and again: a store tells nobody. Raises `TimeoutError` after `PATIENCE`."""
    pause = FIRST_PAUSE_SECONDS
    async with asyncio.timeout(PATIENCE):
        while not await so():
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


class FakeClock:
    """`ports.Clock` by hand. Whoever waits is woken by `move`, looks at the time, and waits on if it is too early."""

    def __init__(self, at: datetime) -> None:
        self._at = self._began = at.astimezone(UTC)
        self._waiting: dict[asyncio.Event, datetime | None] = {}

    @property
    def waiting(self) -> tuple[datetime | None, ...]:
        """What each of those who wait just now waits for (None: for a wake-up alone), the longest waiting first."""
        return tuple(self._waiting.values())

    @property
    def ahead(self) -> timedelta:
        """How far it has been moved, all in all."""
        return self._at - self._began

    def now(self) -> datetime:
        """The moment that the test has set, in aware UTC."""
        return self._at

    def move(self, by: timedelta) -> datetime:
        """Move on (or back) and answer the new time. Those who wait run when the test next awaits something."""
        return self.move_to(self._at + by)

    def move_to(self, at: datetime) -> datetime:
        """Put the clock to `at` and answer it."""
        self._at = at.astimezone(UTC)
        for moved in self._waiting:
            moved.set()
        return self._at

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        """Return when the clock has been moved to `until` or beyond, or `wake` is set."""
        if until is not None and timedelta(0) < until - self._at <= SHORT:
            # What a person would not notice passes by itself: the small gaps that Teams' limits ask for.
            await asyncio.sleep(0)
            self.move_to(max(until, self._at))
            return
        moved = asyncio.Event()
        self._waiting[moved] = until
        try:
            while not wake.is_set() and (until is None or self._at < until):
                await wait_for_any(wake, moved)
                moved.clear()
        finally:
            del self._waiting[moved]
