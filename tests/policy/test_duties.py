"""Duties by the rules alone: on which days each falls due, that it begins once, and what time and people do to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.duties import DutyPurpose, doing
from bot.policy.duties.duty import Duty, DutyPeople, DutySnapshot, DutyState
from bot.policy.duties.falling_due import CalendarDay, begin, beginnings, next_look, tick
from bot.policy.duties.owed import begun_by, follow, plan_owed
from bot.policy.duties.telling import put_before
from bot.policy.duties.when import begins_at, occurrences, read_when
from bot.policy.duties.year import DutyStanding, shorten, year_of
from bot.policy.kit.errors import Incomplete, PolicyError
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.owed_duties import OwedDuty, OwedEnding
from bot.policy.kit.school import DutyRule, Hours, Term
from bot.policy.kit.school_time import Calendar, is_school_day, local
from bot.policy.policy_changes.change import CHANGE_DUTY
from bot.settings import load_school
from bot.settings.duties import shipped_duties
from tests.policy.school import ANN, BEN, DOT, holders
from tests.rig import SCHOOL_FILE

SCHOOL = load_school(SCHOOL_FILE)
LONDON = ZoneInfo("Europe/London")
CALENDAR = Calendar(SCHOOL.hours, LONDON)
NO_TERMS = Hours()
FIRST_HALF_ONLY = Hours(terms=(Term(start=date(2026, 9, 2), end=date(2026, 10, 23)),))
MONDAY = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
DAY = 86_400.0

DUE: dict[str, tuple[str, Hours | None, str, str, list[str]]] = {
    "each week, by its last school day": ("each week", SCHOOL.hours, "2026-10-19", "2026-11-13", [
        "2026-10-23", "2026-11-06", "2026-11-13",
    ]),
    "the week of Good Friday": ("each week", SCHOOL.hours, "2027-03-22", "2027-04-17", ["2027-03-25", "2027-04-16"]),
    "each week of a school that is always open": ("each week", None, "2026-08-24", "2026-09-06", [
        "2026-08-28", "2026-09-04",
    ]),
    "each half term": ("each half term", SCHOOL.hours, "2026-09-01", "2027-08-31", [
        "2026-10-23", "2026-12-18", "2027-02-12", "2027-03-25", "2027-05-28", "2027-07-21",
    ]),
    "each half term, where none is entered": ("each half term", NO_TERMS, "2026-09-01", "2027-08-31", [
        "2026-10-30", "2026-12-31", "2027-02-15", "2027-03-31", "2027-05-28", "2027-07-30",
    ]),
    "each half term, where one is entered": ("each half term", FIRST_HALF_ONLY, "2026-09-01", "2027-08-31", [
        "2026-10-23",
    ]),
    "each term": ("each term", SCHOOL.hours, "2026-09-01", "2027-08-31", ["2026-12-18", "2027-03-25", "2027-07-21"]),
    "each term, where none is entered": ("each term", None, "2026-09-01", "2027-08-31", [
        "2026-12-31", "2027-03-31", "2027-07-30",
    ]),
    "the end of the terms": ("end of terms", SCHOOL.hours, "2026-09-01", "2030-08-31", ["2027-07-21"]),
    "the end of terms that nobody entered": ("end of terms", NO_TERMS, "2026-09-01", "2030-08-31", []),
    "yearly": ("yearly 07-01", None, "2026-01-01", "2028-12-31", ["2026-07-01", "2027-07-01", "2028-07-01"]),
    "yearly, on the turn of the year": ("yearly 12-31", None, "2026-12-31", "2027-12-31", ["2026-12-31", "2027-12-31"]),
    "yearly, on the leap day": ("yearly 02-29", None, "2027-01-01", "2028-12-31", ["2027-02-28", "2028-02-29"]),
    "Safer Internet Day, as it was": ("yearly tue from 02-05", None, "2018-01-01", "2027-12-31", [
        "2018-02-06", "2019-02-05", "2020-02-11", "2021-02-09", "2022-02-08", "2023-02-07", "2024-02-06",
        "2025-02-11", "2026-02-10", "2027-02-09",
    ]),
    "Anti-Bullying Week's Friday, as it was": ("yearly fri from 11-14", None, "2020-01-01", "2025-12-31", [
        "2020-11-20", "2021-11-19", "2022-11-18", "2023-11-17", "2024-11-15", "2025-11-14",
    ]),
    "a weekday that falls into the next school year": ("yearly fri from 08-30", None, "2026-08-01", "2027-09-30", [
        "2026-09-04", "2027-09-03",
    ]),
    "once": ("week of 2027-02-09", None, "2026-09-01", "2030-08-31", ["2027-02-09"]),
    "never": ("never", None, "2026-09-01", "2030-08-31", []),
}  # fmt: skip
"""What is written, by whose hours, the days looked at, and the days on which it is due."""


@pytest.mark.parametrize("case", DUE)
def test_when_a_duty_falls_due(case: str) -> None:
    """By the school's terms, or the usual ones; on the days on which the national weeks were."""
    when, hours, first, last, due = DUE[case]
    found = occurrences(when, date.fromisoformat(first), date.fromisoformat(last), hours)
    assert [each.due.isoformat() for each in found] == due
    assert len({each.key for each in found}) == len(found)


