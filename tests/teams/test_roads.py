"""What the bot learns of the roads to people from what they send."""

from __future__ import annotations

import copy
from datetime import timedelta

from botbuilder.schema import Activity

from bot.policy.errors import Conflict
from bot.policy.outcome import Outcome
from bot.policy.records import Channel, Chat
from bot.teams.roads import remember
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.teams.edge import ALICE, BOT, NOW, TENANT, recorded


def arrived(name: str = "message.personal", **changes: object) -> Activity:
    """A recorded activity as the handler gets it."""
    return Activity.deserialize(copy.deepcopy(recorded(name, **changes)))


async def test_a_first_message_teaches_both_roads() -> None:
    """The person's own chat, and the tenant's service URL for those who never wrote."""
    store, clock, activity = MemoryStore(), FakeClock(NOW), arrived()
    await remember(store, clock, activity)
    chat, channel = await store.get(Chat, ALICE), await store.get(Channel, TENANT)
    assert chat == Chat(
        id=ALICE, version=1, service_url=activity.service_url, conversation="a:alice-chat", bot_id=BOT, seen_at=NOW
    )
    assert channel == Channel(id=TENANT, version=1, service_url=activity.service_url, bot_id=BOT)


async def test_a_usual_turn_writes_nothing() -> None:
    """Only news is written: another road, or a day gone by."""
    store, clock = MemoryStore(), FakeClock(NOW)
    for _ in range(3):
        await remember(store, clock, arrived())
    assert store.writes == 1
    await remember(store, clock, arrived(serviceUrl="http://localhost:9/"))
    assert store.writes == 2
    clock.move(timedelta(days=1))
    await remember(store, clock, arrived(serviceUrl="http://localhost:9/"))
    assert store.writes == 3
    chat = await store.get(Chat, ALICE)
    assert chat is not None
    assert (chat.service_url, chat.seen_at) == ("http://localhost:9/", clock.now())


async def test_what_else_is_known_of_the_person_stays() -> None:
    """A new road does not bring a second welcome."""
    store, clock = MemoryStore(), FakeClock(NOW)
    await remember(store, clock, arrived())
    chat = await store.get(Chat, ALICE)
    assert chat is not None
    await store.keep(Outcome(records=(chat.model_copy(update={"welcomed": True}),)))
    await remember(store, clock, arrived(serviceUrl="http://localhost:9/"))
    moved = await store.get(Chat, ALICE)
    assert moved is not None
    assert moved.welcomed


async def test_a_group_teaches_the_tenant_s_road_alone() -> None:
    """Nobody is ever written to in a channel or a group."""
    store = MemoryStore()
    group = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True}
    await remember(store, FakeClock(NOW), arrived(conversation=group))
    assert await store.get(Chat, ALICE) is None
    assert await store.get(Channel, TENANT) is not None


async def test_a_removal_teaches_nothing() -> None:
    """Whoever takes the app away is not reached by that road."""
    store = MemoryStore()
    await remember(store, FakeClock(NOW), arrived("installationUpdate.remove"))
    assert store.writes == 0


async def test_an_installation_teaches_the_chat() -> None:
    """The app's arrival is enough: nobody needs to write first."""
    store = MemoryStore()
    await remember(store, FakeClock(NOW), arrived("installationUpdate.add.personal"))
    assert await store.get(Chat, ALICE) is not None


async def test_a_conflict_is_looked_at_again() -> None:
    """Two turns of one person at once: the second finds it known, and says nothing."""

    class Contested(MemoryStore):
        contests = 1

        async def keep(self, outcome: Outcome) -> None:
            if self.contests:
                self.contests -= 1
                await super().keep(outcome)
                raise Conflict
            await super().keep(outcome)

    store = Contested()
    await remember(store, FakeClock(NOW), arrived())
    assert store.writes == 1
