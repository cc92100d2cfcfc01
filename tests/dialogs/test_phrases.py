"""The tables of what staff may type: the first button, emergencies, and that no word is lost."""

from __future__ import annotations

import pytest

from bot.policy.incidents.recognising import likely_kinds
from tests.phrases import is_false_alarm, measure, phrases

RIGHT_ENOUGH = {
    "own": 0.95,
    "later": 0.95,
    "again": 0.90,
    "blind": 0.95,
    "wider": 0.95,
    "further": 0.95,
    "unseen": 0.97,
    "unseen_too": 0.97,
}
"""The least share of each table whose first button is right. An emergency is never missed, and no word is lost."""
FEW_FALSE_ALARMS = 0.03
"""The greatest share of what is no danger before which an emergency stands all the same."""


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


def test_an_everyday_line_is_no_emergency() -> None:
    """Whatever words stand in it: what is not surely one rings nobody, and few begin with one where it is doubtful."""
    everyday = phrases("everyday")
    assert len(everyday) > 100
    assert [each.words for each in everyday if likely_kinds(each.words).danger] == []
    assert sum(map(is_false_alarm, everyday)) <= 0.1 * len(everyday)


def test_few_emergencies_stand_first_that_are_none() -> None:
    """In all tables together."""
    tables = [phrases(name) for name in RIGHT_ENOUGH]
    harmless = [phrase for table in tables for phrase in table if not phrase.danger]
    assert sum(map(is_false_alarm, harmless)) <= FEW_FALSE_ALARMS * len(harmless)
