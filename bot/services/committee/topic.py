"""Speaking of the committee: the card of a meeting to its members, and of a decision to its owner."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from bot.policy.committee import CommitteePurpose
from bot.policy.committee.meeting import (
    CommitteeDecision,
    CommitteeMeeting,
    CommitteeView,
    may_own_decision,
)
from bot.policy.kit.errors import DirectoryUnavailable, NotFound
from bot.policy.kit.people import Person
from bot.policy.kit.records import CardPurpose, Message, Notice, Purpose, Record
from bot.policy.kit.references import COMMITTEE_PREFIX
from bot.services.committee.committee import Committee
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Drawn, DrawResult, NotTheirs, Superseded, Topic

DrawCommittee = Callable[[Purpose, CommitteeView | CommitteeDecision], Message]
"""Draws the card of a meeting or of a decision."""


class CommitteeTopic(Topic):
    """The topic `committee`. Its notices are about a meeting, or about a decision, by its reference."""

    def __init__(self, context: ServiceContext, committee: Committee, draw: DrawCommittee) -> None:
        self._context = context
        self._committee = committee
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> DrawResult:
        """The card as it now stands. Who has lost the role is told nothing more, nor an owner who has left."""
        if purpose is CardPurpose.POINTER:
            return Superseded()
        if reader is None:
            raise DirectoryUnavailable()
        if _is_decision(notice):
            return await self._decision(notice, purpose, reader)
        if not reader.roles & self._committee.readers:
            return NotTheirs()
        view = await self._committee.load_view(notice.subject)
        if notice.card is None and purpose is CommitteePurpose.MEETS and view.meeting.met_on is not None:
            return None
        return Drawn(self._draw(purpose, view), (view.meeting,))

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The decision; or the meeting, which is kept anew when a decision changes."""
        kind = CommitteeDecision if _is_decision(notice) else CommitteeMeeting
        found = await self._context.store.get(kind, notice.subject)
        return (found,) if found is not None else ()

    async def replaces(self, notice: Notice) -> Set[Purpose]:
        """A newer card shows all of it."""
        return set(CommitteePurpose)

    async def _decision(self, notice: Notice, purpose: Purpose, reader: Person) -> DrawResult:
        decision = await self._context.store.get(CommitteeDecision, notice.subject)
        if decision is None:
            raise NotFound()
        if decision.owner.id != reader.id or not may_own_decision(reader, self._committee.readers):
            return NotTheirs()
        if notice.card is None and not decision.is_open:
            return None
        return Drawn(self._draw(purpose, decision), (decision,))


def _is_decision(notice: Notice) -> bool:
    return notice.subject.startswith(f"{COMMITTEE_PREFIX}-")
