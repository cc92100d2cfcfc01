"""Days as people say them, in the time to come (`away until`, in the tests of video calls) and in the past."""

from __future__ import annotations

from datetime import date

import pytest

from bot.policy.kit.absence import read_absence, tells_of_absence
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.spoken_days import read_spoken_day, spell_out_day

TODAY = date(2026, 11, 23)
"""A Monday."""

BEHIND: dict[str, date] = {
    "today": TODAY,
    "yesterday": date(2026, 11, 22),
    "Friday": date(2026, 11, 20),
    "last friday": date(2026, 11, 20),
    "on Friday": date(2026, 11, 20),
    "Monday": date(2026, 11, 16),
    "20 Nov": date(2026, 11, 20),
    "3 Dec": date(2025, 12, 3),
    "23/11": TODAY,
    "29 February": date(2024, 2, 29),
    "the 23rd": TODAY,
    "the 24th": date(2026, 10, 24),
    "31st": date(2026, 10, 31),
}


@pytest.mark.parametrize(("said", "day"), BEHIND.items())
def test_days_that_have_been(said: str, day: date) -> None:
    """Without a year it is the last such day; a day of the week lies behind today."""
    assert read_spoken_day(said, TODAY, past=True) == day


SPELT = {
    "tomorrow": "2026-11-24",
    "on Friday": "2026-11-27",
    "3 Dec": "2026-12-03",
    "27/11/2026": "27/11/2026",
    "2026-11-27": "2026-11-27",
    "when we are done": "when we are done",
    "": "",
}


@pytest.mark.parametrize(("typed", "held"), SPELT.items())
def test_a_field_holds_the_date_that_was_meant(typed: str, held: str) -> None:
    """What can be read already, and what cannot be read, stays as it was typed."""
    assert spell_out_day(typed, TODAY) == held


ABSENCES: dict[str, date | None] = {
    "away until Friday": date(2026, 11, 27),
    "I am off ill": TODAY,
    "I'm off sick today": TODAY,
    "I am ill until the end of Wednesday.": date(2026, 11, 25),
    "off till 3 December": date(2026, 12, 3),
    "off sick tomorrow": date(2026, 11, 24),
    "I am ill today and tomorrow": date(2026, 11, 24),
    "back on the 3rd": date(2026, 12, 2),
    "I'm back in school on Monday": date(2026, 11, 29),
    "back tomorrow": TODAY,
    "back today": None,
}


@pytest.mark.parametrize(("said", "until"), ABSENCES.items())
def test_an_absence_as_people_tell_of_it(said: str, until: date | None) -> None:
    """Its last day: who is back on a day is away until the one before. Nothing is left of one that is over."""
    assert tells_of_absence(said)
    assert read_absence(said, TODAY) == until


@pytest.mark.parametrize("said", ["away", "who approves calls when I am off", "back", "until the cows come home"])
def test_what_says_no_day(said: str) -> None:
    """It is asked for."""
    with pytest.raises(Incomplete):
        read_absence(said, TODAY)


@pytest.mark.parametrize("leap", [2027, 2028])
def test_a_number_alone_is_the_next_day_that_has_it(leap: int) -> None:
    """Also where the month has no such day."""
    assert read_spoken_day("the 29th", date(leap, 2, 1)) == date(leap, 2 if leap == 2028 else 3, 29)
