"""Speaking of video calls: their cards drawn as they stand, and what a delivery changes."""

from __future__ import annotations

from collections.abc import Callable

from bot.policy.calls import telling
from bot.policy.calls.call import VideoCall
from bot.policy.calls.deciding import may_see
from bot.policy.calls.telling import TO_DECIDE, CallSnapshot
from bot.policy.calls.view import CallView
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Notice, PostedCard, Purpose
from bot.services.calls.loading import CallContext
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Drawn, NotTheirs, Sent

DrawCall = Callable[[Purpose, CallView, Person], Message]
"""Draws the face of a call that a purpose asks for, for its reader."""


class CallTopic:
    """The topic `call`."""

    def __init__(self, context: ServiceContext, draw: DrawCall) -> None:
        self._context = CallContext.of(context)
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The card for its reader, whose buttons are those that they may press now."""
        view = await self._context.view(notice.subject)
        now = self._context.clock.now()
        if not telling.still_to_be_said(notice, purpose, view.call, view.deciders, now):
            return None
        if reader is not None and not may_see(reader, view.call, self._context.deciding):
            return NotTheirs()
        message = self._draw(purpose, view, reader or Person(id=notice.to.id, name=notice.to.name))
        return Drawn(message, view.call.version)

    async def settle(self, notice: Notice, result: Sent | Undelivered, outcome: Outcome) -> Outcome:
        """A new card is kept only together with the call it was drawn from: had that changed, it is redrawn at once.
        Whom Teams will not reach is told in the timeline, and the requester sees it on their card."""
        call = await self._context.store.get(VideoCall, notice.subject)
        if call is None or notice.card is not None:
            return Outcome()
        now, cause = self._context.clock.now(), f"{notice.id}:{notice.attempts}"
        if isinstance(result, Sent):
            fresh = tuple(card for card in outcome.records if isinstance(card, PostedCard))
            stale = fresh if result.drawn_from != call.version else ()
            older = telling.point_older_cards(
                notice, await self._context.store.find(PostedCard, where={"subject": call.id})
            )
            redrawn = telling.redraw_all(CallSnapshot(call, (*stale, *older)), now, cause)
            return Outcome(records=older, notices=redrawn, unchanged=(call,))
        if not result.of_one or notice.refused:
            return Outcome()
        told = telling.not_reached(notice, result.reason, now)
        if notice.purpose not in TO_DECIDE:
            return told
        cards = await self._context.store.find(PostedCard, where={"subject": call.id})
        own = tuple(card for card in cards if card.to.id == call.requester.id)
        return told + Outcome(notices=telling.redraw_all(CallSnapshot(call, own), now, cause))
