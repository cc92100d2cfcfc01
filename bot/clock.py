"""The one clock: the only module that asks the machine what time it is, and the only one that sleeps.

`SystemClock` is the machine's time; `LocalClock` is the same time that can be moved by hand, for Teams on one machine.
Neither knows what it is waited for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from bot.services.ports import Clock

LONGEST_SLEEP_SECONDS = 30.0
"""Seconds slept in one piece. A machine that slept, or a system clock that was put right, is noticed this soon, and not
only when a time-out that was reckoned from the old time runs out."""

SHORTEST_SLEEP_SECONDS = 0.001
"""Seconds. A time-out may end a hair before the wall clock agrees; this keeps the second look from becoming a spin."""


SECONDS_BETWEEN_CHECKS = 1.0
"""Seconds, by no clock that can be set, between two looks at whether it was set back."""
SET_BACK_TOLERANCE = timedelta(seconds=2)
"""So much earlier than a moment ago is no fine adjustment."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """This moment, in aware UTC."""
        return datetime.now(UTC)

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        """Return when the clock has reached `until` (None: never) or `wake` is set, whichever comes first.

        `wake` is left as it is: the caller clears it before looking at what it stands for.
        """
        while not wake.is_set() and (within := _seconds_to_sleep(self.now(), until)) != 0:
            await wait_for_any(wake, within=within)


class LocalClock:
    """The machine's clock, moved: it runs on from wherever it is put, and moving it wakes whoever waits on it.

    Used on one event loop; `move` is called there.
    """

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._waiting: set[asyncio.Event] = set()

    @property
    def ahead(self) -> timedelta:
        """How far it has been moved, all in all."""
        return self._ahead

    def now(self) -> datetime:
        """This moment as the clock shows it, in aware UTC."""
        return datetime.now(UTC) + self._ahead

    def move(self, by: timedelta) -> datetime:
        """Move the clock on (or back, for a negative `by`) and answer what it shows now."""
        self._ahead += by
        for moved in self._waiting:
            moved.set()
        return self.now()

    async def wait(self, until: datetime | None, wake: asyncio.Event) -> None:
        """As `SystemClock.wait`, and looks at the time again at once when the clock is moved."""
        moved = asyncio.Event()
        self._waiting.add(moved)
        try:
            while not wake.is_set() and (within := _seconds_to_sleep(self.now(), until)) != 0:
                await wait_for_any(wake, moved, within=within)
                moved.clear()
        finally:
            self._waiting.discard(moved)


async def call_when_set_back(
    clock: Clock, call: Callable[[], None], looked_at: Callable[[], Iterable[datetime]] = tuple
) -> None:
    """Call whenever the clock shows an earlier time than a moment ago, until cancelled.

    Whoever waits for a moment by that clock would otherwise wait for as long as it was set back. `looked_at` says by
    which moments they wait: a clock that goes forward and back between two glances is seen by that alone.
    """
    before = clock.now()
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_CHECKS)
        now = clock.now()
        if now < max((before, *looked_at())) - SET_BACK_TOLERANCE:
            call()
        before = now


async def wait_for_any(*events: asyncio.Event, within: float | None = None) -> None:
    """Return when any of the events is set, or when `within` seconds have passed (None: no limit)."""
    watching = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(watching, timeout=within, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in watching:
            task.cancel()


def _seconds_to_sleep(now: datetime, until: datetime | None) -> float | None:
    """How long to sleep before looking at the clock again: None is for as long as it takes, 0 not at all."""
    if until is None:
        return None
    left = (until - now).total_seconds()
    return max(SHORTEST_SLEEP_SECONDS, min(left, LONGEST_SLEEP_SECONDS)) if left > 0 else 0
