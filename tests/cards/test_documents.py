"""What the lists say of how far signing has come, and how a long text is read."""

from __future__ import annotations

import json

from bot.local.cards import words_of
from bot.policy.documents.campaigns import AskState, CampaignKind
from bot.policy.documents.view import DocumentList, OutstandingPage, Overview, SchoolDocument
from bot.policy.kit.people import Person
from bot.policy.kit.school import DocumentRule
from cards.documents.champion import overview_card
from cards.documents.list_card import documents_card
from cards.documents.text import PAGE_BYTES, pages
from cards.kit import parts
from tests.cards.catalogue import NOW, SCHOOL
from tests.cards.catalogue_documents import SHORT, campaign, published

CHAMPION = Person(id="c", name="Ann", roles=frozenset({"champion"}))


def words(counts: dict[AskState, int]) -> str:
    """The words of the list while so many people stand so."""
    view = Overview(campaign(CampaignKind.AUP, counts), published(SHORT), OutstandingPage(0, (), 0), NOW)
    return words_of(json.loads(parts.as_json(overview_card(SCHOOL, NOW, view, CHAMPION))))


def test_until_somebody_has_been_asked_nobody_is_counted() -> None:
    """Right after publishing it says that they are being asked, and not that all of nobody have signed."""
    assert "Everybody is asked in school hours" in words({})
    assert "0 of 0" not in words({})
    assert "0 of 12 signed" in words({AskState.UNANSWERED: 12})
    assert "asked in school hours" not in words({AskState.UNANSWERED: 12})


def test_a_text_of_two_hundred_pages_is_read_in_pages_that_a_card_holds() -> None:
    """Every word of it is there in its order, HTML and links that are none lead nowhere, and no page is too long."""
    line = 'A <b onclick="x()">rule</b> with a [link](javascript:x) and [one more](https://example.org/a). '
    text = "\n\n".join(f"## Section {number}\n\n{line * 100}" for number in range(60))
    assert len(text) > 500_000
    book = pages(text)
    assert book[-1].section == 60
    said = " ".join(paragraph for page in book for paragraph in page.paragraphs)
    assert said.count("with a link and [one more](https://example.org/a)") == 6_000
    assert "onclick" not in said
    assert "javascript" not in said
    assert all(len(json.dumps(page.paragraphs)) < PAGE_BYTES + 1_000 for page in book)


def test_whose_a_document_is_and_how_far_it_has_come() -> None:
    """On one card for an inspection: audience, share, the oldest outstanding; what is not published says so."""
    held = campaign(CampaignKind.DOCUMENT, {AskState.DONE: 1, AskState.UNANSWERED: 199})
    held = held.model_copy(update={"title": "Ours", "document": "ours", "roles": ("staff", "governor")})
    rule = DocumentRule(id="ours", title="Ours", version="2")
    shown = documents_card(SCHOOL, NOW, DocumentList((), (SchoolDocument(rule, held), SchoolDocument(DocumentRule()))))
    said = words_of(json.loads(parts.as_json(shown)))
    for words_of_row in (
        "For: Staff, Governor · Version 2026-27 · 1 of 200 signed",
        "Oldest still to sign: asked on",
        "version 2 is ready to publish",
        "For: Staff · Not published yet",
    ):
        assert words_of_row in said, words_of_row
