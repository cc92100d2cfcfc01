"""A document drawn as PDF, on A4: tagged for screen readers, with an outline, page numbers and its font within it.

Nothing in it is random and nothing asks for the time, so the same document is the same file, byte for byte.
It takes up to a second of work: load this and call `pdf_bytes` in a thread, never in the event loop.
"""

from __future__ import annotations

import gc
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files

from fpdf import FPDF, Align, ViewerPreferences, XPos, YPos
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont
from fpdf.outline import OutlineSection
from fpdf.syntax import DestinationXYZ

from cards.kit.document import Bar, BarChart, Block, DataTable, Heading, Paragraph, PdfDocument
from cards.kit.tagged import Tag, Tags
from cards.words.kit import page_of

# What was loaded stays for good. Left to the garbage collector, each full collection would walk through it again and
# keep the event loop for 20 ms.
gc.freeze()

Colour = tuple[int, int, int]
_CellLines = Sequence[Sequence[str]]
"""The lines of each cell of a table's row."""

FONT = "OpenSans"
"""Latin with all its accents, Greek and Cyrillic."""
INK: Colour = (32, 32, 40)
QUIET: Colour = (88, 88, 100)
RULE_INK: Colour = (196, 196, 206)
SHADE: Colour = (236, 236, 244)
NOW: Colour = (70, 71, 117)
THEN: Colour = (168, 170, 206)
MARGIN, FOOT = 18.0, 20.0
"""Millimetres beside and above the text, and below it."""
TEXT, SMALL, TITLE = 10.0, 8.5, 20.0
HEADINGS = {1: 14.0, 2: 11.5}
"""Points."""
LEADING = 1.35
"""The height of a line, of its letters'."""
PADDING, HEADING_GAP = 1.4, 1.5
LABEL_SHARE, NUMBER_WIDTH = 0.34, 12.0
"""The share of a chart's width that its labels have, and the millimetres behind a bar for its number."""
KEPT_WHOLE = 0.25
"""The share of a page up to which a table is not broken over two."""
NO_GLYPH = "\ufffd"
"""What stands for a character that the font does not have."""
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": None, "\u200b": None, "\u202f": "\u00a0", "\t": " "})


def pdf_bytes(document: PdfDocument) -> bytes:
    """The file."""
    drawing = _PdfPages(document)
    drawing.draw_title()
    for at, block in enumerate(document.blocks):
        drawing.draw(block, document.blocks[at + 1] if at + 1 < len(document.blocks) else None)
    return bytes(drawing.output())


