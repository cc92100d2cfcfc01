"""What every turn goes through: one at a time for each chat and person, in a cheap context.

The framework's state has no versions of its own, hence one at a time. Knows nothing of what is said in a turn.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ResourceResponse

from bot.teams.buttons import CardSettings, as_sent

FrameworkTurn: TypeAlias = TurnContext
"""What the framework gives for each turn, for whoever only hands it on."""


TURNS_A_ROUND = 8
"""So many turns begin in one round of the loop: each works for a millisecond or two before it first waits."""


class Rounds:
    """Spreads turns that come at once over rounds of the loop, in their order: between these, deliveries, jobs and
    health checks have their turn. One that has begun is held up by nobody."""

    def __init__(self) -> None:
        self._begun = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def turn_comes(self) -> None:
        """Wait for a round that has begun fewer."""
        loop = asyncio.get_running_loop()
        if self._begun == TURNS_A_ROUND:
            self._waiting.append(loop.create_future())
            await self._waiting[-1]
            return
        if not self._begun:
            loop.call_soon(self._next)
        self._begun += 1

    def _next(self) -> None:
        self._begun = 0
        while self._waiting and self._begun < TURNS_A_ROUND:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                self._begun += 1
        if self._begun:
            asyncio.get_running_loop().call_soon(self._next)


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


class SchoolTurnContext(TurnContext):  # type: ignore[misc]
    """As the framework's: what is sent is a copy, addressed to the turn's chat, and the caller's stays as it was.

    The copy is one level deep, for the address is all that is written on it; the framework copies whole cards, a fifth
    of an answer's CPU. `cards` says how those of this chat's school leave.
    """

    cards: CardSettings = CardSettings()

    async def send_activities(self, activities: Sequence[Activity]) -> list[ResourceResponse]:
        """Send them in their order; the ids that Teams gave."""
        sent: list[ResourceResponse] = await super().send_activities(
            [_Handed(as_sent(each, self.cards)) for each in activities]
        )
        return sent

    async def update_activity(self, activity: Activity) -> ResourceResponse | None:
        """Change a message of the bot's in this chat; its id. Raises `ConnectorRefused`."""
        changed: ResourceResponse | None = await super().update_activity(as_sent(activity, self.cards))
        return changed


class _Handed:
    """An activity that `deepcopy` copies by one level: it asks an object how it wants to be copied."""

    __slots__ = ("_activity",)

    def __init__(self, activity: Activity) -> None:
        self._activity = activity

    def __deepcopy__(self, memo: object) -> Activity:
        made = Activity.__new__(Activity)
        vars(made).update(vars(self._activity))
        return made
