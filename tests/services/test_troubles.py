"""What is ill with the bot itself: a Champion is told of its start and its end once, and of nothing that passes."""

from __future__ import annotations

from datetime import timedelta

from bot.directory.roster import Roster
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice
from bot.policy.reach import ReachPurpose
from bot.policy.reach.troubles import CALM, LASTED, Trouble, TroubleKind, is_still_so
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.context import ServiceContext
from bot.services.reach.troubles import LOOK_INTERVAL, TroubleWatch
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.rig import MONDAY, SCHOOL_FILE

SCHOOL = load_school(SCHOOL_FILE)
CHAMPIONS = [person for person in SCHOOL.people if person.holds("champion")]


class Patient:
    """A bot of which a test says what is ill."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        self.ills: dict[TroubleKind, str] = {}
        self.store = store or MemoryStore()
        self.clock = FakeClock(MONDAY)
        self.begin()

    def begin(self) -> None:
        """A process starts."""
        context = ServiceContext(self.store, Roster(SCHOOL.people), SCHOOL, self.clock, JobTriggers())
        self.watch = TroubleWatch(context, self._look)

    async def _look(self) -> dict[TroubleKind, str]:
        return self.ills

    async def wait(self, time: timedelta) -> None:
        """For so long it looks every minute."""
        until = self.clock.now() + time
        await self.watch.run()
        while self.clock.now() < until:
            self.clock.move(LOOK_INTERVAL)
            await self.watch.run()

    async def hear(self) -> None:
        """Somebody has read what was said."""
        for each in await self.store.find(Trouble):
            await self.store.keep(Outcome((each.model_copy(update={"told": True}),)))

    async def told(self) -> list[str]:
        """What was said, in its order: to each Champion the same."""
        found = sorted(await self.store.find(Notice), key=lambda notice: notice.made_at)
        assert len(found) % len(CHAMPIONS) == 0
        return [notice.purpose.value for notice in found[:: len(CHAMPIONS)]]


async def test_a_trouble_is_told_once_and_its_end_once() -> None:
    """However long it lasts, and across a restart."""
    bot = Patient()
    bot.ills = {TroubleKind.DIRECTORY: ""}
    await bot.wait(timedelta(hours=3))
    bot.begin()
    await bot.wait(timedelta(hours=3))
    assert await bot.told() == [ReachPurpose.TROUBLE]
    await bot.hear()
    bot.ills = {}
    await bot.wait(CALM - LOOK_INTERVAL)
    assert await bot.told() == [ReachPurpose.TROUBLE]
    await bot.wait(LOOK_INTERVAL)
    assert await bot.told() == [ReachPurpose.TROUBLE, ReachPurpose.TROUBLE_OVER]


async def test_what_passes_is_told_to_nobody() -> None:
    """A job that is behind for a moment, and a machine that slept, are no trouble."""
    bot = Patient()
    bot.ills = {TroubleKind.BEHIND: ""}
    await bot.wait(LASTED - LOOK_INTERVAL)
    bot.ills = {}
    await bot.wait(LOOK_INTERVAL)
    bot.clock.move(timedelta(days=3))
    bot.ills = {TroubleKind.BEHIND: ""}
    await bot.watch.run()
    bot.ills = {}
    await bot.wait(timedelta(hours=2))
    assert await bot.told() == []


async def test_one_that_comes_and_goes_is_no_flood() -> None:
    """Ill every other minute of a day: one message."""
    bot = Patient()
    bot.ills = {TroubleKind.DISK: ""}
    await bot.wait(LASTED)
    for _ in range(12 * 60):
        bot.ills = {} if bot.ills else {TroubleKind.DISK: ""}
        await bot.wait(LOOK_INTERVAL)
    assert await bot.told() == [ReachPurpose.TROUBLE]


async def test_an_end_is_told_to_whoever_heard_of_the_start() -> None:
    """What was over before anybody could be told is not said any more, and its end is not either."""
    bot = Patient()
    bot.ills = {TroubleKind.SETTINGS: "line 3"}
    await bot.wait(LOOK_INTERVAL)
    bot.ills = {}
    await bot.wait(LOOK_INTERVAL)
    assert await bot.told() == [ReachPurpose.TROUBLE]
    (trouble,) = await bot.store.find(Trouble)
    assert not any(is_still_so(notice, trouble) for notice in await bot.store.find(Notice))
