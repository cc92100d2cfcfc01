"""A document as PDF: it says what it is, reads from top to bottom, and is the same each time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, Destination, DictionaryObject, IndirectObject, PdfObject

from cards.kit.document import Bar, BarChart, Block, DataTable, Heading, Paragraph, PdfDocument
from cards.kit.pdf import pdf_bytes

MADE_AT = datetime(2026, 10, 9, 9, 0, tzinfo=UTC)
SCHOOL = "Example Primary School"
TABLE = DataTable(("Kind", "Opened"), [(f"Kind {number}", str(number)) for number in range(60)], (4, 1), 1)
BLOCKS: tuple[Block, ...] = (
    Heading("Reports"),
    Paragraph("Twelve were opened."),
    BarChart("Spam 3, before 7", [Bar("Spam", 3, 7)], "This half term", "The half term before"),
    Heading("By kind", 2),
    TABLE,
    Paragraph("Counted on the day.", quiet=True),
    Heading("Decisions"),
    Paragraph("None."),
)


def read(*blocks: Block, title: str = "The pack") -> PdfReader:
    """The document of these blocks, as a reader opens it."""
    made = PdfDocument(title, "Autumn", SCHOOL, MADE_AT, blocks)
    return PdfReader(io.BytesIO(pdf_bytes(made)), strict=True)


def words(reader: PdfReader) -> str:
    """All its text, in the order in which it stands in the file."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def elements(reader: PdfReader) -> Iterator[DictionaryObject]:
    """The structure, in the order in which it is read out."""

    def within(element: DictionaryObject) -> Iterator[DictionaryObject]:
        yield element
        kids = element.get("/K", ArrayObject())
        for kid in kids if isinstance(kids, ArrayObject) else ():
            found = kid.get_object() if isinstance(kid, IndirectObject) else kid
            if isinstance(found, DictionaryObject):
                yield from within(found)

    for kid in listed(reader.root_object, "/StructTreeRoot", "/K"):
        document = kid.get_object()
        assert isinstance(document, DictionaryObject)
        yield from within(document)


def listed(start: PdfObject, *path: str) -> list[PdfObject]:
    """The array at the end of a path of keys."""
    found: PdfObject | None = start
    for key in path:
        assert isinstance(found, DictionaryObject)
        found = found[key].get_object()
    assert isinstance(found, ArrayObject)
    return list(found)


def test_it_says_what_it_is() -> None:
    """Title, author, date and language stand in its properties, and the window is named by the title."""
    reader = read(*BLOCKS)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("The pack", SCHOOL)
    assert reader.metadata.creation_date == MADE_AT
    assert str(reader.root_object["/Lang"]) == "en-GB"
    preferences = reader.root_object["/ViewerPreferences"].get_object()
    assert isinstance(preferences, DictionaryObject)
    assert preferences["/DisplayDocTitle"]


def test_its_headings_are_its_outline() -> None:
    """Each heading can be jumped to, what lies within a part below it."""
    outline = read(*BLOCKS).outline
    assert [each.title for each in outline if isinstance(each, Destination)] == ["Reports", "Decisions"]
    within = [each for group in outline if isinstance(group, list) for each in group]
    assert [each.title for each in within if isinstance(each, Destination)] == ["By kind"]


def test_it_is_read_from_top_to_bottom() -> None:
    """The text of the file stands in the order of its blocks, with the number of each page at its foot."""
    reader = read(*BLOCKS)
    text = words(reader)
    told = ["The pack", "Reports", "Twelve were opened.", "Spam", "By kind", "Kind 0", "Kind 59", "on the day", "None."]
    assert sorted(told, key=text.index) == told
    pages = len(reader.pages)
    assert pages > 1
    assert all(f"Page {at} of {pages}" in page.extract_text() for at, page in enumerate(reader.pages, 1))


def test_all_of_it_is_tagged() -> None:
    """A screen reader finds headings, paragraphs, tables with their headers, and a chart's numbers in words."""
    found = list(elements(read(*BLOCKS)))
    kinds = [str(each["/S"]) for each in found]
    assert [kind for kind in kinds if kind[:2] == "/H"] == ["/H1", "/H2", "/H3", "/H2"]
    assert kinds.count("/TR") == len(TABLE.rows) + kinds.count("/Table")
    assert kinds.count("/TD") == len(TABLE.rows)
    assert [str(each["/Alt"]) for each in found if str(each["/S"]) == "/Figure"] == ["Spam 3, before 7"]
    assert all("/Pg" in each for each in found if str(each["/S"]) in {"/P", "/TD", "/TH", "/Figure"})


