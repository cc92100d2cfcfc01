"""Is the record what the bot wrote? Asked of a store at the end of a story."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection
from typing import cast

from bot.policy.kit.records import Entry, Record
from bot.policy.kit.verifying import Unreadable
from bot.services.log.verifying import Verifiable, VerifySummary, verify_record
from bot.services.ports import FileStore, Store
from storage.reading import kinds
from tests.fakes import MemoryStore


async def must_hold(store: Verifiable, files: FileStore) -> None:
    """Fail where anything does not hold, or a change was entered only because no entry of its own said it."""
    found = [str(fault) async for fault in verify_record(store, files, list(kinds()), VerifySummary())]
    unsaid = [
        f"{entry.subject}: {entry.seals}" for entry in await cast(Store, store).timeline() if entry.what == "kept"
    ]
    if found or unsaid:
        raise AssertionError("\n".join(found + unsaid))


class MemoryRecord:
    """A store in memory, to be verified."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def timeline(self) -> list[Entry]:
        """The whole chain."""
        return await self._store.timeline()

    async def read_all(self, tables: Collection[str]) -> AsyncGenerator[Record | Entry | Unreadable, None]:
        """All entries in their order, then what lies in these tables."""
        for entry in await self._store.timeline():
            yield entry
        for kind in kinds():
            if kind.TABLE in tables:
                for record in await self._store.find(kind):
                    yield record
