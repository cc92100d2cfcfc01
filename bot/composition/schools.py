"""The schools that one process serves. One may come or go, or change its settings, while the others go on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.composition.school import RunningSchool, SchoolParts
from bot.composition.stores import SchoolStores
from bot.counts import Counts
from bot.policy.kit.school import School
from bot.services.engine.ticker import Ticker
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.sealed_store import take_in_records
from bot.services.ports import Directory, Store
from storage.reading import kinds


class Schools:
    """Those at work, by their lower-case keys. What it hands out to those who watch is kept as it stands."""

    def __init__(self, parts: SchoolParts, counts: Counts) -> None:
        """`parts` are the same for all of them, but for the meter."""
        self._parts = parts
        self._counts = counts
        self._stores: dict[str, SchoolStores] = {}
        self.by_key: dict[str, RunningSchool] = {}
        self._of_tenant: dict[str, list[RunningSchool]] = {}
        self.polled: dict[str, tuple[Store, JobTriggers]] = {}
        self.stores: list[Store] = []
        self.written: list[Store] = []
        """Stores of which a write proves all: one where the schools share a database, else each."""
        self.directories: list[Directory] = []
        self.sources: list[tuple[str, Store, Directory]] = []
        self.tickers: list[Ticker] = []

    async def add(self, *more: SchoolStores) -> Sequence[RunningSchool]:
        """Some more. Their jobs run once they are started."""
        for kept in more:
            await take_in_records(kept.store, kinds(), self._parts.clock)
        added = []
        for kept in more:
            school = RunningSchool(kept, replace(self._parts, meter=self._counts.of(kept.school.name)))
            key = kept.school.key.lower()
            self._stores[key] = kept
            self.by_key[key] = school
            added.append(school)
        self._look_around()
        return added

    async def change(self, school: RunningSchool, settings: School) -> None:
        """Put these settings in force for it."""
        await school.change(settings)
        self._look_around()

    async def end(self, school: RunningSchool) -> None:
        """It is served no more: what is under way comes to its end, and its records are let go of."""
        key = school.school.key.lower()
        del self.by_key[key]
        self._look_around()
        await school.stop()
        await self._stores.pop(key).store.close()

    async def stop(self) -> None:
        """End all of them; who opened their stores closes them."""
        await asyncio.gather(*(school.stop() for school in self.by_key.values()))

    def has_tenant(self, tenant: str) -> bool:
        """Whether a school is served in the tenant of this lower-case id."""
        return tenant in self._of_tenant

    def of_tenant(self, tenant: str) -> Sequence[RunningSchool]:
        """The schools that are served in the tenant of this lower-case id, the longest there first."""
        return self._of_tenant[tenant]

    def look(self) -> None:
        """Have every job look at once."""
        for ticker in self.tickers:
            ticker.look()

    def last_looks(self) -> list[datetime]:
        """When each job looked last."""
        return [ticker.looked_at for ticker in self.tickers if ticker.looked_at is not None]

    def _look_around(self) -> None:
        working = list(self.by_key.values())
        self._of_tenant = {}
        for each in working:
            self._of_tenant.setdefault(each.school.tenant_id.lower(), []).append(each)
        self.polled.clear()
        self.polled.update({each.school.key: (each.store, each.triggers) for each in working})
        self.stores[:] = [each.store for each in working]
        self.written[:] = _one_in_each_place(working)
        self.directories[:] = [each.directory for each in working]
        self.sources[:] = [(each.school.name, each.store, each.directory) for each in working]
        self.tickers[:] = [ticker for each in working for ticker in each.tickers]


def _one_in_each_place(schools: Sequence[RunningSchool]) -> Sequence[Store]:
    stores = [each.store for each in schools]
    shared = {store.shared for store in stores}
    return stores[:1] if len(shared) == 1 and None not in shared else stores
