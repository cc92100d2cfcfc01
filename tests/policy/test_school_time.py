"""School time: openings in tables, both changes of the clocks by hand, and properties over three years."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.policy.kit import school_time
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school import Hours, Term

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)

TERMS = (
    Term(start=date(2026, 9, 2), end=date(2026, 10, 23)),
    Term(start=date(2026, 11, 2), end=date(2026, 12, 18)),
    Term(start=date(2027, 1, 4), end=date(2027, 2, 12)),
    Term(start=date(2027, 2, 22), end=date(2027, 3, 25)),
    Term(start=date(2027, 4, 12), end=date(2027, 5, 28)),
    Term(start=date(2027, 6, 7), end=date(2027, 7, 21)),
)
SCHOOL = Hours(terms=TERMS, closed=frozenset({date(2026, 11, 2)}))
NO_TERMS = Hours()


def at(text: str) -> datetime:
    """The moment at which London's clocks show `2026-11-24 10:31`; of two, the first."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON).astimezone(UTC)


OPENINGS = [
    # hours, now, next open, why
    (SCHOOL, "2026-11-24 10:31", "2026-11-24 10:31", "a Tuesday morning"),
    (SCHOOL, "2026-11-24 08:00", "2026-11-24 08:00", "the first minute"),
    (SCHOOL, "2026-11-24 07:59", "2026-11-24 08:00", "the minute before"),
    (SCHOOL, "2026-11-24 16:59", "2026-11-24 16:59", "the last minute"),
    (SCHOOL, "2026-11-24 17:00", "2026-11-25 08:00", "closed again at the end"),
    (SCHOOL, "2026-11-27 17:05", "2026-11-30 08:00", "over a weekend"),
    (SCHOOL, "2026-10-23 17:00", "2026-11-03 08:00", "over half term and a training day"),
    (SCHOOL, "2026-12-18 17:00", "2027-01-04 08:00", "over Christmas"),
    (SCHOOL, "2027-03-25 17:00", "2027-04-12 08:00", "over Easter"),
    (SCHOOL, "2027-04-30 17:00", "2027-05-04 08:00", "the early May bank holiday"),
    (Hours(terms=TERMS, bank_holidays=False), "2027-04-30 17:00", "2027-05-03 08:00", "that does not count"),
    (SCHOOL, "2026-08-20 10:00", "2026-09-02 08:00", "before the first term entered"),
    (SCHOOL, "2027-08-02 10:00", "2027-09-09 08:00", "no terms entered for longer than any holiday"),
    (SCHOOL, "2028-02-01 10:00", "2028-02-01 10:00", "no terms entered for that year at all"),
    (NO_TERMS, "2027-08-02 10:00", "2027-08-02 10:00", "always term"),
    (NO_TERMS, "2027-08-28 10:00", "2027-08-31 08:00", "always term, but for the August bank holiday"),
    (Hours(weekdays=frozenset({6})), "2026-11-24 10:31", "2026-11-29 08:00", "a school of Sundays"),
    (None, "2026-12-25 03:00", "2026-12-25 03:00", "always open"),
]


@pytest.mark.parametrize(("hours", "now", "opens", "why"), OPENINGS, ids=[row[3] for row in OPENINGS])
def test_next_open(hours: Hours | None, now: str, opens: str, why: str) -> None:
    """A routine report made now alerts then; it is open now exactly when it need not wait."""
    assert school_time.next_open(at(now), hours, LONDON) == at(opens), why
    assert school_time.is_open(at(now), hours, LONDON) == (now == opens)


