"""The tables of what staff may type: the first button, emergencies, and that no word is lost."""

from __future__ import annotations

import pytest

from bot.policy.incidents.lines import KNOWN_LINES
from bot.policy.incidents.recognising import likely_kinds
from tests.phrases import is_false_alarm, measure, phrases

HELD_OUT = ("held_out", "held_out_too", "held_out_last", "held_out_fresh", "held_out_mixed")
"""Tables of which no line is among the known ones: what is understood of these is what is understood of new people."""
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


@pytest.mark.parametrize("name", HELD_OUT)
def test_people_who_say_it_otherwise_are_understood(name: str) -> None:
    """Lines that nothing here was made from: nine of ten right at once, an emergency first for nearly all dangers."""
    table = phrases(name)
    found = measure(table)
    assert found.right >= 0.88, found.wrong
    assert len(found.without_alert) <= 0.05 * sum(phrase.danger for phrase in table), found.without_alert


def test_what_is_held_out_is_held_out() -> None:
    """None of its lines is known, but for the few words that everybody says alike."""
    known = {line.casefold() for _, line in KNOWN_LINES}
    held_out = {phrase.words.casefold() for name in HELD_OUT for phrase in phrases(name)}
    assert [words for words in held_out & known if len(words.split()) > 9] == []


def test_an_everyday_line_is_no_emergency() -> None:
    """Whatever words stand in it: what is not surely one alerts nobody, and few begin with one where it is doubtful."""
    everyday = phrases("everyday")
    assert len(everyday) > 100
    assert [each.words for each in everyday if likely_kinds(each.words).danger] == []
    assert sum(map(is_false_alarm, everyday)) <= 0.1 * len(everyday)


def test_few_emergencies_stand_first_that_are_none() -> None:
    """In all tables together."""
    tables = [phrases(name) for name in RIGHT_ENOUGH]
    harmless = [phrase for table in tables for phrase in table if not phrase.danger]
    assert sum(map(is_false_alarm, harmless)) <= FEW_FALSE_ALARMS * len(harmless)
