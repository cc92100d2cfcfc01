"""Briefing everybody once in a school day: a job, of which what is kept says whether today's has been done."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.policy.briefing.briefing import BRIEFING_TOPIC, BriefingDay, brief, next_briefing
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Notice, PostedCard
from bot.services.briefing.briefings import Briefings
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import decide

ASK_AGAIN = timedelta(minutes=10)
"""When the directory is asked again that could not say who is to be briefed."""
_log = structlog.get_logger()


class Mornings(Service):
    """Whoever is owed a line when the school opens is told so, in the write that says that today's is done."""

    def __init__(self, context: ServiceContext, briefings: Briefings) -> None:
        super().__init__(context)
        self._briefings = briefings
        self._not_before: datetime | None = None

    async def next_due(self) -> datetime | None:
        """When people are briefed next."""
        now = self._clock.now()
        due = next_briefing(await self._store.get(BriefingDay, BRIEFING_TOPIC), now, self._calendar)
        waits = self._not_before
        return max(due, waits) if waits is not None and now < waits <= now + ASK_AGAIN else due

    async def run(self) -> None:
        """Brief them, if it is time."""
        due = await self.next_due()
        if due is None or due > self._clock.now():
            return
        try:
            await decide(self._store, self._attempt)
        except DirectoryUnavailable as error:
            _log.warning("briefing_put_off", **error.facts)
            self._not_before = self._clock.now() + ASK_AGAIN
            return
        self._triggers.wake(Notice)

    async def _attempt(self) -> tuple[Outcome, None]:
        now, calendar = self._clock.now(), self._calendar
        notices, cards = Query(Notice, {"subject": BRIEFING_TOPIC}), Query(PostedCard, {"subject": BRIEFING_TOPIC})
        days = Query(BriefingDay, {"id": BRIEFING_TOPIC})
        found = await self._store.find_each(days, notices, cards)
        held = next(iter(found[days]), None)
        if next_briefing(held, now, calendar) > now:
            return Outcome(), None
        owed = await self._briefings.of_everybody()
        people = await self._directory.people(owed)
        return brief(held, people.values(), found[notices], found[cards], now, calendar), None
