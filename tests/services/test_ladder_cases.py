"""Cases that other programs which alert people have learnt the hard way: a ladder with nobody on it, a restart in every
state, days that are longer or shorter than others. What a changed `school.toml` does is in `tests/test_settings_watch`,
who is away in `test_away`, one person in several roles in `tests/policy/test_ladder`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from bot.policy.incidents.closing import ClosingWords
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.reporting import Report
from bot.policy.incidents.routes import LAST_RESORT
from bot.policy.kit.records import Urgency
from bot.policy.kit.roles import ROLES, Role
from bot.policy.simulation.simulating import Case, Staffing, roles_asked, simulate
from tests.services.simulated_school import PEOPLE, SCHOOL, PlayedSchool
from tests.services.test_insisting import MOMENTS

DSL, DEPUTY, COORDINATOR, MANAGER, SENIOR = PEOPLE[:5]
TEACHER = PEOPLE[6]
REFERENCE = "OS-2026-0001"


def report(school: PlayedSchool, kind: str) -> None:
    """The teacher reports it."""
    school.run(school.reports.report(school.by(TEACHER), Report(kind, None, {"what": "x"}, "draft", None)))
    school.settle()


def told(school: PlayedSchool) -> list[str]:
    """Whom pings have reached, in their order."""
    return [to for what, _, to in school.teams.took if what == "ping"]


@pytest.mark.parametrize("kind", list(SCHOOL.routes))
def test_where_nobody_is_on_a_ladder_somebody_else_is_told_at_once(kind: str) -> None:
    """Those who answer for the log or for the school, as far as there are any; and what if says the same. What is
    confidential goes to nobody else: its reporter reads at once that nobody could be told."""
    roles = {role for step in SCHOOL.routes[kind].steps for role in step.roles}
    with closing(PlayedSchool()) as school:
        for person in PEOPLE:
            school.directory.change(person, person.roles - roles)
        left = [person.model_copy(update={"roles": person.roles - roles}) for person in PEOPLE]
        expected = {p.id for p in left if p.holds(*LAST_RESORT)} if not KINDS[kind].confidential else set()
        report(school, kind)
        assert set(told(school)) == expected
        held = {role: [p for p in left if role in p.roles] for role in roles_asked(SCHOOL)}
        prospect = simulate(SCHOOL, Staffing(held), Case(kind, school.clock.now()))
        assert {each.who.id for each in prospect.tellings if each.hears} == expected


def leave(school: PlayedSchool, *roles: Role) -> None:
    """Nobody holds any of these roles any more."""
    for person in PEOPLE:
        school.directory.change(person, person.roles - set(roles))


def test_a_step_whose_people_left_under_way_goes_to_the_next_at_once() -> None:
    """The last holder of the second step's roles leaves after the first was told: nobody waits for them."""
    with closing(PlayedSchool()) as school:
        report(school, "threat")
        leave(school, "dsl", "deputy_dsl")
        seniors = {p.id for p in PEOPLE if p.holds("senior_leader")}
        before = len(told(school))
        school.clock.move(timedelta(minutes=15))
        school.settle()
        assert seniors & set(told(school)[before:]) == seniors


@pytest.mark.parametrize("kind", ["harmful_contact", "security_breach", "spam"])
def test_where_a_ladder_empties_under_way_somebody_else_is_told_at_its_next_step(kind: str) -> None:
    """As if it were reported only then: those who answer for the log or the school, and not first its reporter after
    the last round. They may take it."""
    route = SCHOOL.routes[kind]
    roles = [role for step in route.steps for role in step.roles]
    with closing(PlayedSchool()) as school:
        report(school, kind)
        before = len(told(school))
        leave(school, *roles)
        others = {p.id for p in PEOPLE if (p.roles - {*roles}) & {*LAST_RESORT}}
        begun = school.run(school.store.get(Incident, REFERENCE))
        assert begun is not None and begun.ladder.next_at is not None
        school.clock.move_to(begun.ladder.next_at)
        school.settle()
        assert sorted(told(school)[before:]) == sorted(others)
        found = school.run(school.store.get(Incident, REFERENCE))
        assert found is not None and found.unanswered_at is None


