"""How it becomes known that the clock was wrong."""

from __future__ import annotations

from datetime import datetime

import structlog

from bot.policy.kit.outcome import Outcome
from bot.policy.reach.reach import CHECK, ReachCheck
from bot.services.kit.decisions import decide
from bot.services.ports import Store

_log = structlog.get_logger()


async def record_wrong_clock(store: Store, now: datetime, found: int) -> None:
    """Something was kept by a wrong clock, `found` times: the log says so at once, and `reach` to who looks there."""
    _log.error("clock_was_wrong", found=found)

    async def attempt() -> tuple[Outcome, None]:
        held = await store.get(ReachCheck, CHECK)
        check = held or ReachCheck(id=CHECK, at=now, due_at=now)
        return Outcome((check.model_copy(update={"clock_wrong_at": now}),)), None

    await decide(store, attempt)
