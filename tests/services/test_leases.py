"""Replicas over one PostgreSQL leave each other's work alone, and take it over from one that died."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest

from bot.directory.roster import Roster
from bot.policy.documents.campaigns import Ask
from bot.policy.files import receiving
from bot.policy.incidents.evidence import Arrival, SentFile
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.reporting import Report
from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from bot.services.documents import campaigns
from bot.services.engine import jobs
from bot.services.engine.jobs import CLAIMED_RECORD_PAUSE
from bot.services.engine.triggers import JobTriggers
from bot.services.files import fetching as fetching_file
from bot.services.files.evidence import FileIntake
from bot.services.files.fetching import Fetching
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.reports import Reports
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.settings import load_school
from storage.file_folder import FileFolder
from storage.postgres.store import PostgresStore
from tests.clock import PATIENCE, FakeClock
from tests.postgres import migrated, server
from tests.rig import MONDAY, SCHOOL_FILE
from tests.sample_files import png
from tests.services.test_documents import desk_of

SCHOOL = load_school(SCHOOL_FILE)
CHAMPION, TEACHER = SCHOOL.people[1], SCHOOL.people[6]


@asynccontextmanager
async def two_stores() -> AsyncIterator[tuple[PostgresStore, PostgresStore]]:
    """One school, opened by two replicas."""
    await migrated()
    tenant = str(uuid4())
    async with AsyncExitStack() as stack:
        stores = [await PostgresStore.open(server().url, tenant) for _ in range(2)]
        for store in stores:
            stack.push_async_callback(store.close)
        yield stores[0], stores[1]


class Slow(Roster):
    """A directory that answers when it is let go, and counts how often it was asked."""

    def __init__(self) -> None:
        super().__init__(SCHOOL.people)
        self.asked, self.answer = asyncio.Event(), asyncio.Event()

    async def holders(self, role: Role) -> Sequence[Person]:
        self.asked.set()
        await self.answer.wait()
        return await super().holders(role)


class Due(NamedTuple):
    """A report of one replica whose second step is due, and the ladders of both."""

    one: Ladders
    other: Ladders
    slow: Slow
    clock: FakeClock
    incident: Callable[[], asyncio.Future[Incident | None]]


@asynccontextmanager
async def a_step_is_due() -> AsyncIterator[Due]:
    """The first replica's directory is slow, the other's is not."""
    async with two_stores() as (one, other):
        clock, triggers, slow = FakeClock(MONDAY), JobTriggers(), Slow()
        said = Report("threat", None, {"what": "x"}, "draft", None)
        filed = await Reports(ServiceContext(one, Roster(SCHOOL.people), SCHOOL, clock, triggers)).report(
            Actor(TEACHER, "1"), said
        )
        clock.move(timedelta(minutes=16))

        def incident() -> asyncio.Future[Incident | None]:
            return asyncio.ensure_future(other.get(Incident, filed.view.incident.id))

        yield Due(
            Ladders(ServiceContext(one, slow, SCHOOL, clock, triggers)),
            Ladders(ServiceContext(other, Roster(SCHOOL.people), SCHOOL, clock, triggers)),
            slow,
            clock,
            incident,
        )


async def step(due: Due) -> int:
    """The step of the ladder that comes next."""
    incident = await due.incident()
    assert incident is not None
    return incident.ladder.next_step


async def test_a_ladder_is_climbed_by_one_replica_at_a_time() -> None:
    """While one decides the other leaves the incident alone and looks again in a second, not without pause."""
    async with a_step_is_due() as due:
        climbing = asyncio.create_task(due.one.run())
        await due.slow.asked.wait()
        await due.other.run()
        assert await step(due) == 1
        assert await due.other.next_due() == due.clock.now() + CLAIMED_RECORD_PAUSE
        due.slow.answer.set()
        await climbing
        assert await step(due) == 2
        later = due.clock.move(CLAIMED_RECORD_PAUSE)
        await due.other.run()
        assert await step(due) == 2
        after = await due.other.next_due()
        assert after is not None
        assert after > later


async def test_a_ladder_whose_replica_died_is_climbed_by_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the lease has run out; and the one that was only slow finds the step taken and does not take it twice."""
    monkeypatch.setattr(jobs, "RECORD_LEASE", timedelta(0))
    async with a_step_is_due() as due:
        dying = asyncio.create_task(due.one.run())
        await due.slow.asked.wait()
        await due.other.run()
        assert await step(due) == 2
        due.slow.answer.set()
        await dying
        assert await step(due) == 2


