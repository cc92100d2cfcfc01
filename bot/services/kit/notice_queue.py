"""Which waiting notices may go now: emergencies in front, pings before redrawn cards, one at a time to each person.

Never faster than Teams allows, and nothing that the store could not be told of. It sends nothing, and knows nothing of
what is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.policy.kit.queries import Query
from bot.policy.kit.records import CardPurpose, Chat, Notice, Urgency
from bot.services.kit.proof import StoreProof, growing
from bot.services.kit.rate_limiter import RateLimiter
from bot.services.ports import Store

MAX_CHATS_AT_ONCE = 32
"""How many people are written to at the same time."""
EMERGENCY_CHATS = 8
"""How many of these places are for emergencies alone: chats that Teams leaves without an answer never take them all."""
MAX_RETRY_PAUSE = timedelta(minutes=5)
"""How long a delivery waits at the most when it goes wrong again and again on our own side."""
BETWEEN_REDRAWS = timedelta(seconds=1)
"""A card is redrawn no more often: what follows within it is drawn together, and the card does not flicker."""
LANES = (Urgency.EMERGENCY.value, Urgency.URGENT.value, Urgency.ROUTINE.value, CardPurpose.REFRESH.value)
"""In this order: what alerts or tells, by its urgency, and then cards that are only redrawn."""


class NoticeQueue:
    """Chooses from the store, and remembers what must wait for a while that the store does not know of."""

    def __init__(self, store: Store, limiter: RateLimiter, proof: StoreProof) -> None:
        self._store = store
        self._limiter = limiter
        self._proof = proof
        self._not_before: dict[str, datetime] = {}
        self._redrawn: dict[str, datetime] = {}
        """The cards that were redrawn a moment ago, and when."""
        self._failures: dict[str, int] = {}
        """How often in a row each notice went wrong on our own side."""
        self._full: set[str] = set()
        """People whose chats have had as much as Teams takes for now: their notices are not even read."""
        self.held_until: datetime | None = None
        """When something that was held back may go."""
        self._looked_at: datetime | None = None
        """What was due by then has been seen to; what falls due since has not, however long the looking took."""
        self._next: datetime | None = None
        """When the next falls due that was not due when we looked. Whoever keeps another wakes the outbox."""
        self._reached: set[str] = set()
        """People who have a chat: it is never taken from them, though it may become another."""

    async def next_due(self) -> datetime | None:
        """When to look again: a notice falls due, or one that was held back may go."""
        return min((at for at in (self._next, self.held_until) if at is not None), default=None)

    def begin(self, now: datetime, *, went_back: bool) -> None:
        """We look now, at what is due by now. Pauses mean nothing where the clock went back."""
        self._looked_at = now
        if went_back:
            self._not_before.clear()
            self._redrawn.clear()
        self._redrawn = {card: at for card, at in self._redrawn.items() if now < at + BETWEEN_REDRAWS}

    async def choose(self, now: datetime, under_way: Collection[str], unsettled: Iterable[Notice]) -> dict[str, Notice]:
        """What may go now, by person, none of them one to whom something is `under_way`. What was sent and is
        `unsettled` comes first: the store may be well again."""
        self.held_until = None
        self._full = {person for person in self._full if self._still_full(person, now)}
        chosen: dict[str, Notice] = {}
        for notice in unsettled:
            if notice.to.id not in under_way and notice.to.id not in chosen and not self._pauses(notice, now):
                chosen[notice.to.id] = notice
        later = Query(Notice, {"lane": LANES}, next_after=self._looked_at)
        due = self._due_in(LANES, {*under_way, *chosen}, now, MAX_CHATS_AT_ONCE)
        asks = (later,) if self._teams_takes_no_more(now) else (later, due)
        found = await self._store.find_each(*asks)
        self._note_next(found[later])
        waits = found[due] if due in asks else ()
        lanes = await self._by_lane(waits, {*under_way, *chosen}, now)
        kept = [notice.made_at for some in (chosen.values(), *lanes.values()) for notice in some]
        if kept and (until := await self._proof.retry_at(now, max(kept))) is not None:
            # What cannot be marked as sent must not be sent: it would go out again and again. Nor is it counted as
            # sent: card after card would be looked at again, and chats be full of what nobody got.
            self.hold(until)
            return {}
        for lane, first in lanes.items():
            if self._teams_takes_no_more(now):
                break
            await self._choose(lane, first, chosen, now, under_way)
        return chosen

    async def _by_lane(
        self, due: Sequence[Notice], busy: Collection[str], now: datetime
    ) -> Mapping[str, Sequence[Notice]]:
        """The first of each lane: they are among what is due where that is all of it, and else are asked for."""
        if len(due) < MAX_CHATS_AT_ONCE:
            return {lane: [notice for notice in due if notice.lane == lane] for lane in LANES}
        asks = {lane: self._due_in([lane], busy, now, MAX_CHATS_AT_ONCE) for lane in LANES}
        found = await self._store.find_each(*asks.values())
        return {lane: found[ask] for lane, ask in asks.items()}

    def _due_in(self, lanes: Sequence[str], busy: Collection[str], now: datetime, look_at: int) -> Query[Notice]:
        """The first of these lanes that are due to somebody else than who is busy or has had enough."""
        passed_over = {"to_id": (*busy, *self._full)}
        return Query(Notice, {"lane": lanes}, without=passed_over, due_by=now, limit=look_at)

    async def _choose(
        self,
        lane: str,
        due: Sequence[Notice],
        chosen: dict[str, Notice],
        now: datetime,
        under_way: Collection[str],
    ) -> None:
        """Take from a lane, of which these are the first, what may go now, one notice for each person; it is read no
        further than need be."""
        look_at = MAX_CHATS_AT_ONCE
        places = MAX_CHATS_AT_ONCE if lane == Urgency.EMERGENCY else MAX_CHATS_AT_ONCE - EMERGENCY_CHATS
        while True:
            settled_for = len(chosen) + len(self._full)
            for notice in sorted(due, key=lambda each: each.due_at):
                if len(under_way) + len(chosen) >= places:
                    return
                person = notice.to.id
                if person in chosen or person in self._full or self._pauses(notice, now):
                    continue
                if self._teams_takes_no_more(now):
                    return
                if self._still_full(person, now):
                    self._full.add(person)
                else:
                    opens = notice.card is None and not await self._has_chat(person)
                    self._limiter.record(person, now, requests=2 if opens else 1)
                    if notice.card is not None:
                        self._redrawn[notice.card] = now
                    chosen[person] = notice
            if len(due) < look_at:
                return
            if settled_for == len(chosen) + len(self._full):
                look_at *= 4
            further = self._due_in([lane], {*under_way, *chosen}, now, look_at)
            due = (await self._store.find_each(further))[further]

    async def _has_chat(self, person: str) -> bool:
        if person not in self._reached and await self._store.get(Chat, person) is not None:
            self._reached.add(person)
        return person in self._reached

    def _note_next(self, later: Sequence[Notice]) -> None:
        self._next = later[0].due_at if later else None

    def hold(self, until: datetime) -> None:
        """Look again then at the latest."""
        self.held_until = min(until, self.held_until or until)

    def note_success(self, notice: Notice) -> None:
        """It was settled: nothing of ours stands against the next attempt."""
        self._not_before.pop(notice.id, None)
        self._failures.pop(notice.id, None)

    def note_failure(self, notice: Notice, now: datetime) -> int:
        """It went wrong on our own side, and is tried again, later each time; how often in a row it did."""
        failures = self._failures[notice.id] = self._failures.get(notice.id, 0) + 1
        self._not_before[notice.id] = now + growing(failures, MAX_RETRY_PAUSE)
        return failures

    def _pauses(self, notice: Notice, now: datetime) -> bool:
        """Whether it waits after a failure of our own, or its card was redrawn just now; if so, we look again when it
        need not."""
        until = self._not_before.get(notice.id, now)
        if notice.card in self._redrawn:
            until = max(until, self._redrawn[notice.card] + BETWEEN_REDRAWS)
        if until > now:
            self.hold(until)
        return until > now

    def _teams_takes_no_more(self, now: datetime) -> bool:
        """Whether nothing may go to anybody just now; if so, we look again when something may."""
        full = self._limiter.full(now)
        if full:
            self.hold(self._limiter.free_at("", now))
        return full

    def _still_full(self, person: str, now: datetime) -> bool:
        """Whether this chat must wait; if so, we look again when it need not."""
        free = self._limiter.free_at(person, now)
        if free > now:
            self.hold(free)
        return free > now
