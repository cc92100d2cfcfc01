"""The outbox: what must be said to somebody is found in the store, drawn, sent, and settled there, truthfully.

A crash between sending and settling sends once more, and never loses one. A store that cannot be written stops the
sending: what was sent before that is settled later, and not sent again. Which notices may go is in `notice_queue`, how
one is sent in `sending`, and what that changes in `settling`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.policy.kit import delivery
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Message, Notice, NoticeState
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.clock_watch import ClockWatch
from bot.services.kit.decisions import decide
from bot.services.kit.gathering import (
    MOST_TOGETHER,
    RecentAlerts,
    alerts_that_wait,
    alerts_that_were_sent,
    is_routine_alert,
)
from bot.services.kit.notice_queue import NoticeQueue
from bot.services.kit.proof import StoreProof
from bot.services.kit.rate_limiter import RateLimiter
from bot.services.kit.sending import DeliveryResult, Sender, SendingQueries, Withheld
from bot.services.kit.settling import News, Settler
from bot.services.kit.topics import Drawn, Sent, Superseded, Topic
from bot.services.null_ports import NoMeter
from bot.services.ports import Clock, DeliveryMeter, Directory, Mailer, Messenger, Store

CHAT_LEASE = timedelta(seconds=40)
"""How long a person's chat is one replica's alone. A crash in mid-delivery keeps others from it for so long."""
GIVEN_UP = 0.75
"""The part of its lease after which a delivery under way is cut off, to be tried again: it must never outlive it."""
CLAIMED_CHAT_PAUSE = timedelta(seconds=1)
"""How long to leave a person alone to whom another replica is writing."""
_log = structlog.get_logger()


class Outbox:
    """Delivers waiting notices, side by side, and one at a time to each person."""

    def __init__(
        self,
        store: Store,
        messenger: Messenger,
        clock: Clock,
        topics: Mapping[str, Topic],
        triggers: JobTriggers,
        directory: Directory,
        emptied: Message,
        meter: DeliveryMeter | None = None,
        mailer: Mailer | None = None,
        gather: Callable[[Sequence[str]], Message] | None = None,
    ) -> None:
        """`emptied` is put where a card stood that its reader may not see any more; `mailer` is the second road;
        `gather` draws one message for many routine alerts, by the references they are about: without it each is sent.
        """
        self._store = store
        self._clock = clock
        self._topics = dict(topics)
        self._triggers = triggers
        self._meter = meter or NoMeter()
        limiter = RateLimiter()
        self._proof = StoreProof(store)
        self._gather = gather
        self._recent = RecentAlerts()
        self._queue = NoticeQueue(store, limiter, self._proof)
        self._sender = Sender(messenger, clock, directory, limiter, emptied, mailer)
        self._settler = Settler(store, clock, self._topics)
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._unsettled: dict[str, tuple[Notice, Sent, Set[str]]] = {}
        """What Teams took and the store would not: to be settled, and not to be sent again."""
        self._watch = ClockWatch()

    def speak_by(self, messenger: Messenger, topics: Mapping[str, Topic], directory: Directory) -> None:
        """Draw and send by these whatever is begun from now on: the school's settings have changed. What waits, what is
        under way and what is still to be settled stays in hand, so that nothing is said twice."""
        self._topics.clear()
        self._topics.update(topics)
        self._sender.send_by(messenger, directory)

    async def next_due(self) -> datetime | None:
        """When to look again: a notice falls due, or one that was held back may go. A delivery that ends wakes us."""
        return await self._queue.next_due()

    async def run(self) -> None:
        """Begin to deliver what is due. Returns before it has arrived: a slow chat holds nobody else up."""
        now = self._clock.now()
        went_back = self._watch.went_back(now)
        self._queue.begin(now, went_back=went_back)
        if went_back:
            self._recent.clear()
        if self._watch.is_due(now):
            await self._look_at_the_clock(now)
        unsettled = [notice for notice, _, _ in self._unsettled.values()]
        chosen = await self._queue.choose(now, self._under_way, unsettled)
        ours = await self._store.claim([_chat(person) for person in chosen], CHAT_LEASE)
        for person, notice in chosen.items():
            if _chat(person) not in ours:
                self._queue.hold(now + CLAIMED_CHAT_PAUSE)
                continue
            self._settler.note_attempt(notice)
            task = asyncio.create_task(self._deliver(notice), name=f"notice {notice.id}")
            self._under_way[person] = task
            task.add_done_callback(partial(self._free, person))

    async def settle(self, within: timedelta) -> None:
        """Let deliveries under way finish, for `within` at the most. The rest is sent at the next start."""
        under_way = list(self._under_way.values())
        if under_way:
            await asyncio.wait(under_way, timeout=within.total_seconds())

    async def _look_at_the_clock(self, now: datetime) -> None:
        """What a wrong clock has put too far off need not wait for it."""
        waiting = await self._store.find(Notice, where={"state": NoticeState.WAITING.value})
        wrong = [notice.id for notice in waiting if delivery.correct_notice_times(notice, now) != notice]
        for each in wrong:
            await decide(self._store, partial(self._correct_times, each, now))
        if wrong:
            for topic in self._topics.values():
                await topic.on_wrong_clock(now, len(wrong))

    async def _correct_times(self, id: str, now: datetime) -> tuple[Outcome, None]:
        notice = await self._store.get(Notice, id)
        if notice is None or notice.state is not NoticeState.WAITING:
            return Outcome(), None
        right = delivery.correct_notice_times(notice, now)
        return Outcome((right,) if right != notice else ()), None

    def _free(self, person: str, _: asyncio.Task[None]) -> None:
        self._under_way.pop(person, None)
        self._triggers.wake(Notice)

    async def _deliver(self, notice: Notice) -> None:
        try:
            try:
                news = await self._say(notice)
            finally:
                await self._store.release([_chat(notice.to.id)])
            self._queue.note_success(notice)
            await self._settler.heed(news, notice.to.id)
        except Exception:
            # The store or a card failed us. The notice is still waiting; it is tried again, later each time.
            self._proof.note_failure()
            failures = self._queue.note_failure(notice, self._clock.now())
            _log.exception("notice_not_settled", notice=notice.id, failures=failures)

    async def _say(self, waits: Notice) -> News:
        """Send and settle what was claimed, unless another replica has done so between our finding it and our claim.

        What was sent before, and could not be settled, is settled now.
        """
        result: DeliveryResult
        together: Set[str]
        person = waits.to.id
        if self._gather and is_routine_alert(waits) and waits.id not in self._unsettled:
            await self._recall(person)
            if (until := self._recent.hold_until(person, self._clock.now())) is not None:
                await decide(self._store, partial(self._put_off, waits.id, until))
                return News()
            if self._recent.held_some(person):
                return await self._say_together(person, self._gather)
        if waits.id in self._unsettled:
            notice, result, together = self._unsettled[waits.id]
        else:
            async with asyncio.timeout(CHAT_LEASE.total_seconds() * GIVEN_UP):
                asks = SendingQueries(waits, self._topics[waits.topic])
                found = await self._store.find_each(*asks.queries)
                held = found.one(asks.notice)
                if held is None or held.state is not NoticeState.WAITING or held.due_at > self._clock.now():
                    return News()
                notice = held
                # The others that redraw the same card: what they were made for had been kept by now, and is drawn too.
                together = {each.id for each in found[asks.redraws]} - {notice.id} if notice.card else set()
                result = await self._sender.send(notice, asks, found)
            if isinstance(result, Sent):
                self._unsettled[notice.id] = (notice, result, together)
                if not notice.purpose.by_mail:
                    self._settler.note_reached(notice)
                if is_routine_alert(notice):
                    self._recent.note_sent(person, self._clock.now())
        return await self._keep(notice, result, together)

    async def _recall(self, person: str) -> None:
        """What a process before this one has sent them lately counts too."""
        if self._recent.knows(person):
            return
        now = self._clock.now()
        sent, waiting = alerts_that_were_sent(person), alerts_that_wait(person, now)
        found = await self._store.find_each(sent, waiting)
        self._recent.recall(person, found[sent], found[waiting], now)

    async def _put_off(self, id: str, until: datetime) -> tuple[Outcome, None]:
        """It is due later: it comes together with others, or by itself where none has come."""
        notice = await self._store.get(Notice, id)
        if notice is None or notice.state is not NoticeState.WAITING:
            return Outcome(), None
        return Outcome((notice.model_copy(update={"due_at": until}),)), None

    async def _say_together(self, person: str, gather: Callable[[Sequence[str]], Message]) -> News:
        """Send the alerts that were held back from a person as one message; each of them is then one that was sent, or
        was not. What need not be said any more is left out, and one that is left alone is sent as itself."""
        async with asyncio.timeout(CHAT_LEASE.total_seconds() * GIVEN_UP):
            results = await self._send_together(person, gather)
        for notice, result in results:
            if isinstance(result, Sent):
                self._unsettled[notice.id] = (notice, result, frozenset())
                self._settler.note_reached(notice)
        if any(isinstance(result, Sent) for _, result in results):
            self._recent.note_sent(person, self._clock.now(), more=len(results) >= MOST_TOGETHER)
        news = [await self._keep(notice, result, frozenset()) for notice, result in results]
        return News(
            back=any(each.back for each in news),
            again=any(each.again for each in news),
            reached=any(each.reached for each in news),
        )

    async def _send_together(
        self, person: str, gather: Callable[[Sequence[str]], Message]
    ) -> list[tuple[Notice, DeliveryResult]]:
        waiting = alerts_that_wait(person, self._clock.now())
        found = (await self._store.find_each(waiting))[waiting]
        drawn: list[tuple[Notice, Drawn]] = []
        results: list[tuple[Notice, DeliveryResult]] = []
        for notice in [each for each in found if is_routine_alert(each)][:MOST_TOGETHER]:
            asks = SendingQueries(notice, self._topics[notice.topic])
            said = await self._sender.draw(notice, asks, await self._store.find_each(*asks.queries))
            if isinstance(said, Drawn):
                drawn.append((notice, said))
            elif not isinstance(said, Superseded):
                results.append((notice, said))
        if not drawn:
            return results
        alone = drawn[0][1].message if len(drawn) == 1 else None
        message = alone or gather([notice.subject for notice, _ in drawn])
        sent = await self._sender.send_as_one([notice for notice, _ in drawn], message)
        for notice, shown in drawn:
            result = Sent(sent.at, shown.sources, gathered=alone is None) if isinstance(sent, Sent) else sent
            results.append((notice, result))
        return results

    async def _keep(self, notice: Notice, result: DeliveryResult, together: Set[str]) -> News:
        """Settle what became of a notice."""
        news, kept = await self._settler.settle(notice, result, together)
        self._unsettled.pop(notice.id, None)
        if kept:
            self._proof.note_write(self._clock.now())
        self._note(notice, result, kept)
        if isinstance(result, Withheld) or (isinstance(result, Undelivered) and result.of_one):
            # Whoever waits for this reader need wait no longer: their record's time may have come.
            self._triggers.wake(*{type(record) for record in kept.records})
        return news

    def _note(self, notice: Notice, result: DeliveryResult, kept: Outcome) -> None:
        """Log and count what was kept of this delivery: where another replica was quicker, it does."""
        settled = next((each for each in kept.records if isinstance(each, Notice) and each.id == notice.id), None)
        if settled is None:
            return
        if isinstance(result, Undelivered):
            self._meter.note_failure(result.reason, given_up=settled.state is NoticeState.FAILED)
        elif settled.state is NoticeState.SENT and notice.card is None and settled.settled_at is not None:
            seconds = delivery.seconds_late(notice, settled.settled_at)
            _log.info(
                "notice_sent",
                notice=notice.id,
                subject=notice.subject,
                to=notice.to.id,
                purpose=notice.purpose.value,
                channel="mail" if notice.purpose.by_mail else "teams",
                milliseconds=round(seconds * 1000),
            )
            if notice.purpose.alerts and not (isinstance(result, Sent) and result.gathered):
                self._meter.note_ping(seconds)


def _chat(person: str) -> str:
    """The name under which a person's chat is claimed."""
    return f"chat:{person}"
