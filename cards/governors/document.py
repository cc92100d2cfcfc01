"""The report to governors as a document, drawn from its frozen facts: the same file whenever it is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.governors.report import GovernorsReport, bands_of
from bot.policy.kit.inspection import DrawnSection
from bot.policy.kit.school import School
from cards.governors.report import (
    day_text,
    done_rows,
    file_name,
    report_rows,
    staff_rows,
    stretch_line,
    term_line,
)
from cards.kit.document import Bar, BarChart, DataTable, Heading, Paragraph, PdfDocument
from cards.words import governors as wording

WIDTHS = (3.0, 2.0)


def governors_document(school: School, report: GovernorsReport) -> PdfDocument:
    """What it says, and the hash of that, by which it is known again in the bot's record."""
    facts, zone = report.facts, school.timezone
    bands = bands_of(facts)
    bars = [Bar(f"{wording.AREA_WORDS[area]}: {wording.BAND_WORDS[band]}", band.least) for area, band in bands.items()]
    says = "; ".join(f"{name}: {said}" for name, said in report_rows(facts))
    day = day_text(report.released_at, zone) if report.released_at else ""
    return PdfDocument(
        title=wording.REPORT_TITLE,
        subtitle=f"{facts.school} · {term_line(facts)}",
        author=facts.school,
        made_at=report.released_at or report.at,
        blocks=[
            Paragraph(stretch_line(facts, zone)),
            Paragraph(wording.RELEASED_ON.format(day=day) if day else wording.DRAFT),
            Heading(wording.REPORTED),
            BarChart(f"{wording.AT_LEAST}. {says}.", bars),
            DataTable(wording.REPORT_COLUMNS, report_rows(facts), WIDTHS),
            Paragraph(wording.AREAS_EXPLAINED, quiet=True),
            Heading(wording.STAFF),
            DataTable(wording.STAFF_COLUMNS, staff_rows(facts), WIDTHS),
            Heading(wording.DONE_HEADING),
            DataTable(wording.DONE_COLUMNS, done_rows(facts), WIDTHS),
            Paragraph(wording.SEALED.format(sha256=report.sha256), quiet=True),
        ],
    )


def governors_pdf(school: School, report: GovernorsReport) -> bytes:
    """The report as a PDF. It takes up to a second: call it in a thread."""
    from cards.kit.pdf import pdf_bytes  # noqa: PLC0415 - a start does not wait for what a file alone needs

    return pdf_bytes(governors_document(school, report))


def governors_section(school: School, reports: Sequence[GovernorsReport]) -> DrawnSection:
    """Each as the document that it was."""
    files = {file_name(each.facts): governors_pdf(school, each) for each in reports}
    return DrawnSection(wording.GOVERNORS_SECTION, wording.GOVERNORS_SECTION_SAYS, files)
