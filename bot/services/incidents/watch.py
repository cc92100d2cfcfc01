"""The watch over what nobody has taken: looks from time to time whether each still has a next moment, and mends it.

It should never find anything. What it finds is a fault of ours, or an old record: it is logged as an error.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.policy.incidents import untaken
from bot.policy.incidents.incident import Incident, State
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice
from bot.services.engine.jobs import for_each
from bot.services.incidents.loading import load_standing
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import decide

WATCH_INTERVAL = timedelta(minutes=5)
_log = structlog.get_logger()


class Watch(Service):
    """A job: at a start, and every few minutes."""

    def __init__(self, context: ServiceContext) -> None:
        super().__init__(context)
        self._next: datetime | None = None

    async def next_due(self) -> datetime | None:
        """Some minutes after the last time; never longer than that, wherever the clock has gone."""
        now = self._clock.now()
        return now if self._next is None else min(self._next, now + WATCH_INTERVAL)

    async def run(self) -> None:
        """Look at every report that nobody has; mend the one without a next moment. Raises the first failure last."""
        self._next = self._clock.now() + WATCH_INTERVAL
        open_ones = await self._store.find(Incident, where={"state": State.REPORTED.value})
        # The promise rests on `due_at` or on a message: only what has no due time needs a second look.
        await for_each([incident.id for incident in open_ones if incident.due_at is None], self._look)

    async def _look(self, reference: str) -> None:
        if await decide(self._store, partial(self._mend, reference)):
            _log.error("report_without_next_moment", reference=reference)
            self._triggers.wake(Notice, Incident)

    async def _mend(self, reference: str) -> tuple[Outcome, bool]:
        standing = await load_standing(self._store, reference)
        outcome = untaken.mend(standing, self._clock.now(), self._calendar)
        return outcome, bool(outcome)
