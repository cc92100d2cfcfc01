"""A document to print or to keep, as what it says: headings, paragraphs, tables, charts. `pdf.py` makes the file.

A document is a plain value that knows neither pages nor fonts, so that what it says can be tested without either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows, as in the document's outline. Level 1 is a part, 2 what lies within a part."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text in whole lines. A line break in it stays one. What is `quiet` stands back: a note below a table."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class DataTable:
    """Rows below a row of headers. Every row has a cell for each column, and the first names its row.

    `widths` are the columns' shares of the page, left out where they are equal. `numbers` counts the columns at the
    right end whose cells are numbers, which are set to the right.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()
    numbers: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """What a chart says of one thing. `before` is the same some time earlier; None where nothing is compared."""

    label: str
    value: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars beside each other, each with its number behind it: no reader needs the colours or the lengths.

    `says` are the same numbers in words, for whoever has the document read out. `now` and `then` name the two
    periods where bars have a `before`.
    """

    says: str
    bars: Sequence[Bar]
    now: str = ""
    then: str = ""


Block = Heading | Paragraph | DataTable | BarChart


@dataclass(frozen=True, slots=True)
class PdfDocument:
    """All of it, from top to bottom in the order in which it is read.

    `title` stands on the first page and names the file's window, `subtitle` below it; `author` is the school.
    `made_at` is the time in the file's properties: the same document is the same file, byte for byte.
    """

    title: str
    subtitle: str
    author: str
    made_at: datetime
    blocks: Sequence[Block]
