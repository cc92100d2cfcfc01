"""The report to governors (T4): what is counted, in which bands, when, and that nothing of it can be counted twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.governors.report import (
    CountBand,
    GovernorsNotYours,
    GovernorsReport,
    GovernorsRound,
    ReportCount,
    ShareBand,
    band_of,
    chairs_outside,
    draft_report,
    is_to_be_counted,
    may_see_report,
    release,
    share_of,
)
from bot.policy.governors.terms import CountedTerm, term_counted_last, term_to_come
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS, RiskArea
from bot.policy.kit.outcome import ActionContext
from bot.policy.kit.people import Contact, Person
from bot.policy.kit.school import Term
from bot.policy.kit.school_time import ONE_DAY, Calendar, is_school_day
from bot.policy.kit.sealing import sha256_of
from bot.settings import load_school
from tests.cards.catalogue_governors import governors_facts
from tests.policy.school import ALWAYS_OPEN, ANN, DOT, NOW, incident_of, opened

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
CALENDAR = Calendar(SCHOOL.hours, SCHOOL.timezone)
CHAIR = Person(id="win", name="Win", roles=frozenset({"chair_of_governors", "governor"}))
SINCE, UNTIL = NOW - timedelta(days=80), NOW
REPORT = incident_of(opened())


def report_of(kind: str, ago: timedelta) -> Incident:
    """A report of that kind, made so long before the count."""
    return REPORT.model_copy(update={"kind": kind, "reported_at": UNTIL - ago})


def counted(*reports: Incident) -> dict[str, str]:
    """Their bands."""
    count = ReportCount(SINCE, UNTIL)
    for each in reports:
        count.add(each)
    return count.result()


def test_each_kind_has_its_area() -> None:
    """One of the four that the statutory guidance names, or none; a kind of a later release counts as none here."""
    assert {kind.area for kind in KINDS.values()} == set(RiskArea)
    assert KINDS["of a later release"].area is RiskArea.OTHER


@pytest.mark.parametrize(
    ("count", "band"),
    [
        (0, CountBand.NONE),
        *((count, CountBand.FEW) for count in (1, 4)),
        *((count, CountBand.SOME) for count in (5, 9)),
        *((count, CountBand.MANY) for count in (10, 11, 500)),
    ],
)
def test_bands(count: int, band: CountBand) -> None:
    """None, 1 to 4, 5 to 9, 10 and more."""
    assert band_of(count) is band


@pytest.mark.parametrize(
    ("done", "asked", "share"),
    [
        (0, 0, ShareBand.NOT_ASKED),
        (0, 3, ShareBand.BELOW_HALF),
        (12, 25, ShareBand.BELOW_HALF),
        (2, 4, ShareBand.HALF),
        (3, 4, ShareBand.THREE_QUARTERS),
        (24, 25, ShareBand.NINE_TENTHS),
        (25, 25, ShareBand.ALL),
    ],
)
def test_shares(done: int, asked: int, share: ShareBand) -> None:
    """Only all is all; and nobody is told of by a share between."""
    assert share_of(done, asked) is share


@given(
    st.lists(st.tuples(st.sampled_from(list(KINDS)), st.integers(1, 79)), max_size=30),
    st.sampled_from(list(KINDS)),
    st.integers(1, 79),
)
def test_one_report_more_changes_nothing_but_where_a_band_begins(
    reports: list[tuple[str, int]], kind: str, days: int
) -> None:
    """Of whatever kind, whenever: what is told is the same, value for value and in the same order."""
    before = [report_of(each, timedelta(days=ago)) for each, ago in reports]
    of_area = sum(KINDS[each].area is KINDS[kind].area for each, _ in reports)
    without, having = counted(*before), counted(*before, report_of(kind, timedelta(days=days)))
    if band_of(of_area) is band_of(of_area + 1):
        assert list(without.items()) == list(having.items())
    else:
        assert {area for area in without if without[area] != having[area]} == {KINDS[kind].area}


def test_what_counts() -> None:
    """From the first moment up to the last; no drill, and what was merged once, as what goes on."""
    second = timedelta(seconds=1)
    inside = [report_of("spam", UNTIL - SINCE), report_of("spam", second)]
    outside = [report_of("threat", UNTIL - SINCE + second), report_of("threat", timedelta())]
    left_out = [
        REPORT.model_copy(update={"reported_at": SINCE, "kind": "threat", **update})
        for update in ({"drill": True}, {"merged_into": "OS-2026-0009"})
    ]
    bands = counted(*inside, *outside, *left_out)
    assert bands == {**dict.fromkeys(map(str, RiskArea), "none"), "commerce": "1-4"}


def test_a_term_is_counted_ten_school_days_before_its_end() -> None:
    """As the school opens, so that the governors' last meeting of the term has it."""
    term = term_to_come(NOW, CALENDAR)
    assert term.id == "governors-2026-1"
    assert term.until == datetime(2026, 12, 7, 8, tzinfo=UTC)
    assert len(_school_days(term.until.date(), date(2026, 12, 18))) == 10
    assert term_to_come(term.until, CALENDAR).id == "governors-2026-2"
    assert term_counted_last(term.until, CALENDAR) == term