class _PdfPages(FPDF):
    """The pages so far, and where on the last of them the next thing goes."""

    def __init__(self, document: PdfDocument) -> None:
        super().__init__(format="A4", unit="mm")
        self._document = document
        self._tree = Tags()
        self.struct_builder = self._tree
        fonts = files("ttf_opensans") / "ttf"
        self.add_font(FONT, "", str(fonts / "OpenSans-Regular.ttf"))
        self.add_font(FONT, "B", str(fonts / "OpenSans-Bold.ttf"))
        self._known = _characters(self.fonts[FONT.lower()])
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(False)
        self.set_title(document.title)
        self.set_author(document.author)
        self.set_lang("en-GB")
        self.set_creation_date(document.made_at)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self.c_margin = 0
        self.add_page()

    def draw_title(self) -> None:
        """The document's title, and what stands below it."""
        self._write(self._document.title, "H1", TITLE, bold=True, colour=NOW, gap=1)
        self._write(self._document.subtitle, "P", TEXT, colour=QUIET, gap=4)

    def draw(self, block: Block, following: Block | None) -> None:
        """One block. A heading is kept with the beginning of what follows it."""
        match block:
            case Heading():
                self._draw_heading(block, following)
            case Paragraph():
                self._write(block.text, "P", SMALL if block.quiet else TEXT, colour=QUIET if block.quiet else INK)
            case DataTable():
                self._draw_table(block)
            case BarChart():
                self._draw_chart(block)

    def footer(self) -> None:
        """The document's name and the page's number, which nobody has read out at each page."""
        self._out("/Artifact BMC")
        self._style(SMALL, colour=QUIET)
        self.set_xy(MARGIN, -FOOT + 8)
        self.cell(self.epw * 0.75, 5, self._readable(f"{self._document.title} · {self._document.author}"))
        self.cell(self.epw * 0.25, 5, page_of(self.page_no(), "{nb}"), align=Align.R)
        self._out("EMC")

    # Text

    def _draw_heading(self, heading: Heading, following: Block | None) -> None:
        size = HEADINGS[heading.level]
        self.y += 3 if self.y > MARGIN else 0
        needs = len(self._lines(heading.text, self.epw, size, bold=True)) * self._height(size) + HEADING_GAP
        if self.y + needs + self._begins(following) > self._end:
            self.add_page()
        place = DestinationXYZ(self.page, top=self.h_pt - self.y * self.k)
        tag = self._write(heading.text, f"H{heading.level + 1}", size, bold=True, colour=NOW, gap=HEADING_GAP)
        self._outline.append(OutlineSection(heading.text, heading.level - 1, self.page, place, tag))

    def _begins(self, block: Block | None) -> float:
        """How much of a page the beginning of a block needs at least, in millimetres."""
        match block:
            case Heading():
                return self._height(HEADINGS[block.level]) * 2 + self._height(TEXT) * 2
            case BarChart():
                return min(len(block.bars), 4) * self._bar_height(block) + self._height(SMALL) * 2
            case DataTable():
                _, header, body = self._rows(block)
                together = body if self._is_short(header, body) else body[:1]
                return min(self._depth(header, *together), (self._end - MARGIN) / 2)
            case Paragraph():
                return self._height(TEXT) * 2
        return 0

    def _write(
        self, text: str, kind: str, size: float, *, bold: bool = False, colour: Colour = INK, gap: float = 2.5
    ) -> Tag | None:
        """Lines over the width of the page, on the next one where this is full. Answers with the tag of the first."""
        lines, height, first = self._lines(text, self.epw, size, bold=bold), self._height(size), None
        while lines:
            fit = int((self._end - self.y) / height)
            if fit < min(len(lines), 2):
                self.add_page()
                continue
            with self._tag(kind) as tag:
                self._style(size, bold=bold, colour=colour)
                for line in lines[:fit]:
                    self._line(line, MARGIN, self.epw, height)
            lines, first = lines[fit:], first or tag
        self.y += gap
        return first

    def _line(self, text: str, x: float, width: float, height: float, align: Align = Align.L) -> None:
        self.x = x
        self.cell(width, height, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _lines(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """The text broken into lines of this width."""
        self._style(size, bold=bold)
        found = self.multi_cell(
            width, self._height(size), self._readable(text), dry_run=True, output=MethodReturnValue.LINES, align=Align.L
        )
        return [str(line) for line in found] if isinstance(found, list) else []

    def _readable(self, text: str) -> str:
        """The text in characters that the font has: without an accent that it lacks, or with a mark for it."""
        composed = unicodedata.normalize("NFC", text).translate(_ALIKE)
        return "".join(self._drawable(each) for each in composed)

    def _drawable(self, character: str) -> str:
        if character == "\n" or ord(character) in self._known:
            return character
        if unicodedata.category(character) in {"Cc", "Cf", "Mn"}:
            return ""
        plain = [each for each in unicodedata.normalize("NFKD", character) if ord(each) in self._known]
        return "".join(plain) or NO_GLYPH

    # Tables

    def _draw_table(self, table: DataTable) -> None:
        widths, header, body = self._rows(table)
        height = self._height(TEXT)
        tag: Tag | None = None
        if self._is_short(header, body) and self.y + self._depth(header, *body) > self._end:
            self.add_page()
        for row in body:
            for piece in self._pieces(row, height, _deep(header)):
                if (
                    self.y + (0 if tag else _deep(header) * height + 2 * PADDING) + _deep(piece) * height + 2 * PADDING
                    > self._end
                ):
                    self.add_page()
                    tag = None
                if tag is None:  # on each page a table of its own, with the headers that its cells have
                    tag = self._tree.group("Table", self.page)
                    self._draw_row(table, widths, header, tag, head=True)
                self._draw_row(table, widths, piece, tag)
        self.y += 4

    def _is_short(self, header: _CellLines, body: Sequence[_CellLines]) -> bool:
        """Whether a table is short enough to be kept on one page."""
        return self._depth(header, *body) <= (self._end - MARGIN) * KEPT_WHOLE

    def _depth(self, *rows: _CellLines) -> float:
        """How much of a page rows of a table take, in millimetres."""
        return sum(_deep(row) * self._height(TEXT) + 2 * PADDING for row in rows)

    def _rows(self, table: DataTable) -> tuple[list[float], list[list[str]], list[list[list[str]]]]:
        """The widths of its columns, and the lines of each cell: of the headers, and of each row."""
        shares = table.widths or [1.0] * len(table.columns)
        widths = [self.epw * share / sum(shares) for share in shares]
        header = [
            self._lines(each, width - 2 * PADDING, TEXT, bold=True)
            for each, width in zip(table.columns, widths, strict=True)
        ]
        body = [
            [self._lines(cell, width - 2 * PADDING, TEXT) for cell, width in zip(row, widths, strict=True)]
            for row in table.rows
        ]
        return widths, header, body

    def _pieces(self, row: Sequence[Sequence[str]], height: float, header: int) -> Iterator[list[list[str]]]:
        """The row, or parts of one that no page could hold."""
        most = int((self._end - MARGIN - 4 * PADDING) / height) - header
        for start in range(0, max(_deep(row), 1), most):
            yield [list(lines[start : start + most]) for lines in row]

    def _draw_row(
        self, table: DataTable, widths: Sequence[float], row: Sequence[Sequence[str]], tag: Tag, *, head: bool = False
    ) -> None:
        height, top = self._height(TEXT), self.y
        depth = _deep(row) * height + 2 * PADDING
        within = self._tree.group("TR", self.page, tag)
        with self._artifact():
            if head:
                self.set_fill_color(*SHADE)
                self.rect(MARGIN, top, self.epw, depth, style="F")
            self.set_draw_color(*RULE_INK)
            self.line(MARGIN, top + depth, MARGIN + self.epw, top + depth)
        x = MARGIN
        for at, (lines, width) in enumerate(zip(row, widths, strict=True)):
            align = Align.R if at >= len(widths) - table.numbers else Align.L
            with self._tag("TH" if head or at == 0 else "TD", within):
                self._style(TEXT, bold=head)
                self.y = top + PADDING
                for line in lines:
                    self._line(line, x + PADDING, width - 2 * PADDING, height, align)
            x += width
        self.y = top + depth

    # Charts

    def _draw_chart(self, chart: BarChart) -> None:
        most = max((max(bar.value, bar.before or 0) for bar in chart.bars), default=0)
        compared = any(bar.before is not None for bar in chart.bars)
        depth = self._bar_height(chart)
        bars, said = list(chart.bars), chart.says
        while bars:
            legend = self._height(SMALL) + 2 if compared else 0
            fit = int((self._end - self.y - legend) / depth)
            if fit < min(len(bars), 3):
                self.add_page()
                continue
            with self._tag("Figure", says=said):
                if compared:
                    self._draw_legend(chart)
                for bar in bars[:fit]:
                    self._draw_bar(bar, depth, most)
            bars, said = bars[fit:], chart.says
        self.y += 4

    def _bar_height(self, chart: BarChart) -> float:
        return 9.0 if any(bar.before is not None for bar in chart.bars) else 6.5

    def _draw_legend(self, chart: BarChart) -> None:
        top, height, x = self.y, self._height(SMALL), MARGIN + self.epw * LABEL_SHARE
        for colour, name in ((NOW, chart.now), (THEN, chart.then)):
            self.set_fill_color(*colour)
            self.rect(x, top + height / 2 - 1.4, 2.8, 2.8, style="F")
            self._style(SMALL, colour=QUIET)
            text = self._readable(name)
            self.set_xy(x + 4, top)
            self.cell(self.get_string_width(text), height, text)
            x += 4 + self.get_string_width(text) + 8
        self.set_xy(MARGIN, top + height + 2)

    def _draw_bar(self, bar: Bar, depth: float, most: int) -> None:
        top, left = self.y, MARGIN + self.epw * LABEL_SHARE
        room = self.epw * (1 - LABEL_SHARE) - NUMBER_WIDTH
        series = [(bar.value, NOW, INK)] if bar.before is None else [(bar.value, NOW, INK), (bar.before, THEN, QUIET)]
        thick = (depth - 2) / len(series)
        self._style(SMALL)
        self.set_xy(MARGIN, top)
        self.cell(
            self.epw * LABEL_SHARE - 3, depth - 2, self._shorten(bar.label, self.epw * LABEL_SHARE - 3), align=Align.R
        )
        for at, (number, colour, ink) in enumerate(series):
            length = room * number / most if most else 0
            self.set_fill_color(*colour)
            self.rect(left, top + at * thick, max(length, 0.4), thick - 0.3, style="F")
            self._style(SMALL if len(series) == 1 else SMALL - 1, colour=ink)
            self.set_xy(left + length + 1.5, top + at * thick)
            self.cell(NUMBER_WIDTH - 1.5, thick - 0.3, str(number))
        self.set_xy(MARGIN, top + depth)

    def _shorten(self, text: str, width: float) -> str:
        drawn = self._readable(text)
        if self.get_string_width(drawn) <= width:
            return drawn
        while drawn and self.get_string_width(f"{drawn}…") > width:
            drawn = drawn[:-1]
        return f"{drawn.rstrip()}…"

    # What all of them are drawn with

    @property
    def _end(self) -> float:
        """Where the text of a page ends."""
        return self.h - FOOT

    def _height(self, size: float) -> float:
        """The height of a line of letters of this size, in millimetres."""
        return size / self.k * LEADING

    def _style(self, size: float, *, bold: bool = False, colour: Colour = INK) -> None:
        self.set_font(FONT, "B" if bold else "", size)
        self.set_text_color(*colour)

    @contextmanager
    def _tag(self, kind: str, within: Tag | None = None, says: str | None = None) -> Iterator[Tag]:
        """What is drawn meanwhile, on one page, is the content of a tag."""
        tag, mark, number = self._tree.leaf(kind, self.page, within, says)
        self.pages[self.page].struct_parents = number
        self._set_min_pdf_version("1.7")
        self._out(f"/{kind} <</MCID {mark}>> BDC")
        yield tag
        self._out("EMC")

    @contextmanager
    def _artifact(self) -> Iterator[None]:
        """What is drawn meanwhile says nothing: a rule, a shade."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")


def _deep(row: Sequence[Sequence[str]]) -> int:
    """How many lines a row is deep."""
    return max((len(lines) for lines in row), default=0)


def _characters(font: object) -> frozenset[int]:
    """What the font can draw."""
    return frozenset(font.cmap) if isinstance(font, TTFFont) else frozenset()
