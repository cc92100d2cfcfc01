"""A message that lands in a chat at the very moment at which somebody decides about its record is told all the same.

The decision is interrupted before each of its questions to the store in turn, and the delivery settled just there: as
another replica may do it, or this one while the database answers. Nothing waits and nothing is left to chance.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import pytest

from bot.directory.roster import Roster
from bot.policy.documents.campaigns import Campaign
from bot.policy.documents.signing import SigningForm
from bot.policy.documents.view import DocumentView
from bot.policy.incidents.reporting import Report
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import Address, Message, Purpose, Record
from bot.policy.kit.school_time import Calendar
from bot.services.engine.triggers import JobTriggers
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.reports import Reports
from bot.services.incidents.topic import IncidentTopic
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.kit.outbox import Outbox
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import EMPTIED, MemoryStore, StoreInFront
from tests.rig import MONDAY, SCHOOL_FILE
from tests.services.test_documents import desk_of

R = TypeVar("R", bound=Record)
SCHOOL = load_school(SCHOOL_FILE)
HEAD, CHAMPION, TEACHER = SCHOOL.people[0], SCHOOL.people[1], SCHOOL.people[6]
MORE_THAN_ASKED = 20
"""More questions than any decision here has; where it has fewer, the message lands after it."""


class Interrupted(StoreInFront):
    """The same store, but that something happens just before one of the questions or writes to it."""

    def __init__(self, store: MemoryStore, number: int, happens: Callable[[], Awaitable[None]]) -> None:
        super().__init__(store)
        self._left = number
        self._happens = happens

    async def before(self) -> None:
        self._left -= 1
        if self._left == -1:
            await self._happens()


class SlowTeams:
    """A Messenger whose message to one person stands in their chat at once, and is answered for when it is let go."""

    def __init__(self, slow: Person) -> None:
        self._slow = slow.id
        self.stands, self.answer = asyncio.Event(), asyncio.Event()
        self.chats: dict[str, list[str]] = {}

    async def post(self, to: str, message: Message) -> Address:
        chat = self.chats.setdefault(to, [])
        chat.append(message.text or "")
        if to == self._slow:
            self.stands.set()
            await self.answer.wait()
        return Address(service_url="u", conversation=to, activity=str(len(chat) - 1))

    async def edit(self, address: Address, message: Message) -> None:
        self.chats[address.conversation][int(address.activity)] = message.text or ""

    async def delete(self, address: Address) -> None:
        raise AssertionError("nothing is taken away here")

    async def probe(self, to: str) -> None:
        raise AssertionError("nobody is asked for here")


async def deliver(outbox: Outbox, clock: FakeClock) -> None:
    """All that waits, however often it takes."""
    for _ in range(20):
        clock.move(timedelta(seconds=1))
        await outbox.run()
        await outbox.settle(timedelta(seconds=5))


@pytest.mark.parametrize("number", range(MORE_THAN_ASKED))
async def test_a_ping_that_lands_while_a_colleague_takes_the_incident(number: int) -> None:
    """Its card says who has it, and offers nothing that is no longer so."""
    store, directory, clock, triggers = MemoryStore(), Roster(SCHOOL.people), FakeClock(MONDAY), JobTriggers()
    calendar = Calendar(SCHOOL.hours, SCHOOL.timezone)

    def draw(purpose: Purpose, view: IncidentView, reader: Person, in_person: Holders) -> Message:
        return Message(summary="x", text=view.incident.owner.name if view.incident.owner else "nobody")

    teams, topic = SlowTeams(HEAD), IncidentTopic(store, directory, clock, calendar, draw)
    outbox = Outbox(store, teams, clock, {"incident": topic}, triggers, directory, EMPTIED)
    said = Report("threat", None, {"what": "x"}, "draft", None)
    filed = await Reports(ServiceContext(store, directory, SCHOOL, clock, triggers)).report(Actor(TEACHER, "1"), said)
    await outbox.run()
    await teams.stands.wait()

    async def lands() -> None:
        teams.answer.set()
        await outbox.settle(timedelta(seconds=5))

    incidents = Incidents(ServiceContext(Interrupted(store, number, lands), directory, SCHOOL, clock, triggers))
    await incidents.acknowledge(Actor(CHAMPION, "2"), filed.view.incident.id)
    await lands()
    await deliver(outbox, clock)
    assert teams.chats[HEAD.id] == [CHAMPION.name]


@pytest.mark.parametrize("number", range(MORE_THAN_ASKED))
async def test_a_request_to_sign_that_lands_while_it_is_signed(number: int) -> None:
    """Its card shows the signature and asks for nothing more."""
    store, directory, clock = MemoryStore(), Roster(SCHOOL.people), FakeClock(MONDAY)
    desk = desk_of(store, directory, clock)

    def draw(purpose: Purpose, shown: DocumentView, reader: Person) -> Message:
        return Message(summary="x", text="signed" if shown.mine and shown.mine.signature else "please sign")

    teams = SlowTeams(TEACHER)
    outbox = Outbox(store, teams, clock, {"aup": desk.topic(draw)}, JobTriggers(), directory, EMPTIED)
    proposed = await desk.publishing.proposal(CHAMPION)
    await desk.publishing.publish(Actor(CHAMPION, "1"), proposed.seen)
    await desk.campaigns().run()
    under_way = asyncio.create_task(deliver(outbox, clock))
    await teams.stands.wait()

    async def lands() -> None:
        teams.answer.set()
        await under_way

    (campaign,) = await store.find(Campaign)
    signing = desk_of(Interrupted(store, number, lands), directory, clock).signing
    said = SigningForm(ticked=True, name=TEACHER.name, words="I have read it")
    await signing.sign(Actor(TEACHER, "2"), campaign.id, said)
    await lands()
    await deliver(outbox, clock)
    assert teams.chats[TEACHER.id] == ["signed"]
