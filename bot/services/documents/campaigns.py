"""What time does to the campaigns: everyone is asked, the audience is followed, reminders fall due.

Run by the ticker. However many people there are, they are written some at a time, so that turns and
pings go on between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.policy.documents import joining, reminders, training, withdrawal
from bot.policy.documents.campaigns import ON_STAFF, Ask, AskState, Campaign, CampaignKind, recount
from bot.policy.documents.joiners import Joiner
from bot.policy.documents.publication import contents_hash
from bot.policy.documents.signing import AskSnapshot
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, Who
from bot.services.documents.asking import ask_people
from bot.services.documents.document import DocumentUnreadable
from bot.services.documents.loading import (
    DocumentContext,
    all_current,
    asks_of,
    current,
    load_campaign,
    load_engagements,
    load_publication,
)
from bot.services.engine.jobs import CLAIMED_RECORD_PAUSE
from bot.services.kit.decisions import decide
from bot.services.kit.lots import PEOPLE_PER_WRITE, in_lots
from bot.services.kit.posted_cards import load_posted

DIRECTORY_PAUSE = timedelta(minutes=5)
"""How long all of it waits when the directory does not answer."""
LEASE_NAME, LEASE = "campaigns", timedelta(seconds=60)
"""The name under which one replica at a time does all this, and for how long it is its own if it dies."""
log = structlog.get_logger(__name__)


class Campaigns:
    """The campaigns of one school. What is due is in the store; a crash between two writes goes on where it stopped."""

    def __init__(self, context: DocumentContext) -> None:
        self._context = context
        self._store = context.store
        self._not_before: datetime | None = None
        self._looked = False

    async def next_due(self) -> datetime | None:
        """When a staff list is compared next, or somebody's time comes."""
        moments: list[datetime | None] = [await self._store.next_due(Campaign, where={"current": False})]
        for campaign in await self._current():
            if campaign.due_at is not None:
                moments.append(campaign.due_at)
            if not self._context.follows(campaign):
                continue
            if campaign.nudged_by is not None:
                moments.append(self._context.clock.now())
            moments.append(await self._store.next_due(Ask, where={"subject": campaign.id}))
        due = min((at for at in moments if at is not None), default=None)
        return max(due, self._not_before) if due and self._not_before else due

    async def run(self) -> None:
        """Do all that is due now."""
        if not self._looked:
            await self._look_at_the_text()
            self._looked = True
        now = self._context.clock.now()
        if self._not_before is not None and now < self._not_before:
            return
        self._not_before = None
        if not await self._store.claim([LEASE_NAME], LEASE):
            self._not_before = now + CLAIMED_RECORD_PAUSE
            return
        try:
            await self._all(now)
        except DirectoryUnavailable:
            self._not_before = now + DIRECTORY_PAUSE
            log.warning("staff_list_not_answered")
        finally:
            await self._store.release([LEASE_NAME])

    async def _all(self, now: datetime) -> None:
        for campaign in await self._store.find(Campaign, where={"current": False}, due_by=now):
            await self._take_back(campaign)
        for campaign in await self._current():
            due = campaign.due_at is not None and campaign.due_at <= now
            if due and not self._context.follows(campaign):
                await self._put_off(campaign.id)
            if not self._context.follows(campaign):
                continue
            if due:
                await self._follow_the_list(campaign)
            if campaign.nudged_by is not None:
                await self._remind_all(campaign.id, campaign.nudged_by)
            while await self._tick(campaign.id):
                self._context.triggers.wake(Notice)
                await asyncio.sleep(0)

    async def _current(self) -> list[Campaign]:
        training = await current(self._store, CampaignKind.TRAINING)
        return [*await all_current(self._store), *([training] if training else ())]

    async def _put_off(self, id: str) -> None:
        """The settings no longer have its document, so nobody is asked or reminded: look again next morning."""

        async def attempt() -> tuple[Outcome, None]:
            campaign, calendar = await load_campaign(self._store, id), self._context.calendar
            again = campaign.model_copy(update={"due_at": calendar.next_morning(self._context.clock.now())})
            return Outcome((again,)), None

        await decide(self._store, attempt)

    async def _look_at_the_text(self) -> None:
        """A text that was changed on disk counts for nothing before it is published: the start says so."""
        rules = {rule.id: rule for rule in self._context.school.documents}
        for campaign in await all_current(self._store):
            rule = rules.get(campaign.document_id)
            if rule is None:
                continue
            try:
                held = contents_hash(rule, await self._context.read(rule))
            except DocumentUnreadable as error:
                reason = error.facts.get("reason", error.key)
                log.warning("document_unreadable", document=rule.id, reason=reason)
                continue
            published = await load_publication(self._store, campaign.id)
            if held != published.sha256:
                log.warning("document_not_published", published=published.id, on_disk=held, signed=published.sha256)

    # The staff list

    async def _follow_the_list(self, campaign: Campaign) -> None:
        """Ask whoever is of the audience and was not asked, close whoever left, and look again next morning."""
        staff = await self._context.audience(campaign.roles)
        champions = await self._context.champions()
        async for some in in_lots(staff):
            await self._ask(campaign.id, some)
            self._context.triggers.wake(Notice, Joiner)
        doubtful = await self._close_leavers(campaign.id, {person.id for person in staff})
        await self._check(campaign.id, doubtful, champions)

    async def _ask(self, id: str, people: Sequence[Person]) -> None:
        async def attempt() -> tuple[Outcome, None]:
            campaign = await load_campaign(self._store, id)
            return await ask_people(self._context, campaign, [person.who for person in people]), None

        await decide(self._store, attempt)

    async def _close_leavers(self, id: str, staff: set[str]) -> int:
        """Close whoever is no longer on the list; or how many those are, when so many cannot be believed."""
        campaign = await load_campaign(self._store, id)
        if campaign.count(*ON_STAFF) <= len(staff):
            return 0
        around = asks_of(self._store, campaign, *ON_STAFF)
        gone = [ask.id async for some in around for ask in some if ask.who.id not in staff]
        if not joining.believable(campaign, len(gone)):
            log.warning("staff_list_doubted", campaign=id, missing=len(gone), listed=len(staff))
            return len(gone)
        async for some in in_lots(gone):
            await self._close(id, some)
        return 0

    async def _close(self, id: str, gone: Sequence[str]) -> None:
        async def attempt() -> tuple[Outcome, None]:
            campaign = await load_campaign(self._store, id)
            asks = [ask for each in gone if (ask := await self._store.get(Ask, each)) is not None]
            return joining.close_leavers(campaign, asks, self._context.clock.now()), None

        await decide(self._store, attempt)

    async def _check(self, id: str, doubtful: int, champions: Sequence[Who]) -> None:
        async def attempt() -> tuple[Outcome, None]:
            campaign = await load_campaign(self._store, id)
            if not campaign.current:
                return Outcome(), None
            now, calendar = self._context.clock.now(), self._context.calendar
            outcome = Outcome()
            year = calendar.school_year(now)
            if year > max(campaign.year_told, calendar.school_year(campaign.begun_at)):
                campaign = campaign.model_copy(update={"year_told": year})
                outcome = await self._new_year(campaign, year, champions, now)
            following = joining.schedule_next_check(campaign, now, calendar, doubtful=doubtful)
            if any(isinstance(record, Campaign) for record in outcome.records):
                following = following.model_copy(update={"current": False, "due_at": None})
            elif doubtful > campaign.doubtful:
                outcome += await self._list(campaign, champions, now)
            return Outcome((following,)) + outcome, None

        await decide(self._store, attempt)

    async def _new_year(self, campaign: Campaign, year: int, champions: Sequence[Who], now: datetime) -> Outcome:
        """A new school year: the Champions are told once that a new version is due. Training begins by itself."""
        if not campaign.is_training:
            return await self._list(campaign, champions, now)
        if await self._store.get(Campaign, training.campaign_id(year)):
            return Outcome()
        begun = training.training_campaign(year, now, self._context.school.aup)
        return training.start_training(begun, None, None, now)

    # Reminders

    async def _tick(self, id: str) -> bool:
        """Decide for some of those whose time has come; whether there were any."""
        now, calendar = self._context.clock.now(), self._context.calendar
        champions = await self._context.champions()

        async def attempt() -> tuple[Outcome, bool]:
            campaign = await load_campaign(self._store, id)
            due = await self._store.find(Ask, where={"subject": id}, due_by=now, limit=PEOPLE_PER_WRITE)
            if not due or not campaign.current:
                return Outcome(), False
            engagements = await load_engagements(self._context, campaign, [ask.who.id for ask in due])
            ticked = [
                (ask, reminders.tick(ask, campaign, now, calendar, engagements.next_free(ask.who.id, now, calendar)))
                for ask in due
            ]
            after = recount(campaign, [(ask, result.ask) for ask, result in ticked])
            notices = tuple(notice for _, result in ticked for notice in result.notices)
            outcome = Outcome(
                (after, *(result.ask for _, result in ticked)), notices, _timeline_of(campaign, ticked, now)
            )
            if any(result.lists for _, result in ticked):
                outcome += await self._list(campaign, champions, now)
            return outcome, True

        return await decide(self._store, attempt)

    async def _take_back(self, campaign: Campaign) -> None:
        """Draw again every card of a version that was withdrawn; then nothing of it is due any more."""
        ids = [ask.id async for some in asks_of(self._store, campaign, *AskState) for ask in some]
        async for some in in_lots(ids):
            await self._take_back_some(campaign, some)
            self._context.triggers.wake(Notice)

        async def attempt() -> tuple[Outcome, None]:
            return Outcome((withdrawal.finish(await load_campaign(self._store, campaign.id)),)), None

        await decide(self._store, attempt)

    async def _take_back_some(self, campaign: Campaign, ids: Sequence[str]) -> None:
        async def attempt() -> tuple[Outcome, None]:
            asks = [ask for each in ids if (ask := await self._store.get(Ask, each)) is not None]
            posted = [await load_posted(self._store, campaign.id, ask.who.id) for ask in asks]
            asked = [AskSnapshot(campaign, ask, *cards) for ask, cards in zip(asks, posted, strict=True)]
            return withdrawal.take_back(asked, self._context.clock.now()), None

        await decide(self._store, attempt)

    async def _remind_all(self, id: str, by: Who) -> None:
        """Remind everybody who has not answered, because somebody pressed for it."""
        campaign = await load_campaign(self._store, id)
        ids = [ask.id async for some in asks_of(self._store, campaign, *reminders.REMINDED) for ask in some]
        async for some in in_lots(ids):
            await self._remind_some(id, some, by)
            self._context.triggers.wake(Notice)

        async def attempt() -> tuple[Outcome, None]:
            held = await load_campaign(self._store, id)
            return Outcome((held.model_copy(update={"nudged_by": None}),)), None

        await decide(self._store, attempt)

    async def _remind_some(self, id: str, ids: Sequence[str], by: Who) -> None:
        async def attempt() -> tuple[Outcome, None]:
            campaign = await load_campaign(self._store, id)
            now, calendar = self._context.clock.now(), self._context.calendar
            held = [ask for each in ids if (ask := await self._store.get(Ask, each)) is not None]
            due = [ask for ask in held if reminders.may_be_reminded(ask, now, calendar)]
            return reminders.remind_now(campaign, due, by, now, calendar) if due else Outcome(), None

        await decide(self._store, attempt)

    async def _list(self, campaign: Campaign, champions: Sequence[Who], now: datetime) -> Outcome:
        """The list for the Champions, unless they have had it today."""
        listed = reminders.list_for_champions(campaign, champions, now, self._context.calendar)
        fresh = [notice for notice in listed.notices if await self._store.get(Notice, notice.id) is None]
        return Outcome(notices=tuple(fresh))


def _timeline_of(
    campaign: Campaign, ticked: Sequence[tuple[Ask, reminders.AskTick]], now: datetime
) -> tuple[Entry, ...]:
    """Who is back from leave, and how many were reminded."""
    entries = [
        Entry(
            subject=campaign.id,
            at=now,
            by=None,
            what="aup_back",
            facts={"to": ask.who.name, "to_id": ask.who.id, "before": ask.standing.value},
        )
        for ask, result in ticked
        if result.back
    ]
    count = sum(1 for _, result in ticked if result.notices and not result.back)
    if count:
        entries.append(Entry(subject=campaign.id, at=now, by=None, what="aup_reminded", facts={"people": str(count)}))
    return tuple(entries)
