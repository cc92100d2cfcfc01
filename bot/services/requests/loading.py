"""Gathering what a decision or a card of a request needs: the request, its cards, who decides it and who has a view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from bot.policy.kit.absence import Absence
from bot.policy.kit.approval import ApprovalState, Deciders
from bot.policy.kit.delivery import UNSETTLED, find_unreached
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Entry, Notice, NoticeState, PostedCard
from bot.policy.kit.school_time import local
from bot.policy.requests import telling
from bot.policy.requests.deciding import RequestContext, UnknownRequest
from bot.policy.requests.kinds import RequestKind
from bot.policy.requests.request import RequestSnapshot, RequestView, StaffRequest
from bot.services.kit.context import ServiceContext
from bot.services.kit.deciders import load_deciders


@dataclass(frozen=True, slots=True)
class RequestRecords:
    """What is kept of a request: what a decision rests on, and what the store has for its cards."""

    request: StaffRequest
    notices: Sequence[Notice] = ()
    cards: Sequence[PostedCard] = ()
    timeline: Sequence[Entry] = ()

    @property
    def snapshot(self) -> RequestSnapshot:
        """The request with the cards about it."""
        waiting = [each for each in self.notices if each.state is NoticeState.WAITING]
        return RequestSnapshot(self.request, self.cards, waiting)

    @property
    def view(self) -> RequestView:
        """What the store has of the request."""
        return RequestView(self.request, tuple(self.timeline), unreached=find_unreached(self.notices))

    def after(self, outcome: Outcome) -> RequestRecords:
        """The same once the outcome is kept."""
        (request,) = outcome.applied_to(StaffRequest, (self.request,))
        return RequestRecords(
            request,
            outcome.applied_to(Notice, self.notices),
            outcome.applied_to(PostedCard, self.cards),
            [*self.timeline, *outcome.entries],
        )


@dataclass(frozen=True, slots=True)
class RequestPeople:
    """Who decides requests of a kind now, who holds each role that has to do with it, and what that rests on."""

    deciders: Deciders
    holders: Holders
    absences: tuple[Absence, ...]


@dataclass(frozen=True, slots=True)
class RequestLoader(ServiceContext):
    """What every use case of requests works with."""

    @classmethod
    def of(cls, context: ServiceContext) -> Self:
        """For the school of that context."""
        return cls(context.store, context.directory, context.school, context.clock, context.triggers)

    @property
    def today(self) -> date:
        """The school's own day."""
        return local(self.clock.now(), self.school.timezone).date()

    async def load(self, reference: str, person: Person | None = None) -> RequestRecords:
        """All that is kept of the request, as of one moment. Raises `UnknownRequest`, also where it is not theirs."""
        request = await self.store.get(StaffRequest, reference) if reference else None
        if request is None or (person is not None and not request.may_see(person)):
            raise UnknownRequest()
        notices = Query(Notice, {"subject": reference, "state": UNSETTLED})
        cards, lines = Query(PostedCard, {"subject": reference}), Query(Entry, {"subject": reference})
        found = await self.store.find_each(notices, cards, lines)
        return RequestRecords(request, found[notices], found[cards], found[lines])

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
        request = records.request
        people = await self.people(request.rules)
        acting, _ = telling.next_to_act(request, people.deciders, people.holders)
        waits = request.state is ApprovalState.WAITING
        return replace(
            records.view,
            deciders=people.deciders.may_decide(request.may_not_decide),
            asked=tuple(who.name for who in acting) if waits else (),
            acting=frozenset(who.id for who in acting) if waits else frozenset(),
            missing=request.missing_views(people.holders) if waits else (),
        )

    async def view_at_least(self, records: RequestRecords) -> RequestView:
        """As `view`, and without what the directory cannot say just now: an answer never hides what was kept."""
        try:
            return await self.view(records)
        except DirectoryUnavailable:
            return records.view
