"""How changes stand in a file: one frame for each transaction, or for a slice of a snapshot. Pure; opens no file.

A frame is `mark, length, number, checksum, payload`. The mark holds bytes that no UTF-8 text has, so nothing that a
person typed can look like the beginning of a frame. Numbers count up by one, so a frame says what must stand before
it. After the last frame of a journal stand zeros: room that was made beforehand.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pydantic_core import from_json, to_json

from storage.index import StoredRow

MARK = b"\xff\xfeS1"
_HEAD = struct.Struct(">4sIQI")
_SEALED = struct.Struct(">IQ")
_CHANGE = struct.Struct(">BBIII")
_DROP, _PUT = 0, 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class RowChange(NamedTuple):
    """A row kept under a table and id, or taken away (`row` None). `fields` name the row's keys."""

    table: str
    id: str
    fields: tuple[str, ...]
    row: StoredRow | None


class Frame(NamedTuple):
    """A whole frame, and where it ends."""

    number: int
    payload: memoryview
    end: int


class DamagedError(Exception):
    """What stands in a file is whole and makes no sense, or is not whole and is not the end."""


def frame(number: int, payload: bytes) -> bytes:
    """A payload with its head."""
    return _HEAD.pack(MARK, len(payload), number, _checksum(len(payload), number, payload)) + payload


def frame_at(data: memoryview, start: int) -> Frame | None:
    """The whole frame that begins there, or None."""
    if start + _HEAD.size > len(data):
        return None
    mark, length, number, checksum = _HEAD.unpack_from(data, start)
    end = start + _HEAD.size + length
    if mark != MARK or end > len(data):
        return None
    payload = data[start + _HEAD.size : end]
    return Frame(number, payload, end) if _checksum(length, number, payload) == checksum else None


def frame_after(data: bytes, start: int) -> Frame | None:
    """The first whole frame that begins anywhere from `start` on, or None."""
    view = memoryview(data)
    at = data.find(MARK, start)
    while at >= 0:
        found = frame_at(view, at)
        if found is not None:
            return found
        at = data.find(MARK, at + 1)
    return None


def encode(changes: Iterable[RowChange]) -> bytes:
    """The payload of a frame."""
    parts: list[bytes] = []
    for table, key, fields, row in changes:
        name, place = table.encode(), key.encode()
        if row is None:
            parts += (_CHANGE.pack(_DROP, len(name), len(place), 0, 0), name, place)
            continue
        due = None if row.due is None else (row.due - _EPOCH) // _MICROSECOND
        meta = to_json((row.version, due, dict(zip(fields, row.keys, strict=True))))
        parts += (_CHANGE.pack(_PUT, len(name), len(place), len(meta), len(row.body)), name, place, meta, row.body)
    return b"".join(parts)


def decode(payload: memoryview) -> Iterator[RowChange]:
    """The changes of a payload, in their order. Raises `DamagedError` where they make no sense."""
    at = 0
    same: dict[str, str] = {}
    same_fields: dict[tuple[str, ...], tuple[str, ...]] = {}
    while at < len(payload):
        try:
            op, name_length, key_length, meta_length, body_length = _CHANGE.unpack_from(payload, at)
            name_at = at + _CHANGE.size
            key_at = name_at + name_length
            meta_at = key_at + key_length
            body_at = meta_at + meta_length
            at = body_at + body_length
            if op not in (_DROP, _PUT) or at > len(payload):
                raise DamagedError("a change cannot be read")
            table = str(payload[name_at:key_at], "utf-8")
            table = same.setdefault(table, table)
            key = str(payload[key_at:meta_at], "utf-8")
            if op == _DROP:
                yield RowChange(table, key, (), None)
                continue
            version, due, keyed = from_json(bytes(payload[meta_at:body_at]))
            fields = tuple(keyed)
            # A few values stand in thousands of rows: one object each is enough.
            keys = tuple(
                [same.setdefault(value, value) if isinstance(value, str) else value for value in keyed.values()]
            )
            when = None if due is None else _EPOCH + timedelta(microseconds=due)
        except (struct.error, ValueError, TypeError) as error:
            raise DamagedError("a change cannot be read") from error
        yield RowChange(
            table,
            key,
            same_fields.setdefault(fields, fields),
            StoredRow(bytes(payload[body_at:at]), version, keys, when),
        )


def _checksum(length: int, number: int, payload: bytes | memoryview) -> int:
    return zlib.crc32(payload, zlib.crc32(_SEALED.pack(length, number)))
