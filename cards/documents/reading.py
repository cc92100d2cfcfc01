"""The text of the Acceptable Use Policy, read section by section, and signed at the end of the last one.

Each page shows where one is. It opens apart from the card that stands in the chat, which nothing here redraws.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.documents.publication import Publication
from bot.policy.documents.signing import LONGEST_SIGNED_NAME
from bot.policy.documents.view import OwnSigning, Proposal
from cards.documents import DocumentVerb
from cards.documents.changes import change_elements
from cards.documents.text import Page, page_elements, pages, section_titles
from cards.kit import fields, parts
from cards.kit.elements import (
    Action,
    ActionStyle,
    AdaptiveCard,
    CardElement,
    Container,
    ProgressBar,
    TextBlock,
    ToggleInput,
)
from cards.words import documents as wording
from cards.words.sentences import sentence

PAGE, PAST, AGAIN = "page", "past", "again"
"""In a button's data: the page that it opens, the section that has then been read, and that all is read once more."""
CONTENTS = "contents"
"""Instead of a page: the list of sections."""
NEWS = 0
"""Instead of a page: what is new since one signed."""
PAGE_HEIGHT = "300px"
"""What a section takes at the least, so that **Next** stays under the finger from one to the next."""
MOST_LISTED = 15
"""Sections up to which they are listed; more are found by turning the pages alone."""


def sections_read(mine: OwnSigning) -> int:
    """How many sections have been read to the end."""
    return len(mine.ask.read)


def section_count(text: str) -> int:
    """How many sections there are."""
    return pages(text)[-1].section


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
    book = pages(mine.publication.text)
    at = _place(mine) if at is None else min(max(at, NEWS if mine.news else 1), len(book))
    given = typed or {}
    held = {"id": mine.publication.id, **_carry(given)}
    if at == NEWS:
        return _news(mine, held, note)
    page = book[at - 1]
    past = {PAST: str(page.section)} if page.ends_section else {}
    last = at == len(book)
    unread = page.section - 1 - len({*mine.ask.read} - {page.section})
    ways = [
        parts.button("Sign", DocumentVerb.SIGN, _form_data(mine, wrong or {}), style="positive")
        if last
        else _turn("Next", {**held, **past, PAGE: str(at + 1)}, "positive"),
        _turn("Back", {**held, PAGE: str(at - 1)}) if at > (NEWS if mine.news else 1) else None,
        _contents_button(mine, held) if unread or not last else None,
        parts.button(wording.I_HAVE_A_QUESTION, DocumentVerb.QUESTION, {"id": mine.publication.id}, inputs=False)
        if last
        else None,
    ]
    return parts.card(
        *_head(page, book),
        parts.note(note),
        _marks(mine, page),
        Container(items=page_elements(page), min_height=None if last else PAGE_HEIGHT),
        *(_signing(mine, unread, page.section - 1, wrong or {}, given) if last else ()),
        parts.buttons(*ways),
    )


def signing_page(
    mine: OwnSigning, *, wrong: parts.Texts | None = None, typed: parts.Texts | None = None
) -> AdaptiveCard:
    """The last page, at the end of which it is signed."""
    return reading_page(mine, len(pages(mine.publication.text)), wrong=wrong, typed=typed)


def contents_page(mine: OwnSigning, typed: parts.Texts | None = None) -> AdaptiveCard:
    """The sections by their titles, those read marked; pressing one opens it."""
    held = {"id": mine.publication.id, **_carry(typed or {})}
    book = pages(mine.publication.text)
    rows: list[CardElement] = []
    for at, page in enumerate(book, 1):
        if page.nth > 1 or page.section > MOST_LISTED:
            continue
        name = parts.cut(page.title, 120) or wording.BEFORE_THE_HEADINGS
        row = TextBlock(text=f"{_sign_of_page(mine, page)} {name}", wrap=True, color="Accent")
        rows.append(Container(select_action=_turn(name, {**held, PAGE: str(at)}), items=[row], spacing="Small"))
    return parts.card(
        parts.title("Contents"),
        parts.small(wording.SECTIONS_READ.format(read=sections_read(mine), count=section_count(mine.publication.text))),
        *rows,
        parts.buttons(_turn(wording.GO_ON_READING, held, "positive")),
    )


def read_again_page(published: Publication, at: int) -> AdaptiveCard:
    """A page for somebody who has signed it, or of whom nothing is asked."""
    data: dict[str, str | int] = {"id": published.id, AGAIN: 1}
    return _text_page(published.text, at, DocumentVerb.READ, data, parts.opener("Open the policy", DocumentVerb.MINE))


