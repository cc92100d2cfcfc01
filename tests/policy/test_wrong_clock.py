"""However the clock is set, no step is silent for longer than its route allows once the clock is right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.documents import DocumentPurpose
from bot.policy.incidents import IncidentPurpose, handling, ladder
from bot.policy.incidents.due import BREACH, breach_due, owner_due, with_due
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.ticking import tick
from bot.policy.incidents.wrong_clock import correct_times
from bot.policy.kit.delivery import CLOCK_TOLERANCE, correct_notice_times
from bot.policy.kit.outcome import ActionContext
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice, Urgency
from bot.policy.kit.school import Hours
from bot.policy.kit.school_time import Calendar
from tests.policy.school import ALWAYS_OPEN, ANN, CAT, HOLDERS, NOW, incident_of, opened, pressed

DAY = timedelta(days=1)
SCHOOL_HOURS = Calendar(Hours(), ZoneInfo("Europe/London"))
EVERYBODY = {
    role: [Person(id=role, name=role)]
    for route in DEFAULT_ROUTES.values()
    for step in route.steps
    for role in step.roles
} | {"champion": [Person(id="champion", name="champion")]}


def pings(notices: tuple[Notice, ...]) -> list[Notice]:
    """Those that alert."""
    return [notice for notice in notices if notice.purpose is IncidentPurpose.PING]


@pytest.mark.parametrize("back", [DAY, timedelta(hours=1), timedelta(minutes=15)], ids=str)
@pytest.mark.parametrize("kind", ["illegal_content", "threat"])
def test_the_clock_went_back(kind: str, back: timedelta) -> None:
    """What would wait for the day that comes twice alerts now, once, and the timeline says why."""
    incident = incident_of(opened(kind))
    outcome = tick(IncidentSnapshot(incident), HOLDERS, NOW - back, ALWAYS_OPEN)
    after = incident_of(outcome)
    assert pings(outcome.notices)
    assert [entry.what for entry in outcome.entries][:2] == ["clock_was_wrong", "ringing"]
    assert after.due_at is not None
    assert after.due_at <= NOW - back + timedelta(minutes=30)
    assert correct_times(after, NOW - back, ALWAYS_OPEN) == after, "put right once"


@pytest.mark.parametrize("ahead", [DAY, 3 * DAY, timedelta(hours=5)], ids=str)
def test_the_clock_went_forward_and_back(ahead: timedelta) -> None:
    """Whatever it did by the wrong time, a ladder that had run out or waits for then alerts again now."""
    incident = incident_of(opened("illegal_content"))
    wrong = tick(IncidentSnapshot(incident), HOLDERS, NOW + ahead, ALWAYS_OPEN)
    now = NOW + timedelta(minutes=1)
    outcome = tick(IncidentSnapshot(incident_of(wrong)), HOLDERS, now, ALWAYS_OPEN)
    assert pings(outcome.notices)
    after = incident_of(outcome)
    assert after.unanswered_at is None
    assert after.due_at is not None
    assert after.due_at <= now + timedelta(minutes=10)


def test_small_differences_are_nothing() -> None:
    """Two replicas' clocks differ by seconds, and one is put right by a minute."""
    for kind in DEFAULT_ROUTES:
        incident = incident_of(opened(kind))
        assert correct_times(incident, NOW - CLOCK_TOLERANCE, ALWAYS_OPEN) == incident


def test_a_hand_over_and_a_closed_school_are_nothing() -> None:
    """What waits for as long as its route has it was kept by a clock that was right."""
    handed = incident_of(handling.hand_over(IncidentSnapshot(incident_of(opened())), pressed(ANN), CAT))
    assert correct_times(handed, NOW, ALWAYS_OPEN) == handed
    friday = datetime(2026, 12, 18, 17, 30, tzinfo=UTC)
    spam = incident_of(opened("spam"))
    waits = spam.model_copy(update={"ladder": ladder.start_ladder(DEFAULT_ROUTES["spam"], friday, SCHOOL_HOURS)})
    assert correct_times(waits, friday, SCHOOL_HOURS) == waits


def test_an_owner_is_asked_no_later_than_the_route_has_it() -> None:
    """What they did in the future counts as done now."""
    taken = incident_of(handling.acknowledge(IncidentSnapshot(incident_of(opened())), pressed(ANN, NOW + DAY)))
    right = correct_times(taken, NOW, ALWAYS_OPEN)
    assert owner_due(right, ALWAYS_OPEN) == NOW + timedelta(seconds=taken.ladder.route.acknowledged_for)
    asked = taken.model_copy(update={"touched_at": NOW, "asked_at": NOW + DAY})
    assert owner_due(correct_times(asked, NOW, ALWAYS_OPEN), ALWAYS_OPEN) == NOW + timedelta(
        seconds=taken.ladder.route.again
    )


