"""Files for tests: small, whole ones of each kind that is taken, and of each that is not."""

from __future__ import annotations

import base64
import binascii
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


def box(name: bytes, content: bytes = b"") -> bytes:
    """A box of the ISO's container."""
    return struct.pack(">I", 8 + len(content)) + name + content


def heic(brand: bytes = b"heic", *others: bytes) -> bytes:
    """The outline of a picture as a telephone saves it."""
    return (
        box(b"ftyp", brand + b"\0\0\0\0" + b"".join(others or (b"mif1", brand)))
        + box(b"meta", b"\0" * 40)
        + box(b"mdat", b"x" * 90)
    )


def uu(content: bytes, name: str = "invoice.exe") -> bytes:
    """A file among words, as mail programs put it there before there was MIME."""
    lines = b"".join(binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45))
    return b"Words\r\n\r\nbegin 644 " + name.encode() + b"\n" + lines + b"`\nend\n"


HEAD = b"From: x@example.com\r\nTo: y@example.org\r\nSubject: Hello\r\nMIME-Version: 1.0\r\n"


def letter(body: bytes, *headers: str) -> bytes:
    """An e-mail of one part."""
    return HEAD + "".join(f"{header}\r\n" for header in headers).encode() + b"\r\n" + body


def parts(*parts: bytes, kind: str = "mixed") -> bytes:
    """An e-mail of several parts, each with its own headers."""
    middle = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return HEAD + f'Content-Type: multipart/{kind}; boundary="b"\r\n\r\n'.encode() + middle + b"--b--\r\n"


def part(kind: str, content: bytes, *headers: str) -> bytes:
    """A part in base64."""
    head = "".join(
        f"{header}\r\n" for header in (f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *headers)
    )
    return head.encode() + b"\r\n" + base64.encodebytes(content)


def packed_pdf(objects: bytes, way: bytes = b"/FlateDecode") -> bytes:
    """A PDF whose objects lie packed in a stream."""
    held = zlib.compress(objects)
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter " + way + b" >> stream\r\n" + held + b"\r\nendstream"
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj " + stream + b" endobj\n%%EOF\n"


CMS = b"\x30\x82\x10\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + b"\xa0" * 300
TNEF = b"\x78\x9f\x3e\x22\x01\x00" + b"MZ\x90\x00" + b"\0" * 200
OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "__substg1.0_0037001F".encode("utf-16-le") + b"\0" * 90
WORDS = b"Content-Type: text/plain\r\n\r\nWords"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MACRO_BOOK = archive("[Content_Types].xml", "xl/vbaProject.bin")
PROGRAM = b"MZ\x90\x00" + b"\0" * 200

