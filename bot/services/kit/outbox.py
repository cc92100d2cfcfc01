"""The outbox: what must be said to somebody is found in the store, drawn, sent, and settled there, truthfully.

A crash between sending and settling sends once more, and never loses one. A store that cannot be written stops the
sending: what was sent before that is settled later, and not sent again. A refusal is one person's only where somebody
else is being reached; until that is known, and whenever Teams takes nothing, a notice waits for as long as it lasts.

It knows no cards and no Teams, and nothing of what is said: a topic draws the message, the messenger sends it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.policy.kit import delivery, outage
from bot.policy.kit.errors import DirectoryUnavailable, NotFound, Undelivered
from bot.policy.kit.outage import TEAMS, Outage
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.reached import REMOVED, Reached, is_removed, learn
from bot.policy.kit.records import (
    CALLS_FOR_HELP,
    Chat,
    Message,
    Notice,
    NoticeState,
    PostedCard,
    Purpose,
    Urgency,
)
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.clock_watch import ClockWatch
from bot.services.kit.decisions import decide
from bot.services.kit.posted_cards import settle_refused, settle_sent, settle_withheld
from bot.services.kit.proof import StoreProof, growing
from bot.services.kit.rate_limiter import RateLimiter
from bot.services.kit.taken import LastTaken
from bot.services.kit.topics import Drawn, NotTheirs, Sent, Topic
from bot.services.ports import Clock, Directory, Messenger, Store


@dataclass(frozen=True, slots=True)
class Void:
    """It need not be said any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Its reader may not hear it any more: they have left, or have lost the role by which they were told."""

    reason: str


Result = Sent | Void | Withheld | Undelivered

AT_ONCE = 32
"""How many people are written to at the same time."""
KEPT_FREE = 8
"""How many of these places are for emergencies alone: chats that Teams leaves without an answer never take them all."""
LONGEST_PAUSE = timedelta(minutes=5)
"""How long a delivery waits at the most when it goes wrong again and again on our own side."""
LEASE = timedelta(seconds=40)
"""How long a person's chat is one replica's alone. A crash in mid-delivery keeps others from it for so long."""
DRAWN_TOGETHER = "drawn_together"
"""Why a redraw was not made: another of the same card, begun later than this was kept, has shown what it was for."""
THROTTLED = "throttled"
"""The messenger's word for a 429."""
NO_DIRECTORY = "no_directory"
"""The reason of what waits because the directory cannot say whether its reader may hear it."""
NOT_TEAMS = frozenset({THROTTLED, "store_unavailable", NO_DIRECTORY})
"""Reasons that say nothing of whether Teams takes messages: it does, or was not asked."""
CARD_GONE = "card_gone"
"""The messenger's word for one message that is no more."""
GIVEN_UP = 0.75
"""The part of its lease after which a delivery under way is cut off, to be tried again: it must never outlive it."""
ANOTHERS = timedelta(seconds=1)
"""How long to leave a person alone to whom another replica is writing."""
LANES = (Urgency.EMERGENCY.value, Urgency.URGENT.value, Urgency.ROUTINE.value, Purpose.REFRESH.value)
"""In this order: what rings or tells, by its urgency, and then cards that are only redrawn."""
_log = structlog.get_logger()


class AppRemoved(Undelivered):
    """We were told that the app was taken away from this person: nobody waits for them, and Teams was not asked yet."""

    def __init__(self) -> None:
        super().__init__(REMOVED, for_good=False, of_one=True)


@dataclass(frozen=True, slots=True)
class News:
    """What a settled delivery says beyond itself."""

    back: bool = False
    """Teams takes messages again, after an outage."""
    again: bool = False
    """This person can be reached again."""


