"""Redraws of one card that wait together are made as one; one that was asked for later is never swallowed."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.notices import refresh
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Address, Message, Notice, NoticeState, PostedCard, Purpose, Urgency, Who
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.outbox import Outbox
from bot.services.kit.settling import DRAWN_TOGETHER
from bot.services.kit.topics import Drawn, Topic
from tests.clock import FakeClock
from tests.fakes import EMPTIED, Everybody, MemoryStore
from tests.rig import MONDAY

CARD = PostedCard(
    id="card",
    subject="OS-2026-0001",
    topic="plain",
    to=Who(id="champion", name="A Champion"),
    purpose=IncidentPurpose.PING,
    address=Address(service_url="u", conversation="champion", activity="1"),
    posted_at=MONDAY,
)


class Teams:
    """A messenger that counts changes, is slow until it is let go, and refuses while it is down."""

    def __init__(self) -> None:
        self.edits, self.down = 0, False
        self.asked, self.answer = asyncio.Event(), asyncio.Event()

    async def post(self, to: str, message: Message) -> Address:
        raise AssertionError("nothing new is said here")

    async def edit(self, address: Address, message: Message) -> None:
        self.edits += 1
        self.asked.set()
        await self.answer.wait()
        if self.down:
            raise Undelivered("http_502", for_good=False)

    async def delete(self, address: Address) -> None:
        raise AssertionError("nothing is taken away here")

    async def probe(self, to: str) -> None:
        raise AssertionError("nobody is looked for here")


class Plain(Topic):
    """A topic that always says the same."""

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | None:
        return Drawn(Message(summary="x", text="x"))


async def changed(store: MemoryStore, *causes: str) -> None:
    """The card is to be redrawn for each of these causes."""
    await store.keep(Outcome(notices=tuple(refresh(CARD, Urgency.URGENT, MONDAY, cause) for cause in causes)))


async def states(store: MemoryStore) -> dict[str, tuple[NoticeState, str]]:
    """What became of each redraw, by its cause."""
    return {each.id.rsplit(":", 1)[1]: (each.state, each.reason) for each in await store.find(Notice)}


@pytest.mark.parametrize("down", [False, True])
async def test_what_waits_for_one_card_is_drawn_at_once(down: bool) -> None:
    """Five changes and one edit, a sixth that came while it was under way and a second edit. While Teams is down one
    of them goes on waiting, not all five."""
    store, clock, teams = MemoryStore(), FakeClock(MONDAY), Teams()
    outbox = Outbox(store, teams, clock, {"plain": Plain()}, JobTriggers(), Everybody(), EMPTIED)
    teams.down = down
    await store.keep(Outcome(records=(CARD,)))
    await changed(store, "v1", "v2", "v3", "v4", "v5")
    await outbox.run()
    await teams.asked.wait()
    await changed(store, "v6")
    teams.answer.set()
    await outbox.settle(timedelta(seconds=5))
    first = (NoticeState.WAITING, "http_502") if down else (NoticeState.SENT, "")
    together = dict.fromkeys(("v2", "v3", "v4", "v5"), (NoticeState.WITHDRAWN, DRAWN_TOGETHER))
    assert await states(store) == {"v1": first, **together, "v6": (NoticeState.WAITING, "")}
    teams.down = False
    clock.move(timedelta(minutes=10))
    await outbox.run()
    await outbox.settle(timedelta(seconds=5))
    assert teams.edits == 2
    assert not await store.find(Notice, where={"state": NoticeState.WAITING.value})
