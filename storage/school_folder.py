"""One school in a folder: its store, and beside it the files that people sent in, taken out and brought in together.

store.db     every record and the timeline, with what SQLite puts beside it
evidence/    the files that people sent in
restoring/   both, while they are brought in; what is found there later was never finished
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager, closing
from pathlib import Path

from bot.policy.kit.errors import NotFound, StoreUnavailable
from storage.copying import FileContent, Moment
from storage.file_folder import FileFolder
from storage.files import FileSystem
from storage.reading import KeptItem
from storage.sqlite_file import RESTORING, STORE_FILE, lock, unavailable
from storage.tinydb_store import TinyStore, has_store, opened_to_read

EVIDENCE = "evidence"
"""The folder of files that people sent in, beside the store."""


class FilesTakenAway(StoreUnavailable):
    """A file was taken away while the school was read as it had stood before."""


class SchoolFolder:
    """`Place` in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file_store = FileFolder(folder / EVIDENCE)
        self._files = FileSystem()

    @asynccontextmanager
    async def at_one_moment(self) -> AsyncIterator[Moment]:
        """All of it, while a bot serves from it.

        Files are put there before the records that speak of them, and taken away after them: those of the moment are
        all there when it begins. Raises `FilesTakenAway` where one of them is not any more; the next moment has none
        of it.
        """
        before = set(await self._file_store.ids())
        async with opened_to_read(self._folder) as store, store.at_one_moment() as kept:
            names = await self._file_store.ids()
            if before - set(names):
                raise FilesTakenAway(reason="files were taken away meanwhile: try again")
            async with aclosing(self._contents(names)) as files:
                yield Moment(kept, files)

    async def must_be_empty(self) -> None:
        """Raises `StoreUnavailable` where records or files lie. What an unfinished restore has left is no hindrance."""
        folder = self._folder
        if has_store(folder):
            raise StoreUnavailable(reason=f"there are records in {folder} already: {_INSTEAD}")
        if not (folder / RESTORING).exists() and await self._file_store.ids():
            raise StoreUnavailable(reason=f"there are files in {folder / EVIDENCE} already: {_INSTEAD}")

    async def take_in(self, kept: AsyncIterator[KeptItem], files: AsyncIterator[FileContent]) -> None:
        """Take all of it, or none. It is made whole in a folder of its own, and counts from the moment in which the
        store is put in its place. Until then no bot starts here, and the next restore begins by clearing it away."""
        half = self._folder / RESTORING
        try:
            await asyncio.to_thread(self._files.make_directory, self._folder)
            with closing(await asyncio.to_thread(lock, self._folder)):
                await self.must_be_empty()
                await asyncio.to_thread(self._clear)
                try:
                    await _fill(half, kept, files)
                    await asyncio.to_thread(self._put_in_place)
                except BaseException:
                    await asyncio.to_thread(self._clear)
                    raise
        except OSError as error:
            raise unavailable(self._folder, "written", error) from error

    def _clear(self) -> None:
        """Nothing is left of a restore that was cut short, what it had put in its place already included."""
        half = self._folder / RESTORING
        if half.exists() and not (self._folder / STORE_FILE).exists():
            shutil.rmtree(self._folder / EVIDENCE, ignore_errors=True)
        if half.exists():
            shutil.rmtree(half)

    def _put_in_place(self) -> None:
        half = self._folder / RESTORING
        if any(half.glob(f"{STORE_FILE}-*")):
            raise StoreUnavailable(reason=f"the store in {half} could not be closed")
        if (half / EVIDENCE).exists():
            shutil.rmtree(self._folder / EVIDENCE, ignore_errors=True)  # an empty one: files have been looked for
            self._files.rename(half / EVIDENCE, self._folder / EVIDENCE)
            self._files.sync_directory(self._folder)
        self._files.rename(half / STORE_FILE, self._folder / STORE_FILE)
        self._files.sync_directory(self._folder)
        shutil.rmtree(half)

    async def _contents(self, names: Sequence[str]) -> AsyncGenerator[FileContent, None]:
        for name in names:
            try:
                yield name, await self._file_store.get(name)
            except NotFound as error:
                raise FilesTakenAway(reason="files were taken away meanwhile: try again") from error


_INSTEAD = "choose an empty place, or move away what is there"


async def _fill(folder: Path, kept: AsyncIterator[KeptItem], files: AsyncIterator[FileContent]) -> None:
    store = await TinyStore.open(folder)
    try:
        await store.load(kept)
    finally:
        await store.close()
    file_store = FileFolder(folder / EVIDENCE)
    async for name, content in files:
        await file_store.put(name, content)