TAKEN: dict[str, tuple[bytes, str]] = {
    "a PNG picture": (png(), "png"),
    "a JPEG picture": (jpg(), "jpg"),
    "a PDF": (pdf(), "pdf"),
    "an e-mail": (eml(), "eml"),
    "an e-mail with a picture": (eml(png()), "eml"),
    "an e-mail with a telephone's picture": (eml(heic()), "eml"),
    "an e-mail with a picture in uuencode": (letter(uu(jpg(), "a.jpg")), "eml"),
    "an e-mail with words about beginning": (letter(b"begin 644 things today\r\nor not"), "eml"),
    "a signed e-mail": (
        parts(WORDS, part("application/pkcs7-signature; name=smime.p7s", CMS), kind="signed"),
        "eml",
    ),
    "an e-mail in an e-mail": (parts(WORDS, b"Content-Type: message/rfc822\r\n\r\n" + letter(b"Words")), "eml"),
    "an e-mail of words that quote one": (letter(b"From: a@example.com\r\nTo: b@example.com\r\n\r\nWords"), "eml"),
    "a telephone's picture": (heic(), "heic"),
    "a telephone's picture by its other brand": (heic(b"mif1", b"mif1", b"heic"), "heic"),
    "a browser's picture": (heic(b"avif"), "avif"),
    "a PDF behind other bytes": (b"\r\n\0\0junk\r\n" + pdf(), "pdf"),
    "a PDF behind a thousand bytes": (b"\n" * 1_000 + pdf(), "pdf"),
    "a PDF of packed objects": (packed_pdf(b"1 0 << /Type /Page >>"), "pdf"),
    "words about PDF": (b"Look for %PDF-1.7 at the start.\r\n", "txt"),
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
    "an e-mail with a program in uuencode": (letter(uu(PROGRAM)), "file.email_carries"),
    "an e-mail with a program in uuencode under another name": (letter(uu(PROGRAM, "a.jpg")), "file.email_carries"),
    "an e-mail with a script in uuencode by its name": (letter(uu(b"x=1;", "a.js")), "file.email_carries"),
    "an e-mail with an archive in uuencode": (letter(uu(archive(), "a.dat")), "file.email_carries"),
    "an e-mail with uuencode in base64": (
        letter(base64.encodebytes(uu(PROGRAM)), "Content-Transfer-Encoding: base64"),
        "file.email_carries",
    ),
    "an e-mail that is uuencode": (
        letter(uu(PROGRAM)[9:], "Content-Transfer-Encoding: x-uuencode"),
        "file.email_carries",
    ),
    "an e-mail with uuencode before its parts": (
        parts(WORDS).replace(b"--b\r\n", uu(PROGRAM) + b"--b\r\n", 1),
        "file.email_carries",
    ),
    "an e-mail with a program in begin-base64": (
        letter(b"begin-base64 644 a.bin\n" + base64.encodebytes(PROGRAM) + b"====\n"),
        "file.email_carries",
    ),
    "an e-mail with yEnc": (letter(b"=ybegin line=128 size=9 name=a.exe\r\nwords\r\n=yend"), "file.email_carries"),
    "an e-mail with BinHex": (
        letter(b"(This file must be converted with BinHex 4.0)\r\n:words:"),
        "file.email_carries",
    ),
    "an e-mail with Outlook's wrapper": (
        parts(WORDS, part("application/ms-tnef; name=winmail.dat", TNEF)),
        "file.email_carries",
    ),
    "an e-mail with Outlook's wrapper under another type": (eml(TNEF), "file.email_carries"),
    "an e-mail with Outlook's wrapper by its type": (
        parts(part("application/ms-tnef", b"words")),
        "file.email_carries",
    ),
    "an opaque signed e-mail": (
        letter(base64.encodebytes(CMS), "Content-Type: application/pkcs7-mime", "Content-Transfer-Encoding: base64"),
        "file.email_carries",
    ),
    "an e-mail with an opaque signed part": (eml(CMS, "smime.p7m"), "file.email_carries"),
    "an e-mail with a wrapper called a signature": (
        parts(WORDS, part("application/pkcs7-signature", CMS + b"x" * 70_000)),
        "file.email_carries",
    ),
    "an encrypted e-mail": (
        parts(part("application/octet-stream", b"x"), kind="encrypted"),
        "file.email_carries",
    ),
    "an e-mail with an e-mail in base64": (
        parts(WORDS, part("message/rfc822", eml(PROGRAM))),
        "file.email_carries",
    ),
    "an e-mail with an e-mail with a program, attached": (
        parts(WORDS, b"Content-Type: message/rfc822\r\n\r\n" + eml(PROGRAM)),
        "file.email_carries",
    ),
    "an e-mail with an e-mail with uuencode": (
        parts(WORDS, b"Content-Type: message/rfc822\r\n\r\n" + letter(uu(PROGRAM))),
        "file.email_carries",
    ),
    "an e-mail with an e-mail as a file": (eml(letter(uu(PROGRAM)), "a.eml"), "file.email_carries"),
    "an e-mail with an e-mail as text": (parts(part("text/plain", eml(PROGRAM))), "file.email_carries"),
    "an e-mail with a piece of another": (
        letter(b"words", 'Content-Type: message/partial; id="a"; number=1; total=2'),
        "file.email_carries",
    ),
    "an e-mail with a script by its name": (eml(b"WScript.Echo(1)", "a.js"), "file.email_carries"),
    "an e-mail with a script by a hidden name": (eml(b"x", "=?utf-8?B?YS5qcw==?="), "file.email_carries"),
    "an e-mail with a page attached": (eml(b"<html><script>x</script></html>", "a.txt"), "file.email_carries"),
    "an e-mail with Outlook's own in it": (eml(OUTLOOK, "a.dat"), "file.email_carries"),
    "an e-mail with a PDF that runs, behind other bytes": (eml(b"junk\n" + pdf(b"/Launch")), "file.email_carries"),
    "an e-mail that says twice what it is": (
        letter(b"words", "Content-Type: text/plain", "Content-Type: application/pdf"),
        "file.unknown",
    ),
    "an e-mail whose parts have no seam": (
        letter(b"--c\r\n\r\nx", 'Content-Type: multipart/mixed; boundary="b"'),
        "file.unknown",
    ),
    "an e-mail in wide letters": (eml(PROGRAM).decode().encode("utf-16"), "file.unknown"),
    "Outlook's own e-mail": (OUTLOOK, "file.msg"),
    "Outlook's wrapper": (TNEF, "file.archive"),
    "an opaque signed file": (CMS, "file.archive"),
    "a PDF that runs, behind other bytes": (b"junk\r\n" + pdf(b"/Launch"), "file.pdf_runs"),
    "a page that is a PDF too": (b"<html><script>x</script>" + pdf(), "file.page"),
    "a PDF that runs by a packed object": (packed_pdf(b"1 0 << /S /JavaScript /JS (x) >>"), "file.pdf_runs"),
    "a PDF with objects packed otherwise": (packed_pdf(b"x", b"/ASCII85Decode /FlateDecode"), "file.pdf_runs"),
    "a PDF under a lock": (pdf(b"/Encrypt 9 0 R"), "file.pdf_locked"),
    "a film": (heic(b"isom", b"isom", b"mp41"), "file.unknown"),
    "half a telephone's picture": (heic()[:-9], "file.unknown"),
    "a telephone's picture with an archive at its end": (heic() + archive(), "file.archive"),
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
