"""The ladder alerts each step when it is due, each person once, and nobody once it has been taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.incidents import IncidentPurpose, ladder
from bot.policy.incidents.due import owner_due
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.incidents.reporting import Filing, Report, file_report
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.ticking import tick
from bot.policy.kit.people import Person
from bot.policy.kit.records import Route, Step, Urgency, Who
from bot.policy.kit.roles import ROLES, Role
from bot.policy.kit.school import Hours
from bot.policy.kit.school_time import Calendar
from tests.policy.school import ALWAYS_OPEN, incident_of, opened

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
BOTH = Person(id="both", name="Both")
ONE = Person(id="one", name="One")


def incident(*steps: Step, owner: Who | None = None) -> Incident:
    """An incident whose ladder has these steps."""
    steps = steps or (Step(roles=("champion",), after=0),)
    route = Route(urgency=Urgency.URGENT, steps=steps, again=1800, times=3, acknowledged_for=3600)
    who = Who(id="reporter", name="Reporter")
    started = ladder.start_ladder(route, NOW, ALWAYS_OPEN)
    return Incident(id="OS-2026-0001", kind="threat", reporter=who, reported_at=NOW, ladder=started, owner=owner)


def test_one_person_with_two_roles_of_a_step_is_alerted_once() -> None:
    """Somebody who is both DSL and Champion gets one card."""
    outcome = ladder.climb(
        incident(Step(roles=("dsl", "champion"), after=0)), {"dsl": [BOTH], "champion": [BOTH, ONE]}, NOW, ALWAYS_OPEN
    )
    assert [notice.to.id for notice in outcome.notices] == ["both", "one"]


def test_a_step_with_nobody_says_so() -> None:
    """The timeline explains a silence."""
    outcome = ladder.climb(incident(Step(roles=("dsl",), after=0)), {}, NOW, ALWAYS_OPEN)
    assert [entry.what for entry in outcome.entries] == ["nobody_to_ring"]
    assert outcome.notices == ()


@given(st.lists(st.integers(0, 7200), min_size=1, max_size=5).map(sorted), st.integers(0, 1_700))
def test_all_that_is_due_is_alerted_and_nothing_else(delays: list[int], passed: int) -> None:
    """After any time, the steps that have been alerted are those whose delay has passed, and the next is due later."""
    started = incident(*(Step(roles=(ROLES[at],), after=delay) for at, delay in enumerate(delays)))
    holders = {ROLES[at]: [Person(id=f"p{at}", name=f"P{at}")] for at in range(len(delays))}
    outcome = ladder.climb(started, holders, NOW + timedelta(seconds=passed), ALWAYS_OPEN)
    (climbed,) = (record for record in outcome.records if isinstance(record, Incident))
    due = [delay for delay in delays if delay <= passed]
    assert len(outcome.notices) == len(due)
    assert {notice.purpose for notice in outcome.notices} <= {IncidentPurpose.PING}
    rest = delays[len(due) :]
    after = rest[0] if rest else delays[-1] + 1800
    assert climbed.ladder.next_at == NOW + timedelta(seconds=after)
    assert ladder.climb(climbed, holders, NOW + timedelta(seconds=passed), ALWAYS_OPEN).notices == (), "told once only"


def test_what_somebody_holds_does_not_alert() -> None:
    """A step that falls due after it was taken is not alerted."""
    held = incident(Step(roles=("dsl",), after=0), owner=ONE.who)
    outcome = ladder.climb(held, {"dsl": [BOTH]}, NOW, ALWAYS_OPEN)
    assert outcome.notices == ()
    assert outcome.entries == ()


BREACHED = incident_of(opened("data_loss"))


@pytest.mark.parametrize(
    ("holders", "concerning", "told"),
    [
        ({"business_manager": [BOTH], "champion": [ONE]}, (), ["both"]),
        ({"business_manager": [], "champion": [ONE]}, (), ["one"]),
        ({"business_manager": [BOTH], "champion": [BOTH, ONE]}, (BOTH.who,), ["one"]),
    ],
    ids=["the business manager", "nobody has that role", "the report names them"],
)
def test_the_hours_of_a_breach_are_brought_to_somebodys_mind(
    holders: dict[Role, list[Person]], concerning: tuple[Who, ...], told: list[str]
) -> None:
    """The business manager is reminded, and where there is none who may know of it the Champions are (I13)."""
    lost = BREACHED.model_copy(update={"concerning": concerning})
    outcome = tick(IncidentSnapshot(lost), holders, NOW + timedelta(hours=49), ALWAYS_OPEN)
    assert [notice.to.id for notice in outcome.notices if notice.purpose is IncidentPurpose.BREACH_DEADLINE] == told


HOURS = Calendar(Hours(), ZoneInfo("Europe/London"))
OUT_OF_HOURS = [
    ("Friday at five past five", datetime(2026, 11, 20, 17, 5, tzinfo=UTC), "Mon 08:00"),
    ("Saturday", datetime(2026, 11, 21, 12, 0, tzinfo=UTC), "Mon 08:00"),
    ("before a holiday", datetime(2026, 12, 24, 18, 0, tzinfo=UTC), "Tue 08:00"),
    ("Friday at four", datetime(2026, 11, 20, 16, 0, tzinfo=UTC), "Fri 16:00"),
]


def _alerted(start: datetime, route: Route, calendar: Calendar, rounds: int = 1) -> list[datetime]:
    """When each step alerts when time passes as it should."""
    running = incident().model_copy(update={"ladder": ladder.start_ladder(route, start, calendar)})
    everybody = {role: [Person(id=role, name=role)] for step in route.steps for role in step.roles}
    found = []
    while (at := running.ladder.next_at) is not None and running.ladder.round <= rounds:
        outcome = ladder.climb(running, everybody, at, calendar)
        found += [at] if outcome.notices else []
        (running,) = (record for record in outcome.records if isinstance(record, Incident))
    return found


@pytest.mark.parametrize(("name", "at", "first"), OUT_OF_HOURS, ids=[row[0] for row in OUT_OF_HOURS])
def test_a_routine_ladder_counts_open_hours(name: str, at: datetime, first: str) -> None:
    """The first step alerts when the school opens, and each later one when it has been open for as long as it says."""
    route = DEFAULT_ROUTES["spam"]
    alerted = _alerted(at, route, HOURS, rounds=2)
    assert alerted[0].astimezone(HOURS.timezone).strftime("%a %H:%M") == first
    assert [alerted[1], alerted[2]] == [HOURS.after_open(alerted[0], timedelta(hours=hours)) for hours in (4, 8)]
    assert alerted[3] == HOURS.after_open(alerted[2], timedelta(seconds=route.again))
    assert len({at.date() for at in alerted}) >= 3, "never the whole ladder in one morning"


def test_a_routine_step_that_was_late_does_not_hurry_the_next() -> None:
    """After a stop of the process the next step still comes so many open hours after the one that has just alerted."""
    monday = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    running = incident().model_copy(update={"ladder": ladder.start_ladder(DEFAULT_ROUTES["spam"], monday, HOURS)})
    roles: tuple[Role, ...] = ("computing_coordinator", "champion", "business_manager", "senior_leader")
    holders = {role: [ONE] for role in roles}
    outcome = ladder.climb(running, holders, monday + timedelta(hours=8, minutes=30), HOURS)
    (late,) = (record for record in outcome.records if isinstance(record, Incident))
    assert len(outcome.notices) == 1
    assert late.ladder.next_at == datetime(2026, 11, 24, 11, 30, tzinfo=UTC)


def test_after_a_stop_a_round_that_is_over_is_not_the_last_at_once() -> None:
    """The steps of one round alert together; before the next one there is the pause that the route has."""
    started = incident(Step(roles=("dsl",), after=0), Step(roles=("champion",), after=900))
    now = NOW + timedelta(hours=9)
    outcome = ladder.climb(started, {"dsl": [ONE], "champion": [BOTH]}, now, ALWAYS_OPEN)
    (climbed,) = (record for record in outcome.records if isinstance(record, Incident))
    assert [notice.to.id for notice in outcome.notices] == ["one", "both"]
    assert (climbed.ladder.round, climbed.ladder.next_at) == (1, now + timedelta(seconds=1800))


@given(st.integers(0, 60 * 24 * 400), st.integers(0, 60 * 100))
def test_open_time_is_counted_to_the_minute(start: int, minutes: int) -> None:
    """From the moment to the answer the school is open for just so long, and it is open at the answer."""
    at = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=start)
    end = HOURS.after_open(at, timedelta(minutes=minutes))
    assert HOURS.next_open(end) == end
    opened_for, here = timedelta(), at
    while (here := HOURS.next_open(here)) < end:
        closes = here.astimezone(HOURS.timezone).replace(hour=17, minute=0, second=0, microsecond=0)
        opened_for += min(closes.astimezone(UTC), end) - here
        here = closes.astimezone(UTC)
    assert opened_for == timedelta(minutes=minutes)


def test_an_owner_of_what_is_routine_has_so_many_open_hours() -> None:
    """Taken on Friday at four: asked after three school days, and not on Monday for the weekend."""
    friday = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    held = incident_of(opened("spam")).model_copy(
        update={"owner": ONE.who, "state": State.ACKNOWLEDGED, "touched_at": friday}
    )
    assert owner_due(held, HOURS) == datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
    assert owner_due(held, ALWAYS_OPEN) == friday + timedelta(seconds=DEFAULT_ROUTES["spam"].acknowledged_for)


@pytest.mark.parametrize("urgency", Urgency)
def test_a_first_step_that_comes_later_is_a_plan(urgency: Urgency) -> None:
    """Nothing was tried yet: the timeline says when the first are alerted, and the ladder has not begun."""
    route = DEFAULT_ROUTES["threat"].model_copy(
        update={"urgency": urgency, "steps": (Step(roles=("champion",), after=300),)}
    )
    said = Report("threat", None, {"what": "words"}, "draft", None)
    outcome = file_report(said, ONE, Filing("OS-2026-0001", route, {"champion": [BOTH]}, HOURS), NOW)
    assert [entry.what for entry in outcome.entries] == ["reported", "planned"]
    assert not incident_of(outcome).ladder.has_begun
    assert incident_of(outcome).due_at == NOW + timedelta(minutes=5)
