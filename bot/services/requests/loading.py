"""Gathering what a decision or a card of a request needs: the request, its cards, who decides it and who has a view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.policy.kit.absence import Absence
from bot.policy.kit.approval import ApprovalState, Deciders
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.school_time import local
from bot.policy.requests import telling
from bot.policy.requests.deciding import RequestContext, UnknownRequest
from bot.policy.requests.kinds import RequestKind
from bot.policy.requests.request import RequestSnapshot, RequestView, StaffRequest
from bot.services.kit.approvals import AskedQueries, AskedRecords
from bot.services.kit.context import ServiceContext
from bot.services.kit.deciders import load_deciders


class RequestRecords(AskedRecords[StaffRequest]):
    """What is kept of a request."""

    @property
    def snapshot(self) -> RequestSnapshot:
        """The request with the cards about it."""
        return RequestSnapshot(self.asked, self.cards, self.waiting)

    @property
    def view(self) -> RequestView:
        """What the store has of the request."""
        return RequestView(self.asked, tuple(self.timeline), unreached=self.unreached)


@dataclass(frozen=True, slots=True)
class RequestPeople:
    """Who decides requests of a kind now, who holds each role that has to do with it, and what that rests on."""

    deciders: Deciders
    holders: Holders
    absences: tuple[Absence, ...]


@dataclass(frozen=True, slots=True)
class RequestLoader(ServiceContext):
    """What every use case of requests works with."""

    @property
    def today(self) -> date:
        """The school's own day."""
        return local(self.clock.now(), self.school.timezone).date()

    async def load(self, reference: str, person: Person | None = None) -> RequestRecords:
        """All that is kept of the request, as of one moment. Raises `UnknownRequest`, also where it is not theirs."""
        asks = AskedQueries(StaffRequest, reference)
        found = await self.store.find_each(*asks.queries)
        request = found.one(asks.asked)
        if request is None or (person is not None and not request.may_see(person)):
            raise UnknownRequest()
        return RequestRecords(request, found[asks.notices], found[asks.cards], found[asks.lines])

    async def people(self, kind: RequestKind) -> RequestPeople:
        """Who decides and who hears of it now. Raises `DirectoryUnavailable`."""
        told = {role for each in (*kind.informed, *(reminder.to for reminder in kind.reminders)) for role in each.roles}
        asked = {*told, *kind.views, *kind.register}
        holders = await self.directory.holders_of_each(asked)
        if len(holders) < len(asked):
            raise DirectoryUnavailable()
        deciders, absences = await load_deciders(self, kind.decided_by)
        return RequestPeople(deciders, holders, absences)

    async def context(self, kind: RequestKind, by: Person, number: int) -> tuple[RequestContext, Outcome]:
        """Who acts among whom, and the guard on what that rests on."""
        people = await self.people(kind)
        context = RequestContext(by, self.clock.now(), number, self.calendar, people.deciders, people.holders)
        return context, Outcome(unchanged=people.absences)

    async def view(self, records: RequestRecords) -> RequestView:
        """Everything that a card of the request may show. Raises `DirectoryUnavailable`."""
        request = records.asked
        people = await self.people(request.rules)
        acting, _ = telling.next_to_act(request, people.deciders, people.holders)
        waits = request.state is ApprovalState.WAITING
        return replace(
            records.view,
            deciders=people.deciders.may_decide(request.may_not_decide),
            asked=tuple(who.name for who in acting) if waits else (),
            asked_are_away=waits and bool(acting) and all(who.id in people.deciders.away for who in acting),
            acting=frozenset(who.id for who in acting) if waits else frozenset(),
            missing=request.missing_views(people.holders) if waits else (),
        )

    async def view_at_least(self, records: RequestRecords) -> RequestView:
        """As `view`, and without what the directory cannot say just now: an answer never hides what was kept."""
        try:
            return await self.view(records)
        except DirectoryUnavailable:
            return records.view
