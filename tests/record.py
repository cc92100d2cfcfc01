"""Is the record what the bot wrote? Asked of a store at the end of a story."""

from __future__ import annotations

from typing import cast

from bot.services.log.verifying import Verifiable, VerifySummary, verify_record
from bot.services.ports import FileStore, Store
from storage.reading import kinds


async def must_hold(store: Verifiable, files: FileStore) -> None:
    """Fail where anything does not hold, or a change was entered only because no entry of its own said it."""
    found = [str(fault) async for fault in verify_record(store, files, list(kinds()), VerifySummary())]
    unsaid = [
        f"{entry.subject}: {entry.seals}" for entry in await cast(Store, store).timeline() if entry.what == "kept"
    ]
    if found or unsaid:
        raise AssertionError("\n".join(found + unsaid))
