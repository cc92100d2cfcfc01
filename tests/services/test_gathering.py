"""Many routine alerts to one person in a short time come as one message; what presses never waits, and nothing is
lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.reporting import Report
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice, NoticeState, PostedCard
from bot.services.kit.gathering import ALERTS_WITHIN, MOST_TOGETHER
from tests.services.simulated_school import PEOPLE, PlayedSchool

HEAD, DEPUTY, COORDINATOR = PEOPLE[:3]
TEACHER = PEOPLE[6]
TO_EACH = {HEAD.id, DEPUTY.id, COORDINATOR.id}
"""Whom spam is told first."""


@pytest.fixture
def school() -> Iterator[PlayedSchool]:
    """A school where nothing has happened yet, in school hours."""
    with closing(PlayedSchool()) as played:
        yield played


def reports(school: PlayedSchool, kind: str, count: int, first: int = 0) -> None:
    """The teacher reports so many of this kind."""
    for number in range(first, first + count):
        said = Report(kind, None, {"what": "x"}, f"draft-{number}", None)
        school.press(school.reports.report(school.by(TEACHER), said))


def pings(school: PlayedSchool, person: Person) -> list[str]:
    """The references of which a person has been told, in their order."""
    return [subject for what, subject, to in school.teams.took if what == "ping" and to == person.id]


def gathered(school: PlayedSchool, person: Person) -> list[int]:
    """How many alerts stood in each message to a person that stood for several."""
    return [len(references) for to, references in school.teams.gathered if to == person.id]


def later(school: PlayedSchool, by: timedelta = ALERTS_WITHIN) -> None:
    """Time passes, minute by minute."""
    for _ in range(int(by / timedelta(minutes=1))):
        school.clock.move(timedelta(minutes=1))
        school.settle()


STORMS: dict[str, tuple[str, int, int, list[int]]] = {
    "five come by themselves": ("spam", 5, 5, []),
    "a sixth waits for ten minutes, and comes by itself": ("spam", 6, 5, []),
    "what is more comes together": ("spam", 12, 5, [7]),
    "so many at the most stand on one card": ("spam", 5 + MOST_TOGETHER + 3, 5, [MOST_TOGETHER, 3]),
    "what is urgent never waits": ("security_breach", 12, 12, []),
    "nor does an emergency": ("illegal_content", 12, 12, []),
}


@pytest.mark.parametrize(("kind", "count", "at_once", "together"), STORMS.values(), ids=STORMS.keys())
def test_what_comes_at_once_and_what_together(
    school: PlayedSchool, kind: str, count: int, at_once: int, together: list[int]
) -> None:
    """Of so many reports to one person, and nothing is lost or said twice."""
    person = COORDINATOR if kind != "illegal_content" else DEPUTY
    reports(school, kind, count)
    assert len(set(pings(school, person))) == at_once
    later(school, ALERTS_WITHIN + timedelta(minutes=1))
    assert gathered(school, person) == together
    told = pings(school, person)
    assert len(set(told)) == count
    assert kind == "illegal_content" or len(told) == count
    assert not school.run(school.store.find(Notice, where={"state": NoticeState.WAITING.value}))
    assert school.teams.wrong == []


def test_each_counts_as_told(school: PlayedSchool) -> None:
    """The timeline says so of each report, its ladder goes on at its own pace, and no card of it is drawn into the
    place of the one message."""
    reports(school, "spam", 8)
    later(school)
    last = school.run(school.store.get(Incident, "OS-2026-0008"))
    assert last is not None
    told = [each.facts["to"] for each in school.run(school.store.timeline(last.id)) if each.what == "rang"]
    assert {HEAD.name, DEPUTY.name, COORDINATOR.name} == set(told)
    school.press(school.incidents.acknowledge(school.by(COORDINATOR), last.id))
    cards = [each for each in school.run(school.store.find(PostedCard)) if each.subject == last.id]
    assert [each.live for each in cards if each.to.id in TO_EACH] == [False] * 3
    assert not school.teams.deleted


def test_what_is_taken_meanwhile_or_names_them_is_left_out(school: PlayedSchool) -> None:
    """Each is asked about at the moment of speaking, as if it went alone."""
    reports(school, "spam", 8)
    school.press(school.incidents.acknowledge(school.by(HEAD), "OS-2026-0006"))
    details = {"what": f"{COORDINATOR.name} wrote it"}
    school.press(school.reports.add_details(school.by(TEACHER), "OS-2026-0007", details))
    later(school)
    assert "OS-2026-0006" not in pings(school, COORDINATOR)
    assert "OS-2026-0007" not in pings(school, COORDINATOR)
    assert "OS-2026-0008" in pings(school, COORDINATOR)
    assert school.teams.wrong == []


@pytest.mark.parametrize("mood", ["http_502", "crash", "throttled"])
@pytest.mark.parametrize("restarts", [False, True], ids=["", "restarted"])
def test_nothing_is_lost_in_it(school: PlayedSchool, mood: str, restarts: bool) -> None:
    """Teams refuses the one message, or the process dies with it: all of it is told afterwards."""
    reports(school, "spam", 10)
    school.teams.moods[COORDINATOR.id] = mood
    later(school)
    if restarts:
        school.restart()
    school.teams.moods[COORDINATOR.id] = "well"
    later(school, timedelta(hours=1))
    assert len(set(pings(school, COORDINATOR))) == 10
    assert len(pings(school, COORDINATOR)) <= 10 + school.teams.crashed


@pytest.mark.parametrize("after", [5, 8], ids=["before any was held back", "after some were"])
def test_a_restart_does_not_begin_the_count_anew(school: PlayedSchool, after: int) -> None:
    """Whoever has had their five gets what follows together, whichever process sent them."""
    reports(school, "spam", after)
    school.restart()
    reports(school, "spam", 12 - after, first=after)
    assert len(pings(school, COORDINATOR)) == 5
    later(school)
    school.restart()
    later(school, timedelta(minutes=1))
    assert gathered(school, COORDINATOR) == [7]
    assert len(pings(school, COORDINATOR)) == 12


def test_what_was_sent_long_before_a_restart_counts_no_more(school: PlayedSchool) -> None:
    """Ten minutes later five come by themselves again."""
    reports(school, "spam", 5)
    later(school, ALERTS_WITHIN + timedelta(minutes=1))
    school.restart()
    reports(school, "spam", 5, first=5)
    assert (len(pings(school, COORDINATOR)), gathered(school, COORDINATOR)) == (10, [])


def test_what_was_held_back_before_a_restart_comes_as_one_message(school: PlayedSchool) -> None:
    """Also where nothing has come since."""
    reports(school, "spam", 12)
    school.clock.move(ALERTS_WITHIN + timedelta(minutes=1))
    school.restart()
    later(school, timedelta(minutes=2))
    assert gathered(school, COORDINATOR) == [7]


def test_an_emergency_passes_what_waits(school: PlayedSchool) -> None:
    """At once, also to whoever has had their five."""
    reports(school, "spam", 9)
    reports(school, "illegal_content", 1, first=9)
    assert pings(school, DEPUTY)[-1] == "OS-2026-0010"
