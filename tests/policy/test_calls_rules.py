"""The rules of video calls, one by one and in pairs, and what only deserves a look (V1 to V10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.calls import asking, deciding
from bot.policy.calls.call import PartnerKind, RequestForm, changed_fields
from bot.policy.calls.rules import RULES, WARNINGS, RuleContext, find_broken, warnings
from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.records import Who
from bot.policy.kit.school_time import Calendar
from cards.words.calls import RULE_WORDS, WARNING_WORDS
from tests.policy.calls import AROUND, DOT, EVE, GOOD, LONDON, NOW, START, request, video_call

TODAY = NOW.date()

PUPIL = Who(id="pupil", name="Pip")
STRANGERS = replace(AROUND, not_staff=frozenset({"pupil"}))

BREAKS: dict[str, tuple[dict[str, object], RuleContext]] = {
    "own_request": ({}, replace(AROUND, deciders=False, own=True)),
    "team_decides": ({}, replace(AROUND, deciders=False, deciding_team=(EVE.who,))),
    "nobody_decides": ({}, replace(AROUND, deciders=False)),
    "no_subject": ({"subject": ""}, AROUND),
    "no_class": ({"class_name": ""}, AROUND),
    "no_pupils": ({"pupils": None}, AROUND),
    "no_times": ({"ends_at": None}, AROUND),
    "backwards": ({"ends_at": START - timedelta(minutes=1)}, AROUND),
    "in_the_past": ({}, replace(AROUND, now=START)),
    "no_partner": ({"partner": ""}, AROUND),
    "no_partner_kind": ({"partner_kind": None}, AROUND),
    "another_partner": ({"partner_kind": PartnerKind.OTHER}, AROUND),
    "another_tool": ({"tool": "Zoom"}, AROUND),
    "no_lead": ({"lead": None, "team": (DOT.who, EVE.who)}, AROUND),
    "lead_not_staff": ({"lead": PUPIL}, STRANGERS),
    "team_too_small": ({"lead": DOT.who, "team": (), "in_the_room": (DOT.who,)}, AROUND),
    "team_not_staff": ({"team": (PUPIL,)}, STRANGERS),
    "nobody_in_the_room": ({"in_the_room": ()}, AROUND),
    "room_not_staff": ({"in_the_room": (PUPIL,)}, STRANGERS),
    "no_agreement": ({"agreement": ""}, AROUND),
    "no_date_signed": ({"signed_on": None}, AROUND),
    "not_signed_yet": ({"signed_on": date(2026, 11, 27)}, AROUND),
    "not_trained": ({"trained": False}, AROUND),
    "no_consent": ({"recorded": True}, AROUND),
}
"""How each rule is broken, and no other."""


def _ids(asked: RequestForm, context: RuleContext) -> list[str]:
    return [rule.rule for rule in find_broken(asked, context)]


def _both(one: RuleContext, other: RuleContext) -> RuleContext | None:
    """What either says beside the usual; None where they contradict each other."""
    found: dict[str, object] = {}
    for name in ("now", "not_staff", "deciders", "own", "deciding_team"):
        values = {getattr(each, name) for each in (one, other) if getattr(each, name) != getattr(AROUND, name)}
        if len(values) > 1:
            return None
        found |= {name: values.pop()} if values else {}
    return replace(AROUND, **found)  # type: ignore[arg-type]


NOBODY_DECIDES = {"own_request", "team_decides", "nobody_decides"}
"""The three ways to say that it could go to nobody: one of them is said."""
PAIRS = [
    (one, other)
    for one, other in combinations(BREAKS, 2)
    if not set(BREAKS[one][0]) & set(BREAKS[other][0]) and not {one, other} <= NOBODY_DECIDES
]


def test_a_good_request_breaks_nothing() -> None:
    """And deserves no second look."""
    assert _ids(GOOD, AROUND) == []
    assert warnings(GOOD, AROUND) == ()


@pytest.mark.parametrize("rule", BREAKS)
def test_each_rule_alone(rule: str) -> None:
    """Breaking one rule names that one and no other."""
    update, around = BREAKS[rule]
    assert _ids(GOOD.model_copy(update=update), around) == [rule]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[f"{one}+{other}" for one, other in PAIRS])
def test_rules_in_pairs(one: str, other: str) -> None:
    """Breaking two rules names both, in the order of the table."""
    around = _both(BREAKS[one][1], BREAKS[other][1])
    assert around is not None
    found = _ids(GOOD.model_copy(update={**BREAKS[one][0], **BREAKS[other][0]}), around)
    order = [rule.id for rule in RULES]
    assert found == sorted({one, other}, key=order.index)


def test_every_rule_has_its_words_clauses_and_case() -> None:
    """A rule without words, clauses or a case of its own here is not finished."""
    assert set(BREAKS) == {rule.id for rule in RULES} == set(RULE_WORDS)
    assert {rule.id for rule in WARNINGS} == set(WARNING_WORDS)
    cited = {clause for rule in RULES for clause in rule.clauses}
    assert cited == {f"V{number}" for number in range(1, 11)}
    assert all(rule.clauses for rule in (*RULES, *WARNINGS))


def test_what_makes_each_rule_good_again() -> None:
    """A reason, a consent, a second person: each puts its rule right."""
    assert not _ids(GOOD.model_copy(update={"tool": "Zoom", "tool_reason": "Theirs"}), AROUND)
    other = {"partner_kind": PartnerKind.OTHER, "partner_reason": "A zoo"}
    assert not _ids(GOOD.model_copy(update=other), AROUND)
    assert not _ids(GOOD.model_copy(update={"recorded": True, "consent": True}), AROUND)
    assert not _ids(GOOD.model_copy(update={"signed_on": date(2026, 11, 23)}), AROUND)


def test_the_names_of_strangers_are_told() -> None:
    """Who is not on the staff list is named in the rule."""
    (found,) = find_broken(GOOD.model_copy(update={"team": (EVE.who, PUPIL)}), STRANGERS)
    assert (found.rule, found.facts) == ("team_not_staff", {"who": "Pip"})


NOTICE: dict[str, tuple[datetime, datetime, bool]] = {
    "three school days": (NOW, START, False),
    "two school days": (NOW, datetime(2026, 11, 25, 10, 0, tzinfo=UTC), False),
    "one school day": (NOW, datetime(2026, 11, 24, 10, 0, tzinfo=UTC), True),
    "the same day": (NOW, datetime(2026, 11, 23, 14, 0, tzinfo=UTC), True),
    "over a weekend": (datetime(2026, 11, 20, 10, 0, tzinfo=UTC), datetime(2026, 11, 23, 10, 0, tzinfo=UTC), True),
    "Friday for Tuesday": (datetime(2026, 11, 20, 9, 0, tzinfo=UTC), datetime(2026, 11, 24, 9, 0, tzinfo=UTC), False),
    "Saturday for Tuesday": (datetime(2026, 11, 21, 9, 0, tzinfo=UTC), datetime(2026, 11, 24, 9, 0, tzinfo=UTC), True),
    "over the holidays": (datetime(2026, 12, 18, 9, 0, tzinfo=UTC), datetime(2027, 1, 4, 10, 0, tzinfo=UTC), True),
}


@pytest.mark.parametrize(("now", "start", "warned"), NOTICE.values(), ids=NOTICE)
def test_short_notice_counts_school_days(now: datetime, start: datetime, warned: bool) -> None:
    """Weekends and holidays are no notice."""
    asked = GOOD.model_copy(update={"starts_at": start, "ends_at": start + timedelta(minutes=30)})
    found = [warning.rule for warning in warnings(asked, replace(AROUND, now=now))]
    assert ("short_notice" in found) is warned


OUTSIDE: dict[str, tuple[datetime, datetime, bool]] = {
    "inside": (START, START + timedelta(minutes=45), False),
    "to the closing minute": (
        datetime(2026, 11, 26, 16, 0, tzinfo=UTC),
        datetime(2026, 11, 26, 17, 0, tzinfo=UTC),
        False,
    ),
    "beyond it": (datetime(2026, 11, 26, 16, 30, tzinfo=UTC), datetime(2026, 11, 26, 17, 1, tzinfo=UTC), True),
    "before school": (datetime(2026, 11, 26, 7, 30, tzinfo=UTC), datetime(2026, 11, 26, 8, 30, tzinfo=UTC), True),
    "on a Sunday": (datetime(2026, 11, 29, 10, 0, tzinfo=UTC), datetime(2026, 11, 29, 11, 0, tzinfo=UTC), True),
    "in the holidays": (datetime(2026, 12, 22, 10, 0, tzinfo=UTC), datetime(2026, 12, 22, 11, 0, tzinfo=UTC), True),
}


@pytest.mark.parametrize(("start", "end", "warned"), OUTSIDE.values(), ids=OUTSIDE)
def test_outside_school_hours(start: datetime, end: datetime, warned: bool) -> None:
    """School hours are those of the school's own calendar; a school that is always open has no other."""
    asked = GOOD.model_copy(update={"starts_at": start, "ends_at": end})
    assert ("outside_hours" in [w.rule for w in warnings(asked, AROUND)]) is warned
    always = replace(AROUND, calendar=Calendar(None, LONDON))
    assert "outside_hours" not in [w.rule for w in warnings(asked, always)]


