"""What a replica that died has left undone, found for all schools of this process at once.

A process wakes its own jobs by what it keeps. What another kept falls due without anybody waiting for it, so each asks
the database every few seconds which of its schools have anything due: one question for each kind of record, and not
some for each school.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.policy.kit.queries import Value
from bot.policy.kit.records import Record
from bot.services.engine.triggers import JobTriggers
from bot.services.ports import Clock, SharedRecords, Store

POLL_INTERVAL = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class DueKind:
    """A kind of record whose due time some job waits for; `where` names those that count."""

    kind: type[Record]
    where: Mapping[str, Value] = field(default_factory=dict)


class RemoteDuePoller:
    """A job that wakes the jobs of those schools that have something due. What is done by then, they find done."""

    def __init__(
        self, schools: Mapping[str, tuple[Store, JobTriggers]], kinds: Sequence[DueKind], clock: Clock
    ) -> None:
        """The schools by their tenants: those that are there whenever it looks."""
        self._schools = schools
        self._kinds = kinds
        self._clock = clock
        self._next: datetime | None = None

    async def next_due(self) -> datetime | None:
        """Some seconds after the last time; never, where no school shares its records with another process."""
        return self._next

    async def run(self) -> None:
        """Ask, and wake."""
        together: defaultdict[SharedRecords, list[str]] = defaultdict(list)
        for tenant, (store, _) in self._schools.items():
            if store.shared is not None:
                together[store.shared].append(tenant)
        if not together:
            return
        now = self._clock.now()
        self._next = now + POLL_INTERVAL
        for shared, tenants in together.items():
            for tenant, table in await shared.make_keys(tenants):
                self._wake(tenant, *(due.kind for due in self._kinds if table == due.kind.TABLE))
            for due in self._kinds:
                for tenant in await shared.having_due(tenants, due.kind, now, due.where):
                    self._wake(tenant, due.kind)

    def _wake(self, tenant: str, *kinds: type[Record]) -> None:
        """Wake whoever waits for these, unless the school has ended while we asked."""
        if tenant in self._schools:
            self._schools[tenant][1].wake(*kinds)
