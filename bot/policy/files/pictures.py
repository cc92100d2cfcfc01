"""Pictures by how they are built: PNG, JPEG, and what telephones and browsers save in boxes (HEIC, AVIF)."""

from __future__ import annotations

PNG, JPG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
PICTURES = frozenset({"png", "jpg", "heic", "avif"})
"""The kinds of file that are pictures."""
_JPG_MARK, _JPG_PICTURE = b"\xff", b"\xda"
_STILL = {b"heic": "heic", b"heix": "heic", b"heim": "heic", b"heis": "heic", b"mif1": "heic", b"avif": "avif"}
"""A still picture by its main brand (ISO/IEC 23008-12); a film or a row of pictures has others."""


def recognise_picture(content: bytes) -> str | None:
    """The kind of the picture that this is, whole; "" when it begins as one and is none; None when it is no picture."""
    if content.startswith(PNG):
        return "png" if _is_png(content) else ""
    if content.startswith(JPG):
        return "jpg" if _is_jpg(content) else ""
    if content[4:8] == b"ftyp":
        return _heif(content) or ""
    return None


def _is_png(content: bytes) -> bool:
    """The chunks follow each other from the header to the end mark."""
    at, first = len(PNG), True
    while at + 12 <= len(content):
        size, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if not name.isalpha() or (first and name != b"IHDR"):
            return False
        at, first = at + 12 + size, False
        if name == b"IEND":
            return at <= len(content)
    return False


def _is_jpg(content: bytes) -> bool:
    """The segments follow each other from the start to the picture's data, and an end mark comes after it."""
    at = 2
    while at + 4 <= len(content) and content[at : at + 1] == _JPG_MARK:
        mark = content[at + 1 : at + 2]
        if mark == _JPG_MARK:
            at += 1
            continue
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        if size < 2:  # noqa: PLR2004 - a segment's size counts its own two bytes
            return False
        if mark == _JPG_PICTURE:
            return content.find(_JPG_MARK + b"\xd9", at) > 0
        at += 2 + size
    return False


def _heif(content: bytes) -> str | None:
    """The boxes follow each other to the very end, and say what the picture is and hold it."""
    at, names = 0, set()
    while at + 8 <= len(content):
        size, header = int.from_bytes(content[at : at + 4], "big"), 8
        if size == 1:
            size, header = int.from_bytes(content[at + 8 : at + 16], "big"), 16
        size = size or len(content) - at
        if size < header:
            return None
        names.add(content[at + 4 : at + 8])
        at += size
    main = _STILL.get(content[8:12])
    if at != len(content) or main is None or not {b"meta", b"mdat"} <= names:
        return None
    brands = content[16 : int.from_bytes(content[:4], "big")]
    return "avif" if content[8:12] == b"mif1" and b"avif" in brands else main