@pytest.mark.parametrize("calendar", [CALENDAR, ALWAYS_OPEN])
@given(days=st.integers(0, 1_500))
def test_counts_follow_each_other(calendar: Calendar, days: int) -> None:
    """At every moment there is a term counted last and one to come, three to a year, and none twice."""
    now = NOW - timedelta(days=700) + timedelta(days=days)
    last, coming = term_counted_last(now, calendar), term_to_come(now, calendar)
    assert last.until <= now < coming.until
    assert (coming.year * 3 + coming.number) - (last.year * 3 + last.number) == 1


def test_counts_have_no_report_in_common() -> None:
    """Each goes on where the one before ended, also where the school enters other terms meanwhile: so the difference
    of two tells nothing."""
    held = GovernorsRound(id="governors", since=SINCE, due_at=UNTIL)
    term = CountedTerm(2026, 0, Term(start=date(2026, 9, 2), end=date(2026, 12, 18)), UNTIL)
    outcome = draft_report(held, term, governors_facts("Oak"), [ANN], NOW, ALWAYS_OPEN)
    (report,) = (each for each in outcome.records if isinstance(each, GovernorsReport))
    (further,) = (each for each in outcome.records if isinstance(each, GovernorsRound))
    assert further.since == UNTIL
    assert not is_to_be_counted(further, term)
    assert report.sha256 == sha256_of(report.facts)
    assert [notice.to for notice in outcome.notices] == [ANN.who]


def test_release_is_for_those_who_may_and_once() -> None:
    """A Champion or the Headteacher; the chair is told, and a second press changes nothing."""
    report = GovernorsReport(id="governors-2026-1", facts=governors_facts("Oak"), sha256="x", at=NOW)
    for nobody in (DOT, CHAIR):
        with pytest.raises(GovernorsNotYours):
            release(report, [CHAIR], (), (), ActionContext(nobody, NOW, ALWAYS_OPEN))
    outcome = release(report, [CHAIR], (), (), ActionContext(ANN, NOW, ALWAYS_OPEN))
    (after,) = outcome.applied_to(GovernorsReport, (report,))
    assert (after.facts, after.released_by) == (report.facts, ANN.who)
    assert [notice.to for notice in outcome.notices] == [CHAIR.who]
    assert not release(after, [CHAIR], (), (), ActionContext(ANN, NOW, ALWAYS_OPEN))
    assert [may_see_report(each, report) for each in (ANN, CHAIR, DOT)] == [True, False, False]
    assert [may_see_report(each, after) for each in (ANN, CHAIR, DOT)] == [True, True, False]


def test_a_chair_outside_teams() -> None:
    """An outside contact with the role."""
    chair = Contact(id="chair", name="Win", roles=frozenset({"chair_of_governors"}))
    assert chairs_outside([Contact(id="bt", name="BT"), chair]) == [chair]


def _school_days(first: date, last: date) -> list[date]:
    days = [first + n * ONE_DAY for n in range((last - first).days + 1)]
    return [day for day in days if is_school_day(day, SCHOOL.hours)]
