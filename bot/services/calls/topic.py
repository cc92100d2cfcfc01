"""Speaking of video calls: their cards drawn as they stand, and what a delivery changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from bot.policy.calls import telling
from bot.policy.calls.call import VideoCall
from bot.policy.calls.deciding import may_see_call
from bot.policy.calls.telling import DECISION_CARDS, NEW_STATE_CARDS, WHOLE_CALL_CARDS, CallSnapshot
from bot.policy.calls.view import CallView
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import cause_of
from bot.policy.kit.records import CardPurpose, Message, Notice, PostedCard, Purpose, Record
from bot.services.calls.loading import CallContext
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Drawn, DrawResult, NotTheirs, Superseded, Topic

DrawCall = Callable[[Purpose, CallView, Person], Message]
"""Draws the face of a call that a purpose asks for, for its reader."""


class CallTopic(Topic):
    """The topic `call`."""

    def __init__(self, context: ServiceContext, draw: DrawCall) -> None:
        self._context = CallContext.of(context)
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> DrawResult:
        """The card for its reader, whose buttons are those that they may press now."""
        if purpose is CardPurpose.POINTER:
            return Superseded()
        view = await self._context.view(await self._context.load(notice.subject))
        now = self._context.clock.now()
        if not telling.still_to_be_said(notice, purpose, view.call, view.deciders, now):
            return None
        if reader is not None and not may_see_call(reader, view.call, self._context.deciding):
            return NotTheirs()
        message = self._draw(purpose, view, reader or Person(id=notice.to.id, name=notice.to.name))
        return Drawn(message, (view.call,))

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The call."""
        call = await self._context.store.get(VideoCall, notice.subject)
        return (call,) if call else ()

    async def replaces(self, notice: Notice) -> Set[Purpose]:
        """News of the call comes in the place of the cards that show the whole of it."""
        return WHOLE_CALL_CARDS if notice.purpose in NEW_STATE_CARDS else frozenset()

    async def on_refusal(self, notice: Notice, why: Undelivered) -> Outcome:
        """Whom Teams will not reach is told in the timeline, and the requester sees it on their card."""
        call = await self._context.store.get(VideoCall, notice.subject)
        if call is None or notice.card is not None or not why.of_one or notice.refused:
            return Outcome()
        now = self._context.clock.now()
        told = telling.record_unreached(notice, why.reason, now)
        if notice.purpose not in DECISION_CARDS:
            return told
        theirs = {"subject": call.id, "to_id": call.requester.id}
        own = await self._context.store.find(PostedCard, where=theirs)
        return told + telling.redraw_all(CallSnapshot(call, own), now, cause_of(notice))
