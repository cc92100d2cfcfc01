"""The files of the store before it was SQLite's: read once, at the first start, and moved over.

May go with the release after next, when every school that is kept up to date has started on SQLite.

`snapshot-N` has every row, `journal-N` one frame for each write since. A frame is `mark, length, number, checksum,
payload`; numbers count up by one, and behind a journal's last frame stand zeros. What is not whole and has nothing
whole behind it was never acknowledged; anything else that is not whole is damage, and is refused.
"""

from __future__ import annotations

import re
import shutil
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from pydantic_core import from_json

from bot.policy.kit.errors import StoreUnavailable
from storage.files import FileSystem
from storage.reading import known_kind, parse_record
from storage.rows import StoredRow, row_of
from storage.selecting import moment_of
from storage.sqlite_file import STORE_FILE, begin_file
from storage.tables import DocumentDatabase, Fields

_WRITE_MARK = b"\xff\xfeS1"
_HEAD = struct.Struct(">4sIQI")
_SEALED = struct.Struct(">IQ")
_CHANGE = struct.Struct(">BBIII")
_JOURNAL_NAME = re.compile(r"(snapshot|journal)-(\d{6,})")

OLD_FOLDER = "old-journal"
"""Where the files lie once they have been moved over."""
Tables = dict[str, dict[str, StoredRow]]


def move_in(folder: Path) -> int:
    """Move what an older release kept there into a new file, whole; how many rows. Nothing happens where nothing is.

    Raises `StoreUnavailable` for files that are damaged or missing, and leaves them as they are.
    """
    files, left = FileSystem(), old_files(folder)
    if left and not (folder / STORE_FILE).exists():
        tables, fields = _read(folder)
        new = folder / f"{STORE_FILE}.new"
        for half in folder.glob(f"{new.name}*"):
            files.remove(half)
        with closing(begin_file(new)) as connection:
            connection.execute("BEGIN")
            db = DocumentDatabase(connection)
            for name, rows in tables.items():
                _fill(db, name, list(rows.values()), fields[name])
            connection.execute("COMMIT")
        files.rename(new, folder / STORE_FILE)
        moved = sum(map(len, tables.values()))
    else:
        moved = 0
    if left:
        files.make_directory(folder / OLD_FOLDER)
        for path in left:
            files.rename(path, folder / OLD_FOLDER / path.name)
        files.sync_directory(folder)
    return moved


def forget_old_journal(folder: Path) -> None:
    """Take the files away: what was removed after its time must not be found in them."""
    if (folder / OLD_FOLDER).exists():
        shutil.rmtree(folder / OLD_FOLDER)


def _fill(db: DocumentDatabase, name: str, rows: list[StoredRow], fields: Fields) -> None:
    table = db.documents(name)
    kind = known_kind(name)
    if kind is not None and fields != kind.INDEXED:
        rows = [row_of(record, record.version) for row in rows for record in (parse_record(kind, row.body),)]
        fields = kind.INDEXED
    table.create(fields)
    table.fill(row._replace(keys=row.keys if fields else ()) for row in rows)


def old_files(folder: Path) -> list[Path]:
    """The files of the journal that lie there."""
    return sorted(path for path in folder.iterdir() if _JOURNAL_NAME.fullmatch(path.name.removesuffix(".new")))


def _read(folder: Path) -> tuple[Tables, Mapping[str, Fields]]:
    """Every row of every table by its id, and what each table's rows are indexed by; nothing where they differ."""
    found = [(match[1], int(match[2])) for path in old_files(folder) if (match := _JOURNAL_NAME.fullmatch(path.name))]
    first = max((number for what, number in found if what == "snapshot"), default=1)
    journals = sorted(number for what, number in found if what == "journal" and number >= first)
    if journals != list(range(first, first + len(journals))) or not journals:
        raise _damage(folder, "a file is missing")
    tables: Tables = {}
    fields: dict[str, set[Fields]] = {}
    number = 0
    if ("snapshot", first) in found:
        name = f"snapshot-{first:06d}"
        parts = _frames((folder / name).read_bytes())
        if [at for at, _, _ in parts] != list(range(len(parts))) or len(parts) < 2 or parts[-1][1]:  # noqa: PLR2004
            raise _damage(folder, f"{name} is not whole")
        (number,) = struct.unpack(">Q", parts[0][1])
        for _, payload, _ in parts[1:]:
            _apply(folder, payload, tables, fields)
    for generation in journals:
        name = f"journal-{generation:06d}"
        data = (folder / name).read_bytes()
        at = 0
        for counted, payload, until in _frames(data):
            if counted != number + 1:
                raise _damage(folder, f"{name} lacks a write")
            _apply(folder, payload, tables, fields)
            number, at = counted, until
        if data[at:].strip(b"\0") and _whole_after(data, at + 1):
            raise _damage(folder, f"{name} has a damaged write at byte {at}")
    return tables, {name: next(iter(lists)) if len(lists) == 1 else () for name, lists in fields.items()}


def _frames(data: bytes) -> list[tuple[int, bytes, int]]:
    """Number, payload and end of each frame up to the first that is not whole."""
    found, at = [], 0
    while (frame := _frame_at(data, at)) is not None:
        found.append(frame)
        at = frame[2]
    return found


def _frame_at(data: bytes, start: int) -> tuple[int, bytes, int] | None:
    if start + _HEAD.size > len(data):
        return None
    mark, length, number, checksum = _HEAD.unpack_from(data, start)
    end = start + _HEAD.size + length
    payload = data[start + _HEAD.size : end]
    whole = mark == _WRITE_MARK and zlib.crc32(payload, zlib.crc32(_SEALED.pack(length, number))) == checksum
    return (number, payload, end) if whole and end <= len(data) else None


def _whole_after(data: bytes, start: int) -> bool:
    at = data.find(_WRITE_MARK, start)
    while at >= 0 and _frame_at(data, at) is None:
        at = data.find(_WRITE_MARK, at + 1)
    return at >= 0


def _apply(folder: Path, payload: bytes, tables: Tables, fields: dict[str, set[Fields]]) -> None:
    try:
        for table, key, names, row in _changes(payload):
            held, lists = tables.setdefault(table, {}), fields.setdefault(table, set())
            if row is None:
                held.pop(key, None)  # gone already from a snapshot that was written after this
            else:
                held[key] = row
                lists.add(names)
    except (struct.error, ValueError, TypeError) as error:
        raise _damage(folder, "a change cannot be read") from error


def _changes(payload: bytes) -> Iterator[tuple[str, str, Fields, StoredRow | None]]:
    at = 0
    while at < len(payload):
        puts, *lengths = _CHANGE.unpack_from(payload, at)
        at += _CHANGE.size
        parts = []
        for length in lengths:
            parts.append(payload[at : at + length])
            at += length
        table, key, meta, body = parts[0].decode(), parts[1].decode(), parts[2], parts[3].decode()
        if not puts:
            yield table, key, (), None
            continue
        version, due, keyed = from_json(meta)
        when = None if due is None else moment_of(due)
        yield table, key, tuple(keyed), StoredRow(key, version, when, tuple(keyed.values()), body)


def _damage(folder: Path, what: str) -> StoreUnavailable:
    return StoreUnavailable(reason=f"{folder} is damaged ({what}): restore the folder from a back-up")
