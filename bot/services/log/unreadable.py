"""Looking for records that cannot be read: all of them after a start and once a day, else what was met meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice
from bot.policy.log.reviewing import LOG_TOPIC
from bot.policy.log.unreadable import UnreadableTold, tell_of
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import decide

LOOK_AGAIN, LOOK_THROUGH = timedelta(minutes=1), timedelta(days=1)


class LookingThrough(Service):
    """A job that tells the Champions of each once."""

    def __init__(self, context: ServiceContext) -> None:
        super().__init__(context)
        self._looked_at: datetime | None = None
        self._looked_through_at: datetime | None = None

    async def next_due(self) -> datetime | None:
        """A minute after the last look."""
        return None if self._looked_at is None else self._looked_at + LOOK_AGAIN

    async def run(self) -> None:
        """Look, and tell."""
        now = self._clock.now()
        last = self._looked_through_at
        if last is None or not last <= now < last + LOOK_THROUGH:
            await self._store.look_through()
            self._looked_through_at = now
        self._looked_at = now
        if await self._store.set_apart():
            await decide(self._store, self._attempt)
            self._triggers.wake(Notice)

    async def _attempt(self) -> tuple[Outcome, None]:
        held = await self._store.get(UnreadableTold, LOG_TOPIC)
        champions = await self._directory.holders("champion")
        return tell_of(held, await self._store.set_apart(), champions, self._clock.now()), None
