"""A cell of the export is text to a spreadsheet, whatever was typed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.export import FORMULA, head, line, safe
from cards.words.log import COLUMNS
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
    assert safe(cell) == told


@given(st.text())
def test_no_text_begins_a_formula(text: str) -> None:
    """Of any text at all."""
    assert not safe(text).lstrip(" ").startswith(FORMULA)


def test_a_line_reads_back() -> None:
    """Commas, quotes, line breaks and emoji come back as they were written, each in its column."""
    shown = view("threat", text=f'=cmd "x", y\n{NASTY[:2000]}')
    (row,) = csv.DictReader(io.StringIO(head() + line(SCHOOL, shown), newline=""))
    assert tuple(row) == COLUMNS
    assert f'=cmd "x", y\n{NASTY[:2000]}' in row["Narrative"]
    assert not row["Narrative"].startswith("=")