async def test_a_campaign_is_worked_on_by_one_replica_at_a_time() -> None:
    """The other looks again in a second, and asks everyone once it may."""
    async with two_stores() as (one, other):
        clock = FakeClock(MONDAY)
        desk = desk_of(other, Roster(SCHOOL.people), clock)
        proposed = await desk.publishing.proposal(CHAMPION)
        await desk.publishing.publish(Actor(CHAMPION, "1"), proposed.seen)
        await one.claim([campaigns.LEASE_NAME], timedelta(minutes=1))
        job = desk.campaigns()
        await job.run()
        assert await other.find(Ask) == []
        assert await job.next_due() == clock.now() + CLAIMED_RECORD_PAUSE
        await one.release([campaigns.LEASE_NAME])
        clock.move(CLAIMED_RECORD_PAUSE)
        await job.run()
        assert len(await other.find(Ask)) == sum("staff" in person.roles for person in SCHOOL.people)
        assert await one.claim([campaigns.LEASE_NAME], timedelta(minutes=1)), "it has let go"


class SlowHost:
    """A host whose file comes when it is let go."""

    def __init__(self) -> None:
        self.asked, self.answer = asyncio.Event(), asyncio.Event()
        self.fetched = 0

    async def fetch(self, sent: SentFile) -> bytes:
        self.fetched += 1
        self.asked.set()
        await self.answer.wait()
        return png()


async def settled(store: PostgresStore, triggers: JobTriggers) -> Arrival:
    """The one arrival, once its sender can be told what became of it."""
    files = triggers.on(Arrival)
    async with asyncio.timeout(PATIENCE):
        while True:
            files.clear()
            (arrival,) = await store.find(Arrival)
            if arrival.due_at is None:
                return arrival
            await files.wait()


@pytest.mark.parametrize("died", [False, True], ids=["slow", "died"])
async def test_a_file_is_fetched_by_one_replica_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, died: bool
) -> None:
    """A slow host is not asked by each replica in turn until its file is given up; a dead replica's file is."""
    if died:
        monkeypatch.setattr(fetching_file, "FETCH_LEASE", timedelta(0))
    async with two_stores() as (one, other):
        clock, triggers, host, directory = FakeClock(MONDAY), JobTriggers(), SlowHost(), Roster(SCHOOL.people)
        file_store = FileFolder(tmp_path)
        sent = SentFile(name="a.png", source="https://host.example/a")
        await one.keep(receiving.announce_files("1", TEACHER, [sent], "draft", clock.now()))
        first, second = (
            Fetching(
                store,
                file_store,
                host,
                FileIntake(ServiceContext(store, directory, SCHOOL, clock, triggers)),
                clock,
                triggers,
            )
            for store in (one, other)
        )
        await first.run()
        await host.asked.wait()
        host.asked.clear()
        await second.run()
        if died:
            await host.asked.wait()
            await first.settle(timedelta(0))
        else:
            assert await second.next_due() == clock.now() + fetching_file.FETCH_PAUSE
        host.answer.set()
        arrival = await settled(other, triggers)
        assert (host.fetched, arrival.tries) == ((2, 2) if died else (1, 1))
        assert [result.key for result in arrival.results] == [""]
        await second.settle(timedelta(0))
        await first.settle(timedelta(0))
