"""The file store of a single school: one file a document, named by its id, in a folder that is the owner's alone.

A file is written beside its place, made durable, and put there in one step: nobody ever finds half of one. Knows
nothing of incidents, of senders, or of what a file is called.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from bot.policy.kit.errors import NotFound, StoreUnavailable
from storage.files import UNFINISHED, FileSystem

_FILE_ID = re.compile(r"[0-9A-Za-z-]{1,100}")


def check_file_id(id: str) -> None:
    """Raises `NotFound` for an id that is none of ours: it names no file."""
    if not _FILE_ID.fullmatch(id):
        raise NotFound()


class FileFolder:
    """`FileStore` in a folder, which is made at the first file."""

    def __init__(self, folder: Path, *, files: FileSystem | None = None) -> None:
        self._folder = folder
        self._files = files or FileSystem()
        self._one_at_a_time = asyncio.Lock()

    async def put(self, id: str, content: bytes) -> None:
        """Keep all of it, durably, or none. Raises `StoreUnavailable`."""
        path = self._path(id)
        async with self._one_at_a_time:
            try:
                await asyncio.to_thread(self._write, path, content)
            except OSError as error:
                raise StoreUnavailable(reason=f"the evidence folder cannot be written: {error.strerror}") from error

    async def get(self, id: str) -> bytes:
        """The file of that id. Raises `NotFound` or `StoreUnavailable`."""
        path = self._path(id)
        try:
            return await asyncio.to_thread(self._files.read, path)
        except FileNotFoundError as error:
            raise NotFound() from error
        except OSError as error:
            raise StoreUnavailable(reason=f"the evidence folder cannot be read: {error.strerror}") from error

    async def remove(self, id: str) -> None:
        """Take the file away. Raises `StoreUnavailable`."""
        path = self._path(id)
        async with self._one_at_a_time:
            try:
                await asyncio.to_thread(self._take_away, path)
            except OSError as error:
                raise StoreUnavailable(reason=f"the evidence folder cannot be written: {error.strerror}") from error

    async def ids(self) -> Sequence[str]:
        """The ids of all files, in order. Raises `StoreUnavailable`."""
        try:
            names = await asyncio.to_thread(self._files.names, self._folder)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StoreUnavailable(reason=f"the evidence folder cannot be read: {error.strerror}") from error
        return [name for name in names if _FILE_ID.fullmatch(name)]

    def _path(self, id: str) -> Path:
        """Where a file lies."""
        check_file_id(id)
        return self._folder / id

    def _write(self, path: Path, content: bytes) -> None:
        self._files.make_directory(self._folder)
        half = path.with_name(path.name + UNFINISHED)
        try:
            self._files.write_new(half, content)
            self._files.rename(half, path)
        except OSError:
            self._files.remove(half)
            raise
        self._files.sync_directory(self._folder)

    def _take_away(self, path: Path) -> None:
        if path.exists():
            self._files.remove(path)
            self._files.sync_directory(self._folder)
