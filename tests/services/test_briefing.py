"""The morning's briefing where things go wrong: two processes, a directory that does not answer, a wrong clock."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from bot.directory.roster import Roster
from bot.policy.briefing.briefing import BriefingDay
from bot.policy.kit.briefing import BriefingLine, LinesFor
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice
from bot.policy.kit.roles import Role
from bot.policy.log.briefing import LogLine
from bot.services.briefing.briefings import Briefings
from bot.services.briefing.mornings import ASK_AGAIN, Mornings
from bot.services.engine.triggers import JobTriggers
from bot.services.feature import LineSource
from bot.services.kit.context import ServiceContext
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.rig import CHAMPION, HEAD, MONDAY, SCHOOL_FILE

SCHOOL = load_school(SCHOOL_FILE)


class AReport(LineSource):
    """Every Champion is owed a line."""

    loads = 0

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset({"champion"})

    async def load(self) -> LinesFor:
        self.loads += 1
        await asyncio.sleep(0)
        return lambda person: [BriefingLine(LogLine.OPEN, 1)] if person.holds("champion") else []


class Silent(Roster):
    """A directory that can be asked or not."""

    answers = True

    async def holders_of_each(self, roles: Iterable[Role]) -> Mapping[Role, Sequence[Person]]:
        return await super().holders_of_each(roles) if self.answers else {}


class OneSchool:
    """A school of which one store is worked on by several processes."""

    def __init__(self) -> None:
        self.store, self.clock, self.directory = MemoryStore(), FakeClock(MONDAY), Silent(SCHOOL.people)
        self.source = AReport()

    def process(self) -> Mornings:
        """The job of one process."""
        context = ServiceContext(self.store, self.directory, SCHOOL, self.clock, JobTriggers())
        return Mornings(context, Briefings(context, [self.source]))

    async def told(self) -> list[str]:
        """To whom a briefing was made, day by day."""
        return sorted(f"{notice.made_at:%a} {notice.to.id}" for notice in await self.store.find(Notice))


async def test_two_processes_brief_once() -> None:
    """Both look at the opening; one of them tells each person."""
    school = OneSchool()
    jobs = [school.process() for _ in range(3)]
    await asyncio.gather(*(job.run() for job in jobs))
    assert await school.told() == [f"Mon {HEAD}", f"Mon {CHAMPION}"]
    assert [await job.next_due() for job in jobs] == [MONDAY.replace(day=24, hour=8, minute=0)] * 3


async def test_a_directory_that_cannot_say_is_asked_again() -> None:
    """Nobody is left out because a role could not be asked: all are told some minutes later, and the day is not done
    before."""
    school = OneSchool()
    school.directory.answers = False
    job = school.process()
    await job.run()
    assert await school.told() == []
    assert await school.store.get(BriefingDay, "briefing") is None
    assert await job.next_due() == MONDAY + ASK_AGAIN
    school.directory.answers = True
    await job.run()
    assert await school.told() == []
    school.clock.move(ASK_AGAIN)
    await job.run()
    assert len(await school.told()) == 2


async def test_a_wrong_clock_costs_nobody_a_briefing_and_brings_none_twice() -> None:
    """Told for a day that was yet to come, people are told today as well, and not again when that day comes."""
    school = OneSchool()
    school.clock.move(timedelta(days=2))
    await school.process().run()
    school.clock.move_to(MONDAY)
    await school.process().run()
    school.clock.move_to(MONDAY + timedelta(days=2))
    await school.process().run()
    assert await school.told() == [f"Mon {HEAD}", f"Mon {CHAMPION}", f"Wed {HEAD}", f"Wed {CHAMPION}"]


async def test_what_lines_rest_on_is_loaded_once_for_all() -> None:
    """However many are briefed; for somebody who is owed none whatever there is it is not asked at all."""
    school = OneSchool()
    await school.process().run()
    assert school.source.loads == 1
    context = ServiceContext(school.store, school.directory, SCHOOL, school.clock, JobTriggers())
    assert await Briefings(context, [school.source]).of(SCHOOL.people[6]) == ()
    assert school.source.loads == 1
