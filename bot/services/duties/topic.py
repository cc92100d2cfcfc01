"""Speaking of duties: their cards drawn as they stand, and what a delivery changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from bot.policy.duties import DutyPurpose, telling
from bot.policy.duties.duty import Duty, DutyView, may_see
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import cause_of
from bot.policy.kit.records import CardPurpose, Message, Notice, Purpose, Record
from bot.services.duties.loading import DutyLoader
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Drawn, DrawResult, NotTheirs, Superseded, Topic

DrawDuty = Callable[[Purpose, DutyView, Person], Message]
"""Draws the card of a duty that a purpose asks for, for its reader."""


class DutyTopic(Topic):
    """The topic `duty`."""

    def __init__(self, context: ServiceContext, draw: DrawDuty) -> None:
        self._load = DutyLoader.of(context)
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> DrawResult:
        """The card for its reader, whose buttons are those that they may press now."""
        if purpose is CardPurpose.POINTER:
            return Superseded()
        view = await self._load.view(await self._load.load(notice.subject))
        if not telling.still_to_be_said(notice, purpose, view):
            return None
        if reader is not None and not may_see(view.duty, reader, self._load.readers):
            return NotTheirs()
        message = self._draw(purpose, view, reader or Person(id=notice.to.id, name=notice.to.name))
        return Drawn(message, (view.duty,))

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The duty."""
        duty = await self._load.store.get(Duty, notice.subject)
        return (duty,) if duty else ()

    async def replaces(self, notice: Notice) -> Set[Purpose]:
        """A newer card of a duty comes in the place of the older ones, which show the whole of it too."""
        return set(DutyPurpose)

    async def on_refusal(self, notice: Notice, why: Undelivered) -> Outcome:
        """Whom Teams will not reach is told in the timeline, and the others see it on their cards."""
        if notice.card is not None or not why.of_one or notice.refused:
            return Outcome()
        snapshot = (await self._load.load(notice.subject)).snapshot
        duty, now = snapshot.duty, self._load.clock.now()
        facts = {"to": notice.to.name, "reason": why.reason}
        told = Outcome(entries=(telling.duty_entry(duty, None, "duty_not_reached", now, **facts),))
        return told + telling.redraw_all(snapshot, now, cause_of(notice))
