"""Proof that the store can be written, before anything is sent that could not be marked as sent."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.policy.kit.errors import StoreUnavailable
from bot.services.ports import Store

HOLDS_FOR = timedelta(seconds=5)
"""How long a write that went well proves that the next one will."""
FIRST_PROOF_PAUSE = timedelta(seconds=5)
MAX_PROOF_PAUSE = timedelta(minutes=2)
_log = structlog.get_logger()


def growing(failures: int, longest: timedelta) -> timedelta:
    """The pause after so many failures in a row, from 1: twice as long each time."""
    return min(FIRST_PROOF_PAUSE * float(2 ** min(failures - 1, 10)), longest)


class StoreProof:
    """When the store was last written, or found not to be, and when it is to be asked again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._proved_at: datetime | None = None
        self._failures = 0
        self._failed_at: datetime | None = None
        self._not_before: datetime | None = None

    def note_write(self, now: datetime) -> None:
        """Something has just been written."""
        self._proved_at, self._failures, self._not_before = now, 0, None

    def note_failure(self) -> None:
        """Something could not be written: it must be proved afresh."""
        self._proved_at = None

    async def retry_at(self, now: datetime, kept_at: datetime) -> datetime | None:
        """None when the store can be written; else when to ask again. A write that just went well is proof enough.

        `kept_at` is when the newest of what waits was kept: where that was after the store failed us, it is asked at
        once, so that no ping waits out a pause that has lost its reason.
        """
        if self._proved_at is not None and abs(now - self._proved_at) < HOLDS_FOR:
            return None
        known = self._failed_at is not None and kept_at <= self._failed_at
        if known and self._not_before is not None and now < self._not_before <= now + MAX_PROOF_PAUSE:
            return self._not_before
        try:
            await self._store.check()
        except StoreUnavailable as why:
            self._failures += 1
            self._failed_at = now
            self._not_before = now + growing(self._failures, MAX_PROOF_PAUSE)
            _log.error("store_not_writable", reason=why.facts.get("reason", ""), asked_again=self._not_before)
            return self._not_before
        self.note_write(now)
        return None
