"""The outbox: what must be said to somebody is found in the store, drawn, sent, and settled there, truthfully.

A crash between sending and settling sends once more, and never loses one. It knows no cards and no Teams: `draw` makes
the message, the messenger sends it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.policy import delivery, handling
from bot.policy.errors import Undelivered
from bot.policy.handling import Standing
from bot.policy.outcome import Outcome
from bot.policy.records import Address, Incident, Message, Notice, NoticeState, PostedCard, Purpose, Urgency
from bot.policy.view import IncidentView
from bot.services.decisions import decide
from bot.services.incidents import load_view
from bot.services.ports import Clock, Messenger, Store

Draw = Callable[[Purpose, IncidentView, Notice], Message]
"""Draws the face of a record that a purpose asks for."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Teams took it: a new message at `at`, or an edit; drawn from that version of the incident."""

    at: Address | None
    drawn_from: int


@dataclass(frozen=True, slots=True)
class Void:
    """It need not be said any more."""

    reason: str


Result = Sent | Void | Undelivered

AT_ONCE = 32
"""How many people are written to at the same time."""
STORE_PAUSE = timedelta(seconds=5)
"""How long a delivery waits when it went wrong on our own side."""
_IN_FRONT = {Urgency.EMERGENCY: 0, Urgency.URGENT: 1, Urgency.ROUTINE: 2}
_log = structlog.get_logger()


class Outbox:
    """Delivers waiting notices: pings before redrawn cards, emergencies in front, one at a time to each person."""

    def __init__(self, store: Store, messenger: Messenger, clock: Clock, draw: Draw, wake: asyncio.Event) -> None:
        self._store = store
        self._messenger = messenger
        self._clock = clock
        self._draw = draw
        self._wake = wake
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._not_before: dict[str, datetime] = {}

    async def next_due(self) -> datetime | None:
        """When the next notice falls due for a person to whom nothing is under way; a delivery that ends wakes us."""
        waiting = await self._store.find(Notice, where={"state": NoticeState.WAITING.value})
        free = [max(n.due_at, self._not_before.get(n.id, n.due_at)) for n in waiting if n.to.id not in self._under_way]
        return min(free, default=None)

    async def run(self) -> None:
        """Begin to deliver what is due. Returns before it has arrived: a slow chat holds nobody else up."""
        now = self._clock.now()
        due = await self._store.find(Notice, where={"state": NoticeState.WAITING.value}, due_by=now)
        for notice in sorted(due, key=_order):
            person = notice.to.id
            if person in self._under_way or self._not_before.get(notice.id, now) > now:
                continue
            if len(self._under_way) >= AT_ONCE:
                break
            task = asyncio.create_task(self._deliver(notice), name=f"notice {notice.id}")
            self._under_way[person] = task
            task.add_done_callback(partial(self._free, person))

    async def settle(self, within: timedelta) -> None:
        """Let deliveries under way finish, for `within` at the most. The rest is sent at the next start."""
        under_way = list(self._under_way.values())
        if under_way:
            await asyncio.wait(under_way, timeout=within.total_seconds())

    def _free(self, person: str, _: asyncio.Task[None]) -> None:
        self._under_way.pop(person, None)
        self._wake.set()

    async def _deliver(self, notice: Notice) -> None:
        try:
            result = await self._attempt(notice)
            await decide(self._store, partial(self._settled, notice.id, result))
            self._not_before.pop(notice.id, None)
        except Exception:
            # The store or a card failed us. The notice is still waiting; it is tried again, not in a busy loop.
            self._not_before[notice.id] = self._clock.now() + STORE_PAUSE
            _log.exception("notice_not_settled", notice=notice.id)

    async def _attempt(self, notice: Notice) -> Result:
        """Send one notice, drawn from its record as that now stands; what became of it."""
        view = await load_view(self._store, notice.subject)
        if not handling.still_to_be_said(notice, view.incident):
            return Void("taken")
        try:
            if notice.card is None:
                address = await self._messenger.post(notice.to.id, self._draw(notice.purpose, view, notice))
                return Sent(address, view.incident.version)
            card = await self._store.get(PostedCard, notice.card)
            if card is None or not card.live:
                return Void("no_card")
            await self._messenger.edit(card.address, self._draw(card.purpose, view, notice))
            return Sent(None, view.incident.version)
        except Undelivered as why:
            _log.warning("notice_not_sent", notice=notice.id, reason=why.reason, for_good=why.for_good)
            return why

    async def _settled(self, id: str, result: Result) -> tuple[Outcome, None]:
        """What a delivery changes, decided on the notice and its incident as they stand now.

        A new card is kept only together with the incident it was drawn from: had that changed meanwhile, the card is
        redrawn at once. What settles a ping also changes what the reporter's receipt may say of who has been told.
        """
        now = self._clock.now()
        notice = await self._store.get(Notice, id)
        if notice is None:
            return Outcome(), None
        if isinstance(result, Void):
            return delivery.withdrawn(notice, now, result.reason), None
        if isinstance(result, Undelivered):
            outcome = delivery.not_sent(notice, result, now, random.random())  # noqa: S311 - spreads retries
            stale: tuple[PostedCard, ...] = ()
        else:
            outcome = delivery.sent(notice, result.at, now)
            stale = tuple(record for record in outcome.records if isinstance(record, PostedCard))
        incident = await self._store.get(Incident, notice.subject)
        if incident is None or not outcome.entries:
            return outcome, None
        if isinstance(result, Sent) and result.drawn_from == incident.version:
            stale = ()
        receipts = await self._store.find(PostedCard, where={"subject": notice.subject})
        cards = (*stale, *(card for card in receipts if card.purpose is Purpose.RECEIPT))
        told = handling.tell_cards(Standing(incident, cards), now, cause=f"{notice.id}:{notice.attempts}")
        return outcome + told + Outcome(unchanged=(incident,)), None


def _order(notice: Notice) -> tuple[bool, int, datetime]:
    return (notice.purpose is Purpose.REFRESH, _IN_FRONT[notice.urgency], notice.due_at)
