"""Moving a school from one store to another, whole with its files, and proving that it arrived. Knows no database.

Records keep their versions, entries their numbers and digests. Nothing should be written meanwhile: what is kept in the
source after the start is not in the copy.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Protocol

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.records import Entry
from bot.policy.kit.timeline import link
from storage.reading import Kept
from storage.rows import TIMELINE_TABLE


class Movable(Protocol):
    """What a store offers to be copied from or into."""

    def everything(self) -> AsyncGenerator[Kept, None]:
        """All records, then all entries in their order, as they stand at one moment."""

    async def load(self, kept: AsyncIterator[Kept]) -> None:
        """Take all of it into an empty store, or none of it."""


async def copy_records(source: Movable, target: Movable) -> Mapping[str, int]:
    """Copy everything into an empty target; how many records of each table, and lines of the timeline, there are.

    Raises `StoreUnavailable` with one line, and leaves the target empty, when the target holds anything, the source
    cannot be read in full, or its chain does not hold (`python app.py verify` says where). What arrived is read again:
    where it is not what was sent, that is raised too, and the target must not be used.
    """
    await _must_be_empty(target)
    sent, arrived = _Tally("the chain of the source is broken"), _Tally("the chain arrived broken: do not use the copy")
    async with aclosing(source.everything()) as kept, aclosing(sent.through(kept)) as counted:
        await target.load(counted)
    async with aclosing(target.everything()) as kept, aclosing(arrived.through(kept)) as counted:
        async for _ in counted:
            continue
    if sent != arrived:
        raise StoreUnavailable(reason="what arrived is not what was sent: do not use the copy")
    return dict(sorted(sent.counts.items()))


async def _must_be_empty(target: Movable) -> None:
    async with aclosing(target.everything()) as held:
        async for _ in held:
            raise StoreUnavailable(reason="the target holds records already: copy into an empty one")


class _Tally:
    """Counts what goes through it, follows the chain, and remembers a sum of it that no order of records changes."""

    def __init__(self, broken: str) -> None:
        self.counts: Counter[str] = Counter()
        self._broken = broken
        self._sum = 0
        self._last: Entry | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Tally) and (self.counts, self._sum) == (other.counts, other._sum)

    __hash__ = None  # type: ignore[assignment]  # it changes

    async def through(self, kept: AsyncIterator[Kept]) -> AsyncGenerator[Kept, None]:
        """The same again."""
        async for each in kept:
            table = TIMELINE_TABLE if isinstance(each, Entry) else each.TABLE
            if isinstance(each, Entry):
                if each != link(self._last, each):
                    raise StoreUnavailable(reason=f"{self._broken} at line {each.seq}")
                self._last = each
            self.counts[table] += 1
            told = hashlib.sha256(f"{table} {each.model_dump_json()}".encode()).digest()
            self._sum = (self._sum + int.from_bytes(told)) % 2**256
            yield each


class MovableFiles(Protocol):
    """What a file store offers to be copied from or into."""

    async def ids(self) -> Sequence[str]:
        """The ids of all files."""

    async def get(self, id: str) -> bytes:
        """The file of that id."""

    async def put(self, id: str, content: bytes) -> None:
        """Keep all of it, or none."""

    async def remove(self, id: str) -> None:
        """Take the file away."""


@asynccontextmanager
async def copying_files(source: MovableFiles, target: MovableFiles) -> AsyncIterator[int]:
    """Within it every file is in the target, which was empty, and was read again there; how many there are.

    Raises `StoreUnavailable` with one line. When the block fails, or the copying does, they are taken out again.
    """
    if await target.ids():
        raise StoreUnavailable(reason="the target holds files already: copy into an empty one")
    ids = await source.ids()
    try:
        for name in ids:
            sent = await source.get(name)
            await target.put(name, sent)
            if await target.get(name) != sent:
                raise StoreUnavailable(reason=f"the file {name} did not arrive as it was sent")
        yield len(ids)
    except BaseException:
        for name in ids:
            await target.remove(name)
        raise
