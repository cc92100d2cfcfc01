"""Answers from the policy as the services of a school have them: what found none is counted, for the committee, and
what waits for a Champion stands in their briefing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from bot.policy.answers.answer import Theme
from bot.policy.answers.unanswered import (
    COUNT_READERS,
    Unanswered,
    UnansweredCount,
    add_up,
    answers_lines,
    count_one,
    unanswered_id,
)
from bot.policy.documents.publication import PUBLISHERS
from bot.policy.documents.questions import POLICY, Question
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from bot.policy.kit.school_time import local
from bot.services.feature import LineSource, ServicePart
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


class AnswersLines(Service, LineSource):
    """The line of the questions about the policy."""

    @property
    def roles(self) -> frozenset[Role]:
        """Those who answer them."""
        return frozenset(PUBLISHERS)

    async def load(self) -> LinesFor:
        """The questions that wait."""
        waiting = await self._store.find(Question, where={"open_in": POLICY})
        return partial(answers_lines, waiting=waiting, now=self._clock.now())


ANSWERS: ServicePart[Any] = ServicePart(
    provides={
        UnansweredQuestions: lambda services: UnansweredQuestions(services.context),
        AnswersLines: lambda services: AnswersLines(services.context),
    },
)
