"""Days as people say them, in the time to come (`away until`, in the tests of video calls) and in the past."""

from __future__ import annotations

from datetime import date

import pytest

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
