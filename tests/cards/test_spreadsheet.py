"""A table is read back as it was written, by Excel and by any reader: nothing runs, nothing is rounded or lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.kit.spreadsheet import FORMULA_STARTS, csv_bytes, protect_cell
from cards.log import export
from cards.words.log import LOG_COLUMNS
from tests.cards.catalogue import NASTY, SCHOOL, view

CELLS = [
    ("=1+1", "'=1+1"),
    ("+44 1632 960101", "'+44 1632 960101"),
    ("-2", "'-2"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("  =1", "'  =1"),
    ("＝1", "'＝1"),
    ("a=1", "a=1"),
    ("", ""),
]


@pytest.mark.parametrize(("cell", "told"), CELLS)
def test_a_formula_stays_text(cell: str, told: str) -> None:
    """An apostrophe before what a spreadsheet would run, and nothing else is changed."""
    assert protect_cell(cell) == told


CHANGED = (
    *("00123456789012345678", "123456789012", "007", "1.10", "1,2,3", "1E23", "12e5", "1.5E+3", "(12)", "1 1/2"),
    *("3-4", "3/4", "12/11", "12/11/2026", "12.11.2026", "2026-12", "7/60", "23-11-26", "1-2-3", "24/7"),
    *("10:30", "9:05pm", "9 pm", "100:00", "5-Mar", "5 March 2026", "SEPT1", "MAR-5", "Dec 12, 2026", "march 2026"),
    *(" 007", "\u00a0123456789012", "００７", "１２３"),
)
UNCHANGED = (
    *("0", "7", "28", "12345678901", "4.6", "2026-11-23", "2026-11-23 10:31", "2026-27", "30/60", "OS-2026-0042"),
    *("C-77", "4B", "5E", "May", "March", "Mars 5", "4B/5B", "01632 960101", "1.2.x", "No. 3", "10:30 in Room 4", "e5"),
)


@pytest.mark.parametrize("cell", CHANGED)
def test_what_excel_would_write_otherwise_stays_text(cell: str) -> None:
    """Long or padded digits, what it takes for a day, a time or a power of ten: whole behind an apostrophe."""
    assert protect_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", UNCHANGED)
def test_what_excel_leaves_alone_is_left_alone(cell: str) -> None:
    """No apostrophe where none is needed."""
    assert protect_cell(cell) == cell


@given(st.from_regex(r"[0-9]{12,40}|0[0-9]{1,30}", fullmatch=True))
def test_no_reference_is_rounded(digits: str) -> None:
    """However long, and however many noughts it begins with."""
    assert protect_cell(digits) == f"'{digits}"


@given(st.text())
def test_no_text_begins_a_formula(text: str) -> None:
    """Of any text at all."""
    assert not protect_cell(text).lstrip(" ").startswith(FORMULA_STARTS)


def read(content: bytes) -> list[dict[str, str]]:
    """The rows of a file, as any reader has them."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def units(text: str) -> int:
    """The length of a text as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2


def whole(row: dict[str, str], column: str) -> str:
    """The text of a column put together again from its further ones."""
    told, number = row[column], 1
    while f" … [goes on in the column “{column} ({number + 1})”]" in told:
        number += 1
        told = told.removesuffix(f" … [goes on in the column “{column} ({number})”]") + row[f"{column} ({number})"]
    return told


LONG = {
    "words": "word " * 12_000,
    "no gaps": "x" * 60_000,
    "emoji": "🙈" * 40_000,
    "lines": "a line\n" * 1_000,
    "empty lines": "\n" * 600,
    "one too many": "x" * 32_001,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_text_goes_on_in_further_columns(text: str) -> None:
    """No cell is longer than Excel takes, each says where the text goes on, and nothing of it is lost."""
    told = f"x{text}"
    first, second = read(csv_bytes(("A", "B"), [(told, "1"), ("short", "2")]))
    assert max(units(cell) for cell in first.values()) <= 32_767
    assert max(cell.count("\n") for cell in first.values()) <= 253
    assert whole(first, "A").replace("'", "") == told
    assert (first["B"], second["A"], second["B"]) == ("1", "short", "2")
    assert list(first) == ["A", "B", *(f"A ({number})" for number in range(2, len(first)))]
    assert len(first) > 2


@given(
    st.lists(st.text(st.characters(codec="utf-8") | st.sampled_from("\r\n\x0b\x85\u2028\ud800\0,;\"'=")), max_size=4)
)
def test_a_row_stays_a_row(cells: list[str]) -> None:
    """Whatever stands in its cells: line breaks of any kind, quotes, half letters, what ends a text."""
    rows = read(csv_bytes([f"c{at}" for at in range(len(cells))], [cells, cells]))
    assert len(rows) == (2 if cells else 0)
    assert all(len(row) == len(cells) for row in rows)


def test_line_breaks_within_a_cell_are_of_one_kind() -> None:
    """As Excel writes them: a lone carriage return would begin a new row for some readers."""
    (row,) = read(csv_bytes(("A",), [("one\r\ntwo\rthree\u2028four\x0bfive",)]))
    assert row["A"] == "one\ntwo\nthree\nfour\nfive"


def test_a_line_reads_back() -> None:
    """Commas, quotes, line breaks and emoji come back as they were written, each in its column."""
    shown = view("threat", text=f'=cmd "x", y\n{NASTY[:2000]}')
    (row,) = read(export.log_csv([export.incident_row(SCHOOL, shown)]))
    assert tuple(row) == LOG_COLUMNS
    assert f'=cmd "x", y\n{NASTY[:2000]}' in row["Narrative"]
    assert not row["Narrative"].startswith("=")


def test_an_account_of_sixty_thousand_letters() -> None:
    """The narrative of one incident, whole in one row beside the others."""
    long = view("threat", text="They wrote again. " * 1_000)
    one, other = read(export.log_csv([export.incident_row(SCHOOL, long), export.incident_row(SCHOOL, view("threat"))]))
    assert tuple(one)[: len(LOG_COLUMNS)] == LOG_COLUMNS
    assert max(units(cell) for cell in one.values()) <= 32_767
    assert whole(one, "Narrative").count("They wrote again.") > 5_000
    assert other["Narrative (2)"] == ""