def test_overlaps_of_the_class_and_the_team() -> None:
    """Another call at the same time is named; one that ends as this begins is none."""
    same_class = video_call(
        "VC-2026-0002", class_name=" 4 b", lead=Who(id="x", name="X"), team=(), in_the_room=(Who(id="y", name="Y"),)
    )
    same_team = video_call("VC-2026-0003", class_name="6A")
    before = video_call("VC-2026-0004", starts_at=START - timedelta(hours=1), ends_at=START)
    found = {w.rule: w.facts for w in warnings(GOOD, replace(AROUND, others=[same_class, same_team, before]))}
    assert found == {"class_overlap": {"calls": "VC-2026-0002"}, "team_overlap": {"who": "Dot, Eve (VC-2026-0003)"}}


def test_a_gap_in_the_training_records_is_a_warning() -> None:
    """Where there are records, they are compared; the confirmation alone is the hard rule."""
    (found,) = warnings(GOOD, replace(AROUND, untrained=(EVE.who,)))
    assert (found.rule, found.facts) == ("untrained", {"who": "Eve"})


def test_a_team_of_forty() -> None:
    """Many are no problem, and each of them counts once."""
    team = tuple(Who(id=f"p{n}", name=f"P{n}") for n in range(40))
    asked = GOOD.model_copy(update={"team": team, "in_the_room": team[:3]})
    assert _ids(asked, AROUND) == []
    assert len(asked.everyone) == 41


