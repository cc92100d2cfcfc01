"""What a file really is, by its content alone: the few kinds that are taken, and what is refused. No name is looked at.

What is taken cannot run when a handler opens it: pictures, PDF without programs in it, e-mails without programs in
them, and plain text, which is handed out as text whatever it may be a listing of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from bot.policy.errors import PolicyError

LARGEST = 10 * 1024 * 1024
"""Bytes that a file may have."""


class NotTaken(PolicyError):
    """A file is not taken; the key names the sentence that says why and what to do instead."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


PROGRAMS: tuple[bytes, ...] = (
    b"MZ",  # Windows
    b"\x7fELF",  # Linux
    b"\xfe\xed\xfa\xce",  # Mach-O, four ways round
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Mach-O for several machines, and Java
    b"\x00asm",
    b"dex\n",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
    b"#!",
    b"<?php",
    b"<job",
    b"<package",
)
ARCHIVES: tuple[bytes, ...] = (
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x1f\x8b",
    b"\x1f\x9d",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"MSCF",
    b"ITSF",  # compiled help
    b"xar!",
    b"LZIP",
    b"\x60\xea",
    b"!<arch>",
    b"\xed\xab\xee\xdb",
    b"conectix",
    b"vhdxfile",
)
ZIP, OLE, RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_AT_A_PLACE = ((257, b"ustar"), (32_769, b"CD001"), (2, b"-lh"), (7, b"**ACE**"))
_BATCH = re.compile(rb"\s*@?(?:echo off|setlocal|powershell(?:\.exe)? )|\s*(?:Attribute VB_Name|Sub Auto_?Open)", re.I)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|meta|\?xml|hta:|table|div|style)\b", re.I)

PNG, JPG_START, PDF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-"
_JPG_MARK, _JPG_PICTURE = b"\xff", b"\xda"
_PDF_RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z])")
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")

_HEADER = re.compile(r"([!-9;-~]{1,60}):(?:[ \t]|$)")
_OF_AN_EMAIL = frozenset({"to", "subject", "date", "received", "message-id", "return-path", "mime-version"})
_DEEPEST, _MOST_PARTS, _MOST_SEAMS = 20, 200, 5_000


def recognise(content: bytes) -> str:
    """What it is: `png`, `jpg`, `pdf`, `eml` or `txt`. Raises `NotTaken` for everything else."""
    if not content:
        raise NotTaken("file.empty")
    if len(content) > LARGEST:
        raise NotTaken("file.too_large")
    _must_not_run(content)
    if content.startswith(PNG):
        return _picture("png", _is_png(content))
    if content.startswith(JPG_START):
        return _picture("jpg", _is_jpg(content))
    if content.startswith(PDF):
        return _pdf(content)
    text = _text(content)
    if text is None:
        raise NotTaken("file.unknown")
    if _is_email(text):
        _look_inside(content)
        return "eml"
    if _PAGE.match(content.lstrip(b"\xef\xbb\xbf \t\r\n")) or _PAGE.search(content, 0, 1024):
        raise NotTaken("file.page")
    return "txt"


def _must_not_run(content: bytes) -> None:
    """Refuse programs, archives and files that can hold macros, by how they begin and how they are built."""
    begins = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(PROGRAMS) or begins.startswith((b"#!", b"<?php", b"<job", b"<package")):
        raise NotTaken("file.program")
    if _BATCH.match(content):
        raise NotTaken("file.program")
    if content.startswith((OLE, RTF)) or begins.startswith(RTF):
        raise NotTaken("file.office")
    if content.startswith(ZIP):
        # Word, Excel and PowerPoint save zip archives, with this part in each of them.
        raise NotTaken("file.office" if b"[Content_Types].xml" in content else "file.archive")
    if content.startswith(ARCHIVES) or any(content[at : at + len(mark)] == mark for at, mark in _AT_A_PLACE):
        raise NotTaken("file.archive")
    if _ends_as_a_zip(content):
        raise NotTaken("file.archive")


def _ends_as_a_zip(content: bytes) -> bool:
    """Whether an archive hangs on the end of something else: zip is read from its end."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if at < 0 or at + 22 > len(content):
        return False
    size = int.from_bytes(content[at + 12 : at + 16], "little")
    return size == 0 or content[max(0, at - size) : max(0, at - size) + 4] == b"PK\x01\x02"


def _picture(kind: str, whole: bool) -> str:
    if not whole:
        raise NotTaken("file.unknown")
    return kind


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


def _pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-4096:]:
        raise NotTaken("file.unknown")
    outside = b" ".join(_outside_streams(content))
    plain = _HEX_IN_NAME.sub(lambda found: bytes([int(found[1], 16)]), outside)
    if _PDF_RUNS.search(plain):
        raise NotTaken("file.pdf_runs")
    return "pdf"


def _outside_streams(content: bytes) -> Iterator[bytes]:
    """The parts of a PDF that say how it is built. What lies between is packed, and holds any bytes by chance."""
    at = 0
    while (begin := content.find(b"stream", at)) >= 0:
        yield content[at:begin]
        end = content.find(b"endstream", begin + 6)
        if end < 0:
            at = begin + 6
            break
        at = end + 9
    yield content[at:]


def _text(content: bytes) -> str | None:
    """The content as text: UTF-8, UTF-16 with its mark, or the Windows letters; None when it is no text."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for coding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        strange = any(ord(mark) < 32 and mark not in "\t\n\r\f\x1b" for mark in set(text))  # noqa: PLR2004
        return None if strange else text
    return None


def _is_email(text: str) -> bool:
    """It begins with an e-mail's header: field after field, a sender among them, before the first empty line."""
    fields: set[str] = set()
    for line in text[:100_000].lstrip("\r\n").splitlines():
        if not line.strip():
            break
        found = _HEADER.match(line)
        if found:
            fields.add(found[1].lower())
        elif not line[0].isspace() and not line.startswith("From "):
            return False
    return "from" in fields and bool(fields & _OF_AN_EMAIL)


def _look_inside(content: bytes, depth: int = 0) -> None:
    """Refuse an e-mail that carries something that can run, or an archive that may hide it."""
    head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0]
    if depth > _DEEPEST or content.count(b"\n--") > _MOST_SEAMS or head.count(b"\n") > _MOST_SEAMS:
        # No program writes such an e-mail, and taking it apart would keep everybody else waiting.
        raise NotTaken("file.unknown")
    try:
        whole = message_from_bytes(content)
        for count, part in enumerate(_parts(whole, 0)):
            if count >= _MOST_PARTS:
                raise NotTaken("file.unknown")
            held = part.get_payload(decode=True)
            if isinstance(held, bytes) and held:
                _must_not_run(held)
                if held.startswith(PDF):
                    _pdf(held)
                elif part.get_content_maintype() != "text" and _is_email(_text(held) or ""):
                    _look_inside(held, depth + 1)
    except NotTaken as inside:
        raise NotTaken("file.unknown" if inside.key == "file.unknown" else "file.email_carries") from inside
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise NotTaken("file.unknown") from error


def _parts(message: Message, depth: int) -> Iterator[Message]:
    """The parts of an e-mail that hold something, those of e-mails within it included."""
    if depth > _DEEPEST:
        raise NotTaken("file.unknown")
    if not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _parts(part, depth + 1)
