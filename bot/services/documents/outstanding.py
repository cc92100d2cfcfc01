"""Who has not signed: for Champions and senior leaders, with what they may do about it (A5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.policy.documents import reminders, signing
from bot.policy.documents.campaigns import OUTSTANDING, Ask, AskState, Campaign, CampaignKind
from bot.policy.documents.publication import SEE_WHO_SIGNED, Publication, allow_publishing, allow_reading
from bot.policy.documents.questions import Question
from bot.policy.documents.signing import Signature
from bot.policy.documents.training import year_of
from bot.policy.documents.view import DocumentEvidence, OutstandingPage, Overview
from bot.policy.documents.withdrawal import may_withdraw
from bot.policy.kit.errors import NotFound
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry
from bot.policy.kit.school import AUP
from bot.services.documents.document import DocumentUnreadable
from bot.services.documents.loading import (
    DocumentContext,
    asks_of,
    current,
    current_of,
    first_of,
    load_asked,
    load_campaign,
    load_publication,
    load_sessions,
)
from bot.services.documents.publishing import Publishing
from bot.services.kit.decisions import Actor, decide, keep_unless_seen, mark_seen, reconfirm_roles, skip_if_seen

PEOPLE_PER_PAGE = 15
"""People on a page of the overview."""
MAX_PEOPLE_APART = 8
"""People shown of those apart: unreachable, declined."""


class Outstanding:
    """The use cases of those who see who has not signed."""

    def __init__(self, context: DocumentContext, publishing: Publishing) -> None:
        self._context = context
        self._store = context.store
        self._publishing = publishing

    async def overview(self, person: Person, page: int = 0, document: str = AUP) -> Overview | None:
        """How a document's campaign stands, and a page of names; None before the first. Raises `NotAllowed`."""
        allow_reading(person)
        campaign = await current_of(self._store, document)
        return await self.of(campaign, page) if campaign else None

    async def training(self, person: Person, page: int = 0) -> Overview | None:
        """How this year's training stands, in the same way."""
        allow_reading(person)
        campaign = await current(self._store, CampaignKind.TRAINING)
        return await self.of(campaign, page) if campaign else None

    async def of_id(self, person: Person, reference: str, page: int = 0, document: str = AUP) -> Overview | None:
        """The overview of that campaign, or without a reference of the document's own."""
        allow_reading(person)
        if not reference:
            return await self.overview(person, page, document)
        return await self.of(await load_campaign(self._store, reference), page)

    async def campaign(self, person: Person, reference: str) -> Campaign:
        """The campaign itself. Raises `NotAllowed`, `NotFound`."""
        allow_reading(person)
        return await load_campaign(self._store, reference)

    async def of(self, campaign: Campaign, page: int = 0) -> Overview:
        """The overview of a campaign."""
        published = None if campaign.is_training else await load_publication(self._store, campaign.id)
        now = self._context.clock.now()
        year = self._context.calendar.school_year(now)
        return Overview(
            campaign=campaign,
            published=published,
            page=await self._page(campaign, max(0, page)),
            at=now,
            unreachable=await self._store.find(Ask, where={"apart": campaign.id}, limit=MAX_PEOPLE_APART)
            if campaign.unreachable
            else (),
            declined=await self._people(campaign, AskState.DECLINED, MAX_PEOPLE_APART) if published else (),
            other_names=await self._store.find(Signature, where={"other_name_in": campaign.id}, limit=MAX_PEOPLE_APART)
            if published
            else (),
            questions=await self._store.find(Question, where={"open_in": campaign.id}, limit=MAX_PEOPLE_APART)
            if published
            else (),
            on_disk_differs=await self._differs(published) if published and campaign.current else False,
            withdrawable=may_withdraw(campaign, now),
            year_over=self._context.calendar.school_year(campaign.begun_at) < year,
            training=await current(self._store, CampaignKind.TRAINING) if campaign.document_id == AUP else None,
            practised=await self._count_practices(campaign) if campaign.is_training else 0,
            followed=self._context.follows(campaign),
        )

    async def _count_practices(self, campaign: Campaign) -> int:
        """How many people's training of that year was a practice."""
        return sum(1 for each in await load_sessions(self._store, year_of(campaign)) if each.practice)

    async def remind(self, actor: Actor, reference: str, person: str) -> str:
        """Remind one of those who have not answered; the text key of what to say: at most once a day for a person.

        Raises `NotAllowed`, `NotFound`.
        """
        allow_reading(actor.person)

        async def attempt() -> tuple[Outcome, str]:
            campaign = await load_campaign(self._store, reference)
            asked = await load_asked(self._store, campaign, person)
            if asked is None or not self._context.follows(campaign):
                raise NotFound()
            now = self._context.clock.now()
            if not asked.ask.outstanding:
                return Outcome(), "aup.answered_meanwhile"
            if not asked.ask.unreachable and reminders.was_reminded_today(asked.ask, now, self._context.calendar):
                return Outcome(), "aup.reminded_already"

            async def remind() -> Outcome:
                return reminders.remind_now(campaign, [asked.ask], actor.person.who, now, self._context.calendar)

            return await skip_if_seen(self._store, self._context.clock, actor, remind), "aup.reminded"

        said = await decide(self._store, attempt)
        self._context.rouse()
        return said

    async def count_to_remind(self, person: Person, reference: str) -> int:
        """How many would be reminded now by reminding all. Raises `NotAllowed`."""
        allow_reading(person)
        campaign = await load_campaign(self._store, reference)
        now = self._context.clock.now()
        count = 0
        async for some in asks_of(self._store, campaign, *reminders.REMINDED):
            count += sum(reminders.may_be_reminded(ask, now, self._context.calendar) for ask in some)
        return count

    async def remind_all(self, actor: Actor, reference: str) -> None:
        """Everybody who has not answered is reminded, some at a time, once the turn is over. Raises `NotAllowed`."""
        allow_reading(actor.person)

        async def attempt() -> tuple[Outcome, None]:
            campaign = await load_campaign(self._store, reference)
            if not self._context.follows(campaign):
                raise NotFound()
            return Outcome((campaign.model_copy(update={"nudged_by": actor.person.who}),)), None

        await decide(self._store, attempt)
        self._context.rouse()

    async def set_aside(self, actor: Actor, reference: str, person: str, until: date | None) -> None:
        """A Champion sets somebody on leave aside until a day. Raises `Incomplete`, `NotAllowed`, `NotFound`."""
        allow_publishing(actor.person)

        async def set_aside() -> Outcome:
            campaign = await load_campaign(self._store, reference)
            asked = await load_asked(self._store, campaign, person)
            if asked is None or not self._context.follows(campaign):
                raise NotFound()
            return signing.set_aside(asked, self._context.press(actor.person), until or date.min)

        await keep_unless_seen(self._store, self._context.clock, actor, set_aside)
        self._context.rouse()

    async def people(self, person: Person, reference: str) -> Sequence[Ask]:
        """The first hundred who have not answered, by name, to choose one from. Raises `NotAllowed`."""
        allow_reading(person)
        campaign = await load_campaign(self._store, reference)
        groups = await first_of(self._store, campaign, OUTSTANDING, 100)
        return sorted((ask for _, asks in groups for ask in asks), key=lambda ask: ask.who.name.casefold())

    async def believe(self, actor: Actor, reference: str) -> None:
        """A Champion says that those who are missing from the staff list have really left."""
        allow_publishing(actor.person)

        async def attempt() -> tuple[Outcome, None]:
            campaign = await load_campaign(self._store, reference)
            if not campaign.doubtful:
                return Outcome(), None
            now = self._context.clock.now()
            facts = {"people": str(campaign.doubtful)}
            entry = Entry(subject=campaign.id, at=now, by=actor.person.who, what="aup_list_believed", facts=facts)
            believed = campaign.model_copy(update={"believed": True, "doubtful": 0, "due_at": now})
            return Outcome((believed,), entries=(entry,)), None

        await decide(self._store, attempt)
        self._context.rouse()

    async def evidence(self, actor: Actor, document: str = AUP) -> DocumentEvidence:
        """What an inspection asks for of a document, once for a press and by the roles as they are now.

        Raises `NotAllowed`, `NotFound` before the first publication, `DirectoryUnavailable` and `AlreadyDone`.
        """
        allow_reading(await reconfirm_roles(self._context.directory, actor.person, SEE_WHO_SIGNED))
        campaign = await current_of(self._store, document)
        if campaign is None:
            raise NotFound()
        await mark_seen(self._store, self._context.clock, actor)
        versions = await self._publishing.versions(document)
        signed = await self._store.find(Signature, where={"subject": [version.id for version in versions]})
        signatures = sorted(signed, key=lambda signature: signature.at)
        groups = await first_of(self._store, campaign, OUTSTANDING, campaign.count(*OUTSTANDING))
        aside = await first_of(self._store, campaign, (AskState.SET_ASIDE,), campaign.count(AskState.SET_ASIDE))
        return DocumentEvidence(
            campaign=campaign,
            publications=versions,
            signatures=signatures,
            outstanding=[ask for _, asks in groups for ask in asks],
            set_aside=[ask for _, asks in aside for ask in asks],
            training=await current(self._store, CampaignKind.TRAINING) if document == AUP else None,
        )

    async def _page(self, campaign: Campaign, number: int) -> OutstandingPage:
        total = campaign.count(*OUTSTANDING)
        number = min(number, max(0, (total - 1) // PEOPLE_PER_PAGE))
        people: list[tuple[date, list[Ask]]] = []
        skip = number * PEOPLE_PER_PAGE
        for day, asks in await first_of(self._store, campaign, OUTSTANDING, skip + PEOPLE_PER_PAGE):
            people.append((day, asks[skip:]))
            skip = max(0, skip - len(asks))
        shown = [(day, asks) for day, asks in people if asks]
        return OutstandingPage(
            number, shown, max(0, total - number * PEOPLE_PER_PAGE - sum(len(asks) for _, asks in shown))
        )

    async def _people(self, campaign: Campaign, standing: AskState, most: int) -> list[Ask]:
        return [ask for _, asks in await first_of(self._store, campaign, (standing,), most) for ask in asks]

    async def _differs(self, published: Publication) -> bool:
        try:
            return await self._publishing.differs(published)
        except DocumentUnreadable:
            return True
