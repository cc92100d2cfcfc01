"""One of several processes that serve two schools from one PostgreSQL until it is killed, with the real outbox.

It reports incidents, climbs their ladders, delivers what is due through a messenger that writes to a file, and tells
its parent of each incident that was acknowledged.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import cast

from bot.clock import SystemClock
from bot.policy.incidents import ladder
from bot.policy.incidents.due import with_due
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import Address, Entry, Message, Notice, NoticeState, Purpose, Route, Step, Urgency, Who
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from bot.policy.kit.school_time import Calendar
from bot.services.engine import remote_due
from bot.services.engine.remote_due import DueKind, RemoteDuePoller
from bot.services.engine.ticker import Ticker
from bot.services.engine.triggers import JobTriggers, Trigger
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.topic import IncidentTopic
from bot.services.kit import outbox as outbox_file
from bot.services.kit.context import ServiceContext
from bot.services.kit.outbox import Outbox
from bot.services.ports import Directory
from bot.settings import load_school
from storage.postgres.database import Database
from storage.postgres.store import PostgresStore
from tests.event_loop import StallTolerantLoop
from tests.fakes import EMPTIED

SCHOOLS = ("north", "south")
DUE = (DueKind(Notice, {"state": NoticeState.WAITING.value}), DueKind(Incident))
TEAMS_OF = 30
"""How many pairs of people there are to alert in a school: so many that Teams' limits for a chat hold nothing up."""
LEASE = timedelta(seconds=12)
"""So long that no delivery outlives it, on however busy a machine: else a slow process is taken for a dead one."""
SCHOOL_FILE = Path(__file__).parent.parent.parent / "school.toml"


def people(school: str, role: str) -> tuple[str, str]:
    """The ids of the two who hold the role there."""
    return f"{school}/{role}/a", f"{school}/{role}/b"


class EveryRole(Directory):
    """A directory in which each role has two holders, whose ids tell the school."""

    def __init__(self, school: str) -> None:
        self._school = school

    async def person(self, id: str) -> Person | None:
        """Whoever is asked for."""
        return Person(id=id, name=id, roles=frozenset({"champion", "senior_leader"}))

    async def holders(self, role: str) -> Sequence[Person]:
        """The two."""
        return [Person(id=who, name=who) for who in people(self._school, role)]

    async def confirm(self, id: str, roles: Sequence[str]) -> bool:
        """Whether they are among them."""
        return any(id in people(self._school, role) for role in roles)

    def age(self) -> timedelta | None:
        """Always fresh."""
        return None

    async def check(self) -> None:
        """It is there."""


class FileMessenger:
    """Takes as long as a network does, and writes a line to a file when Teams would show a message."""

    def __init__(self, school: str, log: Path) -> None:
        self._school = school
        self._log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    async def post(self, to: str, message: Message) -> Address:
        """A new message."""
        await asyncio.sleep(random.uniform(0.0, 0.03))
        self._write("post", to, message)
        await asyncio.sleep(random.uniform(0.0, 0.03))
        return Address(service_url="u", conversation=to, activity=message.summary)

    async def edit(self, address: Address, message: Message) -> None:
        """A change of one."""
        await asyncio.sleep(random.uniform(0.0, 0.03))
        self._write("edit", address.conversation, message)

    async def delete(self, address: Address) -> None:
        """One is taken away."""
        await asyncio.sleep(random.uniform(0.0, 0.03))
        self._write("delete", address.conversation, EMPTIED)

    async def probe(self, to: str) -> None:
        """They can be reached."""

    def _write(self, how: str, to: str, message: Message) -> None:
        line = f"{time.monotonic():.6f}\t{os.getpid()}\t{self._school}\t{how}\t{to}\t{message.summary}\n"
        os.write(self._log, line.encode())


def draw(purpose: Purpose, view: IncidentView, reader: Person, in_person: Holders) -> Message:
    """A message that tells what it is about."""
    return Message(summary=f"{purpose.value} {view.incident.id}", text="x")


def incident(school: str, name: str, number: int, now: datetime, calendar: Calendar) -> Incident:
    """An incident whose ladder alerts two people now and two others a second later."""
    first, second = cast(Role, f"r{number % TEAMS_OF}"), cast(Role, f"s{number % TEAMS_OF}")
    route = Route(
        urgency=Urgency.URGENT,
        steps=(Step(roles=(first,), after=0), Step(roles=(second,), after=1)),
        again=3600,
        times=1,
        acknowledged_for=3600,
    )
    return with_due(
        Incident(
            id=f"{school}-{name}-{number}",
            kind="spam",
            reporter=Who(id=f"{school}/reporter", name="x"),
            reported_at=now,
            ladder=ladder.start_ladder(route, now, calendar),
        ),
        calendar,
    )


def serve_until_killed(url: str, log: str, name: str, tell: Connection, enough: Event) -> None:
    """Serve both schools; report until `enough` is set; send the id of each incident that was acknowledged."""
    outbox_file.CHAT_LEASE = LEASE
    with asyncio.Runner(loop_factory=StallTolerantLoop) as runner:
        runner.run(_serve(url, Path(log), name, tell, enough))


async def _serve(url: str, log: Path, name: str, tell: Connection, enough: Event) -> None:
    database = await Database.open(url)
    served = {school: (await PostgresStore.open(database, school), JobTriggers()) for school in SCHOOLS}
    remote_due.POLL_INTERVAL = timedelta(seconds=1)
    looking = Ticker(RemoteDuePoller(served, DUE, SystemClock()), SystemClock(), Trigger()).run()
    schools = [_one(school, store, triggers, log, name, tell, enough) for school, (store, triggers) in served.items()]
    await asyncio.gather(looking, *schools)


async def _one(
    school: str, store: PostgresStore, triggers: JobTriggers, log: Path, name: str, tell: Connection, enough: Event
) -> None:
    clock, directory = SystemClock(), EveryRole(school)
    settings: School = load_school(SCHOOL_FILE).model_copy(update={"hours": None})
    calendar = Calendar(settings.hours, settings.timezone)
    topic = IncidentTopic(store, directory, clock, calendar, draw)
    outbox = Outbox(store, FileMessenger(school, log), clock, {"incident": topic}, triggers, directory, EMPTIED)
    ladders = Ladders(ServiceContext(store, directory, settings, clock, triggers))
    tickers = [
        asyncio.create_task(Ticker(outbox, clock, triggers.on(Notice)).run()),
        asyncio.create_task(Ticker(ladders, clock, triggers.on(Incident)).run()),
    ]
    number = random.randrange(TEAMS_OF)
    while not enough.is_set():
        now = clock.now()
        reported = incident(school, name, number, now, calendar)
        entry = Entry(subject=reported.id, at=now, by=reported.reporter, what="reported")
        await store.keep(Outcome(records=(reported,), entries=(entry,)))
        tell.send(reported.id)
        triggers.wake(Notice, Incident)
        number += 1
        await asyncio.sleep(random.uniform(0.1, 0.4))
    await asyncio.gather(*tickers)
