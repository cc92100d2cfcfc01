"""Presses, deliveries, crashes and failures of Teams in any order of their single steps: once all is quiet, what stands
in every chat is what would be drawn now.

Two replicas over one store. Each question to the store and each request to Teams is a step, and the dice say whose step
is next; so every overtaking that a slow database or a slow Teams can bring about is met, and nothing waits for time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.directory.roster import Roster
from bot.policy.incidents.closing import ClosingWords
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.ladder import Holders
from bot.policy.incidents.reporting import Report
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.errors import NotAllowed, NotFound, NotPossible, Undelivered
from bot.policy.kit.notices import refresh
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.queries import Answers, Query, Value
from bot.policy.kit.records import Address, Entry, Message, Notice, NoticeState, PostedCard, Purpose, Record, Urgency
from bot.policy.kit.school_time import Calendar
from bot.services.engine.ticker import Ticker
from bot.services.engine.triggers import JobTriggers
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.reports import Reports
from bot.services.incidents.topic import IncidentTopic
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.kit.outbox import Outbox
from bot.services.kit.topics import Drawn
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import EMPTIED, MemoryStore
from tests.rig import MONDAY, SCHOOL_FILE
from tests.soak import count

R = TypeVar("R", bound=Record)
SCHOOL = load_school(SCHOOL_FILE)
PEOPLE, TEACHER = SCHOOL.people, SCHOOL.people[6]
CALENDAR = Calendar(SCHOOL.hours, SCHOOL.timezone)
LOOK_AGAIN = timedelta(seconds=10)
FIRST = "OS-2026-0001"
RUNG = SCHOOL.people[:5]
ACTS = ("report", "acknowledge", "acknowledge", "note", "note", "hand over", "close", "fault", "kill", "time")
AN_ACT_IN, HALF = 0.04, 0.5
UNTIL_ALL_WAIT = 12
"""How often the loop goes round until everybody has come as far as their next step."""


class Steps:
    """Where everybody waits before each step, and the dice that say whose is next."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.over = False
        self._waiting: list[tuple[Process, asyncio.Future[None]]] = []

    async def next(self, process: Process) -> None:
        """Wait for one's turn; it never comes to a process that was killed."""
        if not self.over:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append((process, turn))
            await turn

    async def one(self) -> bool:
        """Let one of those who wait take their step; False when nobody does."""
        for _ in range(UNTIL_ALL_WAIT):
            await asyncio.sleep(0)
        ready = [(process, turn) for process, turn in self._waiting if process.alive and not turn.done()]
        if not ready:
            return False
        chosen = self.dice.choice(ready)
        self._waiting.remove(chosen)
        chosen[1].set_result(None)
        return True


@dataclass
class Process:
    """A replica, until it is killed."""

    steps: Steps
    alive: bool = True

    async def step(self) -> None:
        """Wait for one's turn."""
        await self.steps.next(self)


