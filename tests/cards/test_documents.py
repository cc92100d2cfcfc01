"""What the list of who has not signed says of how far it has come."""

from __future__ import annotations

import json

from bot.local.cards import words_of
from bot.policy.documents.campaigns import AskState, CampaignKind
from bot.policy.documents.view import OutstandingPage, Overview
from bot.policy.kit.people import Person
from cards.documents.champion import overview_card
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
