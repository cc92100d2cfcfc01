"""A store's files read without touching them, also while the bot that owns them serves: a copy is opened instead.

The copy lies in a folder that only this user can read, and is gone when the block ends.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.policy.kit.errors import StoreUnavailable
from storage.tinydb_store import TinyStore

COPY_ATTEMPTS = 5
"""The owner may write its files anew while they are copied: then they are copied again."""


@asynccontextmanager
async def reading_copy(data_dir: Path) -> AsyncIterator[TinyStore]:
    """The store of that directory as it stands now. Raises `StoreUnavailable` where there is none or it is damaged."""
    with tempfile.TemporaryDirectory(prefix="online-safety-") as folder:
        await asyncio.to_thread(_copy, data_dir, Path(folder))
        store = await TinyStore.open(Path(folder))
        try:
            yield store
        finally:
            await store.close()


def _copy(data_dir: Path, folder: Path) -> None:
    for _ in range(COPY_ATTEMPTS):
        names = _names(data_dir)
        if not names:
            raise StoreUnavailable(reason=f"there is no store in {data_dir}")
        for left in folder.iterdir():
            left.unlink()
        try:
            for name in names:
                shutil.copyfile(data_dir / name, folder / name)
        except FileNotFoundError:
            continue  # written anew meanwhile
        except OSError as error:
            raise StoreUnavailable(reason=f"the store in {data_dir} cannot be read: {error.strerror}") from error
        if _names(data_dir) == names:
            return
    raise StoreUnavailable(reason=f"the store in {data_dir} was written anew again and again: please try once more")


def _names(data_dir: Path) -> list[str]:
    """A store's files, the older ones first within each sort. One that is still being made (`.new`) is none yet."""
    found = [*data_dir.glob("journal-*"), *data_dir.glob("snapshot-*")]
    return sorted(path.name for path in found if path.suffix != ".new")
