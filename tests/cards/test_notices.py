"""What cards say of alerts: when they alert, and who slowed or stopped them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.local.cards import words_of
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry
from cards.incidents import notices, reporting
from cards.kit.elements import as_data
from tests.cards.catalogue import HEAD, NOW, REPORTER, SCHOOL, TAKER, view


@pytest.mark.parametrize(("reader", "told"), [(HEAD, True), (REPORTER, False)], ids=["a handler", "the reporter"])
def test_who_changed_it_is_said_to_those_who_handle_it(reader: Person, told: bool) -> None:
    """They know whom to ask; to the reporter it says how their report stands now."""
    shown = view("threat")
    done = Entry(subject=shown.incident.id, at=NOW, by=TAKER.who, what="kind_changed")
    card = notices.alerts_changed_card(SCHOOL, NOW, replace(shown, timeline=(done,)), reader)
    said = words_of(as_data(card))
    assert "has been changed" in said
    assert (f"Done by {TAKER.name}" in said) is told


@pytest.mark.parametrize(
    ("after", "said"),
    [(0, "tells people at once."), (30, "tells people after 1 minute."), (300, "tells people after 5 minutes.")],
)
def test_an_alert_says_when_it_alerts(after: float, said: str) -> None:
    """A school may let an emergency's first step wait: then the card does not say that it alerts at once."""
    card = reporting.alert_card("illegal_content", "draft", [("dsl", HEAD)], [], after=after)
    assert said in words_of(as_data(card))
