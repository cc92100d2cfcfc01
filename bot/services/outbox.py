"""The outbox: what must be said to somebody is found in the store, drawn, sent, and settled there, truthfully.

A crash between sending and settling sends once more, and never loses one. It knows no cards and no Teams, and nothing
of what is said: a topic draws the message, the messenger sends it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.policy import delivery
from bot.policy.errors import NotFound, Undelivered
from bot.policy.outcome import Outcome
from bot.policy.records import Notice, NoticeState, PostedCard, Purpose, Urgency
from bot.services.decisions import decide
from bot.services.pace import Pace
from bot.services.ports import Clock, Messenger, Store
from bot.services.topics import Sent, Topic
from bot.services.wake import Wake


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
    """Delivers waiting notices: emergencies in front, pings before redrawn cards, one at a time to each person.

    Never faster than Teams allows.
    """

    def __init__(
        self, store: Store, messenger: Messenger, clock: Clock, topics: Mapping[str, Topic], wake: Wake
    ) -> None:
        self._store = store
        self._messenger = messenger
        self._clock = clock
        self._topics = topics
        self._wake = wake
        self._pace = Pace()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._not_before: dict[str, datetime] = {}
        self._held_until: datetime | None = None

    async def next_due(self) -> datetime | None:
        """When to look again: a notice falls due, or one that was held back may go. A delivery that ends wakes us."""
        now = self._clock.now()
        later = await self._store.next_due(Notice, where={"state": NoticeState.WAITING.value}, after=now)
        return min((at for at in (later, self._held_until) if at is not None), default=None)

    async def run(self) -> None:
        """Begin to deliver what is due. Returns before it has arrived: a slow chat holds nobody else up."""
        now = self._clock.now()
        self._held_until = None
        due = await self._store.find(Notice, where={"state": NoticeState.WAITING.value}, due_by=now)
        for notice in sorted(due, key=_order):
            person = notice.to.id
            if person in self._under_way:
                continue
            if len(self._under_way) >= AT_ONCE:
                break
            free = max(self._pace.free_at(person, now), self._not_before.get(notice.id, now))
            if free > now:
                self._held_until = min(free, self._held_until or free)
                continue
            self._pace.went(person, now)
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
        self._wake.outbox.set()

    async def _deliver(self, notice: Notice) -> None:
        try:
            result = await self._attempt(notice)
            await decide(self._store, partial(self._settled, notice.id, result))
            self._not_before.pop(notice.id, None)
            if isinstance(result, Undelivered) and result.for_good:
                self._wake.ladders.set()
        except Exception:
            # The store or a card failed us. The notice is still waiting; it is tried again, not in a busy loop.
            self._not_before[notice.id] = self._clock.now() + STORE_PAUSE
            _log.exception("notice_not_settled", notice=notice.id)

    async def _attempt(self, notice: Notice) -> Result:
        """Send one notice, drawn from its record as that now stands; what became of it."""
        card = await self._store.get(PostedCard, notice.card) if notice.card else None
        if notice.card and (card is None or not card.live):
            return Void("no_card")
        try:
            drawn = await self._topics[notice.topic].draw(notice, card.purpose if card else notice.purpose)
        except NotFound:
            return Void("no_record")
        if drawn is None:
            return Void("no_longer_so")
        try:
            if card is None:
                return Sent(await self._messenger.post(notice.to.id, drawn.message), drawn.version)
            await self._messenger.edit(card.address, drawn.message)
            return Sent(None, drawn.version)
        except Undelivered as why:
            _log.warning("notice_not_sent", notice=notice.id, reason=why.reason, for_good=why.for_good)
            return why

    async def _settled(self, id: str, result: Result) -> tuple[Outcome, None]:
        """What a delivery changes, decided on the notice and its record as they stand now."""
        now = self._clock.now()
        notice = await self._store.get(Notice, id)
        if notice is None:
            return Outcome(), None
        if isinstance(result, Void):
            return delivery.withdrawn(notice, now, result.reason), None
        if isinstance(result, Undelivered):
            outcome = delivery.not_sent(notice, result, now, random.random())  # noqa: S311 - spreads retries
            if result.for_good and notice.card is not None:
                card = await self._store.get(PostedCard, notice.card)
                outcome += delivery.afresh(notice, card, now) if card else Outcome()
        else:
            outcome = delivery.sent(notice, result.at, now)
        return outcome + await self._topics[notice.topic].settled(notice, result, outcome), None


def _order(notice: Notice) -> tuple[bool, int, datetime]:
    return (notice.purpose is Purpose.REFRESH, _IN_FRONT[notice.urgency], notice.due_at)
