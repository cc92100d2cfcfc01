"""The outbox's places: chats that Teams leaves without an answer take some of them, and never the last."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.notices import refresh
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import (
    Address,
    Message,
    Notice,
    NoticeState,
    PostedCard,
    Purpose,
    Urgency,
    Who,
)
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.notice_queue import EMERGENCY_CHATS, MAX_CHATS_AT_ONCE
from bot.services.kit.outbox import Outbox
from bot.services.kit.topics import Drawn, Topic
from tests.clock import FakeClock
from tests.fakes import EMPTIED, Everybody, MemoryStore, Nobody

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


class Hanging(Nobody):
    """A road on which no message gets an answer before `answers` is set."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.edited: list[str] = []
        self.answers = asyncio.Event()

    async def post(self, to: str, message: Message) -> Address:
        self.asked.append(to)
        await self.answers.wait()
        return Address(service_url="https://example.org", conversation=to, activity="1")

    async def edit(self, address: Address, message: Message) -> None:
        self.edited.append(address.activity)


class Anything(Topic):
    """A topic that always has something to say."""

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | None:
        return Drawn(Message(summary="x", text="x"))


def notices(urgency: Urgency, number: int) -> tuple[Notice, ...]:
    """A message of this urgency to each of so many people."""
    return tuple(
        Notice(
            id=f"{urgency.value}:{each:03}",
            subject="x",
            topic="incident",
            to=Who(id=f"{urgency.value}-{each:03}", name="N"),
            purpose=IncidentPurpose.PING,
            urgency=urgency,
            made_at=NOW,
            due_at=NOW,
        )
        for each in range(number)
    )


async def runs(outbox: Outbox) -> None:
    """Let it begin what it may, and get as far as Teams."""
    await outbox.run()
    for _ in range(20):
        await asyncio.sleep(0)


async def test_chats_that_hang_leave_room_for_an_emergency() -> None:
    """However many messages wait for an answer, an emergency is on its way at once."""
    store, road, clock = MemoryStore(), Hanging(), FakeClock(NOW)
    outbox = Outbox(store, road, clock, {"incident": Anything()}, JobTriggers(), Everybody(), EMPTIED)
    await store.keep(
        Outcome(notices=(*notices(Urgency.ROUTINE, MAX_CHATS_AT_ONCE * 2), *notices(Urgency.URGENT, MAX_CHATS_AT_ONCE)))
    )
    for _ in range(MAX_CHATS_AT_ONCE):
        clock.move(timedelta(seconds=1))
        await runs(outbox)
    assert len(road.asked) == MAX_CHATS_AT_ONCE - EMERGENCY_CHATS
    await store.keep(Outcome(notices=notices(Urgency.EMERGENCY, 2)))
    await runs(outbox)
    assert road.asked[-2:] == ["emergency-000", "emergency-001"]
    road.answers.set()


async def test_a_card_is_redrawn_once_a_second_at_the_most() -> None:
    """The first change is seen at once; those that follow within a second are drawn together at its end."""
    store, road, clock = MemoryStore(), Hanging(), FakeClock(NOW)
    road.answers.set()
    outbox = Outbox(store, road, clock, {"incident": Anything()}, JobTriggers(), Everybody(), EMPTIED)
    card = PostedCard(
        id="card",
        subject="x",
        topic="incident",
        to=Who(id="a", name="N"),
        purpose=IncidentPurpose.STANDING,
        address=Address(service_url="https://example.org", conversation="a", activity="1"),
        posted_at=NOW,
    )
    await store.keep(Outcome(records=(card,)))
    drawn = []
    for each in range(25):
        at = clock.now()
        await store.keep(Outcome(notices=(refresh(card, Urgency.URGENT, at, f"v{each}"),)))
        await runs(outbox)
        drawn.append(len(road.edited))
        clock.move(timedelta(milliseconds=100))
    assert drawn == [1] * 10 + [2] * 10 + [3] * 5
    clock.move(timedelta(seconds=1))
    await runs(outbox)
    assert len(road.edited) == 4
    assert not await store.find(Notice, where={"state": NoticeState.WAITING.value})
    await outbox.settle(timedelta(seconds=5))