def test_the_72_hours_are_no_further_off_than_that() -> None:
    """A breach that was reported by a clock a day ahead is brought to mind by the right one."""
    right = correct_times(incident_of(opened("data_loss")), NOW - DAY, ALWAYS_OPEN)
    assert right.breach is not None
    assert right.breach.deadline == NOW - DAY + BREACH
    assert breach_due(right) == NOW - DAY + BREACH - timedelta(hours=24)


NOTICES = [
    ("made in the future", {"made_at": NOW + DAY, "due_at": NOW + DAY}, NOW),
    (
        "made in the future, for later",
        {"topic": "aup", "purpose": DocumentPurpose.ASK, "made_at": NOW + DAY, "due_at": NOW + 2 * DAY},
        NOW + DAY,
    ),
    ("tried again by a clock that was ahead", {"attempts": 3, "made_at": NOW, "due_at": NOW + DAY}, NOW),
    (
        "of another topic, tried again",
        {"topic": "aup", "purpose": DocumentPurpose.ASK, "attempts": 1, "made_at": NOW, "due_at": NOW + DAY},
        NOW,
    ),
    ("put before a Champion by day", {"purpose": IncidentPurpose.TOO_OLD_TO_ALERT, "due_at": NOW + DAY}, NOW + DAY),
    (
        "planned for Monday",
        {"topic": "aup", "purpose": DocumentPurpose.ASK, "made_at": NOW, "due_at": NOW + 3 * DAY},
        NOW + 3 * DAY,
    ),
    (
        "Teams asked for ten minutes",
        {"attempts": 1, "due_at": NOW + timedelta(minutes=10)},
        NOW + timedelta(minutes=10),
    ),
]


@pytest.mark.parametrize(("name", "update", "due"), NOTICES, ids=[row[0] for row in NOTICES])
def test_a_notice_does_not_wait_for_a_day_that_was_wrong(name: str, update: dict[str, object], due: datetime) -> None:
    """What was planned stays planned; what a wrong clock put off is due as if it had been right."""
    made = pings(opened().notices)[0].model_copy(update=update)
    right = correct_notice_times(made, NOW)
    assert right.due_at == due
    assert correct_notice_times(right, NOW) == right


jumps = st.one_of(st.just(0), st.integers(-3 * 24 * 60, 3 * 24 * 60))


@given(
    st.sampled_from(sorted(DEFAULT_ROUTES)),
    st.sampled_from([ALWAYS_OPEN, SCHOOL_HOURS]),
    st.lists(st.tuples(st.integers(1, 600), jumps, st.booleans()), min_size=1, max_size=8),
)
def test_every_step_alerts_within_what_its_route_allows(
    kind: str, calendar: Calendar, times: list[tuple[int, int, bool]]
) -> None:
    """The clock goes to and fro while time passes and people hand it over; as soon as it stands still, the next step is
    no further off than the whole of its wait from then."""
    incident: Incident = with_due(incident_of(opened(kind)), calendar)
    clock = NOW
    for passes, jumps, hands_over in times:
        clock += timedelta(minutes=passes + jumps)
        incident = _ticked(incident, clock, calendar)
        if hands_over and incident.owner is None:
            person = Person(id=f"x{passes}", name="X")
            seen = incident.model_copy(update={"rung": (*incident.rung, ANN.who)})
            incident = incident_of(
                handling.hand_over(IncidentSnapshot(seen), ActionContext(ANN, clock, calendar), person)
            )
            incident = _ticked(incident, clock, calendar)
        if incident.unanswered_at is not None:
            assert incident.unanswered_at <= clock + CLOCK_TOLERANCE
            continue
        at = incident.ladder.next_at
        assert at is not None
        route = incident.ladder.route
        longest = timedelta(seconds=max(route.again, 900, *(step.after for step in route.steps)))
        if route.urgency is Urgency.ROUTINE:
            assert at <= calendar.after_open(clock, longest) + CLOCK_TOLERANCE
        else:
            assert at <= clock + longest + CLOCK_TOLERANCE
        assert incident.due_at is not None
        assert incident.due_at <= at


def _ticked(incident: Incident, now: datetime, calendar: Calendar) -> Incident:
    outcome = tick(IncidentSnapshot(incident), EVERYBODY, now, calendar)
    return incident_of(outcome) if outcome else incident