def test_where_nobody_at_all_is_left_it_runs_out_and_comes_back_each_day() -> None:
    """With no one to tell there is no further step, however often it is looked for; whoever reported it is told."""
    with closing(PlayedSchool()) as school:
        report(school, "harmful_contact")
        leave(school, *ROLES)
        for _ in range(12):
            school.clock.move(timedelta(minutes=10))
            school.settle()
        found = school.run(school.store.get(Incident, REFERENCE))
        assert found is not None
        assert (found.unanswered_at is not None, found.due_at is not None) == (True, True)
        assert len(found.ladder.route.steps) <= len(SCHOOL.routes["harmful_contact"].steps) + 1


def test_a_role_that_cannot_be_asked_is_not_an_empty_one() -> None:
    """Nobody else is told in the place of people whom the directory cannot name just now."""
    with closing(PlayedSchool()) as school:
        for person in PEOPLE:
            school.directory.change(person, person.roles - {"dsl", "deputy_dsl", "senior_leader"})
        school.directory.unknown = frozenset({"champion"})
        report(school, "threat")
        assert told(school) == []
        school.directory.unknown = frozenset()
        school.clock.move(timedelta(minutes=30))
        school.settle()
        assert set(told(school)) == {DSL.id, DEPUTY.id}


STATES: dict[str, Callable[[PlayedSchool], object]] = {
    "nobody has it": lambda school: None,
    "somebody cannot": lambda school: school.press(school.incidents.cannot_come(school.by(DSL), REFERENCE)),
    "somebody has it": lambda school: school.press(school.incidents.acknowledge(school.by(DSL), REFERENCE)),
    "it is handed over": lambda school: school.press(school.incidents.hand_over(school.by(DSL), REFERENCE, DEPUTY.id)),
    "a note was added": lambda school: (
        school.press(school.incidents.acknowledge(school.by(DSL), REFERENCE)),
        school.press(school.incidents.add_a_note(school.by(DSL), REFERENCE, "n")),
    ),
    "it is closed": lambda school: (
        school.press(school.incidents.acknowledge(school.by(DSL), REFERENCE)),
        school.press(
            school.incidents.close(
                school.by(DSL), REFERENCE, ClosingWords("o", "r", "", "", "", unticked="true", actions="go_on")
            )
        ),
    ),
}


@pytest.mark.parametrize("kind", ["harmful_contact", "threat", "spam"])
@pytest.mark.parametrize("state", STATES)
def test_a_restart_changes_nothing_that_is_said(kind: str, state: str) -> None:
    """In whatever state a report is: a process that starts anew every few minutes tells the same people the same, and
    leaves the report where one leaves it that never stops. What Teams lets go out a second later is no difference."""

    def played(*, restarts: bool) -> tuple[object, object]:
        with closing(PlayedSchool()) as school:
            report(school, kind)
            if restarts:
                school.restart()
            STATES[state](school)
            for _ in range(30):
                school.clock.move(timedelta(minutes=10))
                school.settle()
                if restarts:
                    school.restart()
            found = school.run(school.store.get(Incident, REFERENCE))
            assert found is not None
            running = found.ladder
            return school.teams.took, (
                *(found.state, found.owner_id, found.unanswered, found.rung, found.awaited, found.on_the_way),
                *(running.run, running.round, running.next_step, [each.to for each in running.insistences]),
            )

    assert played(restarts=True) == played(restarts=False)


@pytest.mark.parametrize("at", MOMENTS.values(), ids=MOMENTS.keys())
def test_what_is_urgent_keeps_its_minutes(at: datetime) -> None:
    """On days of 23, 24 and 25 hours, in the holidays, and in a leap year."""
    route = SCHOOL.routes["threat"]
    assert route.urgency is Urgency.URGENT
    with closing(PlayedSchool()) as school:
        school.clock.move_to(at)
        report(school, "threat")
        heard = {len(told(school)): 0}
        for passed in range(1, 70):
            school.clock.move(timedelta(minutes=1))
            school.settle()
            heard.setdefault(len(told(school)), passed)
    assert list(heard.values()) == [0, 15, 30, 60]
