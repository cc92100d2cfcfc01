"""Announcements for many people: told once whatever happens between, behind every emergency, and never after they were
withdrawn. Who may is asked of the directory afresh."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.directory.roster import Roster
from bot.policy.announcements.announcement import AnnouncementReading, AnnouncementView, ReadingState
from bot.policy.announcements.writing import AnnouncementWords, TellingNotAllowed
from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.errors import DirectoryUnavailable, StoreUnavailable, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Address, Message, Notice, NoticeState, Purpose, Urgency, Who
from bot.policy.kit.roles import Role
from bot.services.announcements.announcements import Announcements, AnnouncementSentBefore
from bot.services.announcements.times import AnnouncementTimes
from bot.services.announcements.topic import AnnouncementTopic
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.services.kit.lots import PEOPLE_PER_WRITE
from bot.services.kit.outbox import Outbox
from bot.services.kit.topics import Drawn, Topic
from bot.services.ports import Store
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import EMPTIED, MemoryStore, Nobody
from tests.rig import MONDAY, SCHOOL_FILE

SCHOOL = load_school(SCHOOL_FILE)
CHAMPION, HEAD = SCHOOL.people[1], SCHOOL.people[0]
SAID = AnnouncementWords("Fire drill", "At ten.", "staff", "2026-11-27")
REF = "AN-2026-0001"


class NoFiles:
    """`ports.Files` of which nothing is asked here."""

    async def offer(self, to: Person, name: str, content: bytes, why: str) -> None:
        raise AssertionError("nothing is offered here")


class Demoting(Roster):
    """A directory whose copies still hold somebody who has lost the role."""

    async def confirm(self, id: str, roles: Sequence[Role]) -> bool:
        return False


class Silent(Roster):
    """A directory whose source does not answer."""

    async def confirm(self, id: str, roles: Sequence[Role]) -> bool:
        raise DirectoryUnavailable


class Full(MemoryStore):
    """A store that is full after so many writes."""

    left = 1_000

    async def keep(self, outcome: Outcome) -> None:
        if self.left == 0:
            raise StoreUnavailable
        self.left -= 1
        await super().keep(outcome)


class Road(Nobody):
    """Teams, which takes everything and remembers to whom it went; some of the people have no app."""

    def __init__(self, without: Sequence[str] = ()) -> None:
        self.posted: list[str] = []
        self.without = without

    async def post(self, to: str, message: Message) -> Address:
        if to in self.without:
            raise Undelivered("not_installed", for_good=True)
        self.posted.append(to)
        return Address(service_url="https://example.org", conversation=to, activity=f"{len(self.posted)}")


class Pinging(Topic):
    """A topic that always has something to say."""

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | None:
        return Drawn(Message(summary="x", text="x"))


def staff(count: int) -> list[Person]:
    """The example school and so many more."""
    more = (
        Person(id=f"bbbbbbbb-0000-4000-8000-{n:012}", name=f"Person {n}", roles=frozenset({"staff"}))
        for n in range(count)
    )
    return [*SCHOOL.people, *more]


def context_of(store: Store, directory: Roster, clock: FakeClock) -> ServiceContext:
    """What every use case works with."""
    return ServiceContext(store, directory, SCHOOL, clock, JobTriggers())


def draw(purpose: Purpose, view: AnnouncementView, reader: Person) -> Message:
    """A card of one word."""
    return Message(summary=purpose.value, text=view.announcement.present.words)


def outbox_of(context: ServiceContext, road: Road, clock: FakeClock) -> Outbox:
    """The outbox with announcements and pings."""
    topics: dict[str, Topic] = {"announcement": AnnouncementTopic(context, draw), "incident": Pinging()}
    return Outbox(context.store, road, clock, topics, context.triggers, context.directory, EMPTIED)


async def deliver(outbox: Outbox, clock: FakeClock, store: Store, *, rounds: int = 4_000) -> None:
    """Run the outbox until nothing is due, at the pace that Teams allows."""
    waits = {"state": NoticeState.WAITING.value}
    for _ in range(rounds):
        if not await store.find(Notice, where=waits, due_by=clock.now(), limit=1):
            return
        await outbox.run()
        await outbox.settle(timedelta(seconds=5))
        clock.move(timedelta(milliseconds=100))
    raise AssertionError("it never ended")


@pytest.mark.parametrize(("directory", "raised"), [(Silent, DirectoryUnavailable), (Demoting, TellingNotAllowed)])
async def test_who_may_is_asked_afresh(directory: type[Roster], raised: type[Exception]) -> None:
    """A directory that does not answer, or that has taken the role away, lets nothing be sent or taken back."""
    store, clock = MemoryStore(), FakeClock(MONDAY)
    good = Announcements(context_of(store, Roster(SCHOOL.people), clock), NoFiles())
    await good.send(Actor(CHAMPION, "a"), SAID, "d", None)
    kept = store.writes
    bad = Announcements(context_of(store, directory(SCHOOL.people), clock), NoFiles())
    for act in (
        bad.send(Actor(CHAMPION, "b"), SAID, "e", None),
        bad.withdraw(Actor(CHAMPION, "c"), REF),
        bad.correct(Actor(CHAMPION, "f"), REF, 1, "A", "B", asks_again=False),
    ):
        with pytest.raises(raised):
            await act
    assert store.writes == kept


async def test_a_form_sends_once_and_two_senders_send_two() -> None:
    """A double press sends nothing more; the same form with other words says so; another's form is another."""
    store, clock = MemoryStore(), FakeClock(MONDAY)
    use = Announcements(context_of(store, Roster(SCHOOL.people), clock), NoFiles())
    first, second = await asyncio.gather(
        use.send(Actor(CHAMPION, "a"), SAID, "d", None), use.send(Actor(HEAD, "b"), SAID, "d", None)
    )
    assert {first.announcement.id, second.announcement.id} == {REF, "AN-2026-0002"}
    assert (await use.send(Actor(CHAMPION, "c"), SAID, "d", None)).announcement.id == first.announcement.id
    with pytest.raises(AnnouncementSentBefore):
        other = AnnouncementWords("Other", *(SAID.words, SAID.who, SAID.until))
        await use.send(Actor(CHAMPION, "e"), other, "d", None)


