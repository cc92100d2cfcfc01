"""England's bank holidays are the library's own."""

from __future__ import annotations

from datetime import date

from holidays import country_holidays

from bot.policy.kit.school_time import bank_holidays


def test_they_are_those_of_the_library_for_england() -> None:
    """Over half a century, the days that were given once included."""
    for year in range(2000, 2050):
        assert bank_holidays(year) == frozenset(country_holidays("GB", subdiv="ENG", years=year))
    assert date(2023, 5, 8) in bank_holidays(2023)  # a coronation