@pytest.mark.parametrize(
    "when",
    [
        *("", "weekly", "each month", "yearly", "yearly 13-01", "yearly 02-30", "yearly 2nd tue 02", "yearly 7-1"),
        *("yearly day from 02-05", "yearly tue from 02-30", "week of 2027-02-30", "week of 1999-01-01", "Never"),
    ],
)
def test_what_is_no_time(when: str) -> None:
    """Nothing is guessed."""
    assert read_when(when) is None


def test_a_changed_end_of_term_is_the_same_duty() -> None:
    """A closed day, or a term that ends earlier, moves the day and makes no second one."""
    hours = SCHOOL.hours
    assert hours is not None
    closed = hours.model_copy(update={"closed": hours.closed | {date(2026, 11, 27), date(2026, 12, 18)}})
    for when in ("each week", "each term", "each half term"):
        span = (when, date(2026, 11, 23), date(2026, 12, 20))
        before, after = occurrences(*span, hours), occurrences(*span, closed)
        assert [each.key for each in before] == [each.key for each in after]
        assert before[0].due > after[0].due


BEGINS = {
    "a fortnight before": ("2026-12-18", 14, "2026-12-04T08:00+00:00"),
    "on the school day before a Sunday": ("2026-12-13", 0, "2026-12-11T08:00+00:00"),
    "before the holidays": ("2027-01-11", 14, "2026-12-18T08:00+00:00"),
    "the clocks went back at the weekend": ("2027-11-08", 6, "2027-11-02T08:00+00:00"),
    "the clocks went forward at the weekend": ("2027-04-12", 0, "2027-04-12T07:00+00:00"),
}


@pytest.mark.parametrize("case", BEGINS)
def test_when_the_holders_are_told(case: str) -> None:
    """As the school opens by its own clocks, on the last school day by which the lead is kept."""
    due, lead, at = BEGINS[case]
    assert begins_at(date.fromisoformat(due), lead * DAY, CALENDAR) == datetime.fromisoformat(at)


