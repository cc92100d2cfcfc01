"""Each joiner's own list, and for Champions and senior leaders who is new and what is still theirs (A2, T1)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.policy.documents.campaigns import Ask, Campaign, CampaignKind, ask_id
from bot.policy.documents.joiners import Joiner
from bot.policy.documents.publication import allow_reading
from bot.policy.documents.view import OwnDocument, OwnTraining
from bot.policy.induction.induction import Induction, JoinerPage, JoinerProgress, asked_of
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Query
from bot.policy.practice.practice import PRACTISERS
from bot.services.documents.loading import all_current, current
from bot.services.documents.services import DocumentServices
from bot.services.kit.context import Service, ServiceContext
from bot.services.practice.feature import Practices

JOINERS_PER_PAGE = 10
"""Joiners on a page."""


class Inductions(Service):
    """What is whose, gathered from the documents, the training and the practices."""

    def __init__(self, context: ServiceContext, documents: DocumentServices, practices: Practices) -> None:
        super().__init__(context)
        self._documents = documents
        self._practices = practices

    async def own(self, person: Person) -> Induction:
        """All that is this person's. They alone see what they have practised."""
        listed = await self._documents.lists.show(person)
        joiner = await self._store.get(Joiner, person.id)
        return Induction(
            documents=asked_of(listed.mine),
            training=await self._documents.training.own(person.id),
            practised=await self._count_practised(person) if person.holds(*PRACTISERS) else None,
            joined_at=joiner.joined_at if joiner else None,
        )

    async def joiners(self, person: Person, page: int = 0) -> JoinerPage:
        """Who is new, as the staff list has them now. Raises `NotAllowed`, `DirectoryUnavailable`."""
        allow_reading(person)
        joiners = {each.id: each for each in await self._store.find(Joiner)}
        people = await self._directory.people(joiners)
        here = sorted(people, key=lambda each: (-joiners[each].joined_at.timestamp(), people[each].name.casefold()))
        number = min(max(0, page), max(0, (len(here) - 1) // JOINERS_PER_PAGE))
        shown = here[number * JOINERS_PER_PAGE : (number + 1) * JOINERS_PER_PAGE]
        published = await all_current(self._store)
        training = await current(self._store, CampaignKind.TRAINING)
        campaigns = [*published, *([training] if training else ())]
        asks = Query(Ask, {"id": [ask_id(campaign.id, each) for campaign in campaigns for each in shown]})
        found = (await self._store.find_each(asks))[asks] if campaigns and shown else ()
        held = {ask.id: ask for ask in found}
        rows = [
            JoinerProgress(
                person=people[each],
                joined_at=joiners[each].joined_at,
                documents=asked_of([OwnDocument(one, held.get(ask_id(one.id, each))) for one in published]),
                training=_training(training, held, each),
            )
            for each in shown
        ]
        return JoinerPage(rows, number, len(here), len(here) - number * JOINERS_PER_PAGE - len(shown))

    async def _count_practised(self, person: Person) -> int:
        known = await self._practices.load_own(person)
        this_year = known is not None and known.year == self._calendar.school_year(self._clock.now())
        return len(known.done) if known is not None and this_year else 0


def _training(training: Campaign | None, asks: Mapping[str, Ask], person: str) -> OwnTraining | None:
    ask = asks.get(ask_id(training.id, person)) if training else None
    return OwnTraining(training, ask) if training and ask else None
