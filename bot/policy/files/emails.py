"""What an e-mail carries, looked at part by part in whichever way it is packed: base64, uuencode, an e-mail within it.

What hides its contents is refused, as an archive is. The names of the parts count as well: by its name a mail program
decides how it opens a part.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from bot.policy.files.pdf import begins_as_pdf, is_pdf, refuse_active_pdf
from bot.policy.files.programs import HTML_START, is_sealed, refuse_programs
from bot.policy.kit.errors import NotTaken

_HEADER = re.compile(r"([!-9;-~]{1,60}):(?:[ \t]|$)")
_OF_AN_EMAIL = frozenset({"to", "subject", "date", "received", "message-id", "return-path", "mime-version"})
_DEEPEST_PART, _MOST_MAIL_PARTS, _MOST_SEAMS = 8, 200, 5_000
_MOST_PACKED = 20
"""Pieces of uuencode in one part."""


def _endings(text: str) -> frozenset[str]:
    return frozenset(text.split())


WRAPPER_TYPES = frozenset(
    {
        *("application/ms-tnef", "application/vnd.ms-tnef"),
        *("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted", "multipart/encrypted"),
        *("message/partial", "application/mac-binhex40", "application/x-binhex40"),
    }
)
"""Types that show nothing of what lies in them, or hold a piece of it alone."""
SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
LARGEST_SIGNATURE = 64 * 1024
_OPEN = frozenset({"", "7bit", "8bit", "binary"})
RUNNABLE_ENDINGS = _endings(
    """
    exe com scr pif bat cmd js jse mjs vbs vbe wsf wsh ws wsc sct ps1 psm1 psd1 hta msi msp mst msix appx jar jnlp
    lnk url reg cpl dll ocx sys drv chm hlp inf gadget application appref-ms scf msc xll xlam xla docm dotm xlsm
    xltm xlsb pptm potm ppam ppsm sldm one onepkg iqy slk rdp settingcontent-ms search-ms library-ms website desktop
    command workflow sh py pyw pyz rb pl php htm html xhtml shtml xht mht mhtml svg apk dmg pkg app iso img vhd vhdx
    udl accde
    """
)
"""The ends of names with which a press runs something, or opens a page that may."""
ARCHIVE_ENDINGS = _endings(
    """
    zip rar 7z gz tgz bz2 xz tar cab ace arj lzh z zipx p7m p7z tnef hqx uue uu xxe yenc
    """
)
"""The ends of names of what is packed."""
_UU = re.compile(rb"^begin(-base64)?[ \t]+[0-7]{3,4}[ \t]+([^\r\n]+)", re.M)
_PACKED_OTHERWISE = re.compile(rb"^=ybegin |^\(This file must be converted with BinHex", re.M)


def is_email(text: str) -> bool:
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


def refuse_unsafe_email(content: bytes, depth: int = 0) -> None:
    """Refuse an e-mail that carries something that can run, or a wrapper or archive that may hide it."""
    head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0]
    if depth > _DEEPEST_PART or content.count(b"\n--") > _MOST_SEAMS or head.count(b"\n") > _MOST_SEAMS:
        # No program writes such an e-mail, and taking it apart would keep everybody else waiting.
        raise NotTaken("file.unknown")
    try:
        for count, part in enumerate(_parts(message_from_bytes(content), depth)):
            if count >= _MOST_MAIL_PARTS:
                raise NotTaken("file.unknown")
            _refuse_closed_part(part)
            for held in _own_content(part):
                _refuse_unsafe_content(part, held, depth)
    except NotTaken as inside:
        raise NotTaken("file.unknown" if inside.key == "file.unknown" else "file.email_carries") from inside
    except (MessageError, RecursionError, ValueError, LookupError, TypeError) as error:
        raise NotTaken("file.unknown") from error


def _parts(message: Message, depth: int) -> Iterator[Message]:
    """The parts of an e-mail, what holds others before what it holds, those of e-mails within it included."""
    if depth > _DEEPEST_PART:
        raise NotTaken("file.unknown")
    yield message
    if message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)


def _refuse_closed_part(part: Message) -> None:
    """Refuse a part that says of itself that it is closed, or runs, or that programs read in more ways than one."""
    kind, holds_others = part.get_content_type(), part.get_content_maintype() in {"multipart", "message"}
    if any(len(part.get_all(header, [])) > 1 for header in ("content-type", "content-transfer-encoding")):
        raise NotTaken("file.unknown")
    coding = str(part.get("content-transfer-encoding", "")).split(";")[0].strip().lower()
    if kind in WRAPPER_TYPES or (holds_others and coding not in _OPEN):
        raise NotTaken("file.archive")
    if part.get_content_maintype() == "multipart" and not part.is_multipart() and part.get_payload():
        raise NotTaken("file.unknown")
    for name in _names(part):
        _refuse_unsafe_name(name)


def _names(part: Message) -> Iterator[str]:
    """What a part is called, by any of its headers."""
    for header, param in (("content-disposition", "filename"), ("content-type", "name")):
        named = part.get_param(param, None, header)
        if isinstance(named, tuple):
            named = named[2]
        if named:
            yield str(make_header(decode_header(named)))


def _refuse_unsafe_name(name: str) -> None:
    plain = "".join(mark for mark in unicodedata.normalize("NFKC", name) if unicodedata.category(mark)[0] != "C")
    end = plain.split("::")[0].strip(" .").rpartition(".")[2].strip().lower()
    if end in RUNNABLE_ENDINGS:
        raise NotTaken("file.program")
    if end in ARCHIVE_ENDINGS or plain.strip().lower() == "winmail.dat":
        raise NotTaken("file.archive")


def _own_content(part: Message) -> Iterator[bytes]:
    """What a part holds itself, unpacked; of one that holds others what stands before and after them."""
    if part.is_multipart():
        for beside in (part.preamble, part.epilogue):
            if beside and beside.strip():
                yield beside.encode("utf-8", "surrogateescape")
        return
    held = part.get_payload(decode=True)
    if isinstance(held, bytes) and held:
        yield held


def _refuse_unsafe_content(part: Message, held: bytes, depth: int) -> None:
    """Refuse what lies in a part, and what is uuencoded in it, if it can run or may hide what can."""
    signs = part.get_content_type() in SIGNATURES and len(held) <= LARGEST_SIGNATURE
    if not (signs and is_sealed(held)):
        refuse_programs(held)
    attached = part.get_content_disposition() == "attachment" or any(_names(part))
    if attached and (HTML_START.match(held.lstrip(b"\xef\xbb\xbf \t\r\n")) or HTML_START.search(held, 0, 1024)):
        raise NotTaken("file.page")
    if begins_as_pdf(held) or is_pdf(held):
        refuse_active_pdf(held)
    elif is_email(text_of(held[:200_000]) or ""):
        refuse_unsafe_email(held, depth + 1)
    for name, packed in _uuencoded_files(held):
        _refuse_unsafe_name(name)
        refuse_programs(packed)
        if begins_as_pdf(packed) or is_pdf(packed):
            refuse_active_pdf(packed)


def _uuencoded_files(held: bytes) -> Iterator[tuple[str, bytes]]:
    """What mail programs make files of in the midst of words: the name and content of each."""
    if _PACKED_OTHERWISE.search(held):
        raise NotTaken("file.archive")
    for count, begins in enumerate(_UU.finditer(held)):
        if count >= _MOST_PACKED:
            raise NotTaken("file.unknown")
        lines = _lines(held, begins.end())
        packed = _from_base64(lines) if begins[1] else _from_uu(lines)
        if packed:
            yield begins[2].decode("utf-8", "replace").strip(), packed


def _lines(held: bytes, at: int) -> Iterator[bytes]:
    at = held.find(b"\n", at) + 1
    while 0 < at < len(held):
        end = held.find(b"\n", at)
        yield held[at : end if end >= 0 else len(held)].rstrip(b"\r")
        at = end + 1


def _from_uu(lines: Iterator[bytes]) -> bytes:
    found = bytearray()
    for line in lines:
        if not line or line[:1] in b"` " or line == b"end":
            break
        try:
            found += binascii.a2b_uu(line)
        except binascii.Error:
            # Some programs count the last letters of a line wrongly, and others read it all the same.
            try:
                found += binascii.a2b_uu(line[: (((line[0] - 32) & 63) * 4 + 5) // 3])
            except binascii.Error:
                break
    return bytes(found)


def _from_base64(lines: Iterator[bytes]) -> bytes:
    packed = bytearray()
    for line in lines:
        if line.startswith(b"===="):
            break
        packed += line
    try:
        return base64.b64decode(bytes(packed) + b"==")
    except binascii.Error as error:
        raise NotTaken("file.unknown") from error


def text_of(content: bytes) -> str | None:
    """The content as text: UTF-8, UTF-16 with its mark, or the Windows letters; None when it is no text."""
    for coding in ("utf-16",) if is_wide(content) else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        strange = any(ord(mark) < 32 and mark not in "\t\n\r\f\x1b" for mark in set(text))  # noqa: PLR2004
        return None if strange else text
    return None


def is_wide(content: bytes) -> bool:
    """Whether it says that it is UTF-16."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff"))
