"""Days and times are read as phones and people write them, the day before the month; nonsense is no moment."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.kit.written_time import read_both, read_day, read_minutes, read_moment

LONDON = ZoneInfo("Europe/London")
NOVEMBER = date(2026, 11, 27)


def at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    """A moment by the clock on the wall."""
    return datetime.combine(date(year, month, day), time(hour, minute))


DAYS = [
    ("2026-11-27", NOVEMBER),
    ("2026-1-9", date(2026, 1, 9)),
    ("2026-11-12", date(2026, 11, 12)),
    ("2026/11/27", NOVEMBER),
    ("20261127", NOVEMBER),
    ("27/11/2026", NOVEMBER),
    ("27.11.2026", NOVEMBER),
    ("27-11-26", NOVEMBER),
    ("27 / 11 / 2026", NOVEMBER),
    ("3/4/2026", date(2026, 4, 3)),
    ("11/27/2026", NOVEMBER),
    ("27 Nov 2026", NOVEMBER),
    ("27th November 2026", NOVEMBER),
    ("Friday, 27 November 2026", NOVEMBER),
    ("Nov 27, 2026", NOVEMBER),
    ("٢٧/١١/٢٠٢٦", NOVEMBER),
    ("\u200e27/11/2026\u200f", NOVEMBER),
    ("27\u00a0Nov\u202f2026", NOVEMBER),
]
NO_DAYS = ["", "27 Nov", "November", "2026", "31/02/2026", "0001-01-01", "27/11/1926", "soon", "99/99/9999", "x" * 500]

TIMES = [
    ("14:30", 870),
    ("14.30", 870),
    ("1430", 870),
    ("930", 570),
    ("14:30:00", 870),
    ("14:30:00.000", 870),
    ("2:30 PM", 870),
    ("2:30\u202fPM", 870),
    ("2:30\u00a0PM", 870),
    ("2:30 \u061cPM", 870),
    ("2.30pm", 870),
    ("2:30 p.m.", 870),
    ("02:30 pm", 870),
    ("14:30 PM", 870),
    ("٢:٣٠ م", 870),
    ("2 pm", 840),
    ("12 AM", 0),
    ("12:15 am", 15),
    ("12 pm", 720),
    ("14h30", 870),
    ("14:30 hrs", 870),
    ("1430 hours", 870),
    ("24:00", 1440),
    ("00:00", 0),
    ("noon", 720),
    ("midnight", 0),
    ("half past two", 870),
    ("quarter to nine", 525),
    ("ten past ten", 610),
    ("three o'clock", 900),
    ("about 2:30 pm", 870),
    ("two in the afternoon", 840),
    ("14:30Z", 870),
]
NO_TIMES = ["", "25:00", "24:01", "14:60", "soon", "after lunch", "14:3", "2", "99999", "PM", "past two"]

MOMENTS = [
    ("2026-11-27", "14:30", at(2026, 11, 27, 14, 30)),
    ("27/11/2026", "2:30 PM", at(2026, 11, 27, 14, 30)),
    ("27/11/2026 22:00:00", "", at(2026, 11, 27, 22, 0)),
    ("27/11/2026 22:00:00", "22:00", at(2026, 11, 27, 22, 0)),
    ("27/11/2026, 2:30 pm", "", at(2026, 11, 27, 14, 30)),
    ("2:30 pm on 27/11/2026".replace(" on", ""), "", at(2026, 11, 27, 14, 30)),
    ("2026-11-27T14:30:00Z", "", at(2026, 11, 27, 14, 30)),
    ("2026-07-01T13:30:00Z", "", at(2026, 7, 1, 14, 30)),
    ("2026-11-27T14:30:00", "", at(2026, 11, 27, 14, 30)),
    ("2026-11-27 14:30:00+00:00", "", at(2026, 11, 27, 14, 30)),
    ("", "2026-11-27T14:30:00Z", at(2026, 11, 27, 14, 30)),
    ("2026-11-27", "24:00", at(2026, 11, 28, 0, 0)),
    ("2026-11-27", "", at(2026, 11, 27, 12, 0)),
]
NO_MOMENTS = [
    *(("", ""), ("", "14:30"), ("soon", "14:30"), ("2026-11-27", "after lunch")),
    *(("0001-01-01T00:00:00Z", ""), ("0001-01-01T00:00:00", "00:00"), ("31/02/2026", "14:30")),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_days(text: str, day: date) -> None:
    """A day is read in every common form, day before month unless only the other order is one."""
    assert read_day(text) == day


@pytest.mark.parametrize("text", NO_DAYS)
def test_no_days(text: str) -> None:
    """What has no year, or is no day of this century, is not guessed at."""
    assert read_day(text) is None


@pytest.mark.parametrize(("text", "minutes"), TIMES)
def test_times(text: str, minutes: int) -> None:
    """A time is read in every common form."""
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", NO_TIMES)
def test_no_times(text: str) -> None:
    """What is no time of day is not guessed at."""
    assert read_minutes(text) is None


@pytest.mark.parametrize(("on", "time_of", "moment"), MOMENTS)
def test_moments(on: str, time_of: str, moment: datetime) -> None:
    """A day's and a time's field are read together, also where a phone puts both into one."""
    assert read_moment(on, time_of, LONDON)[0] == moment


@pytest.mark.parametrize(("on", "at"), NO_MOMENTS)
def test_no_moments(on: str, at: str) -> None:
    """Where one of the two cannot be read, or there is no day, there is no moment."""
    assert read_moment(on, at, LONDON)[0] is None


@given(st.datetimes(at(2000, 1, 1, 0, 0), at(2099, 12, 30, 0, 0)))
def test_every_minute_comes_back(moment: datetime) -> None:
    """Whatever the moment and however it is written, it is read as that moment."""
    minute = moment.replace(second=0, microsecond=0)
    for on, time_of in (("%Y-%m-%d", "%H:%M"), ("%d/%m/%Y", "%I:%M %p"), ("%d %B %Y", "%H%M"), ("%d.%m.%y", "%H.%M")):
        assert read_moment(minute.strftime(on), minute.strftime(time_of), LONDON)[0] == minute
        assert read_moment(minute.strftime(f"{on} {time_of}"), "", LONDON)[0] == minute


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text(on: str, at: str) -> None:
    """Any text at all is read or not, and never fails."""
    read_moment(on, at, LONDON)
    read_both(on, LONDON)