FORM = {"day": "2026-11-26", "starts": "10:00", "ends": "10:45"}
TIMES: dict[str, tuple[dict[str, str], str | None, str | None]] = {
    "winter": (FORM, "2026-11-26T10:00+00:00", "2026-11-26T10:45+00:00"),
    "summer": ({**FORM, "day": "2027-06-10"}, "2027-06-10T09:00+00:00", "2027-06-10T09:45+00:00"),
    "29 February": ({**FORM, "day": "2028-02-29"}, "2028-02-29T10:00+00:00", "2028-02-29T10:45+00:00"),
    "no 29 February": ({**FORM, "day": "2027-02-29"}, None, None),
    "over the change in autumn": (
        {"day": "2027-10-31", "starts": "00:30", "ends": "01:30"},
        "2027-10-30T23:30+00:00",
        "2027-10-31T01:30+00:00",
    ),
    "over the change in spring": (
        {"day": "2027-03-28", "starts": "00:30", "ends": "02:30"},
        "2027-03-28T00:30+00:00",
        "2027-03-28T01:30+00:00",
    ),
    "nonsense": ({"day": "soon", "starts": "ten", "ends": ""}, None, None),
}


@pytest.mark.parametrize(("form", "start", "end"), TIMES.values(), ids=TIMES)
def test_times_are_the_schools_own(form: dict[str, str], start: str | None, end: str | None) -> None:
    """A date and two times are moments by the school's clocks, also over both changes of the clocks."""
    asked = asking.read_request_form(form, LONDON, TODAY).asked
    assert asked.starts_at == (datetime.fromisoformat(start) if start else None)
    assert asked.ends_at == (datetime.fromisoformat(end) if end else None)


def test_a_start_that_the_clocks_skip_leaves_no_time() -> None:
    """01:10 to 01:50 on the morning in spring does not exist: it ends before it starts."""
    asked = asking.read_request_form(
        {"day": "2027-03-28", "starts": "01:10", "ends": "01:50"}, LONDON, NOW.date()
    ).asked
    assert "backwards" in _ids(GOOD.model_copy(update={"starts_at": asked.starts_at, "ends_at": asked.ends_at}), AROUND)


def test_what_is_longer_than_kept_is_said() -> None:
    """Nothing is cut off silently, and no list of people is endless."""
    with pytest.raises(Incomplete) as wrong:
        asking.read_request_form(
            {"subject": "x" * 301, "team": ",".join(str(n) for n in range(61))}, LONDON, NOW.date()
        )
    assert wrong.value.facts == {"subject": "form.too_long", "team": "form.too_long"}


@given(
    st.dictionaries(
        st.sampled_from(
            [
                *asking.LONGEST_ANSWERS,
                *asking.PEOPLE_FIELDS,
                "day",
                "starts",
                "ends",
                "pupils",
                "signed_on",
                "partner_kind",
            ]
        ),
        st.text(max_size=40),
    )
)
def test_any_form_can_be_read_and_judged(form: dict[str, str]) -> None:
    """Whatever a client sends is read without a fault; what passes the rules is a complete request."""
    asked = asking.read_request_form(form, LONDON, TODAY).asked
    if not find_broken(asked, AROUND):
        assert deciding.first_version(asked, warnings(asked, AROUND), NOW).number == 1
    else:
        assert find_broken(asked, AROUND)


def test_what_changed_between_versions() -> None:
    """Fields in the order of the form; a new end is a change of when; a remark alone is none."""
    before = request()
    later = {"starts_at": START + timedelta(days=1), "ends_at": START + timedelta(days=1, hours=1)}
    assert changed_fields(before, request(**later, subject="Hills")) == ("subject", "starts_at")
    assert changed_fields(before, request(ends_at=START + timedelta(minutes=30))) == ("starts_at",)
    assert changed_fields(before, request(remark="Please")) == ()
    assert video_call().state is ApprovalState.WAITING