NIGHT_BEFORE_SPRING = datetime(2027, 3, 27, 22, 0, tzinfo=UTC)
NIGHT_BEFORE_AUTUMN = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
EVERY_DAY = frozenset(range(7))
CHANGES = [
    # window, the night before, from the first open moment to the first closed one after it (UTC), why
    ("08:00-17:00", NIGHT_BEFORE_SPRING, "2027-03-28T07:00/2027-03-28T16:00", "08:00 is summer time already"),
    ("08:00-17:00", NIGHT_BEFORE_AUTUMN, "2026-10-25T08:00/2026-10-25T17:00", "08:00 is winter time already"),
    ("01:30-03:00", NIGHT_BEFORE_SPRING, "2027-03-28T01:00/2027-03-28T02:00", "01:30 does not exist: the change"),
    ("00:30-01:30", NIGHT_BEFORE_SPRING, "2027-03-28T00:30/2027-03-28T01:00", "01:30 does not exist at the end"),
    ("01:10-01:50", NIGHT_BEFORE_SPRING, "2027-03-29T00:10/2027-03-29T00:50", "a window in the gap: not today"),
    ("01:30-03:00", NIGHT_BEFORE_AUTUMN, "2026-10-25T00:30/2026-10-25T03:00", "opens at the first 01:30"),
    ("00:30-01:30", NIGHT_BEFORE_AUTUMN, "2026-10-24T23:30/2026-10-25T01:30", "closes at the second 01:30"),
]


@pytest.mark.parametrize(("window", "night", "open_from_to", "why"), CHANGES, ids=[row[3] for row in CHANGES])
def test_changes_of_the_clocks(window: str, night: datetime, open_from_to: str, why: str) -> None:
    """On both nights the school is open from one moment to another without a break, in local time as it is then."""
    opens, closes = (time.fromisoformat(part) for part in window.split("-"))
    hours = Hours(opens=opens, closes=closes, weekdays=EVERY_DAY, bank_holidays=False)
    opening, closing = (datetime.fromisoformat(part).replace(tzinfo=UTC) for part in open_from_to.split("/"))
    assert school_time.next_open(night, hours, LONDON) == opening, why
    minutes = int((closing - opening) / MINUTE)
    assert all(school_time.is_open(opening + n * MINUTE, hours, LONDON) for n in range(minutes))
    assert not school_time.is_open(closing, hours, LONDON)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - given UTC here
HOURS = st.builds(
    lambda window, weekdays, terms, closed, bank_holidays: Hours(
        opens=min(window),
        closes=max(window),
        weekdays=weekdays,
        terms=terms,
        closed=closed,
        bank_holidays=bank_holidays,
    ),
    window=st.sets(st.times().map(lambda t: t.replace(second=0, microsecond=0)), min_size=2, max_size=2),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    terms=st.sampled_from([(), TERMS, TERMS[:1], TERMS[3:]]),
    closed=st.frozensets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=5),
    bank_holidays=st.booleans(),
)


@given(MOMENTS, HOURS)
@example(NIGHT_BEFORE_SPRING, Hours(opens=time(1, 10), closes=time(1, 50), weekdays=EVERY_DAY))
@example(NIGHT_BEFORE_AUTUMN, Hours(opens=time(1, 10), closes=time(1, 50), weekdays=EVERY_DAY))
def test_next_open_is_the_first_open_moment(now: datetime, hours: Hours) -> None:
    """The next open moment is open, is never earlier than now, and no minute between the two is open."""
    opens = school_time.next_open(now, hours, LONDON)
    assert opens >= now
    assert school_time.is_open(opens, hours, LONDON)
    if opens == now:
        return
    assert not school_time.is_open(opens - timedelta(microseconds=1), hours, LONDON)
    # Every minute of the last two days of the wait, and four moments of each day before.
    near = min(2 * 24 * 60, int((opens - now) / MINUTE))
    assert not any(school_time.is_open(opens - n * MINUTE, hours, LONDON) for n in range(1, near + 1))
    far = int((opens - now) / timedelta(hours=6))
    assert not any(school_time.is_open(now + n * timedelta(hours=6), hours, LONDON) for n in range(far))


@given(MOMENTS, HOURS)
def test_a_school_day_is_never_far(now: datetime, hours: Hours) -> None:
    """Whatever is entered or forgotten, a routine report waits for a holiday and a few days, not for ever."""
    assert school_time.next_open(now, hours, LONDON) - now < school_time.LONGEST_HOLIDAY + timedelta(weeks=7)


