"""The few things the journal asks of a file system, behind one seam so that a test can make each of them fail.

Knows nothing of records. Every call blocks, and none is made on the event loop.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


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

    def open(self, path: Path, *, new: bool = False) -> int:
        """A descriptor for reading and writing; `new` empties the file, and makes it where there is none."""
        flags = os.O_RDWR | os.O_CLOEXEC | (os.O_CREAT | os.O_TRUNC if new else 0)
        descriptor = os.open(path, flags, 0o600)
        if os.fstat(descriptor).st_mode & 0o077:
            os.fchmod(descriptor, 0o600)
        return descriptor

    def close(self, descriptor: int) -> None:
        """Let go of a descriptor."""
        os.close(descriptor)

    def read(self, path: Path) -> bytes:
        """All of a file."""
        return path.read_bytes()

    def write(self, descriptor: int, data: bytes | memoryview, offset: int) -> int:
        """Write at `offset`; how many bytes went, which may be fewer than were given."""
        return os.pwrite(descriptor, data, offset)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut the file off at `size`."""
        os.ftruncate(descriptor, size)

    def sync(self, descriptor: int) -> None:
        """Return when what was written would survive a power cut."""
        os.fdatasync(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """Put `old` in the place of `new`, in one step."""
        old.replace(new)

    def remove(self, path: Path) -> None:
        """Take the file away."""
        path.unlink(missing_ok=True)

    def sync_directory(self, path: Path) -> None:
        """Return when the names in the directory would survive a power cut."""
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def lock(self, path: Path) -> int:
        """An exclusive advisory lock on that file, held until the descriptor is closed. `BlockingIOError`: taken."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor


def write_all(files: FileSystem, descriptor: int, data: bytes, offset: int) -> None:
    """Write all of `data` at `offset`, however often the system takes only a part of it."""
    rest = memoryview(data)
    while rest:
        gone = files.write(descriptor, rest, offset)
        if gone <= 0:
            raise OSError("the system took nothing of a write")
        rest = rest[gone:]
        offset += gone
