"""A document's text, read section by section, and signed at the end of the last one.

Each page shows where one is. It opens apart from the card that stands in the chat, which nothing here redraws.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.policy.documents.publication import Publication
from bot.policy.documents.signing import LONGEST_SIGNED_NAME
from bot.policy.documents.view import OwnSigning, Proposal
from cards.documents import DocumentVerb, document_data
from cards.documents.changes import change_elements
from cards.documents.signature_form import QUESTION_FIELDS, SIGNATURE_FIELDS, signature_fields
from cards.documents.text import Page, page_elements, pages, section_titles
from cards.kit import parts
from cards.kit.elements import (
    Action,
    ActionStyle,
    AdaptiveCard,
    CardElement,
    Container,
    OpenUrlAction,
    ProgressBar,
    TextBlock,
)
from cards.words import documents as wording

PAGE, PAST, AGAIN, CHECK = "page", "past", "again", "check"
"""In a button's data: the page that it opens, the section that has then been read, that all is read once more, and the
page of the whole text that says what was asked."""
CONTENTS = "contents"
"""Instead of a page: the list of sections."""
NEWS = 0
"""Instead of a page: what is new since one signed."""
PAGE_HEIGHT = "300px"
"""What a section takes at the least, so that **Next** stays under the finger from one to the next."""
MOST_LISTED = 15
"""Sections up to which they are listed; more are found by turning the pages alone."""


class HasTitle(Protocol):
    """A document's rule, or one of its versions."""

    @property
    def title(self) -> str:
        """Its title; empty for the Acceptable Use Policy."""

    @property
    def link(self) -> str:
        """Where it is kept, if that is elsewhere."""


def sections_read(mine: OwnSigning) -> int:
    """How many sections have been read to the end."""
    return len(mine.ask.read)


def section_count(text: str) -> int:
    """How many sections there are."""
    return pages(text)[-1].section


def pages_to_read(mine: OwnSigning) -> tuple[Page, ...]:
    """What somebody reads before they sign, one page at the least: all of it, or the sections that are new to them."""
    every = pages(mine.publication.text)
    if mine.only is None:
        return every
    new = tuple(page for page in every if page.section in mine.only)
    return new or (Page("", (wording.NOTHING_LEFT_TO_READ,), 1, 1, 1),)


def sections_to_open(mine: OwnSigning) -> tuple[int, ...]:
    """The sections of `pages_to_read`, by their numbers."""
    return tuple(dict.fromkeys(page.section for page in pages_to_read(mine)))


def progress(done: int, of: int) -> ProgressBar:
    """A thin bar; a client that cannot draw it leaves it out, since the words beside it say the same."""
    return ProgressBar(value=done, max=of, color="Accent", spacing="Small", fallback="drop")


def reading_page(
    mine: OwnSigning,
    at: int | None = None,
    *,
    note: str | None = None,
    wrong: parts.Texts | None = None,
    typed: parts.Texts | None = None,
) -> AdaptiveCard:
    """A page for somebody who has still to sign: the one asked for, or where they are. `wrong` and `typed` are what
    came back from the form at the end."""
    book, sections = pages_to_read(mine), sections_to_open(mine)
    at = _place(mine) if at is None else min(max(at, NEWS if mine.news else 1), len(book))
    given = typed or {}
    held = {"id": mine.publication.id, **_carry(given)}
    if at == NEWS:
        return _news(mine, held, note)
    page = book[at - 1]
    past = {PAST: str(page.section)} if page.ends_section else {}
    last = at == len(book)
    unread = len({*sections} - {*mine.ask.read, page.section})
    ways = [
        parts.button("Sign", DocumentVerb.SIGN, _form_data(mine, wrong or {}), style="positive")
        if last
        else _turn("Next", {**held, **past, PAGE: str(at + 1)}, "positive"),
        _turn("Back", {**held, PAGE: str(at - 1)}) if at > (NEWS if mine.news else 1) else None,
        _contents_button(mine, held) if unread or not last else None,
        _link_button(mine.publication) if last else None,
        parts.button(wording.I_HAVE_A_QUESTION, DocumentVerb.QUESTION, {"id": mine.publication.id}, inputs=False)
        if last
        else None,
    ]
    return parts.card(
        *_head(page, sections, mine.publication, changes=mine.only is not None),
        parts.note(note),
        _marks(mine, page),
        Container(items=_page_elements(page, mine.publication), min_height=None if last else PAGE_HEIGHT),
        *(signature_fields(mine, unread, len(sections) - 1, wrong or {}, given) if last else ()),
        parts.buttons(*ways),
    )


