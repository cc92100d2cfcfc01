"""Moments as they are said on a card that stands, in an answer, and in a register."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from cards.kit import times
from tests.cards.catalogue import NOW, SCHOOL

SAID: dict[str, tuple[datetime, str, str, str]] = {
    "today": (NOW, "Mon 23 Nov, 10:31", "today 10:31", "today 10:31"),
    "yesterday": (
        datetime(2026, 11, 22, 23, 59, tzinfo=UTC),
        "Sun 22 Nov, 23:59",
        "yesterday 23:59",
        "yesterday 23:59",
    ),
    "tomorrow": (datetime(2026, 11, 24, 0, 1, tzinfo=UTC), "Tue 24 Nov, 00:01", "tomorrow 00:01", "tomorrow 00:01"),
    "last week": (datetime(2026, 11, 20, 14, 30, tzinfo=UTC), "Fri 20 Nov, 14:30", "Fri 20 Nov, 14:30", "Fri 20 Nov"),
    "summer": (datetime(2026, 7, 1, 8, 0, tzinfo=UTC), "Wed 1 Jul, 09:00", "Wed 1 Jul, 09:00", "Wed 1 Jul"),
    "a year ago": (
        datetime(2025, 11, 24, 9, 0, tzinfo=UTC),
        "Mon 24 Nov 2025, 09:00",
        "Mon 24 Nov 2025, 09:00",
        "Mon 24 Nov 2025",
    ),
}


@pytest.mark.parametrize(("at", "on_card", "in_answer", "in_row"), SAID.values(), ids=SAID)
def test_a_moment_is_said_as_people_say_it(at: datetime, on_card: str, in_answer: str, in_row: str) -> None:
    """A card that stands names the day, an answer says today; the year stands where it is not plain."""
    assert times.for_card(SCHOOL, NOW)(at) == on_card
    assert times.for_answer(SCHOOL, NOW)(at) == in_answer
    assert times.in_answer(SCHOOL, at, NOW, timed=False) == in_row


def test_today_ends_at_the_schools_own_midnight() -> None:
    """In summer that is an hour before midnight by UTC."""
    now = datetime(2026, 6, 10, 23, 30, tzinfo=UTC)
    assert times.in_answer(SCHOOL, now - timedelta(hours=1), now) == "yesterday 23:30"
    assert times.spoken_day(SCHOOL, date(2026, 6, 11), now) == "today"


def test_a_register_has_every_year() -> None:
    """What leaves the chat is read years later."""
    assert times.for_register(SCHOOL)(NOW) == "Mon 23 Nov 2026, 10:31"
