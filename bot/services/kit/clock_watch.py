"""Noticing that the clock was wrong: when the jobs look through what is kept, and who is told what they found.

Each job puts its own records right. Whoever asks who can be reached is shown that the clock was wrong.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.policy.kit.outcome import Outcome
from bot.policy.kit.reached import CHECK_ID, ReachCheck
from bot.services.kit.decisions import decide
from bot.services.ports import Store

LOOK_EVERY = timedelta(minutes=1)
_log = structlog.get_logger()


class ClockWatch:
    """Says when to look: a process whose clock was wrong may have kept records that never fall due."""

    def __init__(self) -> None:
        self._looked_at: datetime | None = None

    def went_back(self, now: datetime) -> bool:
        """Whether it is earlier than when we last looked."""
        return self._looked_at is not None and now < self._looked_at

    def is_due(self, now: datetime) -> bool:
        """Whether to look now; it then counts as done."""
        looked = self._looked_at
        if looked is not None and looked <= now < looked + LOOK_EVERY:
            return False
        self._looked_at = now
        return True


async def record_wrong_clock(store: Store, now: datetime, found: int) -> None:
    """`found` records were kept by a wrong clock: the log says so at once, and `reach` to whoever looks there."""
    _log.error("clock_was_wrong", found=found)

    async def attempt() -> tuple[Outcome, None]:
        held = await store.get(ReachCheck, CHECK_ID)
        check = held or ReachCheck(id=CHECK_ID, at=now, due_at=now)
        return Outcome((check.model_copy(update={"clock_wrong_at": now}),)), None

    await decide(store, attempt)