@given(MOMENTS, st.none() | HOURS)
def test_next_morning_is_an_opening_to_come(now: datetime, hours: Hours | None) -> None:
    """The next school morning lies ahead, and the school has just opened then."""
    morning = school_time.next_morning(now, hours, LONDON)
    assert morning > now
    assert school_time.is_open(morning, hours, LONDON)
    if hours is not None:
        assert not school_time.is_open(morning - timedelta(microseconds=1), hours, LONDON)


@pytest.mark.parametrize(
    ("hours", "now", "morning"),
    [
        (SCHOOL, "2026-11-24 06:00", "2026-11-24 08:00"),
        (SCHOOL, "2026-11-24 08:00", "2026-11-25 08:00"),
        (SCHOOL, "2026-12-18 12:00", "2027-01-04 08:00"),
        (None, "2026-12-24 12:00", "2026-12-25 08:00"),
        (None, "2026-12-24 07:59", "2026-12-24 08:00"),
    ],
)
def test_next_morning(hours: Hours | None, now: str, morning: str) -> None:
    """The local clock's "next school morning"; a school that is always open begins its day at eight."""
    assert school_time.next_morning(at(now), hours, LONDON) == at(morning)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 25), date(2026, 11, 24)),
        (date(2026, 11, 30), date(2026, 11, 27)),
        (date(2026, 11, 3), date(2026, 10, 23)),
        (date(2026, 12, 25), date(2026, 12, 18)),
    ],
)
def test_school_day_before_a_day(day: date, before: date) -> None:
    """The school day before a day steps over weekends, holidays and closed days."""
    assert school_time.school_day_before(day, SCHOOL) == before


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.none() | HOURS)
def test_no_school_day_lies_between_a_day_and_the_one_before(day: date, hours: Hours | None) -> None:
    """It is a school day, earlier, and the days between are none."""
    before = school_time.school_day_before(day, hours)
    assert before < day
    assert school_time.is_school_day(before, hours)
    between = [before + timedelta(days=n) for n in range(1, (day - before).days)]
    assert not any(school_time.is_school_day(each, hours) for each in between)


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2026, 8, 31, 22, 59, tzinfo=UTC), 2025),
        (datetime(2026, 8, 31, 23, 0, tzinfo=UTC), 2026),  # midnight in summer time
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), 2026),
        (datetime(2027, 1, 1, 0, 0, tzinfo=UTC), 2026),
        (datetime(2027, 8, 31, 12, 0, tzinfo=UTC), 2026),
    ],
)
def test_school_year(moment: datetime, year: int) -> None:
    """The school year runs from September to August, in the school's own time."""
    assert school_time.school_year(moment, LONDON) == year


def test_half_terms() -> None:
    """Half terms are those entered for the year; a year without any has the usual six, from September to July."""
    assert school_time.half_terms(2026, SCHOOL) == TERMS
    for hours in (SCHOOL, NO_TERMS, None):
        usual = school_time.half_terms(2027, hours)
        assert len(usual) == 6
        assert (usual[0].start, usual[-1].end) == (date(2027, 9, 1), date(2028, 7, 31))


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        (datetime(2026, 10, 25, 0, 31, tzinfo=UTC), "01:31 BST"),
        (datetime(2026, 10, 25, 1, 31, tzinfo=UTC), "01:31 GMT"),
        (datetime(2026, 10, 25, 2, 31, tzinfo=UTC), "02:31"),
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "00:59"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "02:00"),
    ],
)
def test_readings_when_the_clocks_change(moment: datetime, clock: str) -> None:
    """In the hour that comes twice a time says which of the two it is."""
    assert school_time.clock_time(moment, LONDON) == clock


