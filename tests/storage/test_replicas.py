"""Three processes on one PostgreSQL, killed again and again: no ping is lost, none is sent twice but by a crash, and no
school sees another's.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Chat, Notice, NoticeState
from storage.postgres.database import Database
from storage.postgres.migrating import migrate
from storage.postgres.store import PostgresStore
from tests.chain import first_broken
from tests.clock import eventually
from tests.postgres import fresh_database
from tests.soak import count
from tests.storage.replica import LEASE, SCHOOLS, TEAMS_OF, people, serve_until_killed

KILLS = count(100)
SEEN = datetime(2026, 11, 23, tzinfo=UTC)


class Line(NamedTuple):
    """A message that Teams showed."""

    at: float
    pid: int
    school: str
    how: str
    to: str
    summary: str


@dataclass
class Replicas:
    """The processes, when each was killed, and what they acknowledged."""

    url: str
    log: Path
    running: list[ForkServerProcess] = field(default_factory=list)
    killed: dict[int, float] = field(default_factory=dict)
    pipes: list[Connection] = field(default_factory=list)
    enough: Event = field(init=False)

    def __post_init__(self) -> None:
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["tests.storage.replica"])
        self.enough = self._processes.Event()

    def start(self) -> None:
        """One more."""
        hear, tell = self._processes.Pipe(duplex=False)
        name = uuid4().hex[:8]
        replica = self._processes.Process(
            target=serve_until_killed, args=(self.url, str(self.log), name, tell, self.enough)
        )
        replica.start()
        tell.close()
        self.running.append(replica)
        self.pipes.append(hear)

    def kill(self, replica: ForkServerProcess) -> None:
        """kill -9."""
        assert replica.pid is not None
        replica.kill()
        replica.join()
        assert replica.exitcode == -9, "it had ended by itself"
        self.killed[replica.pid] = time.monotonic()
        self.running.remove(replica)

    def acknowledged(self) -> set[str]:
        """The incidents that some process was told are kept. Read when all are dead."""
        heard: set[str] = set()
        for pipe in self.pipes:
            try:
                while True:
                    heard.add(pipe.recv())
            except (EOFError, OSError):  # the pipe ends with its process, perhaps in mid-word
                pipe.close()
        return heard


@pytest.mark.soak
async def test_three_processes_that_are_killed(tmp_path: Path) -> None:
    """Every incident that was acknowledged tells the people of both its steps; who was told twice was by a process
    that died before it could mark it; each school's people and incidents are its own."""
    url = await fresh_database()
    await migrate(url)
    await _met(url)
    replicas = Replicas(url, tmp_path / "log")
    dice = random.Random(20261123)
    for _ in range(3):
        replicas.start()
    try:
        await asyncio.sleep(1.5)
        for _ in range(KILLS):
            await asyncio.sleep(dice.uniform(0.1, 0.9))
            replicas.kill(dice.choice(replicas.running))
            replicas.start()
        await asyncio.sleep(1.0)
        replicas.enough.set()
        database = await Database.open(url)
        stores = {school: await PostgresStore.open(database, school) for school in SCHOOLS}
        for store in stores.values():
            await _at_rest(store)
    finally:
        for replica in list(replicas.running):
            replicas.kill(replica)
    lines = [_line(text) for text in (tmp_path / "log").read_text().splitlines()]
    acknowledged = replicas.acknowledged()
    for school, store in stores.items():
        own = [line for line in lines if line.school == school]
        held = {each.id for each in await store.find(Incident)}
        assert {name for name in acknowledged if name.startswith(school)} <= held
        assert len(held) > KILLS
        _nothing_crossed(school, own, held)
        _all_were_alerted(school, own, await store.find(Incident))
        _twice_only_by_a_crash(own, replicas.killed)
        pings = [each for each in await store.find(Notice) if each.purpose is IncidentPurpose.PING]
        assert len(pings) == 4 * len(held)
        assert {each.state for each in pings} == {NoticeState.SENT}
        assert first_broken(await store.timeline()) is None
    await database.close()


async def _met(url: str) -> None:
    """Everybody has a chat with the bot: to open one would count against Teams' limits as well."""
    database = await Database.open(url)
    for school in SCHOOLS:
        store = await PostgresStore.open(database, school)
        everybody = [who for n in range(TEAMS_OF) for step in "rs" for who in people(school, f"{step}{n}")]
        chats = [Chat(id=who, service_url="u", conversation=who, bot_id="b", seen_at=SEEN) for who in everybody]
        await store.keep(Outcome(records=tuple(chats)))
    await database.close()


async def _at_rest(store: PostgresStore) -> None:
    """Until both steps of each ladder have been climbed and every ping has been settled."""

    async def at_rest() -> bool:
        climbed = all(each.ladder.next_step == 2 or each.ladder.round > 1 for each in await store.find(Incident))
        return climbed and not await store.find(Notice, where={"state": NoticeState.WAITING.value}, limit=1)

    await eventually(at_rest)


def _line(text: str) -> Line:
    at, pid, school, how, to, summary = text.split("\t")
    return Line(float(at), int(pid), school, how, to, summary)


def _nothing_crossed(school: str, lines: list[Line], held: set[str]) -> None:
    for line in lines:
        assert line.to.startswith(f"{school}/")
        assert line.summary.split(" ")[1] in held
    assert all(name.startswith(f"{school}-") for name in held)


def _all_were_alerted(school: str, lines: list[Line], incidents: list[Incident]) -> None:
    alerted = {(line.to, line.summary) for line in lines if line.how == "post"}
    for incident in incidents:
        for step in incident.ladder.route.steps:
            for person in people(school, step.roles[0]):
                assert (person, f"ping {incident.id}") in alerted


def _twice_only_by_a_crash(lines: list[Line], killed: dict[int, float]) -> None:
    sent: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.how == "post":
            sent[line.to, line.summary].append(line)
    for times in sent.values():
        for line in times[:-1]:
            assert line.pid in killed, times
            assert line.at < killed[line.pid] < line.at + LEASE.total_seconds(), times
