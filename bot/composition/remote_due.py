"""What a replica that died has left undone, found for all schools of this process at once.

A process wakes its own jobs by what it keeps. What another kept falls due without anybody waiting for it, so each asks
the database every few seconds which of its schools have anything due: one question for each kind of record, and not
some for each school.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.policy.aup.campaigns import Campaign
from bot.policy.calls.call import VideoCall
from bot.policy.calls.deciders import Away
from bot.policy.files.evidence import Arrival, EvidenceFile
from bot.policy.files.offers import Offer
from bot.policy.incidents.incident import Incident
from bot.policy.kit.queries import Value
from bot.policy.kit.records import Notice, NoticeState, Record
from bot.services.engine.triggers import JobTriggers
from bot.services.ports import Clock
from storage.postgres.store import PostgresStore

EVERY = timedelta(seconds=10)


class DueKind(NamedTuple):
    """A kind of record whose due time some job waits for."""

    kind: type[Record]
    job: Callable[[JobTriggers], asyncio.Event]
    where: Mapping[str, Value] = {}


KINDS = (
    DueKind(Notice, lambda triggers: triggers.outbox, {"state": NoticeState.WAITING.value}),
    DueKind(Incident, lambda triggers: triggers.ladders),
    DueKind(Arrival, lambda triggers: triggers.files),
    DueKind(EvidenceFile, lambda triggers: triggers.files),
    DueKind(Offer, lambda triggers: triggers.files),
    DueKind(VideoCall, lambda triggers: triggers.calls),
    DueKind(Away, lambda triggers: triggers.calls),
    DueKind(Campaign, lambda triggers: triggers.campaigns),
)
"""By whose due times the jobs of `bot.composition.school` go that look for what others have kept.

What one person has still to sign is not among them: of a version that was replaced within its window it stays due for
ever, and would wake its school every time. Reminders come with what the campaigns' own job finds (`LOOK_AGAIN`).
"""


class RemoteDuePoller:
    """A job that wakes the jobs of those schools that have something due. What is done by then, they find done."""

    def __init__(self, schools: Mapping[PostgresStore, JobTriggers], clock: Clock) -> None:
        self._schools = schools
        self._clock = clock
        self._next: datetime | None = None

    async def next_due(self) -> datetime | None:
        """Some seconds after the last time; never, where no school shares its records with another process."""
        return self._next

    async def run(self) -> None:
        """Ask, and wake."""
        if not self._schools:
            return
        now = self._clock.now()
        self._next = now + EVERY
        stores: Sequence[PostgresStore] = list(self._schools)
        for left in KINDS:
            for store in await PostgresStore.having_due(stores, left.kind, now, left.where):
                left.job(self._schools[store]).set()