RULE = DutyRule(id="r", role="champion", when="each term", lead=14 * DAY, title="t", what="w", evidence="e")
whens = st.one_of(
    st.sampled_from(["each week", "each half term", "each term", "end of terms", "never", "yearly 02-29"]),
    st.dates(date(2026, 1, 1), date(2029, 12, 31)).map(lambda day: f"week of {day}"),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"yearly {day:%m-%d}"),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: f"yearly wed from {day:%m-%d}"),
)
rules = st.builds(
    lambda when, lead: RULE.model_copy(update={"when": when, "lead": lead * DAY}), whens, st.integers(0, 120)
)
somewhen = st.datetimes(datetime(2026, 6, 1), datetime(2028, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


@given(rules, somewhen, st.lists(st.integers(1, 60), max_size=12), st.sampled_from([CALENDAR, Calendar(None, LONDON)]))
def test_looked_at_at_any_times_each_begins_once_and_in_time(
    rule: DutyRule, at: datetime, days: list[int], calendar: Calendar
) -> None:
    """However long the program stands still: what falls due after the first look begins once, what lies before it not
    at all, and what has begun is never begun early."""
    guards: set[str] = set()
    looked, first = None, local(at, LONDON).date()
    for days_on in [0, *days]:
        at += timedelta(days=days_on)
        today = local(at, LONDON).date()
        for each in beginnings([rule], looked, at, calendar):
            assert begins_at(each.occurrence.due, rule.lead, calendar) <= at
            assert each.occurrence.due >= first
            guards.add(each.guard)
        looked = CalendarDay(id="duties", day=today)
        due = occurrences(rule.when, first, today - timedelta(days=1), calendar.hours)
        assert {f"duty:r:{each.key}" for each in due} <= guards
        assert at < next_look(at, calendar) <= at + timedelta(days=2)


def test_a_row_that_is_added_begins_no_past() -> None:
    """What was due before the day on which it was last looked is not made when a school adds a row."""
    looked = CalendarDay(id="duties", day=date(2026, 11, 22))
    assert beginnings([RULE.model_copy(update={"when": "yearly 11-20"})], looked, MONDAY, CALENDAR) == []
    (found,) = beginnings([RULE.model_copy(update={"when": "yearly 11-22"})], looked, MONDAY, CALENDAR)
    assert found.occurrence.due == date(2026, 11, 22)


PEOPLE = DutyPeople(holders(ANN, BEN))


def begun(rule: DutyRule = RULE, people: DutyPeople = PEOPLE) -> tuple[Duty, Outcome]:
    """The duty of next Friday week, begun on Monday."""
    (beginning,) = beginnings([rule.model_copy(update={"when": "yearly 12-04"})], None, MONDAY, CALENDAR)
    outcome = begin(beginning, "DU-2026-0001", people, {}, MONDAY, CALENDAR)
    (duty,) = (each for each in outcome.records if isinstance(each, Duty))
    return duty, outcome


def test_it_begins_with_its_definition_before_each_holder() -> None:
    """What it asks for is copied; whoever holds the role has a card, or every Champion where nobody does."""
    duty, outcome = begun()
    assert duty.rule.what == RULE.what
    assert [(each.to.id, each.purpose) for each in outcome.notices] == [
        ("ann", DutyPurpose.BEGUN),
        ("ben", DutyPurpose.BEGUN),
    ]
    _, nobodys = begun(RULE.model_copy(update={"role": "technician"}))
    assert [(each.to.id, each.purpose) for each in nobodys.notices] == [
        ("ann", DutyPurpose.NOBODY),
        ("ben", DutyPurpose.NOBODY),
    ]


TOLD_ON: dict[str, tuple[str, str, list[str], str]] = {
    "in school hours at once": ("2026-11-23T10:31", "2026-12-04", [], "2026-11-23T10:31"),
    "at night in the morning": ("2026-11-23T00:30", "2026-12-04", [], "2026-11-23T08:00"),
    "at the weekend on Monday": ("2026-11-21T15:00", "2026-12-04", [], "2026-11-23T08:00"),
    "on a day of its own": ("2026-11-23T10:31", "2026-12-04", ["2026-11-23", "2026-11-24"], "2026-11-25T08:00"),
    "not on the day itself": ("2026-12-03T10:31", "2026-12-04", ["2026-12-03", "2026-12-04"], "2026-12-03T10:31"),
    "late already": ("2026-12-09T10:31", "2026-12-04", ["2026-12-09"], "2026-12-10T08:00"),
}
"""The moment, the day on which it is due, the days that are taken already, and when it is said."""


@pytest.mark.parametrize("case", TOLD_ON)
def test_a_new_duty_is_said_in_school_hours_and_one_a_day(case: str) -> None:
    """Whenever the program finds it; and never so late that its day would come first."""
    now, due, taken, said = TOLD_ON[case]
    duty = begun()[0].model_copy(update={"due_on": date.fromisoformat(due)})
    at = datetime.fromisoformat(f"{now}+00:00")
    days = {"ann": {date.fromisoformat(day) for day in taken}}
    told = {each.to.id: each.due_at for each in put_before(DutySnapshot(duty), PEOPLE, days, at, CALENDAR)}
    assert told["ann"] == datetime.fromisoformat(f"{said}+00:00")
    assert told["ben"] == CALENDAR.next_school_hours(at)


def test_a_reminder_found_at_night_waits_and_what_is_still_coming_is_not_said_twice() -> None:
    """The bot that stood still over the day says it as the school opens; whoever's first card waits has that alone."""
    duty, outcome = begun()
    night = datetime(2026, 12, 15, 0, 30, tzinfo=UTC)
    waiting = [each for each in outcome.notices if each.to.id == "ben"]
    told = tick(DutySnapshot(duty, (), waiting), PEOPLE, night, CALENDAR).notices
    assert [(each.to.id, each.due_at) for each in told] == [("ann", datetime(2026, 12, 15, 8, tzinfo=UTC))]


def test_an_open_duty_climbs_to_the_headteacher_and_stops() -> None:
    """On its day, a week later, two weeks later; each on a school day's morning, and several that passed as one."""
    duty, _ = begun()
    head = ANN.model_copy(update={"id": "head", "name": "Head", "roles": frozenset({"headteacher"})})
    people = DutyPeople({**holders(ANN, BEN), "headteacher": [head]})
    at, told = duty.due_at, []
    while at is not None:
        assert is_school_day(local(at, LONDON).date(), SCHOOL.hours)
        outcome = tick(DutySnapshot(duty), people, at, CALENDAR)
        (duty,) = (each for each in outcome.records if isinstance(each, Duty))
        told.append((local(at, LONDON).date().isoformat(), [each.to.id for each in outcome.notices]))
        at = duty.due_at
    assert told == [
        ("2026-12-04", ["ann", "ben"]),
        ("2026-12-11", ["ann", "ben"]),
        ("2026-12-18", ["ann", "ben", "head"]),
    ]
    duty, _ = begun()
    once = tick(DutySnapshot(duty), people, MONDAY + timedelta(days=60), CALENDAR)
    assert {each.to.id for each in once.notices} == {"ann", "ben", "head"}
    assert len(once.notices) == 3


OWED = OwedDuty("r", "RQ-2026-0001", "Padlet", date(2026, 12, 4))
"""What a request asks for."""


def owed_duty() -> Duty:
    """The duty of it, begun on Monday."""
    (beginning,) = begun_by(plan_owed([RULE], [OWED]), MONDAY, CALENDAR)
    outcome = begin(beginning, "DU-2026-0001", PEOPLE, {}, MONDAY, CALENDAR)
    (duty,) = (each for each in outcome.records if isinstance(each, Duty))
    return duty


def test_what_a_record_asks_for_has_its_name_and_begins_with_its_lead() -> None:
    """Of a row that a school has left out nothing is asked, nor of what is over."""
    assert owed_duty().rule.title == "t: Padlet"
    assert begun_by(plan_owed([RULE], [OWED]), MONDAY - timedelta(days=7), CALENDAR) == []
    assert plan_owed([], [OWED]) == []
    assert plan_owed([RULE], [replace(OWED, ending=OwedEnding(ANN.who, MONDAY, done=True))]) == []


def test_what_a_record_asks_for_moves_with_its_day_and_ends_with_it() -> None:
    """An earlier putting off and its reminders are forgotten; another record's day moves nothing."""
    duty = owed_duty().model_copy(update={"put_off_to": date(2026, 12, 9), "reminded": ("day",)})
    later = replace(OWED, due=date(2027, 1, 15))
    moved = follow(DutySnapshot(duty), [later], MONDAY, CALENDAR).applied_to(Duty, (duty,))[0]
    assert (moved.due_on, moved.put_off_to, moved.reminded) == (date(2027, 1, 15), None, ())
    assert moved.due_at == datetime(2027, 1, 15, 8, tzinfo=UTC)
    assert follow(DutySnapshot(moved), [later], MONDAY, CALENDAR) == Outcome()
    assert follow(DutySnapshot(moved), [replace(OWED, reference="RQ-2026-0002")], MONDAY, CALENDAR) == Outcome()
    for done, state in ((True, DutyState.DONE), (False, DutyState.NOT_NEEDED)):
        over = replace(later, ending=OwedEnding(BEN.who, MONDAY, done))
        ended = follow(DutySnapshot(moved), [over], MONDAY, CALENDAR).applied_to(Duty, (moved,))[0]
        assert (ended.state, ended.due_at) == (state, None)
        assert ended.ending is not None
        assert (ended.ending.by, ended.ending.words) == (BEN.who, "RQ-2026-0001")
        assert follow(DutySnapshot(ended), [over], MONDAY, CALENDAR) == Outcome()


ACTS = ("done", "not_needed", "hand_over", "later", "tick")


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from([ANN, BEN, DOT]), st.integers(0, 20)), max_size=8))
def test_whatever_people_do_it_ends_once_and_has_a_next_moment_until_it_climbed(
    acts: list[tuple[str, object, int]],
) -> None:
    """Only who may act changes it; what is over stays as it is; what is open is asked for until it has climbed."""
    duty, _ = begun()
    now = MONDAY
    for act, by, days in acts:
        now += timedelta(days=days)
        assert isinstance(by, type(ANN))
        handed = next((each for each in (ANN, BEN, DOT) if duty.handed_to and each.id == duty.handed_to.id), None)
        people = DutyPeople(PEOPLE.holders, handed)
        before, context = duty, ActionContext(by, now, CALENDAR)
        try:
            outcome = _act(act, duty, people, context)
        except PolicyError:
            outcome = Outcome()
        duty = next((each for each in outcome.records if isinstance(each, Duty)), duty)
        if act != "tick" and (not before.is_open or not people.may_act(before, by)):
            assert duty == before
        assert duty.is_open == (duty.ending is None) == (duty.state is DutyState.OPEN)
        assert duty.is_open or duty.due_at is None
        assert not duty.is_open or duty.due_at is not None or "head" in duty.reminded


