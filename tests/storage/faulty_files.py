"""A file system that fails on demand: the stand-in for dying disks, full disks and writes that go in part."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from storage.files import FileSystem


class FaultyFiles(FileSystem):
    """The real files, with faults that a test switches on.

    `fail_at` counts the calls from now: that one raises `error`, and with `for_good` all after it too. `only` limits
    the counting to some calls by name. `most` is how many bytes one write takes. `room` is how large the files under
    `folder` may grow together; what does not fit is `ENOSPC`, after the part that does.
    """

    def __init__(self) -> None:
        self.calls = 0
        self.fail_at: int | None = None
        self.for_good = False
        self.error = errno.EIO
        self.only: frozenset[str] = frozenset()
        self.most: int | None = None
        self.room: int | None = None
        self.folder = Path()
        self.failed: list[str] = []

    def arm(self, fail_at: int | None, *, only: str = "", error: int = errno.EIO, for_good: bool = False) -> None:
        """Fail at that call, counted from now; None: at none."""
        self.calls, self.fail_at, self.error, self.for_good = 0, fail_at, error, for_good
        self.only = frozenset(only.split())
        self.failed = []

    def open(self, path: Path, *, new: bool = False) -> int:
        self._count("open")
        return super().open(path, new=new)

    def write(self, descriptor: int, data: bytes | memoryview, offset: int) -> int:
        self._count("write")
        taken = memoryview(data)[: self.most]
        if self.room is not None:
            used = sum(path.stat().st_size for path in self.folder.iterdir())
            fits = os.fstat(descriptor).st_size - offset + max(self.room - used, 0)
            if fits <= 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            taken = taken[:fits]
        return super().write(descriptor, taken, offset)

    def truncate(self, descriptor: int, size: int) -> None:
        self._count("truncate")
        super().truncate(descriptor, size)

    def sync(self, descriptor: int) -> None:
        self._count("sync")
        super().sync(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        self._count("rename")
        super().rename(old, new)

    def remove(self, path: Path) -> None:
        self._count("remove")
        super().remove(path)

    def sync_directory(self, path: Path) -> None:
        self._count("sync_directory")
        super().sync_directory(path)

    def _count(self, name: str) -> None:
        if self.only and name not in self.only:
            return
        self.calls += 1
        if self.fail_at is None:
            return
        if self.calls == self.fail_at or (self.for_good and self.calls > self.fail_at):
            self.failed.append(name)
            raise OSError(self.error, os.strerror(self.error))