class SteppedStore(MemoryStore):
    """One replica's view of the store that all share: a step before each question, and leases that run out."""

    def __init__(self, under: MemoryStore, process: Process, clock: FakeClock, leases: Leases) -> None:
        super().__init__()
        self._under, self._process, self._clock, self._leases = under, process, clock, leases

    async def get(self, kind: type[R], id: str) -> R | None:
        await self._process.step()
        return await self._under.get(kind, id)

    async def find(
        self,
        kind: type[R],
        *,
        where: Mapping[str, Value | Sequence[Value]] | None = None,
        without: Mapping[str, Sequence[Value]] | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> list[R]:
        await self._process.step()
        return await self._under.find(
            kind, where=where, without=without, due_by=due_by, newest_first=newest_first, limit=limit
        )

    async def find_each(self, *queries: Query[Any]) -> Answers:
        await self._process.step()
        return await self._under.find_each(*queries)

    async def next_due(
        self, kind: type[R], *, where: Mapping[str, Value] | None = None, after: datetime | None = None
    ) -> datetime | None:
        await self._process.step()
        return await self._under.next_due(kind, where=where, after=after)

    async def timeline(self, subject: str | None = None) -> list[Entry]:
        await self._process.step()
        return await self._under.timeline(subject)

    async def keep(self, outcome: Outcome) -> None:
        await self._process.step()
        await self._under.keep(outcome)

    async def claim(self, names: Sequence[str], lease: timedelta) -> set[str]:
        await self._process.step()
        now = self._clock.now()
        held = {name for name in names if name in self._leases and self._leases[name].until > now}
        ours = {name for name in names if name not in held or self._leases[name].holder is self}
        self._leases.update({name: Lease(self, now + lease) for name in ours})
        return ours

    async def release(self, names: Sequence[str]) -> None:
        await self._process.step()
        for name in names:
            if name in self._leases and self._leases[name].holder is self:
                del self._leases[name]


@dataclass(frozen=True)
class Lease:
    """What one replica has for itself, until when."""

    holder: SteppedStore
    until: datetime


Leases = dict[str, Lease]


@dataclass
class Chats:
    """What stands in Teams, by activity, and how many failures are still to come."""

    stands: dict[str, str] = field(default_factory=dict)
    faults: int = 0


class SteppedTeams:
    """One replica's Messenger: it takes its time before a message stands and after, and sometimes fails."""

    def __init__(self, chats: Chats, process: Process) -> None:
        self._chats, self._process = chats, process

    async def post(self, to: str, message: Message) -> Address:
        await self._process.step()
        self._may_fail(for_good=False)
        activity = f"{to}/{len(self._chats.stands)}"
        self._chats.stands[activity] = message.text or ""
        await self._process.step()
        return Address(service_url="u", conversation=to, activity=activity)

    async def edit(self, address: Address, message: Message) -> None:
        await self._process.step()
        self._may_fail(for_good=self._process.steps.dice.random() < HALF)
        self._chats.stands[address.activity] = message.text or ""
        await self._process.step()

    async def probe(self, to: str) -> None:
        raise AssertionError("nobody is asked for here")

    def _may_fail(self, *, for_good: bool) -> None:
        if self._chats.faults and self._process.steps.dice.random() < HALF:
            self._chats.faults -= 1
            raise Undelivered("gone" if for_good else "http_502", for_good=for_good)


def draw(purpose: Purpose, view: IncidentView, reader: Person, in_person: Holders) -> Message:
    """What changes on a face; who has been told is said to the reporter alone."""
    told = sorted(f"{n.to.id}:{n.state.value}" for n in view.pings) if purpose is Purpose.RECEIPT else ()
    return Message(summary="x", text=f"{purpose.value} v{view.incident.version} {view.incident.state.value} {told}")


@dataclass
class Replica:
    """A process at work: its jobs, and what people press."""

    process: Process
    topic: IncidentTopic
    outbox: Outbox
    incidents: Incidents
    reports: Reports


class World:
    """The school, Teams, and two replicas."""

    def __init__(self, dice: Random) -> None:
        self.dice, self.steps = dice, Steps(dice)
        self.store, self.clock, self.directory = MemoryStore(), FakeClock(MONDAY), Roster(PEOPLE)
        self.chats, self.leases, self.presses = Chats(), Leases(), 0
        self.tasks: list[asyncio.Task[None]] = []
        self.replicas = [self.replica(), self.replica()]

    def replica(self) -> Replica:
        """One more process."""
        process, triggers = Process(self.steps), JobTriggers()
        store = SteppedStore(self.store, process, self.clock, self.leases)
        context = ServiceContext(store, self.directory, SCHOOL, self.clock, triggers)
        topic = IncidentTopic(store, self.directory, self.clock, CALENDAR, draw)
        road = SteppedTeams(self.chats, process)
        outbox = Outbox(store, road, self.clock, {"incident": topic}, triggers, self.directory, EMPTIED)
        for job, bell in ((outbox, triggers.on(Notice)), (Ladders(context), triggers.on(Incident))):
            self.begin(Ticker(job, self.clock, bell, look_again=LOOK_AGAIN).run())
        return Replica(process, topic, outbox, Incidents(context), Reports(context))

    def begin(self, work: Coroutine[object, object, object]) -> None:
        """Somebody begins something."""

        async def done() -> None:
            # A refusal is an answer.
            with suppress(NotFound, NotAllowed, NotPossible):
                await work

        self.tasks.append(asyncio.create_task(done()))

    def kill(self) -> None:
        """kill -9, and another process in its place."""
        dead = self.replicas.pop(self.dice.randrange(2))
        dead.process.alive = False
        self.replicas.append(self.replica())

    def act(self) -> None:
        """Something happens."""
        dice, at = self.dice, self.dice.choice(self.replicas)
        self.presses += 1
        actor = Actor(dice.choice(RUNG), f"press-{self.presses}")
        match dice.choice(ACTS):
            case "report":
                place = None
                if dice.random() < HALF:
                    place = Place(
                        Address(service_url="u", conversation=TEACHER.id, activity=actor.activity), drawn=False
                    )
                said = Report(dice.choice(("threat", "illegal_content")), None, {"what": "x"}, actor.activity, place)
                self.begin(at.reports.report(Actor(TEACHER, actor.activity), said))
            case "acknowledge":
                self.begin(at.incidents.acknowledge(actor, FIRST))
            case "note":
                self.begin(at.incidents.add_a_note(actor, FIRST, "a note"))
            case "hand over":
                self.begin(at.incidents.hand_over(actor, FIRST, dice.choice(RUNG).id))
            case "close":
                self.begin(at.incidents.close(actor, FIRST, ClosingWords("no_action", "x", "", "x", "x")))
            case "fault":
                self.chats.faults += 1
            case "kill":
                self.kill()
            case "time":
                self.clock.move(timedelta(seconds=dice.choice((1, 5, 60, 360))))

    async def quiet(self) -> None:
        """Until nothing waits to be said, and nobody has a step to take."""
        for _ in range(400):
            while await self.steps.one():
                pass
            if not await self.store.find(Notice, where={"state": NoticeState.WAITING.value}):
                return
            self.clock.move(timedelta(seconds=1))
        raise AssertionError("it never came to rest")

    async def check(self) -> None:
        """What stands is what would be drawn now."""
        self.steps.over = True
        for card in await self.store.find(PostedCard):
            if card.live:
                asked = refresh(card, Urgency.URGENT, card.posted_at, "looked at")
                now = await self.replicas[0].topic.draw(asked, card.purpose, await self.directory.person(card.to.id))
                assert isinstance(now, Drawn)
                assert self.chats.stands[card.address.activity] == now.message.text, card

    async def end(self) -> None:
        """Everybody stops."""
        self.steps.over = True
        deliveries = [task for replica in self.replicas for task in replica.outbox._under_way.values()]
        for task in (*self.tasks, *deliveries):
            task.cancel()
        await asyncio.gather(*self.tasks, *deliveries, return_exceptions=True)


async def story(dice: Random) -> None:
    """A report, and then so much at once as the dice say."""
    world = World(dice)
    try:
        said = Report("illegal_content", None, {"what": "x"}, "draft", None)
        world.begin(world.replicas[0].reports.report(Actor(TEACHER, "0"), said))
        for _ in range(dice.randrange(400)):
            if dice.random() < AN_ACT_IN:
                world.act()
            await world.steps.one()
        world.chats.faults = 0
        await world.quiet()
        await world.check()
    finally:
        await world.end()


@pytest.mark.soak
@given(seed=st.integers(0, 2**32))
@settings(max_examples=count(600), deadline=None, phases=[Phase.generate])
def test_what_stands_is_what_would_be_drawn_now(seed: int) -> None:
    """However presses, deliveries, crashes and failures overtake each other: a card is never left behind its record."""
    asyncio.run(story(Random(seed)))
