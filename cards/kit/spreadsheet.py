"""Tables as files: CSV (RFC 4180) in UTF-8 that Excel and any other reader open unchanged.

Excel runs formulas, rounds long numbers, reads `3/4` as a date, and holds at most 32,767 characters and 253 line breaks
in a cell. So an apostrophe marks as text what it would change, and a longer text continues in further columns.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from cards.words.kit import CELL_CONTINUES, further_column

CsvRow = Sequence[str]
"""The cells of one line, a text for each column."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet may run, the wide forms of East Asian keyboards included."""
CELL_UTF16_UNITS = 32_000
"""UTF-16 units of a cell: Excel's 32,767 less an apostrophe and the words that it goes on."""
CELL_LINE_BREAKS = 250
"""Line breaks of a cell, of Excel's 253."""
_GAP_SEARCH_CHARACTERS = 2_000
"""How far back a gap is looked for, so that no word is cut in two."""

_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_SHOWN_UNCHANGED = re.compile(r"(?:0|[1-9]\d{0,10})(?:\.\d{0,9}[1-9])?|\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?")
"""Numbers and days that Excel shows as they are written."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_SHOWN_CHANGED = re.compile(
    r"\d+(?:[.,]\d*)*"  # 00123, 12345678901234567890, 1.10, 1,2
    r"|[\d.]+e[+-]?\d+"  # 1E23
    r"|\(\d[\d.,]*\)"  # (12): less than nothing
    r"|\d+[ ]+\d+/\d+"  # 1 1/2
    r"|\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}"  # 12/11/2026
    r"|\d{1,4}:\d{2}(?::\d{2})?(?:[.]\d+)?(?:[ ]?[ap]\.?m\.?)?|\d{1,2}[ ]?[ap]m"  # 10:30
    rf"|\d{{1,2}}[-/. ]*{_MONTH}(?:[-/. ]*\d{{1,4}})?"  # 5-Mar
    rf"|{_MONTH}[-/. ]*\d{{1,4}}(?:[-/., ]+\d{{2,4}})?",  # SEPT1, March 2026
    re.I,
)
_TWO_PARTS = re.compile(r"(\d{1,4})[-/](\d{1,4})")


def csv_bytes(columns: Sequence[str], rows: Iterable[CsvRow]) -> bytes:
    """The file: a byte order mark, by which Excel knows UTF-8, the names of the columns, and a line for each row.

    Where a text is too long for a cell the file has columns more at its right end, named after the text's own.
    """
    # Tuples of texts alone: a list for each cell of a long file would be walked by the collector again and again.
    clean = [tuple(map(_clean, row)) for row in rows]
    need = [max((_count_pieces(row[at]) for row in clean), default=1) for at in range(len(columns))]
    further = [(at, number) for at, most in enumerate(need) for number in range(1, most)]
    written = io.BytesIO()
    text = io.TextIOWrapper(written, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*columns, *(further_column(columns[at], number + 1) for at, number in further)])
    places = [*((at, 0) for at in range(len(columns))), *further]
    for row in clean:
        pieces = [list(_pieces(cell)) for cell in row]
        writer.writerow([_cell(columns[at], pieces[at], number) for at, number in places])
    text.flush()
    return written.getvalue()


def protect_cell(cell: str) -> str:
    """The cell with an apostrophe before it where Excel would run it, or show it as another number or date."""
    formula = cell.lstrip(" \u00a0\ufeff").startswith(FORMULA_STARTS)
    return f"'{cell}" if formula or _is_changed(cell) else cell


def _is_changed(cell: str) -> bool:
    if len(cell) > 400:  # noqa: PLR2004 - no number and no day
        return False
    plain = unicodedata.normalize("NFKC", cell).strip()
    if _SHOWN_UNCHANGED.fullmatch(plain):
        return plain != cell
    parts = _TWO_PARTS.fullmatch(plain)
    if parts:
        one, two = int(parts[1]), int(parts[2])
        return (one <= 31 and two <= 12) or one <= 12 or (one > 999 and two <= 12)  # noqa: PLR2004 - days, months, years
    return _SHOWN_CHANGED.fullmatch(plain) is not None


def _clean(text: str) -> str:
    """The text with one kind of line break, and without what no file may hold."""
    return _SURROGATES.sub("\ufffd", _CONTROL_CHARACTERS.sub("", _BREAKS.sub("\n", text)))


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that each fit into a cell, at least one, cut at a line or a gap where one is near."""
    while True:
        end = _fits(text)
        if end >= len(text):
            yield text
            return
        gap = (
            max(text.rfind("\n", end - _GAP_SEARCH_CHARACTERS, end), text.rfind(" ", end - _GAP_SEARCH_CHARACTERS, end))
            + 1
        )
        cut = gap if gap > 0 else end
        yield text[:cut]
        text = text[cut:]


def _count_pieces(text: str) -> int:
    return 1 if _fits(text) == len(text) else sum(1 for _ in _pieces(text))


def _fits(text: str) -> int:
    """How many characters of the text fit into one cell."""
    if len(text) <= CELL_UTF16_UNITS // 2 and text.count("\n") <= CELL_LINE_BREAKS:
        return len(text)
    end = min(len(text), CELL_UTF16_UNITS)
    wide = sum(1 for mark in text[:end] if ord(mark) > 0xFFFF)  # noqa: PLR2004 - two units each
    while end + wide > CELL_UTF16_UNITS:
        over = end + wide - CELL_UTF16_UNITS
        taken = text[end - (over + 1) // 2 : end]
        end -= len(taken)
        wide -= sum(1 for mark in taken if ord(mark) > 0xFFFF)  # noqa: PLR2004
    at = -1
    for _ in range(CELL_LINE_BREAKS + 1):
        at = text.find("\n", at + 1, end)
        if at < 0:
            return end
    return at


def _cell(column: str, pieces: Sequence[str], number: int) -> str:
    if number >= len(pieces):
        return ""
    more = number + 1 < len(pieces)
    goes_on = CELL_CONTINUES.format(column=further_column(column, number + 2)) if more else ""
    return protect_cell(f"{pieces[number]}{goes_on}")
