"""The few things that are asked of a file system beside SQLite, behind one seam so that a test can make each fail.

Knows nothing of records. Every call blocks, and none is made on the event loop.
"""

from __future__ import annotations

import os
from io import BufferedWriter
from pathlib import Path

UNFINISHED = ".part"
"""What the name of a file ends with until all of it is written."""


class FileSystem:
    """The operating system's files. Whatever is made is its owner's alone (directories 0700, files 0600)."""

    def make_directory(self, path: Path) -> None:
        """The directory exists, would survive a power cut, and nobody else may look into it."""
        made = [each for each in (path, *path.parents) if not each.exists()]
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_mode & 0o077:
            path.chmod(0o700)
        for each in made:
            self.sync_directory(each.parent)

    def names(self, directory: Path) -> list[str]:
        """What lies in the directory, in order."""
        return sorted(path.name for path in directory.iterdir())

    def read(self, path: Path) -> bytes:
        """All of a file."""
        return path.read_bytes()

    def write_new(self, path: Path, content: bytes) -> None:
        """A file with that content, in the place of one that was there; it would survive a power cut."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[self.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def begin(self, path: Path) -> BufferedWriter:
        """A new file, to be written piece by piece. Raises `FileExistsError`."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(path, flags, 0o600), "wb")

    def write(self, descriptor: int, data: memoryview) -> int:
        """Write behind what was written; how many bytes went, which may be fewer than were given."""
        return os.write(descriptor, data)

    def rename(self, old: Path, new: Path) -> None:
        """Put `old` in the place of `new`, in one step."""
        old.replace(new)

    def remove(self, path: Path) -> None:
        """Take the file away."""
        path.unlink(missing_ok=True)

    def sync_directory(self, path: Path) -> None:
        """Return when the names in the directory would survive a power cut. Windows sees to that by itself."""
        if os.name == "nt":
            return
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
