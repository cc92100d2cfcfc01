"""PDF: whether it is one, and whether it runs anything or holds other files. Its packed objects are looked into too."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from bot.policy.kit.errors import NotTaken

_PDF_MARK, _AMONG = b"%PDF-", 1024
"""The mark may have other bytes before it, but stands among the first of them (ISO 32000, Annex H.3)."""
_RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z])")
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z])")
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED_OBJECTS, _WAY, _OTHER_WAY = (
    b"/ObjStm",
    b"/FlateDecode",
    re.compile(rb"/(?:LZW|ASCII85|ASCIIHex|RunLength)Decode"),
)
_MOST_UNPACKED_BYTES = 64 * 1024 * 1024
"""Bytes that the packed objects of one file may come to."""
_DICTIONARY = 2_000
"""Bytes before a stream in which its own dictionary stands."""


def is_pdf(content: bytes) -> bool:
    """Whether it is a PDF, whatever stands before its mark."""
    return content.find(_PDF_MARK, 0, _AMONG + len(_PDF_MARK)) >= 0 and b"%%EOF" in content[-4096:]


def begins_as_pdf(content: bytes) -> bool:
    """Whether it says that it is a PDF by its first bytes."""
    return content.startswith(_PDF_MARK)


def before_the_mark(content: bytes) -> bytes:
    """What stands before the mark of a PDF."""
    return content[: max(0, content.find(_PDF_MARK, 0, _AMONG + len(_PDF_MARK)))]


def refuse_active_pdf(content: bytes) -> None:
    """Refuse a PDF with programs, forms that run, or other files in it; and one that cannot be looked into."""
    outside = b" ".join(_outside_streams(content))
    plain = _undo_hex(outside)
    if _RUNS.search(plain):
        raise NotTaken("file.pdf_runs")
    if _LOCKED.search(plain):
        raise NotTaken("file.pdf_locked")
    if any(_RUNS.search(_undo_hex(objects)) for objects in _unpack_objects(content)):
        raise NotTaken("file.pdf_runs")


def _undo_hex(names: bytes) -> bytes:
    return _HEX_IN_NAME.sub(lambda found: bytes([int(found[1], 16)]), names)


def _outside_streams(content: bytes) -> Iterator[bytes]:
    """The parts of a PDF that say how it is built. What lies between is packed, and holds any bytes by chance."""
    at = 0
    for begin, end in _streams(content):
        yield content[at:begin]
        at = end
    yield content[at:]


def _streams(content: bytes) -> Iterator[tuple[int, int]]:
    """Where streams begin, with their keyword, and end."""
    at = 0
    while (begin := content.find(b"stream", at)) >= 0:
        end = content.find(b"endstream", begin + 6)
        if end < 0:
            return
        at = end + 9
        yield begin, at


def _unpack_objects(content: bytes) -> Iterator[bytes]:
    """The objects that are packed into streams. Raises `NotTaken` where they cannot be unpacked."""
    left, after = _MOST_UNPACKED_BYTES, 0
    for begin, end in _streams(content):
        words = _undo_hex(content[max(after, begin - _DICTIONARY) : begin])
        after = end
        if _PACKED_OBJECTS not in words:
            continue
        if _OTHER_WAY.search(words):
            raise NotTaken("file.pdf_runs")
        held = content[begin + 6 : end - 9].lstrip(b"\r\n")
        if _WAY not in words:
            yield held
            continue
        try:
            objects = zlib.decompressobj().decompress(held, left)
        except zlib.error as error:
            raise NotTaken("file.unknown") from error
        left -= len(objects)
        if left <= 0:
            raise NotTaken("file.unknown")
        yield objects
