"""Days as people say them, in the time to come (`away until`, in the tests of video calls) and in the past."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.policy.kit.absence import (
    Absence,
    AwayDays,
    is_nothing_but_absence,
    read_absence,
    tell_absence,
    tells_of_absence,
)
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.records import Who
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


THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
ABSENCES: dict[str, tuple[date, date] | None] = {
    "away until Friday": (TODAY, FRIDAY),
    "I am off ill": (TODAY, TODAY),
    "I'm off sick today": (TODAY, TODAY),
    "I am ill until the end of Wednesday.": (TODAY, date(2026, 11, 25)),
    "off till 3 December": (TODAY, date(2026, 12, 3)),
    "off sick tomorrow": (date(2026, 11, 24), date(2026, 11, 24)),
    "I am ill today and tomorrow": (TODAY, date(2026, 11, 24)),
    "off on friday": (FRIDAY, FRIDAY),
    "I'm off Friday.": (FRIDAY, FRIDAY),
    "away thursday and friday": (THURSDAY, FRIDAY),
    "off thu & fri": (THURSDAY, FRIDAY),
    "off Friday and Monday": (FRIDAY, date(2026, 11, 30)),
    "off from monday to wednesday": (date(2026, 11, 30), date(2026, 12, 2)),
    "away tomorrow until Thursday": (date(2026, 11, 24), THURSDAY),
    "im off from tmrw til the 14th": (date(2026, 11, 24), date(2026, 12, 14)),
    "off on 3 December": (date(2026, 12, 3), date(2026, 12, 3)),
    "off work on Friday 27 November": (FRIDAY, FRIDAY),
    "not in on 27/11": (FRIDAY, FRIDAY),
    "off this friday": (FRIDAY, FRIDAY),
    "off next week until wednesday": (date(2026, 11, 30), date(2026, 12, 2)),
    "I'm off next week, back on the 7th": (date(2026, 11, 30), date(2026, 12, 6)),
    "away tomorrow until Friday": (date(2026, 11, 24), FRIDAY),
    "off next week": (date(2026, 11, 30), date(2026, 12, 4)),
    "I'm off sick all of this week": (TODAY, FRIDAY),
    "I'm off sick all week": (TODAY, FRIDAY),
    "off for the rest of the week": (TODAY, FRIDAY),
    "off 3 to 5 December": (date(2026, 12, 3), date(2026, 12, 5)),
    "away 3-5 dec": (date(2026, 12, 3), date(2026, 12, 5)),
    "off from the 3rd to the 5th of January": (date(2027, 1, 3), date(2027, 1, 5)),
    "off Friday, back on Tuesday": (FRIDAY, date(2026, 11, 30)),
    "back on the 3rd": (TODAY, date(2026, 12, 2)),
    "I'm back in school on Monday": (TODAY, date(2026, 11, 29)),
    "back tomorrow": (TODAY, TODAY),
    "back today": None,
}


@pytest.mark.parametrize(("said", "days"), ABSENCES.items())
def test_an_absence_as_people_tell_of_it(said: str, days: tuple[date, date] | None) -> None:
    """Its first and last day: who is back on a day is away until the one before. One that is over is none."""
    assert tells_of_absence(said)
    found = read_absence(said, TODAY)
    assert (found and (found.first, found.last)) == days


NOTHING_ELSE: dict[str, bool] = {
    "off on friday": True,
    "away thursday and friday": True,
    "im off from monday to wednesday": True,
    "off sick tomorrow": True,
    "not in today": True,
    "off next week": True,
    "off 3-5 december": True,
    "im off 3 5 december": True,
    "im off this friday": True,
    "off site on friday": False,
    "she is off next week": False,
    "the trip is off next week": False,
    "the wifi was off on friday": False,
    "she is off on friday": False,
    "off on friday because he hit me": False,
    "off to 5b": False,
}


@pytest.mark.parametrize(
    "said", ["not off this week", "I am not off until Friday", "I won't be off until Friday", "nobody is off next week"]
)
def test_whoever_says_that_they_are_here(said: str) -> None:
    """Is not taken to be away."""
    assert not tells_of_absence(said)
    with pytest.raises(Incomplete):
        read_absence(said, TODAY)


def test_what_i_will_do_is_no_illness() -> None:
    """*I'll* is not *ill*."""
    assert not tells_of_absence("I'll be away, who covers?")


@pytest.mark.parametrize(("said", "alone"), NOTHING_ELSE.items())
def test_a_line_that_says_nothing_else(said: str, alone: bool) -> None:
    """One that names somebody, or goes on, may tell of something."""
    assert is_nothing_but_absence(said) is alone


WHO, LONDON = Who(id="ann", name="Ann"), ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


def told(first: date, last: date, known: Absence | None = None, now: datetime = NOW) -> Absence:
    """What is kept of an absence on these days."""
    return tell_absence(known, WHO, AwayDays(first=first, last=last), now, LONDON)


def test_an_absence_to_come_holds_from_its_first_day_to_its_last() -> None:
    """Today its teller is here; it is looked at as it begins, and as it ends."""
    word = told(THURSDAY, FRIDAY)
    assert (word.due_at, word.ends) == (word.since, datetime(2026, 11, 28, tzinfo=UTC))
    away = [hour for hour in (NOW + timedelta(hours=n) for n in range(150)) if word.holds(hour)]
    assert {at.date() for at in away} == {THURSDAY, FRIDAY}
    assert not word.model_copy(update={"due_at": None}).is_to_come(NOW)


def test_absences_that_meet_are_one() -> None:
    """Ill until Wednesday and off on Thursday and Friday; off on Friday, and now ill today."""
    ill = told(TODAY, date(2026, 11, 25))
    tomorrow = date(2026, 11, 24)
    longer = told(THURSDAY, FRIDAY, ill)
    assert (longer.since, longer.until) == (NOW, FRIDAY)
    assert told(FRIDAY, FRIDAY, told(THURSDAY, THURSDAY)).since == datetime(2026, 11, 26, tzinfo=UTC)
    assert told(TODAY, TODAY, told(tomorrow, tomorrow)).until == tomorrow


def test_absences_that_do_not_meet() -> None:
    """Who is ill today is away today, whatever they told of before; who is away already, or soon, is not so a second
    time, which would let the nearer days go unsaid."""
    ill = told(TODAY, TODAY)
    assert told(TODAY, TODAY, told(FRIDAY, FRIDAY)).until == TODAY
    assert told(TODAY, FRIDAY, ill).until == FRIDAY
    with pytest.raises(Incomplete):
        told(THURSDAY, FRIDAY, ill)
    with pytest.raises(Incomplete):
        told(date(2026, 12, 1), date(2026, 12, 2), told(FRIDAY, FRIDAY))


@pytest.mark.parametrize(
    "said",
    [
        *("away", "who approves calls when I am off", "back", "until the cows come home", "off from Friday"),
        *("off 5 to 3 December", "off 20 to 24 November", "off 0 to 3 December"),
        *("away tuesday and thursday", "off Wednesday, Friday", "off on 3 December and 10 December"),
    ],
)
def test_what_says_no_day(said: str) -> None:
    """It is asked for; so it is where two days have another between them, on which somebody may be here."""
    with pytest.raises(Incomplete):
        read_absence(said, TODAY)


@pytest.mark.parametrize("leap", [2027, 2028])
def test_a_number_alone_is_the_next_day_that_has_it(leap: int) -> None:
    """Also where the month has no such day."""
    assert read_spoken_day("the 29th", date(leap, 2, 1)) == date(leap, 2 if leap == 2028 else 3, 29)
