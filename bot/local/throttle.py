"""The rate limits of Teams, as a throttle that can be switched on. Knows monotonic seconds and nothing else."""

from __future__ import annotations

import math
from collections import defaultdict, deque

from bot.local.faults import Operation

PER_CHAT: dict[Operation, tuple[tuple[float, int], ...]] = {
    "send": ((1.0, 7), (2.0, 8), (30.0, 60), (3600.0, 1800)),
    "create": ((1.0, 7), (2.0, 8), (30.0, 60), (3600.0, 1800)),
    "members": ((1.0, 14), (2.0, 16), (30.0, 120), (3600.0, 3600)),
}
"""So many in so many seconds, for one bot in one chat (Microsoft: "Optimize your bot with rate limiting in Teams")."""

PER_TENANT = (1.0, 50)
"""So many in so many seconds, for one bot in one tenant, whatever they are."""


class Throttle:
    """Counts what was let through and says how long to wait before the next may come."""

    def __init__(self, *, on: bool = False, per_tenant: tuple[float, int] = PER_TENANT) -> None:
        self.on = on
        self._per_tenant = per_tenant
        self._passed: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def wait_for(self, operation: Operation, conversation: str, now: float) -> float:
        """0 and counted, or the whole seconds after which to try again (for `Retry-After`), and not counted."""
        if not self.on:
            return 0.0
        mine = self._passed[(operation, conversation)]
        everyone = self._passed[("", "")]
        windows = [(mine, window) for window in PER_CHAT.get(operation, ())] + [(everyone, self._per_tenant)]
        wait = max(_seconds_left(passed, seconds, limit, now) for passed, (seconds, limit) in windows)
        if wait > 0:
            return float(math.ceil(wait))
        for passed in (mine, everyone):
            passed.append(now)
            while passed and passed[0] <= now - 3600.0:
                passed.popleft()
        return 0.0


def _seconds_left(passed: deque[float], seconds: float, limit: int, now: float) -> float:
    """How long until fewer than `limit` lie within the last `seconds`. The deque is in the order of time."""
    if len(passed) < limit:
        return 0.0
    return max(0.0, passed[-limit] + seconds - now)
