"""Noticing that the clock was wrong: when what is kept must be looked through.

What is found is put right by those who look, each on its own records.
"""

from __future__ import annotations

from datetime import datetime, timedelta

LOOK_EVERY = timedelta(minutes=1)


class ClockWatch:
    """Says when to look: another process, or this one by a clock that was wrong, may have kept what never falls due."""

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
