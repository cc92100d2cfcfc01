"""Gathering what a decision or a card of a video call needs: the call, its cards, and who decides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.policy.calls.call import OPEN, VideoCall
from bot.policy.calls.deciders import Away, Deciders
from bot.policy.calls.deciding import DeciderRole, UnknownCall, may_see
from bot.policy.calls.telling import CallSnapshot
from bot.policy.calls.timing import Plan
from bot.policy.calls.view import CallView
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice, NoticeState
from bot.policy.kit.roles import Role
from bot.services.kit.context import ServiceContext
from bot.services.kit.posted_cards import load_posted


@dataclass(frozen=True, slots=True)
class CallContext(ServiceContext):
    """What every use case of video calls works with."""

    @classmethod
    def of(cls, context: ServiceContext) -> Self:
        """For the school of that context."""
        return cls(context.store, context.directory, context.school, context.clock, context.triggers)

    @property
    def plan(self) -> Plan:
        """The school's calendar, and when it reminds a team."""
        return Plan(self.calendar, self.school.video_calls.remind_before)

    @property
    def deciding(self) -> tuple[Role, ...]:
        """The roles of the approver and the deputies."""
        return (self.school.video_calls.approver, *self.school.video_calls.deputies)

    async def call_for(self, reference: str, person: Person) -> VideoCall:
        """The call, for one who may see it. Raises `UnknownCall` for everybody else, before more of it is read."""
        call = await self.call(reference)
        if not may_see(person, call, self.deciding):
            raise UnknownCall()
        return call

    async def standing(self, reference: str) -> CallSnapshot:
        """The call with the cards about it. Raises `UnknownCall`."""
        call = await self.call(reference)
        return CallSnapshot(call, *await load_posted(self.store, reference))

    async def call(self, reference: str) -> VideoCall:
        """The call. Raises `UnknownCall`."""
        found = await self.store.get(VideoCall, reference) if reference else None
        if found is None:
            raise UnknownCall()
        return found

    async def open_calls(self) -> Sequence[VideoCall]:
        """Every call that may still take place."""
        return await self.store.find(VideoCall, where={"state": [state.value for state in OPEN]})

    async def deciders(self) -> tuple[Deciders, tuple[Away, ...]]:
        """Who decides calls now, and the approvers' own words about being away on which that rests."""
        calls = self.school.video_calls
        approvers = await self.directory.holders(calls.approver)
        deputies: dict[str, Person] = {}
        for role in calls.deputies:
            deputies |= {person.id: person for person in await self.directory.holders(role)}
        said = [await self.store.get(Away, person.id) for person in approvers]
        now = self.clock.now()
        away = frozenset(word.id for word in said if word is not None and word.holds(now))
        return Deciders(approvers, tuple(deputies.values()), away), tuple(word for word in said if word is not None)

    async def deciders_with(self, word: Away) -> Deciders:
        """Who decides calls once this word of an approver holds."""
        deciders, _ = await self.deciders()
        others = deciders.away - {word.id}
        return replace(deciders, away=others | {word.id} if word.holds(self.clock.now()) else others)

    async def hat(self, person: Person) -> DeciderRole:
        """Which deciding role the person holds, asked afresh. Raises `DirectoryUnavailable`: deciding fails closed."""
        calls = self.school.video_calls
        if await self.directory.confirm(person.id, (calls.approver,)):
            return DeciderRole(approver=True, deputy=False)
        deputy = bool(calls.deputies) and await self.directory.confirm(person.id, calls.deputies)
        return DeciderRole(approver=False, deputy=deputy)

    async def view(self, reference: str) -> CallView:
        """Everything that a card of the call may show. Raises `UnknownCall` and `DirectoryUnavailable`."""
        call = await self.call(reference)
        deciders, _ = await self.deciders()
        people = [await self.directory.person(who.id) for who in call.request.everyone]
        return replace(
            await self.load_view(call),
            deciders=deciders.may_decide(call.barred),
            asked=tuple(person.name for person in deciders.to_ask(call.barred)),
            mails={person.id: person.mail for person in people if person is not None and person.mail},
        )

    async def view_at_least(self, reference: str) -> CallView:
        """As `view`, and without what the directory cannot say just now: an answer never hides what was kept."""
        try:
            return await self.view(reference)
        except DirectoryUnavailable:
            return await self.load_view(await self.call(reference))

    async def load_view(self, call: VideoCall) -> CallView:
        """What the store has of the call."""
        states = [NoticeState.FAILED.value, NoticeState.WAITING.value]
        untold = await self.store.find(Notice, where={"subject": call.id, "state": states})
        unreached = tuple(
            notice
            for notice in untold
            if notice.card is None and (notice.refused or notice.state is NoticeState.FAILED)
        )
        return CallView(call, tuple(await self.store.timeline(call.id)), unreached=unreached)
