"""The archive for an inspection: whole, the same bytes for the same records and moment."""

from __future__ import annotations

import io
from datetime import timedelta
from zipfile import ZipFile

from pypdf import PdfReader

from bot.policy.inspection.taking import ArchiveFacts
from bot.policy.kit.inspection import DrawnSection
from bot.policy.kit.timeline import SignedHead
from cards.inspection.archive import CONTENTS_FILE, MANIFEST_FILE, pack_archive
from tests.cards.catalogue import NOW, SCHOOL

FACTS = ArchiveFacts(NOW, SignedHead(head="7:abc", signature="c2ln"), ())
SECTIONS = [
    DrawnSection("One <b>", "It says & more.", {"b.csv": b"b", "a.csv": b"a"}),
    DrawnSection("None", "", {}),
    DrawnSection("Last", "", {"c.csv": b"c" * 20_000}),
]


def test_the_same_is_the_same_bytes() -> None:
    """Whenever it is packed; a moment or a record more is another archive."""
    packed = pack_archive(SCHOOL, FACTS, SECTIONS)
    assert pack_archive(SCHOOL, FACTS, SECTIONS) == packed
    later = ArchiveFacts(NOW + timedelta(minutes=1), FACTS.head, ())
    assert pack_archive(SCHOOL, later, SECTIONS) != packed
    assert pack_archive(SCHOOL, FACTS, SECTIONS[:1]) != packed


def test_it_is_whole() -> None:
    """Contents first and the list of hashes last, and no number is missing between; what a section is called is text,
    and a broken chain is said."""
    with ZipFile(io.BytesIO(pack_archive(SCHOOL, FACTS, SECTIONS))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [CONTENTS_FILE, "01-a.csv", "01-b.csv", "02-c.csv", MANIFEST_FILE]
        page = _text(archive.read(CONTENTS_FILE))
    for words in (
        "One <b>",
        "It says & more.",
        "Signature of the head (Ed25519): c2ln",
        "Nothing yet.",
        "02-c.csv",
        "20 KB",
    ):
        assert words in page
    with ZipFile(io.BytesIO(pack_archive(SCHOOL, ArchiveFacts(NOW, FACTS.head, (4, 9)), ()))) as archive:
        assert "These entries do not follow the one before: 4, 9" in _text(archive.read(CONTENTS_FILE))


def _text(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)
