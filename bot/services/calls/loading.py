"""Gathering what a decision or a card of a video call needs: the call, its cards, and who decides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.policy.calls.call import VideoCall
from bot.policy.calls.deciding import UnknownCall, may_see_call
from bot.policy.calls.telling import CallSnapshot
from bot.policy.calls.timing import Plan
from bot.policy.calls.view import CallView
from bot.policy.kit.absence import Absence
from bot.policy.kit.approval import OPEN_APPROVALS, DeciderRole, Deciders, DecidingRoles
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Answers
from bot.policy.kit.records import Who
from bot.policy.kit.roles import Role
from bot.services.kit.approvals import AskedQueries, AskedRecords
from bot.services.kit.context import ServiceContext
from bot.services.kit.deciders import confirm_role, load_deciders


class CallRecords(AskedRecords[VideoCall]):
    """What is kept of a call."""

    @property
    def snapshot(self) -> CallSnapshot:
        """The call with the cards about it."""
        return CallSnapshot(self.asked, self.cards, self.waiting)

    @property
    def view(self) -> CallView:
        """What the store has of the call."""
        return CallView(self.asked, tuple(self.timeline), unreached=self.unreached)


class TrainingLookup(Protocol):
    """The school's training records."""

    async def lacking(self, people: Sequence[Who], by: datetime) -> Sequence[Who]:
        """Those of these people of whom the records say that their online-safety training is due by that moment."""


class NoRecords:
    """A school that keeps no training records here."""

    async def lacking(self, people: Sequence[Who], by: datetime) -> Sequence[Who]:
        """Nobody: nothing is known."""
        return ()


@dataclass(frozen=True, slots=True)
class CallContext(ServiceContext):
    """What every use case of video calls works with."""

    @property
    def plan(self) -> Plan:
        """The school's calendar, and when it reminds a team."""
        return Plan(self.calendar, self.school.video_calls.remind_before)

    @property
    def roles(self) -> DecidingRoles:
        """The roles of the approver and the deputies."""
        calls = self.school.video_calls
        return DecidingRoles((calls.approver,), calls.deputies)

    @property
    def deciding(self) -> tuple[Role, ...]:
        """The same in one."""
        return self.roles.all

    async def load(self, reference: str, person: Person | None = None) -> CallRecords:
        """All that is kept of the call, as of one moment. Raises as `records` does."""
        asks = AskedQueries(VideoCall, reference)
        return self.records(asks, await self.store.find_each(*asks.queries), person)

    def records(self, asks: AskedQueries[VideoCall], found: Answers, person: Person | None = None) -> CallRecords:
        """What was found of a call. Raises `UnknownCall`, also for a person who may not see it."""
        call = found.one(asks.asked)
        if call is None or (person is not None and not may_see_call(person, call, self.deciding)):
            raise UnknownCall()
        return CallRecords(call, found[asks.notices], found[asks.cards], found[asks.lines])

    async def call(self, reference: str) -> VideoCall:
        """The call. Raises `UnknownCall`."""
        found = await self.store.get(VideoCall, reference) if reference else None
        if found is None:
            raise UnknownCall()
        return found

    async def open_calls(self) -> Sequence[VideoCall]:
        """Every call that may still take place."""
        return await self.store.find(VideoCall, where={"state": [state.value for state in OPEN_APPROVALS]})

    async def deciders(self) -> tuple[Deciders, tuple[Absence, ...]]:
        """Who decides calls now, and the approvers' own words about being away on which that rests."""
        return await load_deciders(self, self.roles)

    async def deciders_with(self, word: Absence) -> Deciders:
        """Who decides calls once this word of an approver holds."""
        deciders, _ = await self.deciders()
        others = deciders.away - {word.id}
        return replace(deciders, away=others | {word.id} if word.holds(self.clock.now()) else others)

    async def confirm_role(self, person: Person) -> DeciderRole:
        """Which deciding role the person holds, asked afresh. Raises `DirectoryUnavailable`: deciding fails closed."""
        return await confirm_role(self.directory, person, self.roles)

    async def view(self, records: CallRecords, deciders: Deciders | None = None) -> CallView:
        """Everything that a card of the call may show, by the `deciders` of now. Raises `DirectoryUnavailable`."""
        call = records.asked
        who = deciders or (await self.deciders())[0]
        people = await self.directory.people([person.id for person in call.request.everyone])
        asked = who.to_ask(call.may_not_decide)
        return replace(
            records.view,
            deciders=who.may_decide(call.may_not_decide),
            asked=tuple(person.name for person in asked),
            asked_are_away=bool(asked) and all(person.id in who.away for person in asked),
            mails={person.id: person.mail for person in people.values() if person.mail},
        )

    async def view_at_least(self, records: CallRecords, deciders: Deciders | None = None) -> CallView:
        """As `view`, and without what the directory cannot say just now: an answer never hides what was kept."""
        try:
            return await self.view(records, deciders)
        except DirectoryUnavailable:
            return records.view
