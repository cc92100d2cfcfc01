"""A long queue to one person: Teams takes only so much into a chat, and nobody else may feel it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Address, Chat, Message, Notice, PostedCard, Purpose, Record, Urgency, Who
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.outbox import Outbox
from bot.services.kit.topics import Drawn, Topic
from tests.clock import FakeClock
from tests.fakes import EMPTIED, Everybody, MemoryStore, StoreInFront

R = TypeVar("R", bound=Record)
NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
BUSY, OTHER = Who(id="busy", name="Busy"), Who(id="other", name="Other")


class CountingStore(MemoryStore):
    """Remembers how many notices were read to choose from."""

    read = 0

    async def find(self, kind: type[R], **asked: object) -> list[R]:
        found: list[R] = await super().find(kind, **asked)  # type: ignore[arg-type]
        self.read += len(found)
        return found


class AskedOften(StoreInFront):
    """Counts what the store is asked and told."""

    times = 0

    async def before(self) -> None:
        self.times += 1


class Teams:
    """A messenger that takes everything, and remembers to whom."""

    def __init__(self) -> None:
        self.took: list[str] = []

    async def post(self, to: str, message: Message) -> Address:
        self.took.append(to)
        return Address(service_url="https://smba.example.com/", conversation=to, activity=str(len(self.took)))

    async def edit(self, address: Address, message: Message) -> None:
        raise AssertionError("nothing is edited here")

    async def delete(self, address: Address) -> None:
        raise AssertionError("nothing is taken away here")

    async def probe(self, to: str) -> None:
        raise AssertionError("nobody is looked for here")


class Plain(Topic):
    """A topic whose messages say only which they are."""

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | None:
        return Drawn(Message(summary=notice.id, text=notice.id))


def notices(to: Who, count: int, urgency: Urgency = Urgency.URGENT) -> Sequence[Notice]:
    """So many for one person, all due."""
    return tuple(
        Notice(
            id=f"{to.id}-{number:04}",
            subject="OS-2026-0001",
            topic="plain",
            to=to,
            purpose=IncidentPurpose.PING,
            urgency=urgency,
            made_at=NOW,
            due_at=NOW,
        )
        for number in range(count)
    )


async def deliver(outbox: Outbox, clock: FakeClock, rounds: int) -> None:
    """Run the outbox so often, each time as soon as it asks to."""
    for _ in range(rounds):
        await outbox.run()
        await outbox.settle(timedelta(seconds=1))
        until = await outbox.next_due()
        if until is not None and until > clock.now():
            clock.move(until - clock.now())


async def test_a_chat_that_has_had_enough_is_not_read_again_and_again() -> None:
    """Of a thousand to one person as many go as Teams takes; somebody else's goes at once, with little reading."""
    clock, store, teams = FakeClock(NOW), CountingStore(), Teams()
    outbox = Outbox(store, teams, clock, {"plain": Plain()}, JobTriggers(), Everybody(), EMPTIED)
    await store.keep(Outcome(notices=tuple(notices(BUSY, 1_000))))
    await deliver(outbox, clock, rounds=20)
    assert 0 < len(teams.took) < 40, "seven in a second, and not many seconds have passed"
    await store.keep(Outcome(notices=tuple(notices(OTHER, 1))))
    before, store.read = clock.now(), 0
    await outbox.run()
    await outbox.settle(timedelta(seconds=1))
    assert OTHER.id in teams.took[-2:]
    assert clock.now() == before
    assert store.read < 300


async def test_what_falls_due_while_it_looks_is_not_passed_over() -> None:
    """The time comes after the outbox has read what is due, and before it asks what will be: it looks again at once."""
    clock, store, teams = FakeClock(NOW), CountingStore(), Teams()
    outbox = Outbox(store, teams, clock, {"plain": Plain()}, JobTriggers(), Everybody(), EMPTIED)
    (later,) = notices(BUSY, 1)
    await store.keep(Outcome(notices=(later.model_copy(update={"due_at": NOW + timedelta(seconds=2)}),)))
    await outbox.run()
    clock.move(timedelta(seconds=3))
    until = await outbox.next_due()
    assert until is not None
    assert until <= clock.now()


async def test_what_was_held_back_goes_when_its_time_has_come() -> None:
    """All of it, in time, and none twice."""
    clock, store, teams = FakeClock(NOW), CountingStore(), Teams()
    outbox = Outbox(store, teams, clock, {"plain": Plain()}, JobTriggers(), Everybody(), EMPTIED)
    await store.keep(Outcome(notices=(*notices(BUSY, 70), *notices(OTHER, 3, Urgency.EMERGENCY))))
    await deliver(outbox, clock, rounds=400)
    assert sorted(teams.took) == [BUSY.id] * 70 + [OTHER.id] * 3
    assert clock.now() - NOW < timedelta(seconds=45)
    assert await outbox.next_due() is None


async def test_a_delivery_asks_the_store_once_for_each_thing_it_does() -> None:
    """What is due and what will be, all that is sent, all that this changes, and the keeping of it."""
    clock, under, teams = FakeClock(NOW), MemoryStore(), Teams()
    store = AskedOften(under)
    outbox = Outbox(store, teams, clock, {"plain": Plain()}, JobTriggers(), Everybody(), EMPTIED)
    await deliver(outbox, clock, rounds=1)
    await under.keep(Outcome((Chat(id=BUSY.id, service_url="s", conversation="c", bot_id="b", seen_at=NOW),)))
    for number, most in ((0, 5), (1, 4)):  # whether there is a chat at all is asked for the first message alone
        await under.keep(Outcome(notices=(notices(BUSY, 2)[number],)))
        store.times = 0
        await deliver(outbox, clock, rounds=1)
        assert len(teams.took) == number + 1
        assert store.times <= most


def test_only_those_are_woken_for_whom_something_was_kept() -> None:
    """What a decision changed wakes the jobs of those kinds, and no others."""
    triggers = JobTriggers()
    of_notices, of_chats, of_cards = triggers.on(Notice), triggers.on(Chat, PostedCard), triggers.on(PostedCard)
    chat = Chat(id=BUSY.id, service_url="s", conversation="c", bot_id="b", seen_at=NOW)
    triggers.wake_for(Outcome((chat,), tuple(notices(BUSY, 1))))
    assert (of_notices.is_set(), of_chats.is_set(), of_cards.is_set()) == (True, True, False)
