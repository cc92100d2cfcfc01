"""Gathering what a decision or a card of a duty needs: the duty, its cards, and who has to do with it now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from bot.policy.duties.doing import UnknownDuty
from bot.policy.duties.duty import Duty, DutyPeople, DutySnapshot, DutyState, DutyView, calendar_readers, may_see
from bot.policy.duties.telling import NEW_DUTY, TakenDays
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.kit.delivery import UNSETTLED, find_unreached
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.owed_duties import OwedDuty
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Entry, Notice, NoticeState, PostedCard, Who
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, Role
from bot.policy.kit.school_time import local
from bot.services.feature import DutySource
from bot.services.kit.context import ServiceContext


@dataclass(frozen=True, slots=True)
class DutyRecords:
    """What is kept of a duty: what a decision rests on, and what the store has for its cards."""

    duty: Duty
    notices: Sequence[Notice] = ()
    cards: Sequence[PostedCard] = ()
    timeline: Sequence[Entry] = ()
    files: Sequence[EvidenceFile] = ()

    @property
    def snapshot(self) -> DutySnapshot:
        """The duty with the cards about it."""
        waiting = [each for each in self.notices if each.state is NoticeState.WAITING]
        return DutySnapshot(self.duty, self.cards, waiting, self.files)

    def after(self, outcome: Outcome) -> DutyRecords:
        """The same once the outcome is kept."""
        (duty,) = outcome.applied_to(Duty, (self.duty,))
        return DutyRecords(
            duty,
            outcome.applied_to(Notice, self.notices),
            outcome.applied_to(PostedCard, self.cards),
            [*self.timeline, *outcome.entries],
            outcome.applied_to(EvidenceFile, self.files),
        )


async def load_owed(sources: Iterable[DutySource]) -> Sequence[OwedDuty]:
    """What the records of other features ask for."""
    return [owed for source in sources for owed in await source.load()]


@dataclass(frozen=True, slots=True)
class DutyLoader(ServiceContext):
    """What every use case of duties works with."""

    @classmethod
    def of(cls, context: ServiceContext) -> Self:
        """For the school of that context."""
        return cls(context.store, context.directory, context.school, context.clock, context.triggers)

    @property
    def today(self) -> date:
        """The school's own day."""
        return local(self.clock.now(), self.school.timezone).date()

    @property
    def readers(self) -> frozenset[Role]:
        """The roles that see the whole calendar."""
        return calendar_readers(self.school.duties)

    async def load(self, reference: str, person: Person | None = None) -> DutyRecords:
        """All that is kept of the duty, as of one moment. Raises `UnknownDuty`, also where it is not theirs to see."""
        duty = await self.store.get(Duty, reference) if reference else None
        if duty is None or (person is not None and not may_see(duty, person, self.readers)):
            raise UnknownDuty()
        notices = Query(Notice, {"subject": reference, "state": UNSETTLED})
        cards, lines = Query(PostedCard, {"subject": reference}), Query(Entry, {"subject": reference})
        files = Query(EvidenceFile, {"subject": reference})
        found = await self.store.find_each(notices, cards, lines, files)
        return DutyRecords(duty, found[notices], found[cards], found[lines], found[files])

    async def open_ones(self) -> Sequence[Duty]:
        """All that are still to be done."""
        return await self.store.find(Duty, where={"state": DutyState.OPEN.value})

    async def holders(self, roles: Sequence[Role]) -> Holders:
        """Who holds these roles now, and who is Champion and Headteacher. Raises `DirectoryUnavailable`."""
        asked = {*roles, CHAMPION, HEADTEACHER}
        held = await self.directory.holders_of_each(asked)
        if len(held) < len(asked):
            raise DirectoryUnavailable()
        return held

    async def people(self, duty: Duty, holders: Holders | None = None) -> DutyPeople:
        """Who has to do with the duty now. Raises `DirectoryUnavailable`."""
        held = holders if holders is not None else await self.holders([duty.rule.role])
        handed_to = await self.directory.person(duty.handed_to.id) if duty.handed_to else None
        return DutyPeople(held, handed_to)

    async def taken_days(self, people: Iterable[Who]) -> TakenDays:
        """The days from today on for which these people have been given a new duty already."""
        where = {"purpose": [each.value for each in NEW_DUTY], "to_id": [who.id for who in people]}
        days: dict[str, set[date]] = {}
        for notice in await self.store.find(Notice, where=where):
            if (day := local(notice.due_at, self.school.timezone).date()) >= self.today:
                days.setdefault(notice.to.id, set()).add(day)
        return days

    async def view(self, records: DutyRecords) -> DutyView:
        """Everything that a card of the duty may show. Raises `DirectoryUnavailable`."""
        return replace(self._view(records), people=await self.people(records.duty))

    async def view_at_least(self, records: DutyRecords) -> DutyView:
        """As `view`, and without what the directory cannot say just now: an answer never hides what was kept."""
        try:
            return await self.view(records)
        except DirectoryUnavailable:
            return self._view(records)

    def _view(self, records: DutyRecords) -> DutyView:
        return DutyView(
            records.duty,
            self.today,
            tuple(records.timeline),
            unreached=find_unreached(records.notices),
            files=tuple(records.files),
        )