def _act(act: str, duty: Duty, people: DutyPeople, context: ActionContext) -> Outcome:
    snapshot = DutySnapshot(duty)
    today = local(context.now, LONDON).date()
    match act:
        case "done":
            return doing.mark_done(snapshot, people, today.isoformat(), "x", context)
        case "not_needed":
            return doing.mark_not_needed(snapshot, people, "x", context)
        case "hand_over":
            return doing.hand_over(snapshot, people, DOT, context)
        case "later":
            return doing.put_off(snapshot, people, (today + timedelta(days=9)).isoformat(), context)
        case _:
            return tick(snapshot, people, context.now, CALENDAR)


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_sent_is_kept_or_comes_back_by_its_field(on: str, words: str) -> None:
    """No client's text is kept unread."""
    duty, _ = begun()
    try:
        doing.mark_done(DutySnapshot(duty), PEOPLE, on, words, ActionContext(ANN, MONDAY, CALENDAR))
    except Incomplete as wrong:
        assert set(wrong.facts) <= {"on", "words"}


def test_the_year_has_what_is_late_due_coming_and_over() -> None:
    """In that order; what comes again and again is on a screen once, and what has begun is not coming too."""
    duty, _ = begun()
    done = duty.model_copy(update={"id": "DU-2026-0002", "occurrence": "x", "state": DutyState.DONE})
    late = duty.model_copy(update={"id": "DU-2026-0003", "occurrence": "y", "due_on": date(2026, 8, 1)})
    weekly = RULE.model_copy(update={"id": "weekly", "when": "each week"})
    rows = (RULE.model_copy(update={"when": "yearly 12-04"}), weekly)
    lines = year_of([done, duty, late], rows, MONDAY.date(), SCHOOL.hours)
    assert len(lines) > 30
    assert [(line.standing, line.rule.id) for line in shorten(lines)] == [
        (DutyStanding.LATE, "r"),
        (DutyStanding.DUE, "r"),
        (DutyStanding.COMING, "weekly"),
        (DutyStanding.DONE, "r"),
    ]


def test_what_is_shipped_can_be_read_and_is_whole() -> None:
    """Each row has a time, a clause, and words; the shipped weeks have their texts; the names are their own."""
    rows = shipped_duties()
    assert len({row.id for row in rows}) == len(rows) >= 19
    for row in rows:
        assert read_when(row.when) is not None
        assert row.clauses or row.id in {"secret_renewed", "terms_entered", "groups_reviewed"}
        assert bool(row.handout) == ("T3" in row.clauses)
        assert bool(row.note) == ("T3" in row.clauses or row.id == CHANGE_DUTY)
        assert "**" not in row.what + row.evidence + row.note + row.handout
    clauses = {clause for row in rows for clause in row.clauses}
    assert {"D3", "D5", "D12", "T1", "T2", "T3", "T4", "T5"} <= clauses
    assert [row.id for row in SCHOOL.duties] == [row.id for row in rows if row.when != "never"]
