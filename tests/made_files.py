"""Files for tests: small, whole ones of each kind that is taken, and of each that is not."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import tarfile
import zipfile
import zlib


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(extra: bytes = b"") -> bytes:
    """A picture of one grey dot; `extra` makes another one of it."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    text = _chunk(b"tEXt", b"k\0" + extra) if extra else b""
    return b"\x89PNG\r\n\x1a\n" + head + text + _chunk(b"IDAT", zlib.compress(b"\0\x80")) + _chunk(b"IEND", b"")


def jpg() -> bytes:
    """The outline of a JPEG."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + b"\x01" * 9 + b"\xff\xda\x00\x02" + b"\x55" * 40 + b"\xff\xd9"


def pdf(inside: bytes = b"") -> bytes:
    """A PDF of one object, and `inside` among its dictionaries. Its stream holds what may stand there by chance."""
    stream = b"<< /Length 9 >> stream\n/JS /AA x\nendstream"
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\n2 0 obj " + stream + b" endobj\n%%EOF\n"


def eml(attached: bytes = b"", name: str = "x.bin") -> bytes:
    """An e-mail as Outlook saves it, with something attached."""
    head = b"Received: from a by b; Mon, 23 Nov 2026 09:00:00 +0000\r\nFrom: x@example.com\r\nTo: y@example.org\r\n"
    head += b"Subject: Hello\r\nMIME-Version: 1.0\r\n"
    if not attached:
        return head + b"Content-Type: text/html\r\n\r\n<html><body><p>Words</p></body></html>\r\n"
    part = f'Content-Type: application/octet-stream; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    packed = base64.encodebytes(attached)
    return (
        head
        + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nWords\r\n--b\r\n'
        + part.encode()
        + packed
        + b"--b--\r\n"
    )


def archive(*names: str) -> bytes:
    """A zip archive of files of these names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as into:
        for name in names or ("a.txt",):
            into.writestr(name, "words")
    return held.getvalue()


def tar() -> bytes:
    """A tar archive."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as into:
        into.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    return held.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MACRO_BOOK = archive("[Content_Types].xml", "xl/vbaProject.bin")
PROGRAM = b"MZ\x90\x00" + b"\0" * 200

TAKEN: dict[str, tuple[bytes, str]] = {
    "a PNG picture": (png(), "png"),
    "a JPEG picture": (jpg(), "jpg"),
    "a PDF": (pdf(), "pdf"),
    "an e-mail": (eml(), "eml"),
    "an e-mail with a picture": (eml(png()), "eml"),
    "plain text": (b"Just words, and a <b> among them.\r\n", "txt"),
    "text in UTF-8 with its mark": ("\ufeffcafé".encode(), "txt"),
    "text in UTF-16": ("words".encode("utf-16"), "txt"),
    "text in the Windows letters": ("caf\u00e9 \u2018x\u2019".encode("cp1252"), "txt"),
    "headers without a sender": (b"Subject: x\r\nDate: y\r\n\r\nz", "txt"),
}

REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "file.empty"),
    "11 MB": (b"a" * (11 * 1024 * 1024), "file.too_large"),
    "a Windows program": (PROGRAM, "file.program"),
    "a Linux program": (b"\x7fELF" + b"\0" * 60, "file.program"),
    "a Mac program": (b"\xcf\xfa\xed\xfe" + b"\0" * 60, "file.program"),
    "a Java class, or a Mac program for two machines": (b"\xca\xfe\xba\xbe" + b"\0" * 60, "file.program"),
    "a shell script": (b"#!/bin/sh\nrm -rf /\n", "file.program"),
    "a shell script behind a mark": (b"\xef\xbb\xbf#!/bin/sh\n", "file.program"),
    "a batch file": (b"@echo off\r\ndel *.*\r\n", "file.program"),
    "a Visual Basic module": (b'Attribute VB_Name = "x"\r\n', "file.program"),
    "a PHP page": (b"<?php system($_GET[0]);", "file.program"),
    "a Windows shortcut": (b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60, "file.program"),
    "a zip archive": (archive(), "file.archive"),
    "an empty zip archive": (b"PK\x05\x06" + b"\0" * 18, "file.archive"),
    "a 7z archive": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 60, "file.archive"),
    "a rar archive": (b"Rar!\x1a\x07\x01\0" + b"\0" * 60, "file.archive"),
    "a gzip archive": (gzip.compress(b"words"), "file.archive"),
    "a tar archive": (tar(), "file.archive"),
    "a cabinet": (b"MSCF" + b"\0" * 60, "file.archive"),
    "a picture with a zip archive at its end": (png() + archive(), "file.archive"),
    "a PDF with a zip archive at its end": (pdf() + archive(), "file.archive"),
    "a workbook with macros": (MACRO_BOOK, "file.office"),
    "a document": (archive("[Content_Types].xml", "word/document.xml"), "file.office"),
    "an old Office document": (OLE, "file.office"),
    "rich text": (b"{\\rtf1 words}", "file.office"),
    "a PDF with a script": (pdf(b"/OpenAction << /S /JavaScript /JS (x) >>"), "file.pdf_runs"),
    "a PDF with a script behind a spelling": (pdf(b"/Java#53cript"), "file.pdf_runs"),
    "a PDF that starts a program": (pdf(b"/Launch"), "file.pdf_runs"),
    "a PDF with a file in it": (pdf(b"/EmbeddedFiles 3 0 R"), "file.pdf_runs"),
    "an e-mail with a program": (eml(PROGRAM), "file.email_carries"),
    "an e-mail with an archive called a picture": (eml(archive(), "a.png"), "file.email_carries"),
    "an e-mail with macros": (eml(MACRO_BOOK), "file.email_carries"),
    "an e-mail in an e-mail with a program": (eml(eml(PROGRAM)), "file.email_carries"),
    "a web page": (b"<!DOCTYPE html><html><script>x</script>", "file.page"),
    "a web page behind a comment": (b"<!-- x --><html></html>", "file.page"),
    "a drawing with scripts": (b"<svg onload=x>", "file.page"),
    "half a PNG picture": (png()[:-12], "file.unknown"),
    "a PNG picture by its first letters alone": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "file.unknown"),
    "a JPEG picture by its first letters alone": (b"\xff\xd8\xff" + b"\0" * 99, "file.unknown"),
    "half a PDF": (b"%PDF-1.7\n", "file.unknown"),
    "a GIF picture": (b"GIF89a" + b"\0" * 99, "file.unknown"),
    "zeros": (b"\0" * 999, "file.unknown"),
}
