"""The event loop of the tests: a machine that stands still, or is busy with other things, uses up no time limit.

The product waits so many seconds for Teams, for Graph or for a file, and then gives up: that is right in a school. In a
test both sides run on one loop. While that does not run nobody can answer, and what is then to be tried again would
wait for a clock that nobody moves.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable

LONGEST_STEP_SECONDS = 0.05
"""So much passes at the most, by this loop's time, between two looks at the clock."""


class _SteppingSelector(selectors.DefaultSelector):
    """Returns early from a long wait, so that it passes in steps each of which is counted in full."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout > LONGEST_STEP_SECONDS:
            timeout = LONGEST_STEP_SECONDS
        return super().select(timeout)


class StallTolerantLoop(asyncio.SelectorEventLoop):
    """A loop whose time moves on by what it has lived through: a standstill of any length is one step."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._looked_at = self._passed = monotonic()
        super().__init__(_SteppingSelector())

    def time(self) -> float:
        """Seconds, from an arbitrary moment on. Timers and time limits go by it."""
        now = self._monotonic()
        self._passed += min(now - self._looked_at, LONGEST_STEP_SECONDS)
        self._looked_at = now
        return self._passed
