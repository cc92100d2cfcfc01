"""What time does to the committee: its Champions are told that it meets, and owners are reminded of decisions."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.policy.committee import COMMITTEE_TOPIC
from bot.policy.committee.meeting import (
    CommitteeDecision,
    CommitteeMeeting,
    CommitteeRound,
    call_meeting,
    committee_readers,
    first_committee_round,
    meeting_of,
    remind_owner,
)
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice
from bot.policy.kit.roles import CHAMPION
from bot.services.engine.jobs import Due
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import decide


class CommitteeCalls(Service):
    """Once in a half term each Champion is told."""

    async def next_due(self) -> datetime | None:
        """When they are told next."""
        return await self._store.next_due(CommitteeRound)

    async def run(self) -> None:
        """Tell them, if it is time."""
        await decide(self._store, self._call)
        self._triggers.wake(Notice)

    async def _call(self) -> tuple[Outcome, None]:
        now = self._clock.now()
        held = await self._store.get(CommitteeRound, COMMITTEE_TOPIC)
        if held is None:
            return Outcome((first_committee_round(now, self._calendar),)), None
        if held.due_at > now:
            return Outcome(), None
        meeting = meeting_of(now, self._calendar)
        known = await self._store.get(CommitteeMeeting, meeting.id)
        champions = await self._directory.holders(CHAMPION)
        return call_meeting(held, known or meeting, champions, now, self._calendar), None


class CommitteeReminders(Service):
    """Owners of decisions are reminded."""

    def __init__(self, context: ServiceContext) -> None:
        super().__init__(context)
        self._due = Due(context.store, context.clock, CommitteeDecision, self._remind)

    async def next_due(self) -> datetime | None:
        """When the next is reminded."""
        return await self._due.next()

    async def run(self) -> None:
        """Remind whoever is to be reminded."""
        await self._due.run()

    async def _remind(self, reference: str) -> None:
        await decide(self._store, partial(self._remind_once, reference))
        self._triggers.wake(Notice)

    async def _remind_once(self, reference: str) -> tuple[Outcome, None]:
        decision = await self._store.get(CommitteeDecision, reference)
        if decision is None:
            return Outcome(), None
        owner, readers = await self._directory.person(decision.owner.id), committee_readers(self._school)
        return remind_owner(decision, owner, readers, self._clock.now(), self._calendar), None