async def test_everybody_is_told_once_whatever_happens_between() -> None:
    """The press writes one announcement; the telling goes on in lots where a full disk stopped it. Whoever joins while
    it holds gets it too, and whoever has left is not counted."""
    store, clock, people = Full(), FakeClock(MONDAY), staff(2 * PEOPLE_PER_WRITE + 30)
    use = Announcements(context_of(store, Roster(people), clock), NoFiles())
    await use.send(Actor(CHAMPION, "a"), SAID, "d", None)
    assert store.writes == 1
    store.left = 2
    with pytest.raises(StoreUnavailable):
        await AnnouncementTimes(context_of(store, Roster(people), clock)).run()
    assert len(await store.find(AnnouncementReading)) == 2 * PEOPLE_PER_WRITE
    store.left = 1_000
    await AnnouncementTimes(context_of(store, Roster(people), clock)).run()
    told = [person for person in people if "staff" in person.roles and person.id != CHAMPION.id]
    assert len(await store.find(AnnouncementReading)) == len(told)
    later = [*people[:-1], Person(id="new", name="New", roles=frozenset({"staff"}))]
    clock.move(timedelta(days=1))
    await AnnouncementTimes(context_of(store, Roster(later), clock)).run()
    states = {each.who.id: each.state for each in await store.find(AnnouncementReading)}
    assert states["new"] is ReadingState.COMING
    assert states[people[-1].id] is ReadingState.LEFT


async def test_an_emergency_passes_all_who_are_still_to_be_told() -> None:
    """Of some hundreds of messages on their way at Teams' own pace: the ping that comes in the middle is the next."""
    store, clock, people, road = MemoryStore(), FakeClock(MONDAY), staff(400), Road()
    context = context_of(store, Roster([*people, Person(id="dsl", name="DSL", roles=frozenset({"dsl"}))]), clock)
    await Announcements(context, NoFiles()).send(Actor(CHAMPION, "a"), SAID, "d", None)
    await AnnouncementTimes(context).run()
    outbox = outbox_of(context, road, clock)
    for _ in range(20):
        await outbox.run()
        await outbox.settle(timedelta(seconds=5))
        clock.move(timedelta(milliseconds=100))
    before = len(road.posted)
    assert 20 <= before < 400, "it goes at Teams' own pace"
    ping = Notice(
        id="ping",
        subject="x",
        topic="incident",
        to=Who(id="dsl", name="DSL"),
        purpose=IncidentPurpose.PING,
        urgency=Urgency.EMERGENCY,
        made_at=clock.now(),
        due_at=clock.now(),
    )
    await store.keep(Outcome(notices=(ping,)))
    await outbox.run()
    await outbox.settle(timedelta(seconds=5))
    assert road.posted[before] == "dsl"
    await deliver(outbox, clock, store)
    assert len(set(road.posted)) == len(road.posted), "nobody is told twice"


async def test_what_is_withdrawn_within_a_minute_is_told_to_nobody_else() -> None:
    """Whoever was told has a card that says so; the others never hear of it."""
    store, clock, road = MemoryStore(), FakeClock(MONDAY), Road()
    context = context_of(store, Roster(staff(200)), clock)
    use = Announcements(context, NoFiles())
    await use.send(Actor(CHAMPION, "a"), SAID, "d", None)
    await AnnouncementTimes(context).run()
    outbox = outbox_of(context, road, clock)
    for _ in range(10):
        await outbox.run()
        await outbox.settle(timedelta(seconds=5))
        clock.move(timedelta(milliseconds=100))
    told = set(road.posted) - {CHAMPION.id}
    await use.withdraw(Actor(CHAMPION, "b"), REF)
    await AnnouncementTimes(context).run()
    await deliver(outbox, clock, store)
    assert set(road.posted) - {CHAMPION.id} == told
    states = {each.who.id: each.state for each in await store.find(AnnouncementReading)}
    assert {who for who, state in states.items() if state is ReadingState.TOLD} == told
    assert set(states.values()) == {ReadingState.TOLD, ReadingState.MISSED}


async def test_who_could_not_be_reached_is_told_truthfully_and_again_later() -> None:
    """The overview says who and why; as soon as they can be reached they are told."""
    store, clock, people = MemoryStore(), FakeClock(MONDAY), staff(3)
    lost, road = people[-1].id, Road([people[-1].id])
    context = context_of(store, Roster(people), clock)
    use = Announcements(context, NoFiles())
    await use.send(Actor(CHAMPION, "a"), SAID, "d", None)
    await AnnouncementTimes(context).run()
    outbox = outbox_of(context, road, clock)
    for _ in range(80):
        await outbox.run()
        await outbox.settle(timedelta(seconds=5))
        clock.move(timedelta(seconds=1))
    (missed,) = (await use.show(CHAMPION, REF)).unreached
    assert (missed.who.id, missed.unreached) == (lost, "not_installed")
    road.without = ()
    await AnnouncementTopic(context, draw).on_reach(lost)
    await deliver(outbox, clock, store)
    assert not (await use.show(CHAMPION, REF)).unreached
    assert road.posted.count(lost) == 1
