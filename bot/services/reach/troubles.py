"""Watching over the bot itself: what is ill is kept as a `Trouble`, of which the Champions are told.

What is ill is found in memory once a minute, and the store is asked only when that changes: hundreds of schools may be
watched so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice
from bot.policy.reach.troubles import AT_ONCE, CALM, LASTED, Trouble, TroubleKind, begin, end
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import decide

LOOK_INTERVAL = timedelta(minutes=1)
Ills = Callable[[], Awaitable[Mapping[TroubleKind, str]]]
"""What is ill just now, with a line for whoever looks after the bot, which may be empty."""
_log = structlog.get_logger(__name__)


class TroubleWatch(Service):
    """A job of one school. What a run before this has left under way is taken over from the store."""

    def __init__(self, context: ServiceContext, ills: Ills) -> None:
        super().__init__(context)
        self._ills = ills
        self._known: dict[TroubleKind, str] | None = None
        self._there: dict[TroubleKind, datetime] = {}
        """Since when what is not known yet has been found."""
        self._gone: dict[TroubleKind, datetime] = {}
        """Since when what is known has not been found any more."""
        self._next: datetime | None = None

    async def next_due(self) -> datetime | None:
        """A minute after the last look."""
        return self._next

    async def run(self) -> None:
        """Look, and tell of what has begun and of what is over."""
        now, expected = self._clock.now(), self._next
        self._next = now + LOOK_INTERVAL
        if expected is not None and now - expected > LOOK_INTERVAL:
            return  # the machine slept, or its clock was put on: everybody else is late by as much, for a moment
        found = await self._ills()
        if self._known is None:
            kept = await self._store.find(Trouble)
            self._known = {TroubleKind(each.id): each.said for each in kept if each.under_way}
        self._there = {kind: self._there.get(kind, now) for kind in found if self._known.get(kind) != found[kind]}
        self._gone = {kind: self._gone.get(kind, now) for kind in self._known if kind not in found}
        began = {kind: found[kind] for kind, at in self._there.items() if kind in AT_ONCE or now - at >= LASTED}
        over = [kind for kind, at in self._gone.items() if kind in AT_ONCE or now - at >= CALM]
        if not began and not over:
            return
        try:
            champions = await self._directory.holders("champion")
        except DirectoryUnavailable as error:
            _log.warning("trouble_without_directory", **error.facts)
            return
        for kind, said in began.items():
            _log.warning("trouble_began", kind=kind.value, said=said)
            await decide(self._store, partial(self._begin, kind, said, champions))
            self._known[kind] = said
            del self._there[kind]
        for kind in over:
            _log.info("trouble_over", kind=kind.value)
            await decide(self._store, partial(self._end, kind, champions))
            del self._known[kind], self._gone[kind]
        self._triggers.wake(Notice)

    async def _begin(self, kind: TroubleKind, said: str, champions: Sequence[Person]) -> tuple[Outcome, None]:
        held, now = await self._store.get(Trouble, kind.value), self._clock.now()
        return begin(held, kind, said, champions, now, self._calendar.next_open(now)), None

    async def _end(self, kind: TroubleKind, champions: Sequence[Person]) -> tuple[Outcome, None]:
        held, now = await self._store.get(Trouble, kind.value), self._clock.now()
        return end(held, champions, now, self._calendar.next_open(now)), None
