"""A school moves from one place to another, whole with its files, and it is proved that it arrived. Knows no database.

Records keep their versions, entries their numbers and digests, both letter for letter.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple, Protocol, TypeAlias

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.records import Entry
from bot.policy.kit.timeline import link
from storage.reading import KeptItem, parse_record
from storage.rows import TIMELINE_TABLE

FILES_FOLDER = "files"
FileContent: TypeAlias = tuple[str, bytes]
"""A file that somebody sent in: its id, and what is in it."""


class Moment(NamedTuple):
    """A school as it stands at one moment: all records, then all entries in their order; then all files."""

    kept: AsyncGenerator[KeptItem, None]
    files: AsyncGenerator[FileContent, None]


class SchoolPlace(Protocol):
    """Where the records and files of one school lie."""

    def at_one_moment(self) -> AbstractAsyncContextManager[Moment]:
        """All of it, while others read and write. Raises `StoreUnavailable`, and makes nothing where nothing is."""

    async def must_be_empty(self) -> None:
        """Raises `StoreUnavailable` with one line that says what is there, and what to do."""

    async def take_in(self, kept: AsyncIterator[KeptItem], files: AsyncIterator[FileContent]) -> None:
        """Take all of it into this empty place, or none. A place in which that was cut short is known for it.

        Raises `StoreUnavailable`, as `must_be_empty` does too.
        """


class Tally:
    """Counts what goes through it, follows the chain, and remembers a sum of it that no order of records changes."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.last: Entry | None = None
        self.broken_at = 0
        """The number of the first entry that does not follow from the one before it."""
        self._sum = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and (self.counts, self._sum) == (other.counts, other._sum)

    __hash__ = None  # type: ignore[assignment]  # it changes

    async def of(self, kept: AsyncIterator[KeptItem]) -> AsyncGenerator[KeptItem, None]:
        """The same again."""
        async for each in kept:
            if each.table == TIMELINE_TABLE:
                entry = parse_record(Entry, each.text)
                if entry != link(self.last, entry):
                    self.broken_at = self.broken_at or entry.seq
                self.last = entry
            self._add(each.table, each.text.encode())
            yield each

    async def of_files(self, files: AsyncIterator[FileContent]) -> AsyncGenerator[FileContent, None]:
        """The same again."""
        async for name, content in files:
            self._add(FILES_FOLDER, name.encode() + b"\n" + content)
            yield name, content

    def _add(self, table: str, told: bytes) -> None:
        self.counts[table] += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(table.encode() + b"\n" + told).digest())) % 2**256


async def copy_school(source: SchoolPlace, target: SchoolPlace) -> Mapping[str, int]:
    """Copy everything into an empty target; how many records of each table, lines of the timeline and files there are.

    Raises `StoreUnavailable` with one line, and leaves the target empty, when the target holds anything, the source
    cannot be read in full, or its chain does not hold (`python app.py verify` says where). What arrived is read again:
    where it is not what was sent, that is raised too, and the target must not be used.
    """
    await target.must_be_empty()
    sent, arrived = Tally(), Tally()

    async def whole(kept: AsyncIterator[KeptItem]) -> AsyncIterator[KeptItem]:
        async for each in sent.of(kept):
            if sent.broken_at:
                raise StoreUnavailable(reason=f"the chain of the source is broken at line {sent.broken_at}")
            yield each

    async with source.at_one_moment() as here:
        await target.take_in(whole(here.kept), sent.of_files(here.files))
    async with target.at_one_moment() as there:
        async for _ in arrived.of(there.kept):
            continue
        async for _ in arrived.of_files(there.files):
            continue
    if sent != arrived:
        raise StoreUnavailable(reason="what arrived is not what was sent: do not use the copy")
    return {**dict(sorted(sent.counts.items())), FILES_FOLDER: sent.counts[FILES_FOLDER]}
