"""The tables of what staff may type: the first button, emergencies, and that no word is lost."""

from __future__ import annotations

import pytest

from tests.phrases import measure, phrases

RIGHT_ENOUGH = {"own": 0.95, "later": 0.95, "again": 0.90, "blind": 0.95}
"""The least share of each table whose first button is right. An emergency is never missed, and no word is lost."""


@pytest.mark.parametrize("name", RIGHT_ENOUGH)
def test_the_first_button_is_right(name: str) -> None:
    """For as many as the table is held to."""
    found = measure(phrases(name))
    assert found.right >= RIGHT_ENOUGH[name], found.wrong


@pytest.mark.parametrize("name", RIGHT_ENOUGH)
def test_an_emergency_stands_first(name: str) -> None:
    """For every one: its alert is one press away."""
    assert measure(phrases(name)).without_alert == ()


@pytest.mark.parametrize("name", RIGHT_ENOUGH)
def test_what_tells_of_something_is_carried(name: str) -> None:
    """Every word of it."""
    assert measure(phrases(name)).lost == ()
