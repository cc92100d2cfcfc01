"""The file of one store: how it is opened, who may write it, and what its errors mean in one line.

    store.db            every record and the timeline
    store.db-wal, -shm  SQLite's own, while it is open and after a kill
    lock                held by the one process that writes

SQLite does what it can: a write-ahead log that is durable at each commit, a number for whose file it is and one for its
format. The lock is SQLite's as well, on a file of its own, because it works on every system. Every call blocks.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from bot.policy.kit.errors import StoreInUse, StoreUnavailable
from storage.rows import FORMAT, READ_FORMATS, wrong_format

STORE_FILE = "store.db"
LOCK_FILE = "lock"
RESTORING = "restoring"
"""The folder beside a store in which one is made ready that is brought in whole."""
APPLICATION = 0x4F534273
"""Tells a file of ours from any other of SQLite's."""
BUSY_SECONDS = 5.0
"""How long to wait for another process that reads, or that takes in what a kill has left."""

_SETTINGS = (
    *("synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON", "foreign_keys = ON"),
    "secure_delete = ON",  # what is taken away after its time is written over
    "temp_store = MEMORY",  # what a savepoint may have to put back, and what is sorted
)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_PRIMARY = 0xFF
"""The part of an error's code that says what went wrong; the rest says where."""


def connect_to_file(path: Path, *, wait: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection to a file that exists, for one thread at a time. The caller begins its transactions."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(
        uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False, cached_statements=400
    )
    try:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def begin_file(path: Path) -> sqlite3.Connection:
    """A connection that may write. The file is made where there is none. Raises `StoreUnavailable`."""
    for_owner_alone(path)
    connection = connect_to_file(path)
    try:
        connection.execute("PRAGMA cache_size = -8000")  # KB: each write goes to a page of every index
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN")
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            connection.execute("CREATE TABLE store_checks (number INTEGER)")
            connection.execute("INSERT INTO store_checks VALUES (0)")
            connection.execute("COMMIT")
        if must_be_ours(connection, path) < FORMAT:
            connection.execute(
                f"PRAGMA user_version = {FORMAT}"
            )  # the release before must not read what is written now
    except BaseException:
        connection.close()
        raise
    return connection


def must_be_ours(connection: sqlite3.Connection, path: Path) -> int:
    """The file's format. Raises `StoreUnavailable` for one of another program, or a format that is not read here."""
    (whose,) = connection.execute("PRAGMA application_id").fetchone()
    (form,) = connection.execute("PRAGMA user_version").fetchone()
    if whose != APPLICATION:
        raise StoreUnavailable(reason=f"{path} is not a store of this program")
    if form not in READ_FORMATS:
        raise StoreUnavailable(reason=wrong_format(str(path), form))
    return int(form)


def must_be_finished(folder: Path) -> None:
    """Raises `StoreUnavailable` where what was brought in is not whole."""
    if (folder / RESTORING).exists() and not (folder / STORE_FILE).exists():
        raise StoreUnavailable(reason=f"what was brought into {folder} is not whole: do it again, it begins anew")


def for_owner_alone(path: Path) -> None:
    """The file exists, and nobody but its owner may read or write it; what SQLite puts beside it is the same.

    One that is there is not opened: to close it again would let go of the locks that this process has on it.
    """
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def lock(folder: Path) -> sqlite3.Connection:
    """The lock of the one process that writes, held until it is closed. Raises `StoreInUse`."""
    for_owner_alone(folder / LOCK_FILE)
    held = sqlite3.connect(folder / LOCK_FILE, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        held.execute("PRAGMA journal_mode = MEMORY")  # nothing is ever written there
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        held.close()
        if primary(error) != sqlite3.SQLITE_BUSY:
            raise
        raise StoreInUse(reason=f"another process has the store in {folder} open") from None
    except BaseException:
        held.close()
        raise
    return held


def integrity(connection: sqlite3.Connection, path: Path) -> None:
    """Read all of the file. Raises `StoreUnavailable` with the first thing that does not hold."""
    (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if told != "ok":
        raise damage(path, " ".join(told.split()))


def primary(error: sqlite3.Error) -> int:
    """What went wrong, as a code of SQLite's."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY


def unavailable(folder: Path, what: str, error: sqlite3.Error | OSError) -> StoreUnavailable:
    """One line that says that the store cannot be `what`, and why."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        words = "DATA_DIR leads to a file; write a folder there"
    elif isinstance(error, OSError):
        words = os.strerror(error.errno) if error.errno else str(error)
    elif primary(error) in _DAMAGED:
        return damage(folder / STORE_FILE, str(error))
    else:
        words = str(error)
    return StoreUnavailable(reason=f"the store in {folder} cannot be {what}: {words}")


def damage(path: Path, what: str) -> StoreUnavailable:
    """What to do about a damaged file."""
    return StoreUnavailable(reason=f"{path} is damaged ({what}): restore the folder from a back-up")