def test_what_is_tagged_is_what_is_drawn() -> None:
    """Each number of marked content on a page belongs to one element, and the tree of parents says which."""
    reader = read(*BLOCKS)
    parents = listed(reader.root_object, "/StructTreeRoot", "/ParentTree", "/Nums")
    for page in reader.pages:
        contents = page.get_contents()
        assert contents is not None
        marks = contents.get_data().count(b"<</MCID")
        belong = parents[parents.index(page["/StructParents"]) + 1]
        assert isinstance(belong, ArrayObject)
        assert [int(str(mark)) for each in belong for mark in listed(each.get_object(), "/K")] == list(range(marks))


def test_the_same_document_is_the_same_file() -> None:
    """Byte for byte, whenever it is drawn."""
    made = PdfDocument("The pack", "Autumn", SCHOOL, MADE_AT, BLOCKS)
    assert pdf_bytes(made) == pdf_bytes(made)


NAMES = ("Zoë Łukasiewicz", "Nguyễn Thị Hà", "Şebnem Ağaoğlu", "Жанна Ω", "O\u2019Brien \u2013 D\u2019Arcy", "Siân Ŵyn")


@pytest.mark.parametrize("name", NAMES)
def test_names_keep_their_letters(name: str) -> None:
    """The font that is within the file has the letters of people's names."""
    assert name in words(read(Paragraph(name)))


ALIKE = [("Zoe\u0308", "Zoë"), ("fin\u2011ger", "fin-ger"), ("ａ③", "a3"), ("soft\u00adly", "softly"), ("ə", "\ufffd")]


@pytest.mark.parametrize(("given", "drawn"), ALIKE)
def test_what_the_font_lacks_is_seen_to_be_missing(given: str, drawn: str) -> None:
    """What is like it stands for it, else a mark that something is missing: nothing is silently left out."""
    assert words(read(Paragraph(given))).count(drawn) == 1


@settings(max_examples=6, deadline=None)
@given(st.lists(st.text(max_size=3_000), max_size=3), st.integers(0, 40))
def test_any_text_is_drawn_on_its_pages(cells: list[str], rows: int) -> None:
    """Nothing that people type stops a document or leaves its page: text without a gap, a row longer than a page."""
    table = DataTable(("What", "Who"), [(text, "A") for text in cells] + [("a", "b")] * rows)
    reader = read(Heading("A\nB"), *map(Paragraph, cells), table, BarChart("", [Bar(text, 1) for text in cells]))
    assert len(reader.pages) >= 1


def test_a_row_longer_than_a_page_goes_on_below_its_header() -> None:
    """All of its text is there, and each page says what the column is."""
    reader = read(DataTable(("What", "Who"), [("word " * 3_000, "A")]))
    assert words(reader).count("word") == 3_000
    assert all("What" in page.extract_text() for page in reader.pages if "word" in page.extract_text())


def test_a_heading_is_never_left_alone() -> None:
    """At the foot of a page it goes to the next one, with what follows it."""
    long = DataTable(("follows it", ""), [("word " * 80, "")])
    for lines in range(30, 50):
        for block in (Paragraph("follows it"), long):
            reader = read(Paragraph("\n".join("x" * lines)), Heading("The last"), block)
            (page,) = (text for each in reader.pages if "The last" in (text := each.extract_text()))
            assert "follows it" in page


@pytest.mark.parametrize("lines", range(36, 56))
def test_a_short_table_is_never_broken(lines: int) -> None:
    """However much stands above it: its few rows are on one page, with its heading."""
    reader = read(
        Paragraph("\n".join(["x"] * lines)), Heading("Drills"), DataTable(("A", "B"), [("one", "1"), ("two", "2")])
    )
    (page,) = [page for page in reader.pages if "Drills" in page.extract_text()]
    assert {"one", "two"} <= set(page.extract_text().split())
