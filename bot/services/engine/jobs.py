"""What jobs have in common: records that fall due are one replica's at a time, and one that fails holds up no other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from bot.policy.kit.queries import Query
from bot.policy.kit.records import Record
from bot.services.ports import Clock, Store

RECORD_LEASE = timedelta(seconds=10)
"""How long records that are being decided on are one replica's alone. A crash in the middle of it keeps the others from
them for so long."""
CLAIMED_RECORD_PAUSE = timedelta(seconds=1)
"""How long to leave alone what another replica has in hand."""
_log = structlog.get_logger()

T = TypeVar("T")


class Due:
    """The records of one kind that fall due: claimed, decided on one by one, and let go.

    The claim spares replicas each other's work. That nothing happens twice rests on the versions of what is kept, so a
    lease that runs out too early harms nothing.
    """

    def __init__(self, store: Store, clock: Clock, kind: type[Record], work: Callable[[str], Awaitable[None]]) -> None:
        self._store = store
        self._clock = clock
        self._kind = kind
        self._work = work
        self._anothers = False
        self._found = False
        """Whether something was due when we looked, so that what is due next is asked afresh."""
        self._next: datetime | None = None

    async def next(self) -> datetime | None:
        """When to look again: the next falls due, or what another replica has in hand should be done."""
        if not self._found:
            return self._next
        if not self._anothers:
            return await self._store.next_due(self._kind)
        now = self._clock.now()
        later = await self._store.next_due(self._kind, after=now)
        return min(later or now + CLAIMED_RECORD_PAUSE, now + CLAIMED_RECORD_PAUSE)

    async def run(self) -> None:
        """Work on all that is due and no other replica's. Raises the first failure last."""
        now = self._clock.now()
        asked, later = Query(self._kind, {}, due_by=now), Query(self._kind, {}, next_after=now)
        found = await self._store.find_each(asked, later)
        due, self._found = found[asked], bool(found[asked])
        self._next = next((getattr(each, "due_at", None) for each in found[later]), None)
        names = {record.id: f"{self._kind.TABLE}:{record.id}" for record in due}
        ours = await self._store.claim(list(names.values()), RECORD_LEASE) if names else set()
        self._anothers = len(ours) < len(names)
        if not ours:
            return
        try:
            await for_each([record.id for record in due if names[record.id] in ours], self._work)
        finally:
            await self._store.release(list(ours))


async def for_each(items: Iterable[T], work: Callable[[T], Awaitable[None]]) -> None:
    """Do the work on each. The first failure is raised when all have had their turn: the ticker logs it, waits a moment
    and tries again. Those after it are logged here, so that none hides behind the first."""
    failures: list[Exception] = []
    for item in items:
        try:
            await work(item)
        except Exception as failure:
            if failures:
                _log.exception("job_failed_too")
            failures.append(failure)
    if failures:
        raise failures[0]
