"""Gathering what a decision on a campaign or one of its cards needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.policy.documents.campaigns import Ask, AskState, Campaign, CampaignKind, ask_id, lot_key
from bot.policy.documents.publication import Publication
from bot.policy.documents.signing import AskSnapshot
from bot.policy.kit.errors import NotFound
from bot.policy.kit.outcome import ActionContext
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice, Who
from bot.services.documents.document import Document
from bot.services.kit.context import ServiceContext
from bot.services.kit.posted_cards import load_posted
from bot.services.ports import Store


@dataclass(frozen=True, slots=True)
class DocumentContext(ServiceContext):
    """What every use case of the campaigns works with."""

    document: Document

    def rouse(self) -> None:
        """Wake those who act on what was kept."""
        self.triggers.wake(Notice, Campaign)

    def press(self, person: Person) -> ActionContext:
        """What this person presses now."""
        return ActionContext(person, self.clock.now(), self.calendar)

    async def champions(self) -> tuple[Who, ...]:
        """Every Champion. Raises `DirectoryUnavailable`."""
        return tuple(person.who for person in await self.directory.holders("champion"))


async def current(store: Store, what: CampaignKind) -> Campaign | None:
    """The campaign that is under way, or None before the first."""
    found = await store.find(Campaign, where={"what": what.value, "current": True}, limit=1)
    return found[0] if found else None


async def load_campaign(store: Store, id: str) -> Campaign:
    """The campaign. Raises `NotFound`."""
    found = await store.get(Campaign, id) if id else None
    if found is None:
        raise NotFound()
    return found


async def load_publication(store: Store, id: str) -> Publication:
    """The published version. Raises `NotFound`."""
    found = await store.get(Publication, id) if id else None
    if found is None:
        raise NotFound()
    return found


async def load_asked(store: Store, campaign: Campaign, person: str) -> AskSnapshot | None:
    """What the campaign asks of the person, with their cards of it; None when it asks nothing of them."""
    ask = await store.get(Ask, ask_id(campaign.id, person))
    if ask is None:
        return None
    return AskSnapshot(campaign, ask, *await load_posted(store, campaign.id, person))


async def first_of(
    store: Store, campaign: Campaign, standings: Sequence[AskState], most: int
) -> list[tuple[date, list[Ask]]]:
    """The people who stand there, by the day they were asked, the earliest first; `most` of them in all."""
    found: list[tuple[date, list[Ask]]] = []
    left = most
    for day in campaign.days(*standings):
        lots = [lot_key(campaign.id, day, standing) for standing in standings]
        people = await store.find(Ask, where={"lot": lots}, limit=left) if left > 0 else []
        if people:
            found.append((day, sorted(people, key=lambda ask: ask.who.name.casefold())))
        left -= len(people)
    return found
