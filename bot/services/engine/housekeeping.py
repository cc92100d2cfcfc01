"""Forgetting what is of no more use: marks of activities long past, and notices that only redrew a card.

What happened stays in the timeline; nothing that anybody wrote is touched here. And the chain's head is told to the
program's log: kept elsewhere, it shows whether the chain's end was cut off since (`app.py verify --head`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.policy.kit.errors import Conflict
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import CardPurpose, Notice, NoticeState, Record, Seen
from bot.policy.kit.timeline import fingerprint
from bot.services.ports import Clock, Store

HOUSEKEEPING_INTERVAL = timedelta(hours=6)
CONFLICT_PAUSE = timedelta(seconds=1)
KEEP_REDRAWN_FOR = timedelta(days=2)
"""How long a redrawing that is settled stays to be looked at."""
RECORDS_PER_WRITE = 500
"""Records taken away in one write."""
_log = structlog.get_logger()
SETTLED = (NoticeState.SENT.value, NoticeState.FAILED.value, NoticeState.WITHDRAWN.value)


class Housekeeping:
    """A job that runs some times a day, and at once when there is more to do."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._next: datetime | None = None

    async def next_due(self) -> datetime | None:
        """Some hours after the last time."""
        return self._next

    async def run(self) -> None:
        """Take away what is due, a piece at a time: others read and write in between."""
        now = self._clock.now()
        head = await self._store.head()
        if head is not None:
            _log.info("timeline_head", seen=fingerprint(head))
        old: list[Record] = list(await self._store.find(Seen, due_by=now, limit=RECORDS_PER_WRITE))
        redrawn = {"purpose": CardPurpose.REFRESH.value, "state": SETTLED}
        old += await self._store.find(Notice, where=redrawn, due_by=now - KEEP_REDRAWN_FOR, limit=RECORDS_PER_WRITE)
        try:
            await self._store.keep(Outcome(removed=tuple(old)))
        except Conflict:
            # Another replica was at it: what is left is found in a moment.
            self._next = now + CONFLICT_PAUSE
            return
        self._next = now if len(old) >= RECORDS_PER_WRITE else now + HOUSEKEEPING_INTERVAL
