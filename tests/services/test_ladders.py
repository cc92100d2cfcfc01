"""Time's work on incidents: one that fails holds up no other."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.directory.roster import Roster
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.reporting import Report
from bot.policy.incidents.telling import ACTION_CARDS
from bot.policy.kit.errors import DirectoryUnavailable, NotDone, StoreUnavailable
from bot.policy.kit.people import Person
from bot.policy.kit.records import CardPurpose, PostedCard
from bot.policy.kit.roles import Role
from bot.services.engine.triggers import JobTriggers
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.reports import Reports
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.services.simulated_school import START, PlayedSchool

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")


class Patchy(Roster):
    """A directory that does not know one role just now."""

    silent = ""
    failure: NotDone = DirectoryUnavailable(reason="timeout")

    async def holders(self, role: Role) -> tuple[Person, ...]:
        if role == self.silent:
            raise self.failure
        return tuple(await super().holders(role))


async def due_with(directory: Patchy) -> tuple[Ladders, MemoryStore]:
    """Two reports whose second step is due while the technician cannot be asked for."""
    store, clock, triggers = MemoryStore(), FakeClock(START), JobTriggers()
    reports = Reports(ServiceContext(store, directory, SCHOOL, clock, triggers))
    for number, kind in enumerate(("security_breach", "threat")):
        said = Report(kind, None, {"what": "x"}, f"draft-{number}", None)
        await reports.report(Actor(SCHOOL.people[6], str(number)), said)
    directory.silent = "technician"
    clock.move(timedelta(minutes=16))
    return Ladders(ServiceContext(store, directory, SCHOOL, clock, triggers)), store


async def steps(store: MemoryStore) -> dict[str, int]:
    """The step that comes next, by the kind of the report."""
    return {incident.kind: incident.ladder.next_step for incident in await store.find(Incident)}


async def test_one_that_fails_holds_up_no_other() -> None:
    """The incident that cannot be decided on stays due; the others go on, and the failure is told."""
    directory = Patchy(SCHOOL.people)
    ladders, store = await due_with(directory)
    directory.failure = StoreUnavailable(reason="full")
    with pytest.raises(StoreUnavailable):
        await ladders.run()
    assert await steps(store) == {"security_breach": 1, "threat": 2}


async def test_a_role_that_cannot_be_asked_silences_no_other() -> None:
    """While the directory has no answer for one role, the ladder goes on with the others."""
    ladders, store = await due_with(Patchy(SCHOOL.people))
    await ladders.run()
    assert (await steps(store))["security_breach"] > 1


@pytest.mark.parametrize("silent", ["staff", "headteacher", "senior_leader", "business_manager"])
async def test_a_report_is_kept_whichever_role_cannot_be_asked(silent: str) -> None:
    """A report that names nobody needs only somebody to alert."""
    directory, store = Patchy(SCHOOL.people), MemoryStore()
    directory.silent = silent
    reports = Reports(ServiceContext(store, directory, SCHOOL, FakeClock(START), JobTriggers()))
    filed = await reports.report(Actor(SCHOOL.people[6], "1"), Report("illegal_content", None, {}, "draft", None))
    assert filed.view.incident.rung


def test_a_card_that_a_newer_one_replaces_is_taken_away_once() -> None:
    """Four rounds leave many such cards: a person has the newest, at the end of the chat."""
    with closing(PlayedSchool()) as school:
        said = Report("threat", None, {"what": "x"}, "draft", None)
        school.run(school.reports.report(school.by(SCHOOL.people[6]), said))
        for _ in range(40):
            school.clock.move(timedelta(minutes=5))
            school.settle()
        cards = school.run(school.store.find(PostedCard))
        pointers = {card.address.activity for card in cards if card.purpose is CardPurpose.POINTER}
        assert len(pointers) > 20, "everybody has been told again and again"
        assert sorted(school.teams.deleted) == sorted(pointers)
        standing = Counter(card.to.id for card in cards if card.live and card.purpose in ACTION_CARDS)
        assert set(standing.values()) == {1}
