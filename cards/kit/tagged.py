"""The tags of a PDF: what is a heading, a paragraph, a table's header or its cell, in the order in which it is read.

fpdf2 tags headings alone, as pictures. Screen readers leave out what a tagged file does not tag, so all of it is tagged
here, in the structure that PDF 1.7 describes (section 14.7): a tree beside the pages whose leaves are marked content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fpdf.structure_tree import StructElem, StructureTreeBuilder
from fpdf.syntax import PDFObject


class Tag(StructElem):
    """An element of the structure. What lies within it is on the same page."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if name == "pg" and value is not None:  # the writer tells it to the elements at the top alone
            for within in self.k:
                if isinstance(within, Tag):
                    within.pg = value  # type: ignore[assignment]


class Tags(StructureTreeBuilder):
    """The tree, built while the pages are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._marks = Counter[int]()

    def group(self, kind: str, page: int, within: Tag | None = None) -> Tag:
        """An element that holds others, below another one or at the top."""
        return self._add(Tag(f"/{kind}", within or self.doc_struct_elem, [], page), within)

    def leaf(self, kind: str, page: int, within: Tag | None = None, says: str | None = None) -> tuple[Tag, int, int]:
        """An element with content of its own: with the content's number on its page, and the page's number here."""
        mark = self._marks[page]
        self._marks[page] += 1
        number = self.spid_per_page_number.setdefault(page, len(self.spid_per_page_number))
        made = self._add(Tag(f"/{kind}", within or self.doc_struct_elem, [mark], page, alt=says), within)
        self.struct_tree_root.parent_tree.nums[number].append(made)
        return made, mark, number

    def _add(self, made: Tag, within: Tag | None) -> Tag:
        (within or self.doc_struct_elem).k.append(made)
        return made

    def __iter__(self) -> Iterator[PDFObject]:
        yield self.struct_tree_root
        yield self.doc_struct_elem
        yield self.struct_tree_root.parent_tree
        yield from _all_within(self.doc_struct_elem)


def _all_within(element: StructElem) -> Iterator[StructElem]:
    for each in element.k:
        if isinstance(each, StructElem):
            yield each
            yield from _all_within(each)
