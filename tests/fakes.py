"""A Store in memory for tests of what stands above a store. It keeps the port's promises that those tests lean on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from bot.policy.errors import Conflict, StoreUnavailable
from bot.policy.outcome import Outcome
from bot.policy.records import Entry, Record
from bot.policy.timeline import link
from bot.services.ports import Value

R = TypeVar("R", bound=Record)


class MemoryStore:
    """`ports.Store` in dictionaries. `writes` counts what was kept; with `broken` set nothing can be read or kept."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], Record] = {}
        self._timeline: list[Entry] = []
        self.writes = 0
        self.broken = False

    async def get(self, kind: type[R], id: str) -> R | None:
        self._work()
        held = self._records.get((kind.TABLE, id))
        return held if isinstance(held, kind) else None

    async def find(
        self,
        kind: type[R],
        *,
        where: Mapping[str, Value | Sequence[Value]] | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> list[R]:
        self._work()
        found = [held for held in self._records.values() if isinstance(held, kind)]
        for name, wanted in (where or {}).items():
            any_of = list(wanted) if isinstance(wanted, list | tuple) else [wanted]
            found = [each for each in found if getattr(each, name) in any_of]
        if due_by is not None:
            found = [each for each in found if (due := getattr(each, "due_at", None)) is not None and due <= due_by]
        return sorted(found, key=lambda each: each.id, reverse=newest_first)[:limit]

    async def next_due(self, kind: type[R], *, where: Mapping[str, Value] | None = None) -> datetime | None:
        due = [getattr(each, "due_at", None) for each in await self.find(kind, where=where)]
        return min((each for each in due if each is not None), default=None)

    async def timeline(self, subject: str | None = None) -> list[Entry]:
        self._work()
        return [entry for entry in self._timeline if subject in (None, entry.subject)]

    async def keep(self, outcome: Outcome) -> None:
        self._work()
        for record in (*outcome.records, *outcome.removed):
            held = self._records.get((record.TABLE, record.id))
            if record.version != (held.version if held else 0):
                raise Conflict(id=record.id)
        for record in outcome.records:
            self._records[record.TABLE, record.id] = record.model_copy(update={"version": record.version + 1})
        for record in outcome.removed:
            self._records.pop((record.TABLE, record.id), None)
        for entry in outcome.entries:
            self._timeline.append(link(self._timeline[-1] if self._timeline else None, entry))
        self.writes += 1

    async def check(self) -> None:
        self._work()

    async def close(self) -> None:
        self._records.clear()

    def _work(self) -> None:
        if self.broken:
            raise StoreUnavailable
