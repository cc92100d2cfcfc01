"""Duties as people act on them: done, not needed, handed over, put off; the calendar, and the calendar as files.

Who may act is asked of the directory afresh at that moment, and fails closed. A press that comes too late is answered
with the duty as it is, and a sentence that says what happened meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.policy.duties import doing, telling
from bot.policy.duties.doing import DutyOver
from bot.policy.duties.duty import Duty, DutyAnswer, DutyPeople, DutySnapshot, DutyView
from bot.policy.duties.owed import plan_owed
from bot.policy.duties.year import YearLine, year_of
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.records import Notice, PostedCard
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, STAFF
from bot.services.duties.loading import DutyLoader, DutyRecords, load_owed
from bot.services.feature import DutySource
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor, decide, load_submission, mark_seen, reconfirm_roles
from bot.services.ports import Files

DutyChange = Callable[[DutySnapshot, DutyPeople, ActionContext], Awaitable[Outcome]]
DrawYear = Callable[[Sequence[YearLine]], bytes]


class NoCalendar(NotAllowed):
    """The calendar is for those who hold a role in it, or oversee it."""

    key = "duty.no_calendar"


class Duties:
    """What people do with duties."""

    def __init__(self, context: ServiceContext, files: Files, sources: Sequence[DutySource]) -> None:
        self._load = DutyLoader.of(context)
        self._files = files
        self._sources = sources

    async def show(self, by: Person, reference: str, place: Place | None = None) -> DutyAnswer:
        """The duty for one who may see it. Where it takes a card's place, it is kept true from then on."""
        answer = DutyAnswer(await self._load.view_at_least(await self._load.load(reference, by)))
        if place is not None and place.drawn:
            standing = await self._load.store.find(PostedCard, where={"to_id": by.id})
            if all(card.address.activity != place.at.activity for card in standing):
                now = self._load.clock.now()
                await self._load.store.keep(telling.card_shown(answer.view.duty, by.who, place, now))
        return answer

    async def prepare(self, by: Person, reference: str) -> DutyAnswer:
        """The duty for one who is about to act on it; `said` when that is too late. Raises `NotYourDuty`."""
        return await self._prepare(by, reference, later=False)

    async def prepare_later(self, by: Person, reference: str) -> DutyAnswer:
        """As `prepare`, for one who is about to put it off. Raises `TooLongPutOff` too."""
        return await self._prepare(by, reference, later=True)

    async def mark_done(self, actor: Actor, reference: str, on: str, evidence: str) -> DutyAnswer:
        """It was done on that day; the words are the evidence."""

        async def change(snapshot: DutySnapshot, people: DutyPeople, context: ActionContext) -> Outcome:
            return doing.mark_done(snapshot, people, on, evidence, context)

        return await self._change(actor, reference, change, (on, evidence))

    async def mark_not_needed(self, actor: Actor, reference: str, reason: str) -> DutyAnswer:
        """It is not needed this time."""

        async def change(snapshot: DutySnapshot, people: DutyPeople, context: ActionContext) -> Outcome:
            return doing.mark_not_needed(snapshot, people, reason, context)

        return await self._change(actor, reference, change, (reason,))

    async def hand_over(self, actor: Actor, reference: str, to: str) -> DutyAnswer:
        """Another member of staff has it, and is told."""

        async def change(snapshot: DutySnapshot, people: DutyPeople, context: ActionContext) -> Outcome:
            person = await self._load.directory.person(to) if to else None
            return doing.hand_over(snapshot, people, person, context)

        return await self._change(actor, reference, change, (to,))

    async def put_off(self, actor: Actor, reference: str, to: str) -> DutyAnswer:
        """It is asked for again on that day."""

        async def change(snapshot: DutySnapshot, people: DutyPeople, context: ActionContext) -> Outcome:
            return doing.put_off(snapshot, people, to, context)

        return await self._change(actor, reference, change, (to,))

    async def year(self, by: Person) -> Sequence[YearLine]:
        """The calendar of the school year; for one who may not see it what was handed to them. Raises `NoCalendar`."""
        found = await self._load.store.find(Duty)
        if by.holds(*self._load.readers):
            rules = self._load.school.duties
            asked_for = plan_owed(rules, await load_owed(self._sources))
            return year_of(found, rules, self._load.today, self._load.school.hours, asked_for)
        theirs = [duty for duty in found if duty.handed_to is not None and duty.handed_to.id == by.id]
        if not theirs:
            raise NoCalendar()
        return year_of(theirs, (), self._load.today, self._load.school.hours)

    async def export(self, actor: Actor, files: Mapping[str, DrawYear]) -> None:
        """Offer the calendar as these files, by their names, once for a press and by the person's roles of now.

        Raises `NoCalendar`, `DirectoryUnavailable`, `AlreadyDone`, and `Undelivered` when one is not offered.
        """
        person = await reconfirm_roles(self._load.directory, actor.person, self._load.readers)
        if not person.holds(*self._load.readers):
            raise NoCalendar()
        lines = await self.year(person)
        await mark_seen(self._load.store, self._load.clock, actor)
        for name, content in files.items():
            await self._files.offer(person, name, await asyncio.to_thread(content, lines), "calendar_exported")

    async def _prepare(self, by: Person, reference: str, *, later: bool) -> DutyAnswer:
        records = await self._load.load(reference, by)
        view = await self._load.view(records)
        people = view.people or DutyPeople({})
        try:
            if later:
                doing.prepare_later(records.duty, people, by, self._load.today)
            else:
                doing.prepare(records.duty, people, by)
        except DutyOver as over:
            return _late(view, over)
        return DutyAnswer(view)

    async def _change(self, actor: Actor, reference: str, change: DutyChange, words: Sequence[str]) -> DutyAnswer:
        """Decide on the duty as it stands, for one who may see it; one that comes too late is answered with that."""

        async def attempt() -> tuple[Outcome, tuple[DutyRecords, DutyOver | None]]:
            sent = await load_submission(self._load.store, self._load.clock, actor, words)
            records = await self._load.load(reference, actor.person)
            if sent.repeats is not None:
                return Outcome(), (records, None)
            people = await self._load.people(records.duty)
            roles = {records.duty.rule.role, HEADTEACHER, CHAMPION, STAFF}
            by = await reconfirm_roles(self._load.directory, actor.person, roles)
            context = ActionContext(by, self._load.clock.now(), self._load.calendar)
            try:
                outcome = await change(records.snapshot, people, context)
            except DutyOver as over:
                return Outcome(), (records, over)
            kept = outcome + sent.marks()
            return kept, (records.after(kept), None)

        records, over = await decide(self._load.store, attempt)
        self._load.triggers.wake(Notice, Duty)
        view = await self._load.view_at_least(records)
        return _late(view, over) if over else DutyAnswer(view)


def _late(view: DutyView, over: DutyOver) -> DutyAnswer:
    ending = view.duty.ending
    facts = {"who": ending.by.name, "at": ending.at.isoformat()} if ending else {}
    return DutyAnswer(view, over.key, facts)
