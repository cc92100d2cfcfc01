"""What slows or stops a ladder needs its owner or a safeguarding lead, and is heard by those who were alerted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.incidents import IncidentPurpose, amending, closing, handling, insisting, ladder
from bot.policy.incidents.amending import NamedPeople
from bot.policy.incidents.authority import may
from bot.policy.incidents.closing import ClosingWords
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.incidents.reporting import Filing, Report, file_report
from bot.policy.incidents.routes import ABOUT_THE_HEADTEACHER, past_the_headteacher
from bot.policy.incidents.slowing import SLOWING
from bot.policy.incidents.states import Action
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import NoticeState, Urgency, Who
from bot.policy.kit.school import Hours
from bot.policy.kit.school_time import Calendar
from tests.policy.school import ANN, BEN, CAT, DOT, HOLDERS, incident_of, opened, pressed

FRIDAY_EVENING = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
SCHOOL_HOURS = Calendar(Hours(), ZoneInfo("Europe/London"))
HEADTEACHER = Person(id="head", name="Head", roles=frozenset({"staff", "headteacher"}))
URGENCIES = list(Urgency)


def at_six(kind: str = "illegal_content") -> Outcome:
    """A report on Friday at six in the evening."""
    said = Report(kind, None, {"what": "words"}, "draft", None)
    return file_report(said, DOT, Filing("OS-2026-0001", DEFAULT_ROUTES[kind], HOLDERS, SCHOOL_HOURS), FRIDAY_EVENING)


def renamed(incident: Incident, by: Person, kind: str = "spam", **more: object) -> Outcome:
    """The kind changed by this person a minute later."""
    context = ActionContext(by, FRIDAY_EVENING + timedelta(minutes=1), SCHOOL_HOURS)
    snapshot, route = IncidentSnapshot(incident), DEFAULT_ROUTES[kind]
    return amending.change_the_kind(snapshot, context, kind, route, "It is spam", **more)  # type: ignore[arg-type]


def messages(outcome: Outcome) -> set[str]:
    """Who hears of it with a new message."""
    return {notice.to.id for notice in outcome.notices if notice.purpose is IncidentPurpose.ALERTS_CHANGED}


def test_a_senior_leader_who_was_never_alerted_does_not_silence_an_emergency() -> None:
    """It is called spam, and alerts on as the emergency that it was: its route, its urgency and its next moment."""
    emergency = incident_of(at_six())
    outcome = renamed(emergency, CAT)
    spam = incident_of(outcome)
    assert (spam.kind, spam.rings_as) == ("spam", "illegal_content")
    assert (spam.ladder, spam.due_at) == (emergency.ladder, emergency.due_at)
    assert [entry.what for entry in outcome.entries] == ["kind_changed", "rings_on"]
    assert messages(outcome) == {"ann", "ben", "dot"}, "all who were alerted, and the reporter"


@pytest.mark.parametrize(
    ("by", "slowed"),
    [(ANN, True), (BEN, True), (CAT, False), (HEADTEACHER, False)],
    ids=["the DSL", "the deputy", "a senior leader", "the Headteacher, who is no lead"],
)
def test_who_may_slow_it(by: Person, slowed: bool) -> None:
    """A safeguarding lead may, and is heard; anybody else takes it first."""
    outcome = renamed(incident_of(at_six()), by)
    assert (incident_of(outcome).urgency is Urgency.ROUTINE) is slowed
    assert messages(outcome) == {"ann", "ben", "dot"} - {by.id}


def test_its_owner_may_slow_it() -> None:
    """Whoever has taken it answers for it; the others hear that it goes slower now."""
    taken = incident_of(handling.acknowledge(IncidentSnapshot(incident_of(at_six())), pressed(CAT)))
    outcome = renamed(taken, CAT)
    assert incident_of(outcome).ladder.next_at == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert incident_of(outcome).rings_as == ""
    assert messages(outcome) == {"ann", "ben", "dot"}


def test_pings_on_their_way_still_go_where_the_ladder_runs_on() -> None:
    """Nothing that waits to be sent is withdrawn."""
    filed = at_six()
    snapshot = IncidentSnapshot(incident_of(filed), waiting=filed.notices)
    context = ActionContext(CAT, FRIDAY_EVENING, SCHOOL_HOURS)
    for outcome in (
        amending.change_the_kind(snapshot, context, "spam", DEFAULT_ROUTES["spam"], ""),
        handling.hand_over(snapshot, context, BEN),
    ):
        assert not [record for record in outcome.records if getattr(record, "state", "") is NoticeState.WITHDRAWN]


def test_a_later_change_by_a_lead_lets_the_kinds_own_ladder_begin() -> None:
    """What was kept up against the press of one who may not slow it is slowed by one who may."""
    kept = incident_of(renamed(incident_of(at_six()), CAT))
    slowed = incident_of(renamed(kept, ANN, "other"))
    assert (slowed.rings_as, slowed.urgency) == ("", Urgency.ROUTINE)


def test_whom_a_renamed_emergency_names_is_alerted_no_more() -> None:
    """It runs on without them: with the Headteacher named it goes past them, as that emergency would."""
    emergency = incident_of(at_six("harmful_contact"))
    kept = past_the_headteacher(DEFAULT_ROUTES["harmful_contact"], ABOUT_THE_HEADTEACHER)
    outcome = renamed(emergency, CAT, named=NamedPeople((HEADTEACHER.who,)), kept=kept)
    changed = incident_of(outcome)
    assert changed.urgency is Urgency.EMERGENCY
    assert "chair_of_governors" in changed.ladder.route.steps[0].roles
    assert changed.ladder.next_at == FRIDAY_EVENING + timedelta(minutes=1)
    assert messages(renamed(emergency, CAT, named=NamedPeople((ANN.who,)))) == {"ben", "dot"}, "never whoever it names"


def test_handing_an_untaken_report_on_does_not_make_the_others_wait() -> None:
    """One who neither has it nor leads tells one more person; the ladder is as it was."""
    emergency = incident_of(at_six())
    context = ActionContext(CAT, FRIDAY_EVENING + timedelta(minutes=4), SCHOOL_HOURS)
    outcome = handling.hand_over(IncidentSnapshot(emergency), context, Person(id="eve", name="Eve"))
    after = incident_of(outcome)
    assert after.handed_to is None
    assert insisting.leave_alone(after.ladder, "eve") == emergency.ladder, "but that it comes back to her as well"
    assert {notice.to.id for notice in outcome.notices if notice.purpose is IncidentPurpose.PING} == {"eve"}
    assert after.rung[-1].id == "eve"


def test_a_hand_over_by_a_lead_is_heard() -> None:
    """The others are alerted later, and hear so; the one whom it is handed to is alerted."""
    outcome = handling.hand_over(IncidentSnapshot(incident_of(opened())), pressed(ANN), CAT)
    assert incident_of(outcome).handed_to == CAT.who
    assert messages(outcome) == {"ben", "dot"}


def test_what_goes_no_slower_needs_no_message() -> None:
    """Of another kind that alerts now, just as fast, those hear whom it alerts; a close ends what somebody has."""
    renamed_only = amending.change_the_kind(
        IncidentSnapshot(incident_of(opened())), pressed(CAT), "bullying", DEFAULT_ROUTES["bullying"], ""
    )
    assert messages(renamed_only) == set()
    taken = incident_of(handling.acknowledge(IncidentSnapshot(incident_of(opened())), pressed(ANN)))
    assert messages(closing.close(IncidentSnapshot(taken), pressed(ANN), ClosingWords("o", "r", "c", "", ""))) == set()


def test_an_acknowledgement_is_answered_by_the_cards_alone() -> None:
    """Somebody has taken responsibility: nobody needs a message to know that it is not silent."""
    assert messages(handling.acknowledge(IncidentSnapshot(incident_of(opened())), pressed(ANN))) == set()


def test_every_slowing_act_cites_its_clauses() -> None:
    """The table says why each of them may not be done by just anybody."""
    assert all(clauses for clauses in SLOWING.values())


kinds = st.sampled_from(sorted(DEFAULT_ROUTES))


@given(kinds, st.lists(st.tuples(st.sampled_from([CAT, HEADTEACHER]), kinds, st.integers(1, 20)), max_size=6))
def test_nobody_but_its_owner_or_a_lead_delays_the_next_alert(
    kind: str, changes: list[tuple[Person, str, int]]
) -> None:
    """However often those change the kind or hand it over who may not slow it, each alert comes as soon as it would
    have, and at least as urgently."""
    incident, now = incident_of(at_six(kind)), FRIDAY_EVENING
    for by, to, minutes in changes:
        now += timedelta(minutes=minutes)
        climbed = ladder.climb(incident, HOLDERS, now, SCHOOL_HOURS)
        (incident,) = (record for record in climbed.records if isinstance(record, Incident))
        due, urgency = incident.ladder.next_at, incident.urgency
        context = ActionContext(by, now, SCHOOL_HOURS)
        named = NamedPeople(other="Somebody else")
        incident = incident.model_copy(update={"rung": ladder.unique_people((*incident.rung, by.who))})
        if to == incident.kind or not may(by, Action.HAND_OVER, incident) or incident.state is not State.REPORTED:
            continue
        handed = incident_of(handling.hand_over(IncidentSnapshot(incident), context, Person(id="x", name="X")))
        changed = incident_of(
            amending.change_the_kind(IncidentSnapshot(incident), context, to, DEFAULT_ROUTES[to], "", named)
        )
        for after in (handed, changed):
            assert due is None or (after.ladder.next_at is not None and after.ladder.next_at <= max(due, now))
            assert URGENCIES.index(after.urgency) <= URGENCIES.index(urgency)
        incident = changed


def test_details_do_not_slow_what_runs_on_under_another_name() -> None:
    """A reporter who names one of those alerted begins the ladder that runs again, and not that of the name."""
    kept = incident_of(renamed(incident_of(at_six()), CAT))
    context = ActionContext(DOT, FRIDAY_EVENING + timedelta(minutes=2), SCHOOL_HOURS)
    named: tuple[Who, ...] = kept.rung
    added = incident_of(
        amending.add_details(IncidentSnapshot(kept), context, {"what": "they"}, named=amending.NamedPeople(named))
    )
    assert (added.urgency, added.ladder.next_at) == (Urgency.EMERGENCY, context.now)