def signing_page(
    mine: OwnSigning, *, wrong: parts.Texts | None = None, typed: parts.Texts | None = None
) -> AdaptiveCard:
    """The last page, at the end of which it is signed."""
    return reading_page(mine, len(pages_to_read(mine)), wrong=wrong, typed=typed)


def check_page(mine: OwnSigning, at: int, typed: parts.Texts, *, note: str | None = None) -> AdaptiveCard:
    """A page of the whole text, for somebody who has answered a question about it otherwise, and the way back."""
    published = mine.publication
    book, held = pages(published.text), {"id": published.id, **_carry(typed)}
    at = min(max(at, 1), len(book))
    return parts.card(
        *_head(book[at - 1], range(1, book[-1].section + 1), published),
        parts.note(note, "warning"),
        Container(items=_page_elements(book[at - 1], published), min_height=PAGE_HEIGHT),
        parts.buttons(
            _turn(wording.BACK_TO_THE_QUESTIONS, {**held, PAGE: str(len(pages_to_read(mine)))}, "positive"),
            _turn("Next", {**held, CHECK: str(at + 1)}) if at < len(book) else None,
            _turn("Back", {**held, CHECK: str(at - 1)}) if at > 1 else None,
            _link_button(published),
        ),
    )


def page_of_question(published: Publication, number: int) -> int:
    """The first page of the section that says what was asked; the first of all where none is named or known."""
    heading = published.questions[number].section.casefold()
    found = (at for at, page in enumerate(pages(published.text), 1) if heading in _headings(page))
    return next(found, 1) if heading else 1


def contents_page(mine: OwnSigning, typed: parts.Texts | None = None) -> AdaptiveCard:
    """The sections by their titles, those read marked; pressing one opens it."""
    held = {"id": mine.publication.id, **_carry(typed or {})}
    book, sections = pages_to_read(mine), sections_to_open(mine)
    rows: list[CardElement] = []
    for at, page in enumerate(book, 1):
        if page.nth > 1:
            continue
        name = parts.cut(page.title, 120) or wording.BEFORE_THE_HEADINGS
        row = TextBlock(text=f"{_sign_of_page(mine, page)} {name}", wrap=True, color="Accent")
        rows.append(Container(select_action=_turn(name, {**held, PAGE: str(at)}), items=[row], spacing="Small"))
    return parts.card(
        parts.title("Contents"),
        parts.small(wording.SECTIONS_READ.format(read=sections_read(mine), count=len(sections))),
        *rows,
        parts.buttons(
            _turn(wording.GO_ON_READING, held, "positive"),
            parts.button(wording.READ_ALL_OF_IT, DocumentVerb.READ, {**held, AGAIN: 1}, inputs=False)
            if mine.only is not None
            else None,
        ),
    )


def read_again_page(published: Publication, at: int) -> AdaptiveCard:
    """A page for somebody who has signed it, or of whom nothing is asked."""
    data: dict[str, str | int] = {"id": published.id, AGAIN: 1}
    mine = parts.opener(wording.open_words(published.title), DocumentVerb.MINE, document_data(published.document))
    return _text_page(published, published.text, at, DocumentVerb.READ, data, mine)


def preview_page(proposed: Proposal, at: int) -> AdaptiveCard:
    """A page of the text on disk, before it is published."""
    data = document_data(proposed.rule.id)
    end = parts.opener("Show what changes", DocumentVerb.PROPOSE, data)
    return _text_page(proposed.rule, proposed.text, at, DocumentVerb.PREVIEW, data, end)


def contents_line(text: str) -> str:
    """The titles of the sections in a line, cut where they are many."""
    named = " · ".join(title for title in section_titles(text) if title)
    kept = parts.cut(named, 700)
    return kept if kept == named else f"{kept} …"