class Outbox:
    """Delivers waiting notices: emergencies in front, pings before redrawn cards, one at a time to each person.

    Never faster than Teams allows.
    """

    def __init__(
        self,
        store: Store,
        messenger: Messenger,
        clock: Clock,
        topics: Mapping[str, Topic],
        triggers: JobTriggers,
        directory: Directory,
        emptied: Message,
    ) -> None:
        """`emptied` is put where a card stood that its reader may not see any more."""
        self._store = store
        self._directory = directory
        self._messenger = messenger
        self._emptied = emptied
        self._clock = clock
        self._topics = topics
        self._triggers = triggers
        self._limiter = RateLimiter()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._not_before: dict[str, datetime] = {}
        self._failures: dict[str, int] = {}
        """How often in a row each notice went wrong on our own side."""
        self._unsettled: dict[str, tuple[Notice, Sent, Set[str]]] = {}
        """What Teams took and the store would not: to be settled, and not to be sent again."""
        self._proof = StoreProof(store)
        self._taken = LastTaken()
        self._refused: dict[str, str] = {}
        """Notices that wait because it is not known whether their refusal is one person's, each with its person."""
        self._full: set[str] = set()
        """People whose chats have had as much as Teams takes for now: their notices are not even read."""
        self._held_until: datetime | None = None
        self._looked_at: datetime | None = None
        """What was due by then has been seen to; what falls due since has not, however long the looking took."""
        self._watch = ClockWatch()

    async def next_due(self) -> datetime | None:
        """When to look again: a notice falls due, or one that was held back may go. A delivery that ends wakes us."""
        waiting = {"state": NoticeState.WAITING.value}
        later = await self._store.next_due(Notice, where=waiting, after=self._looked_at)
        return min((at for at in (later, self._held_until) if at is not None), default=None)

    async def run(self) -> None:
        """Begin to deliver what is due. Returns before it has arrived: a slow chat holds nobody else up."""
        now = self._looked_at = self._clock.now()
        if self._watch.went_back(now):
            self._not_before.clear()
        if self._watch.is_due(now):
            await self._look_at_the_clock(now)
        self._held_until = None
        self._full = {person for person in self._full if self._still_full(person, now)}
        chosen: dict[str, Notice] = {}
        self._choose_unsettled(chosen, now)
        for lane in LANES:
            if self._teams_takes_no_more(now):
                break
            await self._choose(lane, chosen, now)
        if chosen and (until := await self._proof.wanting_until(now)) is not None:
            # What cannot be marked as sent must not be sent: it would go out again and again.
            self._hold(until)
            return
        ours = await self._store.claim([_chat(person) for person in chosen], LEASE)
        for person, notice in chosen.items():
            if _chat(person) not in ours:
                self._hold(now + ANOTHERS)
                continue
            self._taken.looked_at(notice.id)
            task = asyncio.create_task(self._deliver(notice), name=f"notice {notice.id}")
            self._under_way[person] = task
            task.add_done_callback(partial(self._free, person))

    def _choose_unsettled(self, chosen: dict[str, Notice], now: datetime) -> None:
        """Take what was sent and not settled: the store may be well again."""
        for notice, _, _ in self._unsettled.values():
            if notice.to.id in self._under_way or notice.to.id in chosen:
                continue
            if (not_before := self._not_before.get(notice.id, now)) > now:
                self._hold(not_before)
            else:
                chosen[notice.to.id] = notice

    async def _choose(self, lane: str, chosen: dict[str, Notice], now: datetime) -> None:
        """Take from a lane what may go now, one notice for each person; a lane is read no further than need be."""
        look_at = AT_ONCE
        places = AT_ONCE if lane == Urgency.EMERGENCY else AT_ONCE - KEPT_FREE
        while True:
            passed_over = {"to_id": (*self._under_way, *chosen, *self._full)}
            due = await self._store.find(Notice, where={"lane": lane}, without=passed_over, due_by=now, limit=look_at)
            settled_for = len(chosen) + len(self._full)
            for notice in sorted(due, key=lambda each: each.due_at):
                if len(self._under_way) + len(chosen) >= places:
                    return
                person = notice.to.id
                if person in chosen or person in self._full:
                    continue
                if (not_before := self._not_before.get(notice.id, now)) > now:
                    self._hold(not_before)
                elif self._teams_takes_no_more(now):
                    return
                elif self._still_full(person, now):
                    self._full.add(person)
                else:
                    opens = notice.card is None and await self._store.get(Chat, person) is None
                    self._limiter.record(person, now, requests=2 if opens else 1)
                    chosen[person] = notice
            if len(due) < look_at:
                return
            if settled_for == len(chosen) + len(self._full):
                look_at *= 4

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

    def _teams_takes_no_more(self, now: datetime) -> bool:
        """Whether nothing may go to anybody just now; if so, we look again when something may."""
        full = self._limiter.full(now)
        if full:
            self._hold(self._limiter.free_at("", now))
        return full

    def _still_full(self, person: str, now: datetime) -> bool:
        """Whether this chat must wait; if so, we look again when it need not."""
        free = self._limiter.free_at(person, now)
        if free > now:
            self._hold(free)
        return free > now

    async def settle(self, within: timedelta) -> None:
        """Let deliveries under way finish, for `within` at the most. The rest is sent at the next start."""
        under_way = list(self._under_way.values())
        if under_way:
            await asyncio.wait(under_way, timeout=within.total_seconds())

    def _hold(self, until: datetime) -> None:
        self._held_until = min(until, self._held_until or until)

    def _free(self, person: str, _: asyncio.Task[None]) -> None:
        self._under_way.pop(person, None)
        self._triggers.wake(Notice)

    async def _deliver(self, notice: Notice) -> None:
        try:
            try:
                news = await self._say(notice.id)
            finally:
                await self._store.release([_chat(notice.to.id)])
            self._proof.note_write(self._clock.now())
            self._not_before.pop(notice.id, None)
            self._failures.pop(notice.id, None)
            await self._heed(news, notice.to.id)
        except Exception:
            # The store or a card failed us. The notice is still waiting; it is tried again, later each time.
            self._proof.note_failure()
            failures = self._failures[notice.id] = self._failures.get(notice.id, 0) + 1
            self._not_before[notice.id] = self._clock.now() + growing(failures, LONGEST_PAUSE)
            _log.exception("notice_not_settled", notice=notice.id, failures=failures)

    async def _say(self, id: str) -> News:
        """Send and settle what was claimed, unless another replica has done so between our finding it and our claim.

        What was sent before, and could not be settled, is settled now.
        """
        result: Result
        together: Set[str]
        if id in self._unsettled:
            _, result, together = self._unsettled[id]
        else:
            notice = await self._store.get(Notice, id)
            if notice is None or notice.state is not NoticeState.WAITING or notice.due_at > self._clock.now():
                return News()
            async with asyncio.timeout(LEASE.total_seconds() * GIVEN_UP):
                together = {each.id for each in await self._redraws(notice)}
                result = await self._attempt(notice)
            if isinstance(result, Sent):
                self._unsettled[id] = (notice, result, together)
                self._taken.took(notice.to.id, self._clock.now())

        async def attempt() -> tuple[Outcome, tuple[News, Outcome]]:
            outcome, news = await self._settle(id, result, together)
            return outcome, (news, outcome)

        news, kept = await decide(self._store, attempt)
        self._unsettled.pop(id, None)
        if isinstance(result, Withheld) or (isinstance(result, Undelivered) and result.of_one):
            # Whoever waits for this reader need wait no longer: their record's time may have come.
            self._triggers.wake(*{type(record) for record in kept.records})
        return news

    async def _heed(self, news: News, person: str) -> None:
        """Who is reached tells of others: an outage is over, or whoever was refused was refused alone."""
        if news.back:
            waiting = await self._store.find(Notice, where={"state": NoticeState.WAITING.value})
            await self._send_no_later(notice.id for notice in waiting if notice.reason != THROTTLED)
        elif self._taken.last == person:
            await self._send_no_later([notice for notice, who in self._refused.items() if who != person])
        if news.again:
            for topic in self._topics.values():
                await topic.on_reach(person)

    async def _send_no_later(self, ids: Iterable[str]) -> None:
        """Let these notices be tried now, and not when their pause is over."""
        for each in ids:
            await decide(self._store, partial(self._no_later, each))

    async def _no_later(self, id: str) -> tuple[Outcome, None]:
        notice = await self._store.get(Notice, id)
        if notice is None or notice.state is not NoticeState.WAITING:
            self._refused.pop(id, None)
            return Outcome(), None
        return delivery.bring_forward(notice, self._clock.now()), None

    async def _redraws(self, notice: Notice) -> list[Notice]:
        """The other notices that wait to redraw the same card. Those that wait before it is drawn are drawn with it:
        what they were made for had been kept by then."""
        if notice.card is None:
            return []
        waiting = await self._store.find(Notice, where={"card": notice.card, "state": NoticeState.WAITING.value})
        return [each for each in waiting if each.id != notice.id]

    async def _attempt(self, notice: Notice) -> Result:
        """Send one notice, drawn from its record as that now stands; what became of it."""
        card = await self._store.get(PostedCard, notice.card) if notice.card else None
        if notice.card and (card is None or not card.live):
            return Void("no_card")
        if card is None and not notice.refused and await self._is_removed(notice.to.id):
            # Teams may go on taking messages which nobody gets, so that first they are passed over. A moment later it
            # is asked all the same: that they have the app again may have been told while nothing of ours ran.
            return AppRemoved()
        drawn = await self._draw(notice, card.purpose if card else notice.purpose)
        if isinstance(drawn, Withheld) and card is not None:
            return await self._empty(notice, card, drawn)
        if not isinstance(drawn, Drawn):
            return drawn
        try:
            if card is None:
                return Sent(await self._messenger.post(notice.to.id, drawn.message), drawn.sources)
            await self._messenger.edit(card.address, drawn.message)
            return Sent(None)
        except Undelivered as why:
            return self._not_sent(notice, why)

    async def _is_removed(self, person: str) -> bool:
        return is_removed(await self._store.get(Reached, person), self._clock.now())

    async def _draw(self, notice: Notice, face: Purpose) -> Drawn | Void | Withheld | Undelivered:
        """What is to be said, if its reader may hear it: the directory's copy is asked at the moment of speaking.

        Its *no* ends what they are told. Where it cannot say, a call for help goes out and everything else waits.
        """
        topic = self._topics[notice.topic]
        try:
            try:
                reader = await self._directory.person(notice.to.id)
                drawn = await topic.draw(notice, face, reader) if reader is not None else NotTheirs()
                if isinstance(drawn, NotTheirs):
                    # A role of which there is no copy may be the very one: only then is a no a no.
                    await self._directory.check()
                    _log.info("notice_withheld", notice=notice.id, left=reader is None)
                    return Withheld(delivery.LEFT if reader is None else delivery.NO_ROLE)
            except DirectoryUnavailable:
                if notice.purpose not in CALLS_FOR_HELP:
                    return Undelivered(NO_DIRECTORY, for_good=False)
                drawn = await topic.draw(notice, face, None)
        except NotFound:
            return Void("no_record")
        return drawn if isinstance(drawn, Drawn) else Void("no_longer_so")

    async def _empty(self, notice: Notice, card: PostedCard, withheld: Withheld) -> Result:
        """Put the empty card in the place of one that its reader may not see any more. It is never drawn again."""
        try:
            await self._messenger.edit(card.address, self._emptied)
        except Undelivered as why:
            return withheld if why.for_good else self._not_sent(notice, why)
        return withheld

    def _not_sent(self, notice: Notice, why: Undelivered) -> Undelivered:
        _log.warning("notice_not_sent", notice=notice.id, reason=why.reason, for_good=why.for_good)
        if why.reason == THROTTLED:
            self._limiter.slow_down(self._clock.now())
        return why

    async def _settle(self, id: str, result: Result, together: Set[str]) -> tuple[Outcome, News]:
        """What a delivery changes, decided on the notice and its record as they stand now."""
        now = self._clock.now()
        notice = await self._store.get(Notice, id)
        if notice is None:
            return Outcome(), News()
        if notice.state is NoticeState.SENT:
            # Another replica was quicker, while this one could not write.
            self._let_go(id)
            at = result.at if isinstance(result, Sent) else None
            if at is None:
                return Outcome(), News()
            return delivery.sent_twice(notice, at, await self._store.get(PostedCard, id), now), News()
        topic = self._topics[notice.topic]
        needless = tuple(each for each in await self._redraws(notice) if each.id in together)
        alike = sum((delivery.withdraw(each, now, DRAWN_TOGETHER) for each in needless), Outcome())
        if isinstance(result, Void):
            self._let_go(id)
            return alike + delivery.withdraw(notice, now, result.reason), News()
        if isinstance(result, Withheld):
            self._let_go(id)
            return alike + await settle_withheld(self._store, topic, notice, result.reason, now), News()
        theirs: Sent | Undelivered = result
        if isinstance(result, Undelivered):
            theirs = self._as_known(notice, result)
            final = theirs
            if theirs.for_good and notice.card is None and not await topic.may_give_up(notice):
                final = theirs.not_yet()
            spread = random.random()  # noqa: S311 - so that not all try again at once
            outcome = await settle_refused(self._store, topic, notice, final, now, spread)
        else:
            self._let_go(id)
            outcome = await settle_sent(self._store, topic, notice, result, now)
        known, again = await self._learn_reach(notice, theirs, now)
        said, back = await self._learn_outage(notice, theirs, now)
        return alike + outcome + known + said, News(back, again)

    def _as_known(self, notice: Notice, why: Undelivered) -> Undelivered:
        """A refusal for good, if it is surely for this person alone; else one after which the notice waits."""
        if not why.for_good:
            return why
        if why.reason == CARD_GONE and notice.card is None:
            # No message can be gone that was never sent: whatever answers so speaks of nobody.
            return Undelivered(why.reason, for_good=False)
        if why.reason == CARD_GONE or self._taken.by_another(notice.id, notice.to.id, notice.made_at):
            self._let_go(notice.id)
            return why
        self._refused[notice.id] = notice.to.id
        return why.not_yet()

    def _let_go(self, id: str) -> None:
        self._refused.pop(id, None)
        self._taken.forget(id)

    async def _learn_reach(self, notice: Notice, result: Sent | Undelivered, now: datetime) -> tuple[Outcome, bool]:
        """What a new message, taken or refused for good, says of reaching this person; whether they are so again."""
        if notice.card is not None or (isinstance(result, Undelivered) and not result.for_good):
            return Outcome(), False
        known = await self._store.get(Reached, notice.to.id)
        if isinstance(result, Undelivered):
            return Outcome(records=(learn(known, notice.to.id, now, result.reason),)), False
        if is_removed(known, now):
            # Only they themselves, or a day, show that it is seen what Teams takes for them.
            return Outcome(), False
        again = known is not None and known.out_of_reach
        return Outcome(records=(learn(known, notice.to.id, now, None),)), again

    async def _learn_outage(self, notice: Notice, result: Sent | Undelivered, now: datetime) -> tuple[Outcome, bool]:
        """What this says of Teams: that it takes messages, which ends an outage, or that it takes none."""
        held = await self._store.get(Outage, TEAMS)
        if isinstance(result, Sent):
            ended = outage.after_success(held)
            back = outage.has_lasted(held, now)
            if back and held is not None:
                _log.warning("teams_takes_messages_again", since=held.since, reason=held.reason)
            return Outcome(records=(ended,) if ended else ()), back
        if result.for_good or result.reason in NOT_TEAMS or isinstance(result, AppRemoved):
            return Outcome(), False
        news = outage.after_failure(held, notice.to.id, result.reason, now, of_one=result.of_one)
        if news is not None and news.since is not None and (held is None or held.since is None):
            _log.error("teams_takes_nothing", reason=result.reason)
        return Outcome(records=(news,) if news else ()), False


def _chat(person: str) -> str:
    """The name under which a person's chat is claimed."""
    return f"chat:{person}"