@pytest.mark.parametrize(
    ("day", "clock", "moment"),
    [
        ("2026-11-24", "10:31", datetime(2026, 11, 24, 10, 31, tzinfo=UTC)),
        ("2026-07-01", "10:31", datetime(2026, 7, 1, 9, 31, tzinfo=UTC)),
        (" 2026-7-1 ", " 9.05 ", datetime(2026, 7, 1, 8, 5, tzinfo=UTC)),
        ("2026-11-24", "10:31:59", datetime(2026, 11, 24, 10, 31, tzinfo=UTC)),
        ("2028-02-29", "00:00", datetime(2028, 2, 29, 0, 0, tzinfo=UTC)),
        ("2026-10-25", "01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # twice: the first
        ("2027-03-28", "01:30", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),  # never: when the clocks went forward
    ],
)
def test_what_people_pick(day: str, clock: str, moment: datetime) -> None:
    """The values of a date and a time field make the moment that the school's clocks show."""
    assert school_time.parse_moment(day, clock, LONDON) == moment


@pytest.mark.parametrize(
    ("day", "clock", "wrong"),
    [
        ("2026-02-31", "10:31", {"date": "not_a_date"}),
        ("24/11", "10:31", {"date": "not_a_date"}),
        ("", "10:31", {"date": "not_a_date"}),
        ("9999-12-31", "10:31", {"date": "not_a_date"}),
        ("2026-11-24", "24:01", {"time": "not_a_time"}),
        ("2026-11-24", "half past", {"time": "not_a_time"}),
        ("2026-11-24", "", {"time": "not_a_time"}),
        ("soon", "later", {"date": "not_a_date", "time": "not_a_time"}),
    ],
)
def test_what_cannot_be_a_moment(day: str, clock: str, wrong: dict[str, str]) -> None:
    """What is no date or no time is told by the field, both at once where both are wrong."""
    with pytest.raises(Incomplete) as raised:
        school_time.parse_moment(day, clock, LONDON)
    assert raised.value.facts == wrong


@given(st.text(max_size=30), st.text(max_size=30))
def test_anything_typed_is_a_moment_or_incomplete(day: str, clock: str) -> None:
    """No text breaks the reading."""
    try:
        assert school_time.parse_moment(day, clock, LONDON).tzinfo is UTC
    except Incomplete as error:
        assert error.facts


@given(MOMENTS.map(lambda m: m.replace(second=0, microsecond=0)))
def test_there_and_back(moment: datetime) -> None:
    """A moment read as local date and time and picked again is the same moment, the hour that comes twice aside."""
    shown = school_time.local(moment, LONDON)
    again = school_time.parse_moment(f"{shown:%Y-%m-%d}", f"{shown:%H:%M}", LONDON)
    assert again == moment - (timedelta(hours=1) if shown.fold else timedelta())


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-11-23 10:31", "2026-11-24 10:31"),  # Monday
        ("2026-11-27 15:00", "2026-11-30 15:00"),  # over the weekend
        ("2026-11-27 22:15", "2026-11-30 17:00"),  # nobody is at work at night
        ("2026-11-26 06:00", "2026-11-27 09:00"),
        ("2026-11-28 10:00", "2026-11-30 17:00"),  # from a Saturday the whole of Monday
        ("2026-10-28 11:00", "2026-10-29 11:00"),  # in half term
        ("2026-12-24 12:00", "2026-12-29 12:00"),  # over Christmas and Boxing Day, which is kept on the Monday
        ("2026-03-27 16:00", "2026-03-30 16:00"),  # the clocks go forward
    ],
)
def test_one_working_day_later(at: str, due: str) -> None:
    """By the calendar of offices, which know no terms: the LADO is at work in the holidays too (I17)."""
    terms = (
        Term(start=date(2026, 9, 2), end=date(2026, 10, 23)),
        Term(start=date(2026, 11, 2), end=date(2026, 12, 18)),
    )
    tz = ZoneInfo("Europe/London")
    moment = datetime.fromisoformat(at).replace(tzinfo=tz)
    assert (
        f"{school_time.Calendar(Hours(terms=terms), tz).working_day_after(moment).astimezone(tz):%Y-%m-%d %H:%M}" == due
    )
