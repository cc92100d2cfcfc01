"""A ping of an emergency that nobody answers comes again to the same person, as often as is promised and no oftener,
whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.reporting import Report
from bot.policy.kit.roles import Role
from tests.services.simulated_school import PEOPLE, PlayedSchool

HEAD, DEPUTY, COORDINATOR, MANAGER = PEOPLE[:4]
TEACHER = PEOPLE[6]
REFERENCE = "OS-2026-0001"


@pytest.fixture
def school() -> Iterator[PlayedSchool]:
    """A school where nothing has happened yet."""
    with closing(PlayedSchool()) as played:
        yield played


def report(school: PlayedSchool, kind: str = "harmful_contact", *, drill: bool = False) -> None:
    """The teacher reports it."""
    said = Report(kind, None, {"what": "x"}, "draft", None, drill=drill)
    school.run(school.reports.report(school.by(TEACHER), said))
    school.settle()


def minutes(school: PlayedSchool, count: int) -> None:
    """So many minutes pass, one by one."""
    for _ in range(count):
        school.clock.move(timedelta(minutes=1))
        school.settle()


def pings(school: PlayedSchool, who: str) -> int:
    """How many pings Teams has taken for a person."""
    return sum(what == "ping" and to == who for what, _, to in school.teams.took)


def incident(school: PlayedSchool) -> Incident:
    """The report as it stands."""
    found = school.run(school.store.get(Incident, REFERENCE))
    assert found is not None
    return found


MOMENTS = {
    "a Friday": datetime(2026, 11, 20, 15, 0, tzinfo=UTC),
    "a night in the holidays": datetime(2026, 12, 26, 2, 0, tzinfo=UTC),
    "as clocks go back": datetime(2026, 10, 25, 0, 55, tzinfo=UTC),
    "as clocks go forward": datetime(2027, 3, 28, 0, 55, tzinfo=UTC),
    "the last minutes of a leap day": datetime(2028, 2, 29, 23, 55, tzinfo=UTC),
}


@pytest.mark.parametrize("restarts", [False, True], ids=["", "with a restart every minute"])
@pytest.mark.parametrize("at", MOMENTS.values(), ids=MOMENTS.keys())
def test_it_comes_again_every_two_minutes_five_times(school: PlayedSchool, at: datetime, restarts: bool) -> None:
    """At any hour, and whatever process runs. Each of the ladder's own steps to the same person, here after 5 and 10
    minutes, begins the two minutes anew; after the five there is quiet until the whole ladder alerts once more."""
    school.clock.move_to(at)
    report(school)
    heard = [0] * pings(school, DEPUTY.id)
    for passed in range(1, 33):
        minutes(school, 1)
        if restarts:
            school.restart()
        heard += [passed] * (pings(school, DEPUTY.id) - len(heard))
    first = [0, 2, 4, 5, 7, 9, 10, 12]
    assert heard == [*first, *(20 + each for each in first)]


def test_the_numbers_stand_there_once_it_has_come_five_times(school: PlayedSchool) -> None:
    """Not before: until then the next alert may still be answered."""
    report(school)
    minutes(school, 11)
    assert not incident(school).ladder.shows_numbers
    minutes(school, 1)
    assert incident(school).ladder.shows_numbers
    school.press(school.incidents.hand_over(school.by(HEAD), REFERENCE, DEPUTY.id))
    assert not incident(school).ladder.shows_numbers, "a ladder that starts anew has not come back in vain"


@pytest.mark.parametrize(("kind", "drill"), [("threat", False), ("spam", False), ("harmful_contact", True)])
def test_nothing_else_comes_again_before_its_ladder_says_so(school: PlayedSchool, kind: str, drill: bool) -> None:
    """What is urgent or routine, and a drill."""
    report(school, kind, drill=drill)
    minutes(school, 4)
    assert pings(school, DEPUTY.id) == 1


def leaves(school: PlayedSchool) -> None:
    """The deputy has left."""
    school.directory.change(DEPUTY, frozenset())


def lose_roles(*roles: Role) -> Callable[[PlayedSchool], None]:
    """The deputy holds these roles no longer."""

    def change(school: PlayedSchool) -> None:
        school.directory.change(DEPUTY, DEPUTY.roles - {*roles})

    return change


def note(school: PlayedSchool) -> None:
    """The deputy writes something on it."""
    school.run(school.incidents.add_a_note(school.by(DEPUTY), REFERENCE, "I am on the phone to the family"))


def loses_the_app(school: PlayedSchool) -> None:
    """Teams cannot reach the deputy any more."""
    school.teams.moods[DEPUTY.id] = "gone"


@pytest.mark.parametrize("change", [leaves, lose_roles("deputy_dsl", "champion"), note, loses_the_app])
def test_it_ends_for_whoever_has_answered_or_is_told_no_more(
    school: PlayedSchool, change: Callable[[PlayedSchool], None]
) -> None:
    """The others are told again as before."""
    report(school)
    change(school)
    school.settle()
    before = pings(school, DEPUTY.id), pings(school, HEAD.id)
    minutes(school, 4)
    assert (pings(school, DEPUTY.id), pings(school, HEAD.id)) == (before[0], before[1] + 2)
    assert all(each.to.id != DEPUTY.id for each in incident(school).ladder.insistences)


def test_one_role_of_two_is_enough(school: PlayedSchool) -> None:
    """Whoever is still on the ladder by another role is told again."""
    report(school)
    lose_roles("champion")(school)
    minutes(school, 2)
    assert pings(school, DEPUTY.id) == 2


def test_it_ends_for_everybody_once_somebody_has_it(school: PlayedSchool) -> None:
    """The Headteacher acknowledges: nobody hears another ping, but for who is to come too (`test_all_come`)."""
    report(school)
    minutes(school, 2)
    school.press(school.incidents.acknowledge(school.by(HEAD), REFERENCE))
    school.press(school.incidents.cannot_come(school.by(DEPUTY), REFERENCE))
    before = len(school.teams.took)
    minutes(school, 15)
    assert not [what for what, _, _ in school.teams.took[before:] if what == "ping"]


def test_an_outage_makes_no_heap_of_pings(school: PlayedSchool) -> None:
    """While one is on its way no other is made. What arrives at last counts, and comes again two minutes later."""
    report(school, "harmful_contact")
    school.teams.everybody = "http_502"
    minutes(school, 9)
    school.teams.everybody = "well"
    before = pings(school, DEPUTY.id)
    for _ in range(6):
        minutes(school, 1)
    assert 1 <= pings(school, DEPUTY.id) - before <= 1 + 6 / 2


def test_a_crash_repeats_no_ping_more_than_once(school: PlayedSchool) -> None:
    """The process dies between Teams' answer and our mark: that one goes out again, and no other."""
    report(school)
    school.teams.moods[DEPUTY.id] = "crash"
    minutes(school, 8)
    assert school.teams.crashed == 1
    assert 5 <= pings(school, DEPUTY.id) <= 6


def test_a_silent_directory_stops_nothing(school: PlayedSchool) -> None:
    """Who holds which role cannot be said: whoever was told is told again."""
    report(school)
    school.directory.unknown = frozenset({"deputy_dsl", "champion"})
    minutes(school, 4)
    assert pings(school, DEPUTY.id) == 3


def test_a_clock_that_goes_back_makes_nobody_wait(school: PlayedSchool) -> None:
    """It is put right, and the next ping comes."""
    report(school)
    before = pings(school, DEPUTY.id)
    school.clock.move(timedelta(days=-2))
    school.settle()
    minutes(school, 6)
    assert pings(school, DEPUTY.id) >= before + 2
