"""Induction as the services of a school have it: joiners are welcomed in their time."""

from __future__ import annotations

from datetime import datetime

from bot.policy.documents.joiners import Joiner
from bot.policy.induction import INDUCTION_TOPIC, InductionPurpose
from bot.policy.induction.induction import settle, welcome
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Notice, PostedCard
from bot.services.documents.services import DocumentServices
from bot.services.engine.jobs import Due
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, ServicePart, TopicSpec
from bot.services.induction.inductions import Inductions
from bot.services.induction.topic import DrawInduction, InductionTopic
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import decide
from bot.services.practice.feature import Practices


class Welcomes(Service):
    """Sends each joiner their list once, and forgets after a year that they were new."""

    def __init__(self, context: ServiceContext) -> None:
        super().__init__(context)
        self._due = Due(context.store, context.clock, Joiner, self._tick)

    async def next_due(self) -> datetime | None:
        """When somebody's time comes."""
        return await self._due.next()

    async def run(self) -> None:
        """Do what is due."""
        await self._due.run()

    async def _tick(self, person: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            joiner, now = await self._store.get(Joiner, person), self._clock.now()
            if joiner is None or joiner.due_at > now:
                return Outcome(), None
            if not joiner.told:
                return welcome(joiner, now, self._calendar), None
            notices, cards = Query(Notice, {"subject": person}), Query(PostedCard, {"subject": person})
            found = await self._store.find_each(notices, cards)
            said = [each for each in found[notices] if each.topic == INDUCTION_TOPIC]
            stand = [each for each in found[cards] if each.topic == INDUCTION_TOPIC]
            return settle(joiner, (*said, *stand)), None

        await decide(self._store, attempt, self._triggers)


INDUCTION: ServicePart[DrawInduction] = ServicePart(
    topic=TopicSpec(
        name=INDUCTION_TOPIC,
        purposes=InductionPurpose,
        make=lambda wiring, draw: InductionTopic(wiring.services.get(Inductions), draw),
    ),
    provides={
        Inductions: lambda services: Inductions(
            services.context, services.get(DocumentServices), services.get(Practices)
        )
    },
    jobs=(JobSpec(lambda wiring: Welcomes(wiring.context), due=(DueKind(Joiner),)),),
)
