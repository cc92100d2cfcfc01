"""Speaking of requests: their cards drawn as they stand, what a delivery changes, and what time does to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from datetime import datetime

import structlog

from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.errors import DirectoryUnavailable, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import cause_of
from bot.policy.kit.records import CardPurpose, Message, Notice, Purpose, Record
from bot.policy.requests import telling, timing
from bot.policy.requests.request import RequestView, StaffRequest
from bot.services.engine.jobs import Due, for_each
from bot.services.kit.context import ServiceContext
from bot.services.kit.deciders import DECIDERS_INTERVAL
from bot.services.kit.decisions import decide
from bot.services.kit.topics import Drawn, DrawResult, NotTheirs, Superseded, Topic
from bot.services.requests.loading import RequestLoader

DrawRequest = Callable[[Purpose, RequestView, Person], Message]
"""Draws the card of a request that a purpose asks for, for its reader."""
_log = structlog.get_logger()


class RequestTopic(Topic):
    """The topic `request`."""

    def __init__(self, context: ServiceContext, draw: DrawRequest) -> None:
        self._load = RequestLoader.of(context)
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> DrawResult:
        """The card for its reader, whose buttons are those that they may press now."""
        if purpose is CardPurpose.POINTER:
            return Superseded()
        view = await self._load.view(await self._load.load(notice.subject))
        if not telling.still_to_be_said(notice, purpose, view.request, view.acting):
            return None
        if reader is not None and not view.request.may_see(reader):
            return NotTheirs()
        message = self._draw(purpose, view, reader or Person(id=notice.to.id, name=notice.to.name))
        return Drawn(message, (view.request,))

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The request."""
        request = await self._load.store.get(StaffRequest, notice.subject)
        return (request,) if request else ()

    async def replaces(self, notice: Notice) -> Set[Purpose]:
        """News of a request comes in the place of its older cards, which show the whole of it too."""
        return set(telling.WHOLE_CARDS) if notice.purpose in telling.NEW_STATE_CARDS else frozenset()

    async def on_refusal(self, notice: Notice, why: Undelivered) -> Outcome:
        """Whom Teams will not reach is told in the timeline, and the requester sees it on their card."""
        if notice.card is not None or not why.of_one or notice.refused:
            return Outcome()
        snapshot = (await self._load.load(notice.subject)).snapshot
        request, now = snapshot.request, self._load.clock.now()
        facts = {"to": notice.to.name, "reason": why.reason}
        told = Outcome(entries=(telling.request_entry(request, None, "request_not_reached", now, **facts),))
        return told + telling.redraw_all(snapshot, now, cause_of(notice))


class RequestTimes:
    """Reminders, expiry and the end of requests, and those who are new among whoever acts on what waits."""

    def __init__(self, context: ServiceContext) -> None:
        self._load = RequestLoader.of(context)
        self._triggers = context.triggers
        self._due = Due(context.store, context.clock, StaffRequest, self._tick)
        self._look_at: datetime | None = None

    async def next_due(self) -> datetime | None:
        """When the next request has something due; while one waits, no later than in some minutes."""
        moments = [await self._due.next(), self._look_at]
        return min((at for at in moments if at is not None), default=None)

    async def run(self) -> None:
        """Decide everything that is due, each on its record as it now stands."""
        await self._due.run()
        now = self._load.clock.now()
        if self._look_at is None or not now < self._look_at <= now + DECIDERS_INTERVAL:
            waiting = await self._load.store.find(StaffRequest, where={"state": ApprovalState.WAITING.value})
            self._look_at = now + DECIDERS_INTERVAL if waiting else None
            await for_each([request.id for request in waiting], self._put_before_new)

    async def _tick(self, reference: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            snapshot = (await self._load.load(reference)).snapshot
            people = await self._load.people(snapshot.request.rules)
            now = self._load.clock.now()
            return timing.tick(snapshot, people.deciders, people.holders, now, self._load.calendar), None

        await decide(self._load.store, attempt)
        self._triggers.wake(Notice)

    async def _put_before_new(self, reference: str) -> None:
        """Put what waits before whoever acts on it now and has not been asked."""

        async def attempt() -> tuple[Outcome, bool]:
            snapshot = (await self._load.load(reference)).snapshot
            request, now = snapshot.request, self._load.clock.now()
            if request.state is not ApprovalState.WAITING:
                return Outcome(), False
            try:
                people = await self._load.people(request.rules)
            except DirectoryUnavailable as error:
                _log.warning("deciders_not_known", **error.facts)
                return Outcome(), False
            cause = f"acts.v{request.version}"
            asked = telling.put_before(snapshot, people.deciders, people.holders, cause, now, self._load.calendar)
            new = [notice for notice in asked if await self._load.store.get(Notice, notice.id) is None]
            if not new:
                return Outcome(), False
            redrawn = telling.redraw_all(snapshot, now, f"{cause}.{now:%Y%m%d%H%M%S}")
            return Outcome(notices=tuple(new), unchanged=(request,)) + redrawn, True

        if await decide(self._load.store, attempt):
            self._triggers.wake(Notice)
