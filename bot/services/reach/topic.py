"""Speaking of who can be reached and of what is ill: a Champion is told of it before it is needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.reached import CHECK_ID, ReachCheck
from bot.policy.kit.records import Message, Notice, PostedCard, Purpose
from bot.policy.reach import ReachPurpose
from bot.policy.reach.reach import REACH_READERS, GapsShown
from bot.policy.reach.troubles import Trouble, is_still_so
from bot.services.kit.clock_watch import record_wrong_clock
from bot.services.kit.topics import Drawn, NotTheirs, Topic
from bot.services.ports import Store
from bot.services.reach.reach import Reach

DrawReach = Callable[[GapsShown | Trouble], Message]


class ReachTopic(Topic):
    """The topic `reach`."""

    def __init__(self, store: Store, reach: Reach, draw: DrawReach) -> None:
        self._store = store
        self._reach = reach
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The gaps or the trouble as they are now, for one who keeps the log; nothing when they are closed, or over."""
        if reader is None or not reader.holds(*REACH_READERS):
            return NotTheirs()
        if purpose is not ReachPurpose.GAP:
            trouble = await self._store.get(Trouble, notice.subject)
            return Drawn(self._draw(trouble)) if trouble is not None and is_still_so(notice, trouble) else None
        held = await self._store.get(ReachCheck, CHECK_ID)
        if held is None or not held.gaps:
            return None
        roles, _ = await self._reach.show(reader)
        return Drawn(self._draw(GapsShown(roles, held)))

    async def on_arrival(self, notice: Notice, card: PostedCard) -> Outcome:
        """Somebody has heard of a trouble, who is to hear of its end."""
        trouble = await self._store.get(Trouble, notice.subject)
        if notice.purpose is not ReachPurpose.TROUBLE or trouble is None or trouble.told:
            return Outcome()
        return Outcome((trouble.model_copy(update={"told": True}),))

    async def on_wrong_clock(self, now: datetime, found: int) -> None:
        """Whoever looks at who can be reached sees that the clock was wrong."""
        await record_wrong_clock(self._store, now, found)
