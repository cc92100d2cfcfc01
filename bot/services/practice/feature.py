"""Practising, as the services of a school have it: nothing is said to anybody, and what was left open ends.

Where the school says so, one that was gone through to its end is written down as training in the same write (T1).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.errors import NotAllowed, PolicyError
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.practice.practice import (
    PRACTISERS,
    Practice,
    PracticeStage,
    begin_practice,
    end_practice,
    take_step,
)
from bot.policy.practice.stories import STORIES, next_story
from bot.services.documents.services import DocumentServices
from bot.services.documents.training import Training
from bot.services.engine.jobs import Due
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, ServicePart
from bot.services.incidents.loading import holders_of
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import decide


class PracticeOver(PolicyError):
    """There is no practice under way to which that card belongs."""

    key = "practice.over"


class Practices(Service):
    """What a member of staff does with a practice of their own. Nobody has anybody else's: its id is the person."""

    def __init__(self, context: ServiceContext, training: Training) -> None:
        super().__init__(context)
        self._training = training

    async def load_own(self, by: Person) -> Practice | None:
        """Theirs, under way or over. Raises `NotAllowed` for whoever is not of the staff."""
        if not by.holds(*PRACTISERS):
            raise NotAllowed()
        return await self._store.get(Practice, by.id)

    async def begin(self, by: Person, story: str, after: int) -> Practice:
        """Begin that story, or the next; once for a card, which says after which run of theirs it was drawn."""

        async def attempt() -> tuple[Outcome, Practice]:
            known, now = await self.load_own(by), self._clock.now()
            if known is not None and known.under_way and known.run > after:
                return Outcome(), known
            year = self._calendar.school_year(now)
            chosen = story if story in STORIES else next_story(known.done if known and known.year == year else ())
            begun = begin_practice(known, by.id, chosen, now, year)
            return Outcome((begun,)), begun

        return await decide(self._store, attempt, self._triggers)

    async def answer(self, by: Person, run: int, stage: str, said: str) -> Practice:
        """Answer a card of it. An earlier card changes nothing. Raises `PracticeOver`."""

        async def attempt() -> tuple[Outcome, Practice]:
            known = await self.load_own(by)
            if known is None or not known.under_way:
                raise PracticeOver
            after = take_step(known, run, stage, said)
            if after == known:
                return Outcome(), known
            ended = after.stage is PracticeStage.END
            return Outcome((after,)) + (
                await self._training.count_practice(by, after.story) if ended else Outcome()
            ), after

        return await decide(self._store, attempt, self._triggers)

    async def leave(self, by: Person) -> None:
        """They have done with it."""

        async def attempt() -> tuple[Outcome, None]:
            known = await self.load_own(by)
            return Outcome((end_practice(known),) if known and known.under_way else ()), None

        await decide(self._store, attempt, self._triggers)

    async def told_for(self, kind: str) -> Holders:
        """Who would be told of a real report of this kind; a practice tells none of them."""
        return await holders_of(self._directory, self._school.routes[kind if kind in KINDS else "other"])


class PracticeTimes(Service):
    """Ends what was left open."""

    def __init__(self, context: ServiceContext) -> None:
        super().__init__(context)
        self._due = Due(context.store, context.clock, Practice, self._end)

    async def next_due(self) -> datetime | None:
        """When the next one is over."""
        return await self._due.next()

    async def run(self) -> None:
        """End those that are due."""
        await self._due.run()

    async def _end(self, person: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            known, now = await self._store.get(Practice, person), self._clock.now()
            due = known is not None and known.due_at is not None and known.due_at <= now
            return Outcome((end_practice(known),) if known and due else ()), None

        await decide(self._store, attempt)


PRACTICE: ServicePart[Any] = ServicePart(
    provides={Practices: lambda services: Practices(services.context, services.get(DocumentServices).training)},
    jobs=(JobSpec(lambda wiring: PracticeTimes(wiring.context), due=(DueKind(Practice),)),),
)
