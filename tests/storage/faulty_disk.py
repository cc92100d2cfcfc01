"""A disk that fails on demand under SQLite: the stand-in for dying disks, full disks and slow ones.

It is a file system of SQLite's own kind (a VFS): the system's, with some of its calls counted and made to fail. While
it is there every new connection of this process goes through it; the store knows nothing of it.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import sqlite3
import threading
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p, cast
from pathlib import Path
from types import TracebackType

import pytest

_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_Read = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)

EIO: dict[str, int] = {
    "open": sqlite3.SQLITE_CANTOPEN,
    "delete": sqlite3.SQLITE_IOERR_DELETE,
    "read": sqlite3.SQLITE_IOERR_READ,
    "write": sqlite3.SQLITE_IOERR_WRITE,
    "sync": sqlite3.SQLITE_IOERR_FSYNC,
    "truncate": sqlite3.SQLITE_IOERR_TRUNCATE,
}
"""How SQLite is told that a call failed."""
ENOSPC = dict.fromkeys(EIO, sqlite3.SQLITE_FULL)
_CHANGING = EIO.keys() - {"read"}


class _Vfs(Structure):
    """`sqlite3_vfs`, its first version."""

    _fields_ = (
        *(("version", c_int), ("file_size", c_int), ("longest_path", c_int), ("next", c_void_p), ("name", c_char_p)),
        *(("data", c_void_p), ("open", c_void_p), ("delete", c_void_p), ("rest", c_void_p * 14)),
    )


class _Methods(Structure):
    """`sqlite3_io_methods`."""

    _fields_ = (
        *(("version", c_int), ("close", c_void_p), ("read", c_void_p), ("write", c_void_p), ("truncate", c_void_p)),
        *(("sync", c_void_p), ("rest", c_void_p * 13)),
    )


class FaultyDisk:
    """The real disk, with faults that a test switches on, for as long as the block runs.

    `room` is how large the files in `folder` may grow together. `on_sync` is called before each sync.
    """

    def __init__(self) -> None:
        self.calls = 0
        self.fail_at: int | None = None
        self.for_good = False
        self.error = EIO
        self.only: frozenset[str] = frozenset()
        self.room: int | None = None
        self.folder = Path()
        self.failed: list[str] = []
        self.on_sync: Callable[[], None] = lambda: None
        self._lock = threading.Lock()
        self._alive: list[object] = []
        self._patched: dict[int, _Methods] = {}
        self._vfs = _Vfs()

    def arm(self, fail_at: int | None, *, only: str = "", error: dict[str, int] = EIO, for_good: bool = False) -> None:
        """Fail at that call, counted from now (None: at none); with `for_good` at all after it too.

        Counted are the calls that change something, or those named by `only`.
        """
        self.calls, self.fail_at, self.error, self.for_good = 0, fail_at, error, for_good
        self.only = frozenset(only.split())
        self.failed = []

    def __enter__(self) -> FaultyDisk:
        try:
            self._library = ctypes.CDLL(_sqlite3.__file__)
            self._library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        except (OSError, AttributeError):
            pytest.skip("the SQLite of this Python cannot be reached from outside")
        own = self._library.sqlite3_vfs_find(None).contents
        ctypes.memmove(byref(self._vfs), byref(own), ctypes.sizeof(_Vfs))
        self._vfs.name = b"faulty"
        opens, deletes = _Open(own.open), _Delete(own.delete)

        def open_file(vfs: int, name: int, file: int, flags: int, told: int) -> int:
            failure = self._count("open") or opens(vfs, name, file, flags, told)
            if not failure:
                place = cast(file, POINTER(c_void_p))
                place[0] = ctypes.addressof(self._methods_for(int(place[0] or 0)))
            return int(failure)

        def delete(vfs: int, name: int, sync: int) -> int:
            return self._count("delete") or int(deletes(vfs, name, sync))

        self._vfs.open = self._keep(_Open(open_file))
        self._vfs.delete = self._keep(_Delete(delete))
        self._library.sqlite3_vfs_register(byref(self._vfs), 1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.arm(None)
        self._library.sqlite3_vfs_unregister(byref(self._vfs))
        _KEPT.append(self)  # what is still open goes on through it

    def _methods_for(self, own: int) -> _Methods:
        if own in self._patched:
            return self._patched[own]
        methods = _Methods()
        ctypes.memmove(byref(methods), own, ctypes.sizeof(_Methods))
        reads, writes = _Read(methods.read), _Write(methods.write)
        syncs, truncates = _Sync(methods.sync), _Truncate(methods.truncate)

        def read(file: int, data: int, size: int, offset: int) -> int:
            return self._count("read") or int(reads(file, data, size, offset))

        def write(file: int, data: int, size: int, offset: int) -> int:
            return self._count("write", size) or int(writes(file, data, size, offset))

        def sync(file: int, flags: int) -> int:
            self.on_sync()
            return self._count("sync") or int(syncs(file, flags))

        def truncate(file: int, size: int) -> int:
            return self._count("truncate") or int(truncates(file, size))

        methods.read = self._keep(_Read(read))
        methods.write, methods.sync = self._keep(_Write(write)), self._keep(_Sync(sync))
        methods.truncate = self._keep(_Truncate(truncate))
        self._patched[own] = methods
        return methods

    def _keep(self, function: object) -> int | None:
        self._alive.append(function)
        return cast(function, c_void_p).value  # type: ignore[arg-type]

    def _count(self, name: str, size: int = 0) -> int:
        """What the call is answered with; 0 where it may go on."""
        held = sum(path.stat().st_size for path in self.folder.iterdir()) if self.room is not None and size else 0
        if self.room is not None and size and held + size > self.room:
            return sqlite3.SQLITE_FULL
        if name not in (self.only or _CHANGING):
            return 0
        with self._lock:
            self.calls += 1
            if self.fail_at is None:
                return 0
            if self.calls == self.fail_at or (self.for_good and self.calls > self.fail_at):
                self.failed.append(name)
                return self.error[name]
        return 0


_KEPT: list[FaultyDisk] = []
