"""Answers from the policy as the services of a school have them: what found none is counted, for the committee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.policy.answers.answer import Theme
from bot.policy.answers.unanswered import COUNT_READERS, Unanswered, UnansweredCount, add_up, count_one, unanswered_id
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.school_time import local
from bot.services.feature import ServicePart
from bot.services.kit.context import Service
from bot.services.kit.decisions import Actor, keep_unless_seen

SHOWN_FOR = timedelta(days=42)
"""How far back the counts are shown: about half a term."""


class UnansweredQuestions(Service):
    """How many questions found no answer, by day and theme."""

    async def count(self, actor: Actor, theme: Theme, *, to_champion: bool = False) -> None:
        """One more. The same activity is counted once, whatever else it did."""
        counted = replace(actor, activity=f"{actor.activity}:unanswered")

        async def one_more() -> Outcome:
            day = self._today()
            held = await self._store.get(Unanswered, unanswered_id(day, theme))
            return count_one(held, day, theme, to_champion=to_champion)

        await keep_unless_seen(self._store, self._clock, counted, one_more)

    async def lately(self, by: Person) -> tuple[Sequence[UnansweredCount], date]:
        """The counts of the last weeks, and since when, for the committee. Raises `NotAllowed` for everybody else."""
        if not by.holds(*COUNT_READERS):
            raise NotAllowed()
        today = self._today()
        return await self.between(today - SHOWN_FOR, today), today - SHOWN_FOR

    async def between(self, since: date, until: date) -> Sequence[UnansweredCount]:
        """The counts of these days. Whoever asks sees to it who may read them."""
        return add_up(await self._store.find(Unanswered), since, until)

    def _today(self) -> date:
        return local(self._clock.now(), self._school.timezone).date()


ANSWERS: ServicePart[Any] = ServicePart(
    provides={UnansweredQuestions: lambda services: UnansweredQuestions(services.context)},
)
