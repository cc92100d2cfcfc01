"""A PNG's pixels, as far as our icons need them: eight bits a channel with alpha, not interlaced; nothing else."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_EIGHT_BITS_WITH_ALPHA = (8, 6, 0, 0, 0)
_BYTES = 4
"""Of one pixel: red, green, blue, alpha."""


class NotReadableError(Exception):
    """It is no PNG of that sort; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Its size, and its pixels from the top left, four bytes each."""

    width: int
    height: int
    pixels: bytes

    @property
    def alphas(self) -> bytes:
        """How opaque each pixel is, 0 to 255."""
        return self.pixels[3::_BYTES]

    @property
    def colours(self) -> set[tuple[int, int, int]]:
        """The colours of all that can be seen."""
        at = range(0, len(self.pixels), _BYTES)
        return {(self.pixels[i], self.pixels[i + 1], self.pixels[i + 2]) for i in at if self.pixels[i + 3]}


def decode_png(content: bytes) -> Picture:
    """The picture. Raises `NotReadableError`."""
    if not content.startswith(PNG_SIGNATURE):
        raise NotReadableError("is no PNG")
    try:
        width, height, packed = _chunks(content)
        return Picture(width, height, _unfilter(zlib.decompress(packed), width, height))
    except (struct.error, zlib.error, IndexError) as error:
        raise NotReadableError("is a damaged PNG") from error


def _chunks(content: bytes) -> tuple[int, int, bytes]:
    at, packed, size = len(PNG_SIGNATURE), b"", None
    while at < len(content):
        (length,), name = struct.unpack(">I", content[at : at + 4]), content[at + 4 : at + 8]
        held = content[at + 8 : at + 8 + length]
        if name == b"IHDR":
            width, height, *rest = struct.unpack(">IIBBBBB", held)
            if tuple(rest) != _EIGHT_BITS_WITH_ALPHA:
                raise NotReadableError("is a PNG of another sort than eight bits a channel with transparency")
            size = (width, height)
        elif name == b"IDAT":
            packed += held
        at += 12 + length
    if size is None:
        raise NotReadableError("is a damaged PNG")
    return (*size, packed)


def _unfilter(raw: bytes, width: int, height: int) -> bytes:
    """The pixels behind PNG's line filters (PNG specification, 9.2)."""
    length, above, out = width * _BYTES, bytes(width * _BYTES), bytearray()
    for row in range(height):
        start = row * (length + 1)
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + length])
        if len(line) != length:
            raise NotReadableError("is a damaged PNG")
        for i in range(length):
            left = line[i - _BYTES] if i >= _BYTES else 0
            corner = above[i - _BYTES] if i >= _BYTES else 0
            line[i] = (line[i] + _predict(kind, left, above[i], corner)) & 0xFF
        out += line
        above = bytes(line)
    return bytes(out)


def _predict(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:  # noqa: PLR2004 - Paeth, by its number in the specification
        guess = left + up - corner
        return min((left, up, corner), key=lambda value: abs(guess - value))
    return (0, left, up, (left + up) // 2)[kind]
