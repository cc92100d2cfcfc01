"""`app.py verify`: does the timeline's chain hold, from its first entry to its last, and the notes that it vouches for?

A chain cannot show that its end was cut off, or that it was written anew: a head that was seen earlier, and kept
elsewhere, can (`--seen`). Exit status 0 when all holds, 1 when something does not or cannot be read. Nothing is
changed.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from bot.policy.incidents.incident import Note
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.records import Entry
from bot.policy.kit.timeline import fingerprint, first_broken, seal
from bot.services.ports import Store
from bot.settings import Environment

OpenStores = Callable[[Environment], AbstractAsyncContextManager[Sequence[tuple[str, Store]]]]
"""Every school's name and its store to read, for as long as the block runs. Raises `StoreUnavailable`."""

HOLDS, BROKEN = 0, 1


class Verify:
    """The command."""

    name = "verify"
    about = "check the timeline's chain of hashes; the exit status is 1 when an entry has been changed"

    def __init__(self, opened: OpenStores) -> None:
        self._opened = opened

    def arguments(self, parser: ArgumentParser) -> None:
        """A head that was seen earlier."""
        parser.add_argument(
            "--seen", metavar="NUMBER:DIGEST", help="a head that verify or the program's log told of earlier"
        )

    async def run(self, environment: Environment, chosen: Namespace) -> int:
        """Check every school and print the outcome, a line for each."""
        status, marks = HOLDS, set[str]()
        try:
            async with self._opened(environment) as stores:
                for school, store in stores:
                    entries = await store.timeline()
                    held, said = verdict(entries, await store.find(Note))
                    print(f"{school}: {said}" if len(stores) > 1 else said)  # noqa: T201 - what the command is for
                    status = max(status, held)
                    marks |= {fingerprint(entry) for entry in entries}
        except StoreUnavailable as error:
            print(f"The log cannot be read: {error.facts.get('reason', error)}")  # noqa: T201 - what the command is for
            return BROKEN
        if chosen.seen and chosen.seen not in marks:
            print("The entry that was seen earlier is not there: the chain was cut off or written anew.")  # noqa: T201
            return BROKEN
        return status


def verdict(entries: Sequence[Entry], notes: Sequence[Note]) -> tuple[int, str]:
    """The exit status and the line that goes with it: how many entries hold, and the first that does not."""
    broken = first_broken(entries)
    if broken is not None:
        held = next(at for at, entry in enumerate(entries) if entry is broken)
        return BROKEN, f"Broken at {_name_of(broken)}. {_count(held)} before it hold{'s' if held == 1 else ''}."
    changed = first_unvouched(entries, notes)
    if changed is not None:
        return BROKEN, f"The note of {_name_of(changed)} is not the one that was written. {_count(len(entries))} hold."
    head = f" Its head is {fingerprint(entries[-1])}" if entries else ""
    return HOLDS, f"The chain holds: {_count(len(entries))}.{head}"


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
        if note not in kept or seal(kept[note]) != sealed:
            return entry
    return None


def _name_of(entry: Entry) -> str:
    return f"entry {entry.seq} ({entry.what}, {entry.subject}, {entry.at:%Y-%m-%d %H:%M} UTC)"


def _count(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"
