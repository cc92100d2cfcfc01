"""Two who change the same incident at the same moment: what the one says is not undone by the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.directory.roster import Roster
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.reporting import Report
from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from bot.services.engine.triggers import JobTriggers
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.reports import Reports
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.services.simulated_school import START

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
HEAD, CHAMPION, MANAGER, TEACHER, COACH = (SCHOOL.people[at] for at in (0, 1, 3, 6, 10))


class Interrupted(Roster):
    """A directory during whose first answer somebody else does something."""

    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def person(self, id: str) -> Person | None:
        await self._interrupted()
        return await super().person(id)

    async def holders(self, role: Role) -> Sequence[Person]:
        await self._interrupted()
        return await super().holders(role)

    async def _interrupted(self) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            await meanwhile()


async def test_a_change_of_kind_keeps_who_is_named_meanwhile() -> None:
    """The reporter names the Headteacher while a Champion changes the kind: it goes round her, as it would have."""
    store, directory, clock, triggers = MemoryStore(), Interrupted(SCHOOL.people), FakeClock(START), JobTriggers()
    reports = Reports(ServiceContext(store, directory, SCHOOL, clock, triggers))
    incidents = Incidents(ServiceContext(store, directory, SCHOOL, clock, triggers))
    filed = await reports.report(Actor(TEACHER, "1"), Report("bullying", None, {"what": "x"}, "d", None))
    reference = filed.view.incident.id

    async def named() -> None:
        await reports.add_details(Actor(TEACHER, "2"), reference, {"about": HEAD.name})

    directory.meanwhile = named
    await incidents.change_the_kind(Actor(CHAMPION, "3"), reference, "staff_conduct", "", COACH.id, "")
    kept = await store.get(Incident, reference)
    assert kept is not None
    assert {HEAD.id, COACH.id} <= kept.shut_out
    assert [step.roles for step in kept.ladder.route.steps] == [("chair_of_governors",)]


async def test_tell_now_alerts_the_ladder_that_there_is() -> None:
    """The kind is changed while a Champion presses Alert now: the new kind's people are told, and no step is lost."""
    store, directory, clock, triggers = MemoryStore(), Interrupted(SCHOOL.people), FakeClock(START), JobTriggers()
    reports = Reports(ServiceContext(store, directory, SCHOOL, clock, triggers))
    incidents = Incidents(ServiceContext(store, directory, SCHOOL, clock, triggers))
    filed = await reports.report(Actor(TEACHER, "1"), Report("threat", None, {"what": "x"}, "d", None))
    reference = filed.view.incident.id

    async def changed() -> None:
        await incidents.change_the_kind(Actor(CHAMPION, "2"), reference, "data_loss", "", "", "")

    directory.meanwhile = changed
    await incidents.tell_now(Actor(CHAMPION, "3"), reference)
    kept = await store.get(Incident, reference)
    assert kept is not None
    assert MANAGER.id in {who.id for who in kept.rung}
    assert "nobody_to_ring" not in [entry.what for entry in await store.timeline(reference)]
