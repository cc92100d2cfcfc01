"""Speaking of who can be reached: a Champion is told of a gap before it is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.policy.kit.people import Person
from bot.policy.kit.reached import CHECK_ID, ReachCheck
from bot.policy.kit.records import Message, Notice, Purpose
from bot.policy.reach.reach import REACH_READERS, RoleReach
from bot.services.kit.clock_watch import record_wrong_clock
from bot.services.kit.topics import Drawn, NotTheirs, Topic
from bot.services.ports import Store
from bot.services.reach.reach import Reach

DrawGaps = Callable[[Sequence[RoleReach], ReachCheck], Message]


class ReachTopic(Topic):
    """The topic `reach`."""

    def __init__(self, store: Store, reach: Reach, draw: DrawGaps) -> None:
        self._store = store
        self._reach = reach
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The gaps as they are now, for one who keeps the log; nothing when they are closed."""
        if reader is None or not reader.holds(*REACH_READERS):
            return NotTheirs()
        held = await self._store.get(ReachCheck, CHECK_ID)
        if held is None or not held.gaps:
            return None
        roles, _ = await self._reach.show(reader)
        return Drawn(self._draw(roles, held))

    async def on_wrong_clock(self, now: datetime, found: int) -> None:
        """Whoever looks at who can be reached sees that the clock was wrong."""
        await record_wrong_clock(self._store, now, found)
