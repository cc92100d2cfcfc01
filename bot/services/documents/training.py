"""Online-safety training: a Champion begins the year's list and records sessions, and a practice may count (T1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.policy.documents import training
from bot.policy.documents.campaigns import Ask, Campaign, CampaignKind, ask_id
from bot.policy.documents.publication import allow_publishing
from bot.policy.documents.view import OwnTraining
from bot.policy.kit import references
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Counter, Who
from bot.policy.kit.school_time import school_year, school_year_of
from bot.services.documents.loading import DocumentContext, current, load_asked, load_sessions
from bot.services.kit.decisions import Actor, decide, load_submission
from bot.services.ports import Store


class Training:
    """The use cases of a Champion who keeps the school's training, and of whoever practises."""

    def __init__(self, context: DocumentContext) -> None:
        self._context = context
        self._store = context.store

    async def staff(self, person: Person) -> Sequence[Person]:
        """Everyone on the staff list, by name, to choose who was there from. Raises `NotAllowed`."""
        allow_publishing(person)
        return sorted(await self._context.directory.holders("staff"), key=lambda each: each.name.casefold())

    async def own(self, person: str) -> OwnTraining | None:
        """This school year's training, and what it asks of that person; None where it asks nothing of them."""
        campaign = await current(self._store, CampaignKind.TRAINING)
        ask = await self._store.get(Ask, ask_id(campaign.id, person)) if campaign else None
        return OwnTraining(campaign, ask) if campaign and ask else None

    async def begin(self, actor: Actor) -> None:
        """Begin the list of this school year, unless it has begun: everyone on staff is told that training is due."""
        allow_publishing(actor.person)

        async def attempt() -> tuple[Outcome, None]:
            now = self._context.clock.now()
            year = self._context.calendar.school_year(now)
            if await self._store.get(Campaign, training.campaign_id(year)):
                return Outcome(), None
            campaign = training.training_campaign(year, now, self._context.school.aup)
            return training.start_training(
                campaign, await current(self._store, CampaignKind.TRAINING), actor.person, now
            ), None

        await decide(self._store, attempt)
        self._context.rouse()

    async def record(self, actor: Actor, title: str, held_on: date | None, attended: Sequence[str]) -> training.Session:
        """Record a session, once with the same form.

        Raises `Incomplete` for what is missing or for somebody who is not on the staff list.
        """
        allow_publishing(actor.person)
        staff = {person.id: person.who for person in await self._context.directory.holders("staff")}
        present = [staff[each] for each in dict.fromkeys(attended) if each in staff]
        if len(present) < len(set(attended)):
            raise Incomplete(present="aup.not_on_the_list")

        # The list is one of ticks: the same people in another order are the same.
        words = (title, held_on.isoformat() if held_on else "", *sorted(who.id for who in present))

        async def attempt() -> tuple[Outcome, training.Session]:
            sent = await load_submission(self._store, self._context.clock, actor, words)
            session = await self._store.get(training.Session, sent.repeats.subject) if sent.repeats else None
            if session is not None:
                return Outcome(), session
            press = self._context.press(actor.person)
            year = school_year_of(training.check_session(title, held_on, present, press))
            campaign, begun = await self._campaign(year, actor.person)
            people = [(who, await load_asked(self._store, campaign, who.id)) for who in present]
            series = training.campaign_id(year)
            reference, counter = references.next_reference(await self._store.get(Counter, series), series)
            outcome = training.record_session(reference, title, held_on, people, campaign, press)
            kept = next(record for record in outcome.records if isinstance(record, training.Session))
            outcome += begun + Outcome((counter,))
            return outcome + sent.marks(kept.id), kept

        session = await decide(self._store, attempt)
        self._context.rouse()
        return session

    async def count_practice(self, by: Person, story: str) -> Outcome:
        """What is to be kept as training of a practice that somebody has gone through: nothing where the school does
        not count it, or where they have been trained this school year."""
        if not self._context.school.practice_counts:
            return Outcome()
        press = self._context.press(by)
        year = self._context.calendar.school_year(press.now)
        series = training.campaign_id(year)
        campaign = await self._store.get(Campaign, series)
        asked = await load_asked(self._store, campaign, by.id) if campaign else None
        reference, counter = references.next_reference(await self._store.get(Counter, series), series)
        sessions = await load_sessions(self._store, year)
        outcome = training.record_practice(reference, story, sessions, campaign, asked, press)
        return outcome + Outcome((counter,)) if outcome else outcome

    async def _campaign(self, year: int, by: Person) -> tuple[Campaign, Outcome]:
        """The campaign of that school year, and what begins it where there is none yet.

        A year that has ended is not begun any more for anybody but those who were there.
        """
        held = await self._store.get(Campaign, training.campaign_id(year))
        if held is not None:
            return held, Outcome()
        now = self._context.clock.now()
        begun = training.training_campaign(year, now, self._context.school.aup)
        if year < self._context.calendar.school_year(now):
            return begun.model_copy(update={"current": False, "due_at": None}), Outcome()
        started = training.start_training(begun, await current(self._store, CampaignKind.TRAINING), by, now)
        # The campaign itself is kept with its counts by whoever records.
        return begun, Outcome(tuple(r for r in started.records if r.id != begun.id), entries=started.entries)


class TrainingRecords:
    """The school's own records (T1, V7). A school that has recorded no session this year is known to lack nothing: a
    practice says something of one person alone."""

    def __init__(self, store: Store, timezone: ZoneInfo) -> None:
        self._store = store
        self._timezone = timezone

    async def lacking(self, people: Sequence[Who], by: datetime) -> Sequence[Who]:
        """Those of these people who attended no session of the school year of that moment."""
        sessions = await load_sessions(self._store, school_year(by, self._timezone))
        if all(session.practice for session in sessions):
            return ()
        trained = {who.id for session in sessions for who in session.attended}
        return [who for who in people if who.id not in trained]
