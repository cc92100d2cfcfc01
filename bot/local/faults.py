"""What can go wrong between the bot and Teams, as switches that a test turns on. Knows no chats and no routes."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from bot.local.shapes import JsonObject

Operation = Literal["create", "send", "update", "delete", "members", "upload"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)


@dataclass(frozen=True, slots=True)
class TeamsFault:
    """One way to fail: wait `seconds`, then answer `status`, or drop the connection when there is no status.

    `recorded` means that Teams took the message and only its answer is lost: a retry makes a second one.
    """

    status: int | None
    code: str = ""
    message: str = ""
    retry_after: float | None = None
    html: str = ""
    seconds: float = 0.0
    recorded: bool = False
    succeeds: bool = False

    @property
    def body(self) -> JsonObject:
        """The error as the connector words it."""
        return {"error": {"code": self.code, "message": self.message}}


@dataclass(slots=True, eq=False)
class Switch:
    """A fault that is on: for one person or everybody, for some operations, for `left` times or until it is cleared."""

    fault: TeamsFault
    person_id: str | None
    operations: frozenset[Operation]
    left: int | None
    hits: int = 0

    def off(self) -> None:
        """Fail no more."""
        self.left = 0


class Faults:
    """The faults that are on. An earlier one that fits is used up before a later one."""

    def __init__(self) -> None:
        self._switches: list[Switch] = []

    def on(
        self,
        fault: TeamsFault,
        *,
        person: str | None = None,
        operations: Operation | Iterable[Operation] = OPERATIONS,
        times: int | None = None,
    ) -> Switch:
        """Fail these operations in this way, for this person or (None) everybody, so many times or (None) until off."""
        chosen = (operations,) if isinstance(operations, str) else tuple(operations)
        switch = Switch(fault, person, frozenset(chosen), times)
        self._switches.append(switch)
        return switch

    def clear(self) -> None:
        """Fail no more at anything."""
        self._switches.clear()

    def strike(self, operation: Operation, person_id: str | None) -> TeamsFault | None:
        """The fault that hits this request, counted, or None."""
        for switch in self._switches:
            if switch.left == 0 or operation not in switch.operations:
                continue
            if switch.person_id is None or switch.person_id == person_id:
                switch.hits += 1
                if switch.left is not None:
                    switch.left -= 1
                return switch.fault
        return None


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
