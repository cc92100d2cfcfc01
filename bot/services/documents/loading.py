"""Gathering what a decision on a campaign or one of its cards needs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.policy.documents import joining
from bot.policy.documents.campaigns import Ask, AskState, Campaign, CampaignKind, ask_id, lot_key
from bot.policy.documents.publication import Publication
from bot.policy.documents.reminders import school_day_of
from bot.policy.documents.signing import AskSnapshot
from bot.policy.documents.training import Session
from bot.policy.kit.absence import Absence
from bot.policy.kit.errors import NotFound
from bot.policy.kit.outcome import ActionContext
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Notice, Record, Who
from bot.policy.kit.roles import Role
from bot.policy.kit.school import AUP, DocumentRule
from bot.services.documents.document import Document
from bot.services.kit.context import ServiceContext
from bot.services.kit.lots import PEOPLE_PER_WRITE
from bot.services.kit.posted_cards import load_posted
from bot.services.ports import Store


@dataclass(frozen=True, slots=True)
class DocumentContext(ServiceContext):
    """What every use case of the campaigns works with."""

    sources: Mapping[str, Document]
    """Where the text of each document comes from, by its id."""

    def rule(self, document: str) -> DocumentRule:
        """The document of that id as the settings have it. Raises `NotFound`."""
        found = next((rule for rule in self.school.documents if rule.id == document), None)
        if found is None:
            raise NotFound()
        return found

    def follows(self, campaign: Campaign) -> bool:
        """Whether people are asked and reminded: it has not ended, and the settings still have its document."""
        known = campaign.is_training or campaign.document_id in {rule.id for rule in self.school.documents}
        return campaign.current and known

    async def read(self, rule: DocumentRule) -> str:
        """The document's text as it stands on disk; empty for a link. Raises `DocumentUnreadable`."""
        return await self.sources[rule.id].read()

    async def audience(self, roles: Sequence[Role]) -> Sequence[Person]:
        """Everyone who holds one of these roles, once each. Raises `DirectoryUnavailable`."""
        found = [person for role in roles for person in await self.directory.holders(role)]
        return list({person.id: person for person in found}.values())

    def rouse(self, *beside: type[Record]) -> None:
        """Wake those who act on what was kept: notices, campaigns, and records of the kinds `beside`."""
        self.triggers.wake(Notice, Campaign, *beside)

    def press(self, person: Person) -> ActionContext:
        """What this person presses now."""
        return ActionContext(person, self.clock.now(), self.calendar)

    async def champions(self) -> tuple[Who, ...]:
        """Every Champion. Raises `DirectoryUnavailable`."""
        return tuple(person.who for person in await self.directory.holders("champion"))


async def current(store: Store, what: Literal[CampaignKind.AUP, CampaignKind.TRAINING]) -> Campaign | None:
    """The campaign of the Acceptable Use Policy or of training that is under way, or None before the first."""
    found = await store.find(Campaign, where={"what": what.value, "current": True}, limit=1)
    return found[0] if found else None


async def current_of(store: Store, document: str) -> Campaign | None:
    """The campaign of a document that is under way, or None."""
    if document == AUP:
        return await current(store, CampaignKind.AUP)
    found = await store.find(Campaign, where={"what": CampaignKind.DOCUMENT.value, "current": True})
    return next((campaign for campaign in found if campaign.document_id == document), None)


async def all_current(store: Store) -> list[Campaign]:
    """Every document's campaign that is under way, the Acceptable Use Policy's first."""
    kinds = [what.value for what in CampaignKind if what is not CampaignKind.TRAINING]
    found = await store.find(Campaign, where={"what": kinds, "current": True})
    return sorted(found, key=lambda campaign: (campaign.document_id != AUP, campaign.document_id))


async def document_of(store: Store, reference: str) -> str:
    """The id of the document that a publication is of; the Acceptable Use Policy's where there is no such one."""
    campaign = await store.get(Campaign, reference) if reference else None
    return (campaign.document_id if campaign else "") or AUP


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


async def load_sessions(store: Store, year: int) -> Sequence[Session]:
    """The training sessions of a school year, practices that count among them."""
    return await store.find(Session, where={"year": year})


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


async def asks_of(store: Store, campaign: Campaign, *standings: AskState) -> AsyncIterator[Sequence[Ask]]:
    """Everybody who stands there, some at a time, and whoever waits is let in between. Nobody may be moved meanwhile by
    whoever goes through them."""
    for day in campaign.days(*standings):
        where, after = {"lot": [lot_key(campaign.id, day, standing) for standing in standings]}, None
        while found := await store.find(Ask, where=where, limit=PEOPLE_PER_WRITE, after=after):
            yield found
            after = found[-1].id
            await asyncio.sleep(0)


async def load_engagements(context: DocumentContext, campaign: Campaign, people: Sequence[str]) -> joining.Engagements:
    """What else these people have beside this campaign: absences, and what other documents tell them on which days.

    Training tells at its own pace.
    """
    now, calendar = context.clock.now(), context.calendar
    others = [] if campaign.is_training else [c for c in await all_current(context.store) if c.id != campaign.id]
    away = Query(Absence, {"id": list(people)})
    asked = Query(Ask, {"id": [ask_id(other.id, person) for other in others for person in people]})
    found = await context.store.find_each(away, *([asked] if others else ()))
    taken: dict[str, set[date]] = {}
    for ask in found[asked] if others else ():
        days = {school_day_of(at, calendar) for at in (ask.asked_at, ask.reminded_at) if at is not None}
        taken.setdefault(ask.who.id, set()).update(days)
    back = {each.id: each.ends for each in found[away] if each.ends is not None and each.holds(now)}
    return joining.Engagements(taken, back)
