"""Asking for the review of the log in every half term: a job with a stored due time. What is said is in `log_topic`."""

from __future__ import annotations

from datetime import datetime

from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice
from bot.policy.log import reviewing
from bot.policy.log.reviewing import LOG_TOPIC, Review, ReviewRound
from bot.services.kit.context import Service
from bot.services.kit.decisions import decide


class Reviews(Service):
    """Each half term every Champion is asked once."""

    async def next_due(self) -> datetime | None:
        """When the next review is asked for."""
        return await self._store.next_due(ReviewRound)

    async def run(self) -> None:
        """Ask, if it is time; at the very first, note from when on the log is in use."""

        async def attempt() -> tuple[Outcome, None]:
            now = self._clock.now()
            held = await self._store.get(ReviewRound, LOG_TOPIC)
            if held is None:
                return Outcome(records=(reviewing.first_round(now, self._calendar),)), None
            if held.due_at > now:
                return Outcome(), None
            found = await self._store.find(Review, newest_first=True, limit=1)
            champions = await self._directory.holders("champion")
            return reviewing.ask_for_review(held, champions, found[0] if found else None, now, self._calendar), None

        await decide(self._store, attempt)
        self._triggers.wake(Notice)
