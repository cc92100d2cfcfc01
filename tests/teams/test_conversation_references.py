"""What the bot learns of the roads to people from what they send."""

from __future__ import annotations

import copy
from datetime import timedelta

import pytest
from botbuilder.schema import Activity

from bot.policy.kit.errors import Conflict
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Channel, Chat
from bot.teams.conversation_references import ConversationReferences, removes
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.teams.edge import ALICE, BOT, NOW, TENANT, recorded


def arrived(name: str = "message.personal", /, **changes: object) -> Activity:
    """A recorded activity as the handler gets it."""
    return Activity.deserialize(copy.deepcopy(recorded(name, **changes)))


async def test_a_first_message_teaches_both_roads() -> None:
    """The person's own chat, and the tenant's service URL for those who never wrote."""
    store, clock, activity = MemoryStore(), FakeClock(NOW), arrived()
    await ConversationReferences(store, clock).save(activity)
    chat, channel = await store.get(Chat, ALICE), await store.get(Channel, TENANT)
    assert chat == Chat(
        id=ALICE, version=1, service_url=activity.service_url, conversation="a:alice-chat", bot_id=BOT, seen_at=NOW
    )
    assert channel == Channel(id=TENANT, version=1, service_url=activity.service_url, bot_id=BOT)


async def test_a_usual_turn_writes_nothing() -> None:
    """Only news is written: another road, or a day gone by."""
    store, clock = MemoryStore(), FakeClock(NOW)
    for _ in range(3):
        await ConversationReferences(store, clock).save(arrived())
    assert store.writes == 1
    await ConversationReferences(store, clock).save(arrived(serviceUrl="http://localhost:9/"))
    assert store.writes == 2
    clock.move(timedelta(days=1))
    await ConversationReferences(store, clock).save(arrived(serviceUrl="http://localhost:9/"))
    assert store.writes == 3
    chat = await store.get(Chat, ALICE)
    assert chat is not None
    assert (chat.service_url, chat.seen_at) == ("http://localhost:9/", clock.now())


async def test_what_else_is_known_of_the_person_stays() -> None:
    """A new road does not bring a second welcome."""
    store, clock = MemoryStore(), FakeClock(NOW)
    await ConversationReferences(store, clock).save(arrived())
    chat = await store.get(Chat, ALICE)
    assert chat is not None
    await store.keep(Outcome(records=(chat.model_copy(update={"welcomed": True}),)))
    await ConversationReferences(store, clock).save(arrived(serviceUrl="http://localhost:9/"))
    moved = await store.get(Chat, ALICE)
    assert moved is not None
    assert moved.welcomed


GROUP = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True}
NOT_THEIR_OWN_CHAT = [
    GROUP,
    {"id": "19:two-people@unq.gbl.spaces", "conversationType": "personal"},
    {"id": "19:two-people@unq.gbl.spaces"},
    {"id": "a:alice-chat"},
    {"id": "a:alice-chat", "conversationType": ""},
    {"id": "a:alice-chat", "conversationType": "personal", "isGroup": True},
    {"id": "a:alice-chat", "conversationType": "channel"},
]


@pytest.mark.parametrize("conversation", NOT_THEIR_OWN_CHAT)
async def test_only_a_persons_own_chat_teaches(conversation: dict[str, object]) -> None:
    """Nobody is ever written to in a channel or a group, nor in a chat of two people."""
    store = MemoryStore()
    await ConversationReferences(store, FakeClock(NOW)).save(arrived(conversation=conversation))
    assert await store.get(Chat, ALICE) is None


@pytest.mark.parametrize("name", ["composeExtension/submitAction", "adaptiveCard/action"])
async def test_the_first_that_a_tenant_sends_says_where_it_is_reached(name: str) -> None:
    """A first alert on an empty store alerts people who never wrote; what is known stays as it is."""
    store, clock = MemoryStore(), FakeClock(NOW)
    first = arrived(type="invoke", name=name, conversation=GROUP)
    await ConversationReferences(store, clock).save(first)
    await ConversationReferences(store, clock).save(
        arrived(type="invoke", name=name, conversation=GROUP, serviceUrl="http://localhost:9/")
    )
    channel = await store.get(Channel, TENANT)
    assert channel is not None
    assert channel.service_url == first.service_url
    assert store.writes == 1


INVOKES = [
    *("composeExtension/fetchTask", "composeExtension/submitAction", "composeExtension/query", "task/fetch"),
    *("task/submit", "adaptiveCard/action", "fileConsent/invoke"),
]


@pytest.mark.parametrize("conversation", [None, *NOT_THEIR_OWN_CHAT])
@pytest.mark.parametrize("name", INVOKES)
async def test_an_invoke_teaches_nothing(name: str, conversation: dict[str, object] | None) -> None:
    """A message extension and a dialog are opened in chats with others too: where their user is reached stays known."""
    store, clock = MemoryStore(), FakeClock(NOW)
    await ConversationReferences(store, clock).save(arrived())
    before = await store.get(Chat, ALICE)
    changes = {"conversation": conversation} if conversation else {}
    invoke = arrived(type="invoke", name=name, serviceUrl="http://localhost:9/", **changes)
    await ConversationReferences(store, clock).save(invoke)
    assert await store.get(Chat, ALICE) == before
    assert store.writes == 1


async def test_the_case_of_the_chats_kind_does_not_matter() -> None:
    """`Personal` is personal."""
    store = MemoryStore()
    own = {"id": "a:alice-chat", "conversationType": "Personal"}
    await ConversationReferences(store, FakeClock(NOW)).save(arrived(conversation=own))
    assert await store.get(Chat, ALICE) is not None


async def test_a_removal_teaches_no_chat() -> None:
    """Whoever takes the app away is not reached by that road."""
    store = MemoryStore()
    await ConversationReferences(store, FakeClock(NOW)).save(arrived("installationUpdate.remove"))
    assert await store.get(Chat, ALICE) is None


@pytest.mark.parametrize(("action", "gone"), [("remove", True), ("remove-upgrade", False), ("add-upgrade", False)])
def test_only_a_removal_takes_the_app_away(action: str, gone: bool) -> None:
    """A new version of the app is told as two: the old one goes, the new one comes. It was there all the time."""
    assert removes(arrived("installationUpdate.remove", action=action)) is gone


async def test_an_installation_teaches_the_chat() -> None:
    """The app's arrival is enough: nobody needs to write first."""
    store = MemoryStore()
    await ConversationReferences(store, FakeClock(NOW)).save(arrived("installationUpdate.add.personal"))
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
    await ConversationReferences(store, FakeClock(NOW)).save(arrived())
    assert store.writes == 1
