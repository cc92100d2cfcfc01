"""Speaking of who can be reached: a Champion is told of a gap before it is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.policy.errors import Undelivered
from bot.policy.outcome import Outcome
from bot.policy.reach import ReachCheck, RoleReach
from bot.policy.records import Message, Notice, Purpose
from bot.services.ports import Directory, Store
from bot.services.reach import CHECK, Reach
from bot.services.topics import Drawn, Sent

DrawGaps = Callable[[Sequence[RoleReach], ReachCheck], Message]


class ReachTopic:
    """The topic `reach`."""

    def __init__(self, store: Store, directory: Directory, reach: Reach, draw: DrawGaps) -> None:
        self._store = store
        self._directory = directory
        self._reach = reach
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose) -> Drawn | None:
        """The gaps as they are now; nothing when they are closed, or the person keeps the log no more."""
        person = await self._directory.person(notice.to.id)
        held = await self._store.get(ReachCheck, CHECK)
        if person is None or held is None or not held.gaps:
            return None
        roles, _ = await self._reach.show(person)
        return Drawn(self._draw(roles, held), held.version)

    async def settled(self, notice: Notice, result: Sent | Undelivered, outcome: Outcome) -> Outcome:
        """Nothing else changes."""
        return Outcome()