def _text_page(
    of: HasTitle, text: str, at: int, verb: DocumentVerb, data: parts.ButtonData, end: Action
) -> AdaptiveCard:
    """A page that asks for nothing; the last one has a way on."""
    book = pages(text)
    at = min(max(at, 1), len(book))
    last = at == len(book)
    shown: list[CardElement] = [parts.paragraph(wording.KEPT_ELSEWHERE)] if of.link else page_elements(book[at - 1])
    return parts.card(
        *_head(book[at - 1], range(1, book[-1].section + 1), of),
        Container(items=shown, min_height=PAGE_HEIGHT),
        parts.buttons(
            end if last else parts.button("Next", verb, {**data, PAGE: str(at + 1)}, style="positive", inputs=False),
            parts.button("Back", verb, {**data, PAGE: str(at - 1)}, inputs=False) if at > 1 else None,
            OpenUrlAction(title=wording.OPEN_THE_DOCUMENT, url=of.link) if of.link else None,
        ),
    )


def _place(mine: OwnSigning) -> int:
    """Where they are: what is new before all else, then the first page that they have not read."""
    if mine.news and not mine.ask.read:
        return NEWS
    book = pages_to_read(mine)
    return next((at for at, page in enumerate(book, 1) if page.section not in mine.ask.read), len(book))


def _head(page: Page, sections: Sequence[int], of: HasTitle, *, changes: bool = False) -> list[CardElement]:
    """Where one is, among these sections, and the section's heading."""
    count, at = len(sections), sections.index(page.section) + 1
    where = wording.WHERE_IN_CHANGES if changes else wording.WHERE_ONE_IS
    where = where if page.of == 1 else wording.WHERE_IN_A_LONG_ONE
    title = wording.title_of(of.title)
    return [
        parts.small_typed(where.format(section=at, count=count, nth=page.nth, of=page.of, title=title)),
        progress(at, count),
        *([parts.title(page.title)] if page.title else ()),
    ]


def _news(mine: OwnSigning, held: parts.ButtonData, note: str | None) -> AdaptiveCard:
    assert mine.earlier is not None  # noqa: S101 - what is new is new since then
    return parts.card(
        parts.title(wording.WHAT_IS_NEW.format(label=mine.earlier.label)),
        parts.note(note),
        *change_elements(mine.news),
        parts.buttons(_turn("Next", {**held, PAGE: "1"}, "positive"), _contents_button(mine, held)),
    )


def _marks(mine: OwnSigning, page: Page) -> CardElement | None:
    """That a section has been read, or is not as it was when they signed."""
    said = []
    if page.section in mine.ask.read:
        said.append(wording.IS_READ)
    if mine.earlier is not None and page.title in {*mine.news.added, *(each.title for each in mine.news.changed)}:
        said.append(wording.IS_OTHER_THAN.format(label=mine.earlier.label))
    return parts.small(" · ".join(said)) if said else None


def _form_data(mine: OwnSigning, wrong: parts.Texts) -> dict[str, str | int]:
    again = {AGAIN: 1} if wrong.get("name") == "aup.other_name" else {}
    return {"id": mine.publication.id, parts.SENT: 1, **again}


def _carry(typed: parts.Texts) -> dict[str, str]:
    """What was filled in at the end goes along when the pages are turned."""
    return {key: typed[key][:LONGEST_SIGNED_NAME] for key in (*SIGNATURE_FIELDS, *QUESTION_FIELDS) if typed.get(key)}


def _link_button(published: Publication) -> Action | None:
    return OpenUrlAction(title=wording.OPEN_THE_DOCUMENT, url=published.link) if published.link else None


def _page_elements(page: Page, published: Publication) -> list[CardElement]:
    return [parts.paragraph(wording.KEPT_ELSEWHERE)] if published.link else page_elements(page)


def _headings(page: Page) -> set[str]:
    """The section's heading, and each of those that it is made of, as they are compared."""
    whole = page.title.casefold() if page.nth == 1 else ""
    return {whole, *whole.split(" · ")}


def _contents_button(mine: OwnSigning, held: parts.ButtonData) -> Action | None:
    if not 1 < len(sections_to_open(mine)) <= MOST_LISTED:
        return None
    return _turn("Contents", {**held, PAGE: CONTENTS})


def _sign_of_page(mine: OwnSigning, page: Page) -> str:
    return "✓" if page.section in mine.ask.read else "▸"


def _turn(words: str, data: parts.ButtonData, style: ActionStyle | None = None) -> Action:
    """A button that turns to another page; what was filled in at the end goes along."""
    return parts.button(words, DocumentVerb.READ, data, style=style)