def preview_page(proposed: Proposal, at: int) -> AdaptiveCard:
    """A page of the text on disk, before it is published."""
    return _text_page(
        proposed.text, at, DocumentVerb.PREVIEW, {}, parts.opener("Show what changes", DocumentVerb.PROPOSE)
    )


def contents_line(text: str) -> str:
    """The titles of the sections in a line, cut where they are many."""
    named = " · ".join(title for title in section_titles(text) if title)
    kept = parts.cut(named, 700)
    return kept if kept == named else f"{kept} …"


def _text_page(text: str, at: int, verb: DocumentVerb, data: parts.ButtonData, end: Action) -> AdaptiveCard:
    """A page that asks for nothing; the last one has a way on."""
    book = pages(text)
    at = min(max(at, 1), len(book))
    last = at == len(book)
    return parts.card(
        *_head(book[at - 1], book),
        Container(items=page_elements(book[at - 1]), min_height=PAGE_HEIGHT),
        parts.buttons(
            end if last else parts.button("Next", verb, {**data, PAGE: str(at + 1)}, style="positive", inputs=False),
            parts.button("Back", verb, {**data, PAGE: str(at - 1)}, inputs=False) if at > 1 else None,
        ),
    )


def _place(mine: OwnSigning) -> int:
    """Where they are: what is new before all else, then the first page that they have not read."""
    if mine.news and not mine.ask.read:
        return NEWS
    book = pages(mine.publication.text)
    return next((at for at, page in enumerate(book, 1) if page.section not in mine.ask.read), len(book))


def _head(page: Page, book: Sequence[Page]) -> list[CardElement]:
    count = book[-1].section
    where = wording.WHERE_ONE_IS if page.of == 1 else wording.WHERE_IN_A_LONG_ONE
    return [
        parts.small(where.format(section=page.section, count=count, nth=page.nth, of=page.of)),
        progress(page.section, count),
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


def _not_opened(unread: int, others: int) -> str:
    return wording.NONE_OPENED if unread == others else wording.SOME_NOT_OPENED.format(unread=unread, others=others)


def _signing(mine: OwnSigning, unread: int, others: int, wrong: parts.Texts, typed: parts.Texts) -> list[CardElement]:
    """The words that are signed, the tick and the name, and how much has not been opened here."""
    label = mine.publication.label
    return [
        parts.heading(wording.SIGN_IT.format(label=label)),
        parts.typed_text(wording.SIGNED_WORDS.format(label=label)),
        *([parts.small(_not_opened(unread, others))] if unread else ()),
        *parts.problems(wrong.get("read")),
        ToggleInput(
            id="read",
            label=fields.star(wording.HAVE_YOU_READ_IT),
            title=wording.I_HAVE_READ_IT,
            value=typed.get("read") or "false",
            wrap=True,
        ),
        *_name_problem(mine, wrong.get("name")),
        fields.line(
            "name",
            fields.star("Your full name"),
            wording.YOUR_NAME_HINT,
            value=parts.cut(typed.get("name", ""), 2_000),
        ),
    ]


def _name_problem(mine: OwnSigning, key: str | None) -> list[CardElement]:
    """What is wrong with the name; where it is not the staff list's, that stands with it."""
    if key == "aup.other_name":
        return [parts.problem(sentence(key, {"name": mine.ask.who.name}))]
    return parts.problems(key)


def _form_data(mine: OwnSigning, wrong: parts.Texts) -> dict[str, str | int]:
    again = {AGAIN: 1} if wrong.get("name") == "aup.other_name" else {}
    return {"id": mine.publication.id, parts.SENT: 1, **again}


def _carry(typed: parts.Texts) -> dict[str, str]:
    """What was filled in at the end goes along when the pages are turned."""
    return {key: typed[key][:LONGEST_SIGNED_NAME] for key in ("read", "name") if typed.get(key)}


def _contents_button(mine: OwnSigning, held: parts.ButtonData) -> Action | None:
    if not 1 < section_count(mine.publication.text) <= MOST_LISTED:
        return None
    return _turn("Contents", {**held, PAGE: CONTENTS})


def _sign_of_page(mine: OwnSigning, page: Page) -> str:
    return "✓" if page.section in mine.ask.read else "▸"


def _turn(words: str, data: parts.ButtonData, style: ActionStyle | None = None) -> Action:
    """A button that turns to another page; what was filled in at the end goes along."""
    return parts.button(words, DocumentVerb.READ, data, style=style)
