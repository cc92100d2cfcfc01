"""Moving a school's files from one cabinet to another, and proving that each arrived. Knows no folders and no database.

The records that speak of them are `copying`'s. Both cabinets should be at rest.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from bot.policy.kit.errors import StoreUnavailable


class MovableFiles(Protocol):
    """What a cabinet offers to be copied from or into."""

    async def ids(self) -> Sequence[str]:
        """The ids of all files."""

    async def get(self, id: str) -> bytes:
        """The file of that id."""

    async def put(self, id: str, content: bytes) -> None:
        """Keep all of it, or none."""

    async def remove(self, id: str) -> None:
        """Take the file away."""


@asynccontextmanager
async def files_copied(source: MovableFiles, target: MovableFiles) -> AsyncIterator[int]:
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
