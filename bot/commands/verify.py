"""`app.py verify`: does the timeline's chain hold, from its first entry to its last, and the notes that it vouches for?

Exit status 0 when it holds, 1 when it does not or cannot be read. Nothing is changed.
"""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from bot.policy.errors import StoreUnavailable
from bot.policy.incident import Note
from bot.policy.records import Entry
from bot.policy.timeline import first_broken
from bot.services.ports import Store
from bot.settings import Environment

OpenStore = Callable[[Environment], AbstractAsyncContextManager[Store]]
"""A store to read, for as long as the block runs. Raises `StoreUnavailable`."""

HOLDS, BROKEN = 0, 1


class Verify:
    """The command."""

    name = "verify"
    about = "check the timeline's chain of hashes; the exit status is 1 when an entry has been changed"

    def __init__(self, opened: OpenStore) -> None:
        self._opened = opened

    def arguments(self, parser: ArgumentParser) -> None:
        """It takes none."""

    async def run(self, environment: Environment, chosen: Namespace) -> int:
        """Check and print the outcome."""
        try:
            async with self._opened(environment) as store:
                entries = await store.timeline()
                notes = await store.find(Note)
        except StoreUnavailable as error:
            print(f"The log cannot be read: {error.facts.get('reason', error)}")  # noqa: T201 - what the command is for
            return BROKEN
        status, said = verdict(entries, notes)
        print(said)  # noqa: T201 - what the command is for
        return status


def verdict(entries: Sequence[Entry], notes: Sequence[Note]) -> tuple[int, str]:
    """The exit status and the line that goes with it: how many entries hold, and the first that does not."""
    broken = first_broken(entries)
    if broken is not None:
        held = next(at for at, entry in enumerate(entries) if entry is broken)
        return BROKEN, f"Broken at {_named(broken)}. {_count(held)} before it hold{'s' if held == 1 else ''}."
    changed = first_unvouched(entries, notes)
    if changed is not None:
        return BROKEN, f"The note of {_named(changed)} is not the one that was written. {_count(len(entries))} hold."
    return HOLDS, f"The chain holds: {_count(len(entries))}."


def first_unvouched(entries: Sequence[Entry], notes: Sequence[Note]) -> Entry | None:
    """The first entry whose note is gone or is not the one it was sealed with.

    A note that was removed after the retention time is gone by right, which its incident's timeline says.
    """
    kept = {note.id: note.text for note in notes}
    removed = {entry.subject for entry in entries if entry.what == "removed"}
    for entry in entries:
        note, sealed = entry.facts.get("note"), entry.facts.get("sha256")
        if not note or not sealed or (note not in kept and entry.subject in removed):
            continue
        if note not in kept or hashlib.sha256(kept[note].encode()).hexdigest() != sealed:
            return entry
    return None


def _named(entry: Entry) -> str:
    return f"entry {entry.seq} ({entry.what}, {entry.subject}, {entry.at:%Y-%m-%d %H:%M} UTC)"


def _count(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"
