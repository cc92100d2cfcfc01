"""The archive for an inspection, and the card from which it is taken.

It holds the files of each section, a page of contents, and a list of them all with their hashes. Nothing in it is
random: the same records at the same moment are the same bytes.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.policy.inspection.taking import ArchiveFacts, takings
from bot.policy.kit.inspection import DrawnSection
from bot.policy.kit.records import Entry
from bot.policy.kit.school import School
from bot.policy.kit.school_time import local
from cards.inspection import InspectionVerb
from cards.kit import parts, spreadsheet, times
from cards.kit.document import Block, DataTable, Heading, Paragraph, PdfDocument
from cards.kit.elements import AdaptiveCard
from cards.words import inspection as wording
from cards.words.incidents import size_words

CONTENTS_FILE, MANIFEST_FILE = "contents.pdf", "manifest.csv"
FILE_WIDTHS = (5.0, 1.0)
UNIX, READ_BY_ALL = 3, 0o644 << 16
"""How a file in the archive says that everybody may read it."""
ZIP_LEVEL = 6
LAST_SHOWN = 5
"""So many of those who took it stand on the card, the last first."""


def inspection_card(school: School, now: datetime, history: Sequence[Entry]) -> AdaptiveCard:
    """What the archive holds and what not, who had one made, and the button that makes one."""
    rows = [(who.name, times.standing(school, at, now)) for who, at in takings(history)[:LAST_SHOWN]]
    return parts.card(
        parts.title(wording.ARCHIVE),
        parts.paragraph(wording.WHAT_IT_HOLDS),
        parts.small(wording.TAKING_IS_RECORDED),
        parts.heading(wording.TAKEN_BEFORE) if rows else None,
        *(parts.small_typed(f"{who}, {at}") for who, at in rows),
        parts.buttons(parts.opener(wording.BUILD, InspectionVerb.BUILD, style="positive")),
    )


def pack_archive(school: School, facts: ArchiveFacts, sections: Sequence[DrawnSection]) -> bytes:
    """The zip. It takes up to some seconds for a long record: call it in a thread."""
    from cards.kit.pdf import pdf_bytes  # noqa: PLC0415 - a start does not wait for what a file alone needs

    numbered = _number_sections(sections)
    files = {
        f"{number}-{name}": content for number, section in numbered for name, content in sorted(section.files.items())
    }
    page = pdf_bytes(contents_document(school, facts, numbered))
    rows = [(name, str(len(content)), _sha256(content)) for name, content in ({CONTENTS_FILE: page} | files).items()]
    manifest = spreadsheet.csv_bytes(wording.MANIFEST_COLUMNS, rows)
    return _zip(school, facts, {CONTENTS_FILE: page, **files, MANIFEST_FILE: manifest})


def head_lines(facts: ArchiveFacts) -> list[str]:
    """What is known of the record: whether the chain holds, and its head."""
    if facts.head is None:
        return [wording.NO_ENTRY]
    broken = ", ".join(map(str, facts.faults[:10]))
    held = wording.CHAIN_BROKEN.format(at=broken) if broken else wording.CHAIN_HOLDS
    signed = wording.SIGNED_BY.format(signature=facts.head.signature) if facts.head.signature else wording.NOT_SIGNED
    return [held, wording.HEAD.format(head=facts.head.head), signed]


def contents_document(school: School, facts: ArchiveFacts, sections: Sequence[tuple[str, DrawnSection]]) -> PdfDocument:
    """The page of contents: each section with the names of its files, and what is known of the record."""
    blocks: list[Block] = [Paragraph(wording.WHAT_IT_HOLDS), Paragraph(wording.SEE_MANIFEST, quiet=True)]
    for number, section in sections:
        rows = [(f"{number}-{name}", size_words(len(content))) for name, content in sorted(section.files.items())]
        listed = DataTable(wording.FILE_COLUMNS, rows, FILE_WIDTHS, 1) if rows else Paragraph(wording.NOTHING_YET)
        blocks += [Heading(section.title), Paragraph(section.says), listed]
    blocks += [Heading(wording.RECORD), Paragraph(wording.RECORD_SAYS), *map(Paragraph, head_lines(facts))]
    return PdfDocument(
        title=wording.ARCHIVE,
        subtitle=f"{school.name} · {wording.AS_OF.format(at=times.full(school, facts.at))}",
        author=school.name,
        made_at=facts.at,
        blocks=blocks,
    )


def _number_sections(sections: Sequence[DrawnSection]) -> list[tuple[str, DrawnSection]]:
    """Each section with the number before the names of its files: one without a file takes none, so that no number is
    missing."""
    numbers = count(1)
    return [(f"{next(numbers):02}" if section.files else "", section) for section in sections]


def _zip(school: School, facts: ArchiveFacts, files: Mapping[str, bytes]) -> bytes:
    here = local(facts.at, school.timezone)
    moment = (here.year, here.month, here.day, here.hour, here.minute, 0)
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED, compresslevel=ZIP_LEVEL) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, moment)
            entry.create_system, entry.external_attr, entry.compress_type = UNIX, READ_BY_ALL, ZIP_DEFLATED
            archive.writestr(entry, content)
    return written.getvalue()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
