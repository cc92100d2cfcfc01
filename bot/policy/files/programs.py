"""What can run, or hide what can: programs, scripts, archives and documents with macros, by their first bytes."""

from __future__ import annotations

import re

from bot.policy.kit.errors import NotTaken

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
    b"\x78\x9f\x3e\x22",  # what Outlook wraps attachments in (TNEF, winmail.dat)
)
ZIP, OLE, RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_AT_A_PLACE = ((257, b"ustar"), (32_769, b"CD001"), (2, b"-lh"), (7, b"**ACE**"))
_BATCH_FILE = re.compile(
    rb"\s*@?(?:echo off|setlocal|powershell(?:\.exe)? )|\s*(?:Attribute VB_Name|Sub Auto_?Open)", re.I
)
HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|meta|\?xml|hta:|table|div|style)\b", re.I
)
_OF_AN_OUTLOOK_MESSAGE = tuple(
    name.encode("utf-16-le") for name in ("__substg1.0_", "__properties_version1.0", "__nameid_version1.0")
)
"""What parts of Outlook's own message format (.msg, an OLE file) are called (MS-OXMSG, 2.2)."""
_SIGNED_DATA = bytes.fromhex("06092a864886f70d0107")
"""How the object identifiers of PKCS #7 begin: signed, enveloped and compressed data (RFC 5652)."""
_ARMOUR = re.compile(rb"-----BEGIN (?:PKCS ?#?7|CMS|SMIME|PGP MESSAGE)", re.I)


def refuse_programs(content: bytes) -> None:
    """Refuse programs, archives and files that can hold macros, by how they begin and how they are built."""
    begins = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(PROGRAMS) or begins.startswith((b"#!", b"<?php", b"<job", b"<package")):
        raise NotTaken("file.program")
    if _BATCH_FILE.match(content):
        raise NotTaken("file.program")
    if content.startswith(OLE) and any(name in content for name in _OF_AN_OUTLOOK_MESSAGE):
        raise NotTaken("file.msg")
    if content.startswith((OLE, RTF)) or begins.startswith(RTF):
        raise NotTaken("file.office")
    if content.startswith(ZIP):
        # Word, Excel and PowerPoint save zip archives, with this part in each of them.
        raise NotTaken("file.office" if b"[Content_Types].xml" in content else "file.archive")
    if content.startswith(ARCHIVES) or any(content[at : at + len(mark)] == mark for at, mark in _AT_A_PLACE):
        raise NotTaken("file.archive")
    if _ends_as_a_zip(content) or is_sealed(content):
        raise NotTaken("file.archive")


def _ends_as_a_zip(content: bytes) -> bool:
    """Whether an archive hangs on the end of something else: zip is read from its end."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if at < 0 or at + 22 > len(content):
        return False
    size = int.from_bytes(content[at + 12 : at + 16], "little")
    return size == 0 or content[max(0, at - size) : max(0, at - size) + 4] == b"PK\x01\x02"


def is_sealed(content: bytes) -> bool:
    """Whether it is a wrapper of S/MIME or PGP that shows nothing of what lies in it."""
    return (content[:1] == b"\x30" and _SIGNED_DATA in content[:40]) or _ARMOUR.match(content.lstrip()) is not None
