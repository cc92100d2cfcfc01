"""A thousand notices against a connector that throttles as Teams does: how long beside the least that the limits allow.

Emergencies arrive in the middle of it; how long they take is what matters.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bench.figures import Figure, tell
from bench.processes import ROOT
from bot.clock import SystemClock
from bot.directory.roster import Roster
from bot.local.faults import PER_TENANT
from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Channel, Chat, Message, Notice, NoticeState, Purpose, Urgency
from bot.services.engine.ticker import Ticker
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.outbox import Outbox
from bot.services.kit.topics import Drawn, Topic
from bot.settings import load_school
from bot.teams.connector import KeptConnectors, open_session
from bot.teams.credentials import NoTokens
from bot.teams.messenger import TeamsMessenger
from bot.teams.service_urls import is_loopback
from cards.incidents.emptied import emptied_message
from storage.tinydb_store import TinyStore
from tests.stand_in import StandInTeams

NOTICES, PEOPLE, EMERGENCIES = 1_000, 100, 5
LEAST_SECONDS = NOTICES / PER_TENANT[1]
"""Seconds: each person gets ten, so that the tenant's limit is what binds, and not a chat's."""


class Plain(Topic):
    """A topic whose messages say only which they are."""

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | None:
        """A short text."""
        return Drawn(Message(summary=notice.id, text=notice.id))


async def measure() -> list[tuple[str, str, str]]:
    """Rows: the name, measured, and what it is beside."""
    async with _outbox() as (store, teams, people, triggers):
        teams.throttle.on = True
        clock = SystemClock()
        started = time.monotonic()
        for at in range(0, NOTICES, 100):
            batch = range(at, at + 100)
            made = tuple(_notice(n, people[n % PEOPLE], clock, Urgency.ROUTINE) for n in batch)
            await store.keep(Outcome(notices=made))
        triggers.wake(Notice)
        await asyncio.sleep(5)
        urgent = tuple(_notice(NOTICES + n, people[n], clock, Urgency.EMERGENCY) for n in range(EMERGENCIES))
        asked = time.monotonic()
        await store.keep(Outcome(notices=urgent))
        triggers.wake(Notice)
        names = {notice.id for notice in urgent}
        arrived: list[float] = []
        while await store.find(Notice, where={"state": NoticeState.WAITING.value}, limit=1):
            if len(arrived) < EMERGENCIES:
                texts = {message.text for person in people for message in teams.chat(person.id).from_bot}
                arrived += [time.monotonic() - asked] * (len(names & texts) - len(arrived))
            await asyncio.sleep(0.05)
        took = time.monotonic() - started
        calls = teams.calls.of("send")
        throttled = sum(call.status == 429 for call in calls)
    tell([Figure("storm.ratio", took / LEAST_SECONDS)])
    return [
        (f"{NOTICES} notices drained, s", f"{took:.1f}", f"{LEAST_SECONDS:.1f} is the least that the limits allow"),
        ("the ratio", f"{took / LEAST_SECONDS:.2f}", ""),
        ("an emergency in the middle of it, s: worst", f"{max(arrived, default=0):.2f}", "-"),
        ("sends that Teams throttled", str(throttled), f"of {len(calls)}"),
    ]


@asynccontextmanager
async def _outbox() -> AsyncIterator[tuple[TinyStore, StandInTeams, list[Person], JobTriggers]]:
    tenant = load_school(ROOT / "school.toml").tenant_id
    people = [
        Person(id=f"eeeeeeee-0000-4000-8000-{n:012}", name=f"Person {n}", roles=frozenset({"staff"}))
        for n in range(PEOPLE)
    ]
    with tempfile.TemporaryDirectory() as folder:
        async with StandInTeams(tenant_id=tenant, people=people).serving() as teams, open_session() as session:
            store, clock, triggers = await TinyStore.open(Path(folder)), SystemClock(), JobTriggers()
            channel = Channel(id=tenant, service_url=teams.service_url, bot_id=teams.tenant.bot_id)
            chats = tuple(_chat(teams, person, clock) for person in people)
            await store.keep(Outcome(records=(channel, *chats)))
            connectors = KeptConnectors(session, NoTokens(), is_loopback)
            messenger = TeamsMessenger(store, connectors, clock, tenant=tenant)
            outbox = Outbox(store, messenger, clock, {"plain": Plain()}, triggers, Roster(people), emptied_message())
            ticking = asyncio.create_task(Ticker(outbox, clock, triggers.on(Notice)).run())
            try:
                yield store, teams, people, triggers
            finally:
                ticking.cancel()
                await outbox.settle(timedelta(seconds=5))
                await store.close()


def _chat(teams: StandInTeams, person: Person, clock: SystemClock) -> Chat:
    """The bot has seen everybody: the app is installed for them."""
    chat = teams.chat(person.id)
    return Chat(
        id=person.id,
        service_url=teams.service_url,
        conversation=chat.id,
        bot_id=teams.tenant.bot_id,
        seen_at=clock.now(),
    )


def _notice(number: int, to: Person, clock: SystemClock, urgency: Urgency) -> Notice:
    now = clock.now()
    return Notice(
        id=f"storm-{number:05}", subject="storm", topic="plain", to=to.who, purpose=IncidentPurpose.RECEIPT,
        urgency=urgency, made_at=now, due_at=now,
    )  # fmt: skip


if __name__ == "__main__":
    for row in asyncio.run(measure()):
        print(f"{row[0]:<48}{row[1]:<28}{row[2]}")
