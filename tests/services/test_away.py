"""Whoever is away, by their own word, is passed over: their step goes at once to the others, and nobody is left
without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.reporting import Report
from bot.policy.kit.people import Person
from bot.policy.reach.reach import kinds_without_another
from tests.services.simulated_school import PEOPLE, SCHOOL, PlayedSchool

HEAD, DEPUTY, COORDINATOR, MANAGER, SENIOR = PEOPLE[:5]
TEACHER = PEOPLE[6]


@pytest.fixture
def school() -> Iterator[PlayedSchool]:
    """A school where nothing has happened yet."""
    with closing(PlayedSchool()) as played:
        yield played


def told(school: PlayedSchool) -> set[str]:
    """Whom a ping has reached."""
    return {to for what, _, to in school.teams.took if what == "ping"}


def report(school: PlayedSchool, kind: str) -> None:
    """The teacher reports it."""
    school.run(school.reports.report(school.by(TEACHER), Report(kind, None, {"what": "x"}, "draft", None)))
    school.settle()


def ids(*people: Person) -> set[str]:
    """Their object ids."""
    return {person.id for person in people}


TOLD_FIRST: dict[str, tuple[str, tuple[Person, ...], set[str]]] = {
    "one of two": ("threat", (HEAD,), ids(DEPUTY)),
    "nobody": ("threat", (), ids(HEAD, DEPUTY)),
    "the only one of a step: they, and the next at once": ("staff_conduct", (HEAD,), ids(HEAD, DEPUTY)),
    "everybody of two steps": ("threat", (HEAD, DEPUTY), ids(HEAD, DEPUTY, MANAGER, SENIOR, PEOPLE[5])),
}


@pytest.mark.parametrize(("kind", "away", "first"), TOLD_FIRST.values(), ids=TOLD_FIRST.keys())
def test_who_is_told_at_once(school: PlayedSchool, kind: str, away: tuple[Person, ...], first: set[str]) -> None:
    """Of the example school's ladders."""
    for person in away:
        school.away(person, 3)
    report(school, kind)
    assert told(school) == first


@pytest.mark.parametrize("kind", list(SCHOOL.routes))
def test_with_everybody_away_everybody_is_told(school: PlayedSchool, kind: str) -> None:
    """No step waits for another, and nobody is left out: somebody looks at their telephone all the same."""
    for person in PEOPLE:
        school.away(person, 3)
    report(school, kind)
    roles = {role for step in SCHOOL.routes[kind].steps for role in step.roles}
    due = school.run(school.store.find(Incident))[0].due_at
    assert due is not None
    school.clock.move_to(max(due, school.clock.now()))
    school.settle()
    assert told(school) == {person.id for person in PEOPLE if person.roles & roles}


def test_a_running_ladder_moves_on_at_once(school: PlayedSchool) -> None:
    """The Headteacher, alone in the step, says that she is away: those of the next are told, and no ping comes back."""
    report(school, "staff_conduct")
    assert told(school) == ids(HEAD)
    school.away(HEAD, 1)
    assert told(school) == ids(HEAD, DEPUTY)


def test_it_does_not_where_another_of_the_step_is_there(school: PlayedSchool) -> None:
    """The other has been told, and has their time."""
    report(school, "threat")
    school.away(HEAD, 1)
    assert told(school) == ids(HEAD, DEPUTY)
    before = len(school.teams.took)
    school.clock.move(timedelta(minutes=14))
    school.settle()
    assert not [what for what, _, _ in school.teams.took[before:] if what == "ping"]


def test_an_emergency_does_not_come_back_to_them(school: PlayedSchool) -> None:
    """But to the other, and with the next step to nobody who is away."""
    report(school, "harmful_contact")
    school.away(HEAD, 1)
    pinged = sum(what == "ping" and to == HEAD.id for what, _, to in school.teams.took)
    for _ in range(4):
        school.clock.move(timedelta(minutes=2))
        school.settle()
    assert sum(what == "ping" and to == HEAD.id for what, _, to in school.teams.took) == pinged
    assert sum(what == "ping" and to == DEPUTY.id for what, _, to in school.teams.took) >= 4


def test_it_ends_by_itself(school: PlayedSchool) -> None:
    """The day after they are told as before."""
    school.away(HEAD, 1)
    school.clock.move(timedelta(days=1, hours=1))
    report(school, "threat")
    assert told(school) == ids(HEAD, DEPUTY)


def test_it_is_known_of_which_kinds_nobody_else_is_there() -> None:
    """They are told to whoever says that they are away."""
    held = {role: [person for person in PEOPLE if role in person.roles] for person in PEOPLE for role in person.roles}
    assert "staff_conduct" in kinds_without_another(SCHOOL.routes, held, HEAD.id)
    assert "threat" not in kinds_without_another(SCHOOL.routes, held, HEAD.id)
    assert kinds_without_another(SCHOOL.routes, held, TEACHER.id) == ()
    gone = HEAD.model_copy(update={"away_until": SCHOOL.hours.terms[0].end if SCHOOL.hours else None})
    alone = {role: [gone if each.id == HEAD.id else each for each in people] for role, people in held.items()}
    assert "threat" in kinds_without_another(SCHOOL.routes, alone, DEPUTY.id)
