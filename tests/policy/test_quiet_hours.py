"""When something routine is said: in school hours, by one rule of the kit for requests, video calls and duties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.kit import notices
from bot.policy.kit.notices import About, routine_at, tell_routinely
from bot.policy.kit.people import Person
from bot.policy.kit.records import NoticeState, Urgency
from bot.policy.kit.school_time import Calendar
from bot.policy.requests import RequestPurpose
from bot.policy.requests.request import RequestVersion, StaffRequest
from bot.policy.requests.telling import next_day_of
from bot.settings import load_school
from tests.policy.school import ALWAYS_OPEN
from tests.rig import SCHOOL_FILE

SCHOOL = load_school(SCHOOL_FILE)
CALENDAR = Calendar(SCHOOL.hours, ZoneInfo("Europe/London"))
ANN, BEN = Person(id="a", name="Ann Other").who, Person(id="b", name="Ben Other").who
ABOUT = About("request", "RQ-2026-0001", Urgency.ROUTINE)


def at(text: str) -> datetime:
    """A moment of November 2026, when the school's clocks show UTC: `mon 10:00` is Monday the 23rd."""
    day, clock = text.split()
    date = 23 + ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon+").index(day)
    hour, minute = clock.split(":")
    return datetime(2026, 11, date, int(hour), int(minute), tzinfo=UTC)


CASES: dict[str, tuple[str, str | None, str]] = {
    # what happens when, the moment that it is about, and when it is said
    "in school hours": ("mon 10:00", None, "mon 10:00"),
    "late at night": ("mon 23:00", None, "tue 08:00"),
    "before school": ("tue 06:30", None, "tue 08:00"),
    "at the weekend": ("sat 11:00", None, "mon+ 08:00"),
    "at night, for the next morning at ten": ("mon 23:00", "tue 10:00", "tue 08:00"),
    "at night, for just after the school opens": ("mon 23:00", "tue 08:05", "tue 08:00"),
    "at night, for the moment in which it opens": ("mon 23:00", "tue 08:00", "mon 23:00"),
    "at night, for seven in the morning": ("mon 23:00", "tue 07:00", "mon 23:00"),
    "on Friday evening, for Sunday": ("fri 19:00", "sun 00:00", "fri 19:00"),
    "on Friday evening, for Monday": ("fri 19:00", "mon+ 09:00", "mon+ 08:00"),
    "in school hours, for later": ("mon 10:00", "mon 15:00", "mon 10:00"),
}


@pytest.mark.parametrize("name", CASES)
def test_when_it_is_said(name: str) -> None:
    """At once in school hours; else as the school opens, or at once where its moment comes no later than that."""
    now, before, expected = CASES[name]
    assert routine_at(at(now), CALENDAR, at(before) if before else None) == at(expected)


MOMENTS = st.timedeltas(timedelta(), timedelta(days=365)).map(lambda since: datetime(2026, 9, 1, tzinfo=UTC) + since)


@given(MOMENTS, st.none() | st.timedeltas(timedelta(minutes=1), timedelta(days=60)), st.sampled_from([0, 1]))
def test_never_at_night_and_never_too_late(now: datetime, ahead: timedelta | None, which: int) -> None:
    """Whatever the moment: in school hours, or now and not in them because these begin too late; never after it."""
    calendar, before = (CALENDAR, ALWAYS_OPEN)[which], now + ahead if ahead else None
    said = routine_at(now, calendar, before)
    assert said >= now
    assert before is None or said < before
    assert calendar.in_school_hours(said) or (said == now and before is not None)


def test_a_message_that_waits_is_not_sent_twice() -> None:
    """It is drawn from the record as it will then stand. One that is for others, is a redraw, or comes too late for the
    moment does not count."""
    night, morning = at("mon 23:00"), at("tue 08:00")
    (first,) = tell_routinely(ABOUT, [ANN], RequestPurpose.ANSWER, "v1", night, CALENDAR)
    assert (first.due_at, first.state) == (morning, NoticeState.WAITING)

    def told(before: datetime | None = None) -> list[str]:
        found = tell_routinely(
            ABOUT, [ANN, BEN], RequestPurpose.ANSWER, "v2", night, CALENDAR, before=before, waiting=[first, redraw]
        )
        return [each.to.id for each in found]

    redraw = first.model_copy(update={"id": "r", "card": "c", "to": BEN})
    assert told() == ["b"]
    assert told(before=at("tue 07:00")) == ["a", "b"]
    # What is due in this very moment is on its way: what comes now is news of its own.
    now = first.model_copy(update={"due_at": night})
    assert len(tell_routinely(ABOUT, [ANN], RequestPurpose.ANSWER, "v2", night, CALENDAR, waiting=[now])) == 1
    other = notices.tell(ABOUT, ANN, RequestPurpose.DECIDE, "v1", night, due_at=morning)
    assert len(tell_routinely(ABOUT, [ANN], RequestPurpose.ANSWER, "v2", night, CALENDAR, waiting=[other])) == 1


DAYS: dict[str, tuple[str, dict[str, str], str | None]] = {
    "equipment that is due back tomorrow": ("equipment", {"back_on": "2026-11-24"}, "tue 00:00"),
    "equipment that is due back today": ("equipment", {"back_on": "2026-11-23"}, None),
    "accounts that begin first": ("accounts", {"starts_on": "2026-11-25", "closes_on": "2026-11-27"}, "wed 00:00"),
    "accounts that have begun": ("accounts", {"starts_on": "2026-11-23", "closes_on": "2026-11-27"}, "fri 00:00"),
    "a telephone, with a letter of last week": (
        "pupil_phone",
        {"letter_on": "2026-11-16", "until": "2026-11-28"},
        "sat 00:00",
    ),
    "new technology": ("new_technology", {}, None),
}


@pytest.mark.parametrize("name", DAYS)
def test_the_next_day_of_a_request(name: str) -> None:
    """The start of the next day that it speaks of; what has begun hurries nobody."""
    kind, answers, expected = DAYS[name]
    version = RequestVersion(asked_at=at("mon 10:00"), answers=answers)
    request = StaffRequest(id="RQ-2026-0001", kind=kind, requester=ANN, versions=(version,))
    assert next_day_of(request, at("mon 23:00"), CALENDAR) == (at(expected) if expected else None)
