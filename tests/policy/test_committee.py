"""When the committee is called, and what its pack counts: the same for everybody who may read it, without a trace of a
report that one of them may not know of (T2, I17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policy.committee.meeting import (
    CommitteeDecision,
    CommitteeRound,
    call_day,
    call_meeting,
    held_meetings,
    meeting_of,
    next_call,
)
from bot.policy.committee.pack import BesideReports, Compared, Pack, PackCount
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import Closing, Incident, PendingLookup, Referral, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.school import Hours, Term
from bot.policy.kit.school_time import Calendar
from bot.settings import load_school
from cards.committee.pack import committee_section, pack_csv, pack_document
from cards.kit.pdf import pdf_bytes
from tests.policy.school import ANN, BEN, CAT, DOT, EVE, incident_of, opened

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
LONDON = ZoneInfo("Europe/London")
CALENDAR = Calendar(SCHOOL.hours, LONDON)
NOT_KNOWN = Calendar(None, LONDON)
NOW = datetime(2026, 12, 7, 9, 0, tzinfo=UTC)
THIS, BEFORE = datetime(2026, 11, 10, 10, 0, tzinfo=UTC), datetime(2026, 10, 1, 10, 0, tzinfo=UTC)
READERS = (ANN.id, BEN.id)
BASE = incident_of(opened())
HALF_TERMS = [(each.start, each.end) for each in (SCHOOL.hours.terms if SCHOOL.hours else ())]


def report(number: int, kind: str = "threat", at: datetime = THIS, **more: object) -> Incident:
    """A report of the kind, made at that moment."""
    update = {"id": f"OS-2026-{number:04d}", "kind": kind, "reported_at": at, **more}
    return BASE.model_copy(update=update)


def pack_of(incidents: Sequence[Incident], beside: BesideReports | None = None, now: datetime = NOW) -> Pack:
    """The pack of this half term."""
    count = PackCount(meeting_of(now, CALENDAR), READERS, now, CALENDAR)
    for each in incidents:
        count.add(each)
    return count.result(beside or BesideReports())


CALL_DAYS = [
    (Term(start=date(2026, 11, 2), end=date(2026, 12, 18)), date(2026, 12, 7)),
    (Term(start=date(2027, 4, 12), end=date(2027, 5, 28)), date(2027, 5, 17)),
    (Term(start=date(2027, 3, 22), end=date(2027, 3, 25)), date(2027, 3, 22)),
]


@pytest.mark.parametrize(("term", "day"), CALL_DAYS)
def test_it_is_called_on_the_tenth_school_day_from_the_end(term: Term, day: date) -> None:
    """Bank holidays and closed days are none; a half term that is shorter begins with it."""
    assert call_day(term, CALENDAR) == day


def test_it_is_called_where_no_terms_are_known() -> None:
    """By the usual half terms, Monday to Friday; also where a school gives hours and no terms."""
    assert next_call(NOW, NOT_KNOWN) == datetime(2026, 12, 16, 8, 0, tzinfo=UTC)
    bare = Calendar(Hours(terms=()), LONDON)
    assert next_call(NOW, bare) > NOW


def test_each_champion_is_told_once_in_school_hours() -> None:
    """At night it waits; told again nothing is said; a committee that has met is not called."""
    meeting, held = meeting_of(NOW, CALENDAR), CommitteeRound(id="committee", due_at=NOW)
    told = call_meeting(held, meeting, [ANN, BEN, ANN], NOW, CALENDAR)
    assert [notice.to.id for notice in told.notices] == [ANN.id, BEN.id]
    night = call_meeting(held, meeting, [ANN], NOW - timedelta(hours=7), CALENDAR)
    assert (night.notices, night.entries) == ((), ())
    (asked,) = (each for each in told.records if each.id == meeting.id)
    assert call_meeting(held, asked, [ANN], NOW, CALENDAR).notices == ()  # type: ignore[arg-type]
    met = meeting.model_copy(update={"met_on": NOW.date()})
    assert call_meeting(held, met, [ANN], NOW, CALENDAR).notices == ()


def test_what_is_counted_is_compared_with_the_half_term_before() -> None:
    """Opened and closed by kind, how long that took, who was told, what is still open."""
    closing = Closing(at=THIS + timedelta(hours=5), by=ANN.who, outcome="o", reason="r", cpoms="C-1")
    taken_at = THIS + timedelta(minutes=4)
    police = Referral(to="Police", at=THIS, by=ANN.who)
    pack = pack_of(
        [
            report(1, state=State.CLOSED, closing=closing, owned_at=taken_at, owner=ANN.who),
            report(2, owned_at=THIS + timedelta(minutes=8), referrals=(police,)),
            report(3, "spam", at=BEFORE),
            report(4, unanswered_at=NOW),
            report(5, drill=True, owned_at=THIS + timedelta(minutes=2)),
            report(6, at=datetime(2026, 10, 27, 9, 0, tzinfo=UTC)),
            report(7, at=datetime(2025, 1, 1, 9, 0, tzinfo=UTC)),
        ]
    )
    rows = {row.kind: (row.opened, row.closed) for row in pack.kinds}
    assert rows["threat"] == (Compared(3, 1), Compared(1, 0)), "the holidays belong to the half term before them"
    assert rows["spam"] == (Compared(0, 1), Compared(0, 0))
    assert (pack.to_take.now, pack.to_take.before) == (timedelta(minutes=6), None)
    assert pack.to_close.now == timedelta(hours=5)
    assert pack.referrals == {"Police": Compared(1, 0)}
    assert (pack.untaken, pack.drills) == (1, Compared(1, 0))
    assert pack.not_in_cpoms == 4


def decision_on(incident: Incident) -> FilterDecision:
    """What was decided about its address."""
    return FilterDecision(
        id=f"{incident.id}:1", subject=incident.id, address="x", verdict="block", reason="r", by=ANN.who, at=THIS
    )


HIDDEN: dict[str, dict[str, object]] = {
    "confidential": {"kind": "staff_conduct"},
    "names a member": {"concerning": (BEN.who,)},
    "holds a member back": {"held_back": (ANN.who,)},
    "not looked through yet": {"pending_lookup": PendingLookup()},
}
others = st.lists(
    st.builds(
        report,
        st.integers(100, 999),
        st.sampled_from([kind for kind in KINDS if not KINDS[kind].confidential]),
        st.sampled_from([THIS, BEFORE]),
        concerning=st.sampled_from([(), (DOT.who,), (EVE.who, CAT.who)]),
        account=st.sampled_from([{}, {"what": "on TikTok", "about": "4B"}]),
    ),
    max_size=8,
    unique_by=lambda each: each.id,
)


@settings(max_examples=25, deadline=None)
@given(others, st.sampled_from(sorted(HIDDEN)), st.sampled_from([THIS, BEFORE]), st.integers(0, 8))
def test_one_report_more_that_a_reader_may_not_know_of_changes_nothing(
    some: list[Incident], why: str, at: datetime, place: int
) -> None:
    """No count, no time, no order, and not a byte of the table."""
    told, account = (Referral(to="LADO", at=at, by=ANN.who),), {"what": "on TikTok", "about": "4B"}
    hidden = report(1, at=at, account=account, owned_at=at, referrals=told).model_copy(update=HIDDEN[why])
    beside = BesideReports(decisions=[decision_on(each) for each in (hidden, *some)])
    without = BesideReports(decisions=[decision_on(each) for each in some])
    more = [*some[:place], hidden, *some[place:]]
    assert pack_of(more, beside) == pack_of(some, without)
    assert pack_csv(SCHOOL, pack_of(more, beside)) == pack_csv(SCHOOL, pack_of(some, without))


def test_the_document_is_the_same_each_time_it_is_drawn() -> None:
    """Byte for byte, with what the reader of a screen has no picture of said in words."""
    pack = pack_of([report(1), report(2, "spam", at=BEFORE)])
    document = pack_document(SCHOOL, pack)
    assert pdf_bytes(document) == pdf_bytes(pack_document(SCHOOL, replace(pack)))


def test_an_inspector_reads_of_meetings_and_of_no_decision() -> None:
    """Of each that was held how much it decided and how much of that is done; of one that was not, nothing."""
    meeting = meeting_of(NOW, CALENDAR)
    met = meeting.model_copy(update={"met_on": meeting.starts, "present": "Ann, Ben"})
    later = meeting.model_copy(update={"id": "later", "starts": meeting.ends + timedelta(days=9)})
    to_do = CommitteeDecision(
        id="CM-2026-0001", meeting=met.id, words="Watch Jack", owner=ANN.who, due_on=met.ends, by=BEN.who, at=NOW
    )
    done = to_do.model_copy(update={"id": "CM-2026-0002", "ended_at": NOW})
    (held,) = held_meetings([later, met], [to_do, done])
    assert (held.meeting, held.decided, held.done) == (met, 2, 1)
    (table,) = committee_section(SCHOOL, [held]).files.values()
    assert b"Ann, Ben" in table
    assert b"Jack" not in table
