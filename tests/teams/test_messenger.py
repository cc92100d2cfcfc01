"""The messenger over real HTTP: into a person's own chat, or a truthful failure."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime

import aiohttp
import pytest
import pytest_asyncio

from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Address, Channel, Chat, Message
from bot.teams.connector import KeptConnectors, ServiceUrlRefused
from bot.teams.credentials import NoTokens, TokenUnavailable
from bot.teams.messenger import TeamsMessenger
from bot.teams.service_urls import is_loopback
from tests.clock import PATIENCE, FakeClock
from tests.fakes import MemoryStore
from tests.teams.edge import ALICE, BOT, NOW, TENANT, Answer, ConnectorServer, drops, hangs, says, serve

CARD = Message(summary="OS-2026-0001: threat", card='{"type": "AdaptiveCard", "version": "1.5"}')


@dataclass
class Road:
    """A messenger on a memory store, and the connector at its end."""

    messenger: TeamsMessenger
    store: MemoryStore
    connector: ConnectorServer
    connectors: KeptConnectors
    clock: FakeClock
    service_url: str

    async def knows_alice(self, **changes: object) -> None:
        chat = {"service_url": self.service_url, "conversation": "a:alice chat", "bot_id": BOT, "seen_at": NOW}
        await self.store.keep(Outcome(records=(Chat.model_validate({"id": ALICE, **chat, **changes}),)))

    async def knows_tenant(self) -> None:
        channel = Channel(id=TENANT, service_url=self.service_url, bot_id=BOT)
        await self.store.keep(Outcome(records=(channel,)))

    @property
    def address(self) -> Address:
        return Address(service_url=self.service_url, conversation="a:alice chat", activity="1")


@pytest_asyncio.fixture(name="road")
async def running(request: pytest.FixtureRequest) -> AsyncIterator[Road]:
    """Patient, for a busy machine answers late; where nothing is ever answered, it is given up soon."""
    connector, store, clock = ConnectorServer(), MemoryStore(), FakeClock(NOW)
    case = getattr(request.node, "callspec", None)
    silent = case is not None and case.params.get("fault") is hangs
    patience = aiohttp.ClientTimeout(total=0.3 if silent else PATIENCE)
    async with serve(connector.routes()) as url, aiohttp.ClientSession(timeout=patience) as session:
        connectors = KeptConnectors(session, NoTokens(), is_loopback)
        messenger = TeamsMessenger(store, connectors, clock, tenant=TENANT.upper())
        yield Road(messenger, store, connector, connectors, clock, url)


async def test_a_card_goes_into_a_known_chat(road: Road) -> None:
    """The card as an attachment, the toast's summary, and the alert that makes it alert."""
    await road.knows_alice()
    address = await road.messenger.post(ALICE, CARD)
    assert address == Address(service_url=road.service_url, conversation="a:alice chat", activity="message-1")
    (call,) = road.connector.calls
    assert (call.method, call.path) == ("POST", "/v3/conversations/a%3Aalice%20chat/activities")
    assert "Authorization" not in call.headers
    assert call.body["summary"] == CARD.summary
    assert call.body["channelData"] == {"notification": {"alert": True}}
    assert call.body["attachments"] == [
        {
            "contentType": "application/vnd.microsoft.card.adaptive",
            "content": {"type": "AdaptiveCard", "version": "1.5"},
        }
    ]
    assert (call.body["type"], call.body["from"], call.body["conversation"]) == (
        "message",
        {"id": BOT},
        {"id": "a:alice chat"},
    )


async def test_a_text_goes_as_text(road: Road) -> None:
    """Without a card there is no attachment."""
    await road.knows_alice()
    await road.messenger.post(ALICE, Message(summary="s", text="Good morning \U0001f600"))
    assert road.connector.calls[0].body["text"] == "Good morning \U0001f600"
    assert "attachments" not in road.connector.calls[0].body


async def test_who_never_wrote_gets_a_chat_that_is_kept(road: Road) -> None:
    """Opened on the tenant's road, once; the second message goes straight there."""
    await road.knows_tenant()
    address = await road.messenger.post(ALICE, CARD)
    again = await road.messenger.post(ALICE, CARD)
    assert [call.method for call in road.connector.calls] == ["POST"] * 3
    assert road.connector.calls[0].path == "/v3/conversations"
    assert road.connector.calls[0].body == {
        "isGroup": False,
        "bot": {"id": BOT},
        "members": [{"id": ALICE}],
        "tenantId": TENANT,
        "channelData": {"tenant": {"id": TENANT}},
    }
    assert address.conversation == again.conversation == "a:opened-1"
    chat = await road.store.get(Chat, ALICE)
    assert chat is not None
    assert (chat.conversation, chat.service_url, chat.bot_id, chat.welcomed) == (
        "a:opened-1",
        road.service_url,
        BOT,
        False,
    )


async def test_two_messages_at_once_open_one_chat(road: Road) -> None:
    """One opening at a time for a person."""
    await road.knows_tenant()
    addresses = await asyncio.gather(*(road.messenger.post(ALICE, CARD) for _ in range(5)))
    assert road.connector.paths().count("POST /v3/conversations") == 1
    assert {address.conversation for address in addresses} == {"a:opened-1"}


async def test_one_client_and_one_connection_serve_all(road: Road) -> None:
    """Nothing is made anew for a message."""
    await road.knows_alice()
    for _ in range(3):
        await road.messenger.post(ALICE, CARD)
    await road.messenger.edit(road.address, CARD)
    assert len({str(call.peer) for call in road.connector.calls}) == 1
    assert road.connectors.client(road.service_url) is road.connectors.client(road.service_url)


async def test_an_edit_changes_the_message_without_a_sound(road: Road) -> None:
    """PUT to the message's own address, and no alert."""
    await road.messenger.edit(road.address, CARD)
    (call,) = road.connector.calls
    assert f"{call.method} {call.path}" == "PUT /v3/conversations/a%3Aalice%20chat/activities/1"
    assert "channelData" not in call.body
    assert call.body["id"] == "1"


async def test_a_message_is_taken_away(road: Road) -> None:
    """DELETE of the message's own address; one that Teams never named cannot be taken away, and is given up."""
    await road.messenger.delete(road.address)
    (call,) = road.connector.calls
    assert f"{call.method} {call.path}" == "DELETE /v3/conversations/a%3Aalice%20chat/activities/1"
    with pytest.raises(Undelivered) as nameless:
        await road.messenger.delete(road.address.model_copy(update={"activity": ""}))
    assert nameless.value.for_good


async def test_a_service_that_takes_nothing_away_is_not_asked_again(road: Road) -> None:
    """The Playground has no such call: the older card stays, and nothing waits for it."""
    road.connector.script.append(says(501))
    with pytest.raises(Undelivered) as refused:
        await road.messenger.delete(road.address)
    assert refused.value.for_good


def _error(code: str, message: str = "") -> dict[str, object]:
    return {"error": {"code": code, "message": message}}


ROSTER = "BotNotInConversationRoster"
LATER = format_datetime(NOW + timedelta(seconds=90), usegmt=True)
EARLIER = format_datetime(NOW - timedelta(seconds=90), usegmt=True)
NOT_INSTALLED = ("not_installed", True, None)
FAILURES: list[tuple[Answer, str, bool, float | None]] = [
    (says(403, _error("BotNotInConversationRoster")), "not_installed", True, None),
    (says(403, _error("MessageWritesBlocked")), "blocked", True, None),
    (says(403, _error("ConversationBlockedByUser")), "blocked", True, None),
    (says(403, {"errorCode": 209, "subCode": "MessageWritesBlocked"}), "blocked", True, None),
    (says(403, {"error": {"code": "Forbidden", "subCode": "MessageWritesBlocked"}}), "blocked", True, None),
    (says(403, _error("ForbiddenOperationException", "Bot isn't installed in user's personal scope")), *NOT_INSTALLED),
    (says(403, _error("Forbidden", "Bot is not installed in user's personal scope")), *NOT_INSTALLED),
    (says(404, _error("ConversationNotFound")), "gone", True, None),
    (says(404, _error("ActivityNotFoundInConversation")), "card_gone", True, None),
    # Whatever else refuses says nothing of this person: it is an outage, and passes.
    (says(403, _error("BotDisabledByAdmin")), "disabled", False, None),
    (says(403, _error("NotEnoughPermissions")), "refused", False, None),
    (says(403, _error("InvalidBotApiHost")), "refused", False, None),
    (says(403, "<html>forbidden: BotNotInConversationRoster</html>"), "refused", False, None),
    (says(403, []), "refused", False, None),
    (says(403, {"error": 7}), "refused", False, None),
    (says(403, {"error": {"code": 7}}), "refused", False, None),
    (says(404, "<html>Not Found</html>"), "http_404", False, None),
    (says(405, "<html>"), "http_405", False, None),
    (says(410, "<html>"), "http_410", False, None),
    (says(400, _error("BadSyntax")), "http_400", False, None),
    (says(401, _error("BotNotInConversationRoster")), "http_401", False, None),
    (says(502, _error("BotNotInConversationRoster")), "http_502", False, None),
    (says(401, {"message": "Authorization has been denied"}), "http_401", False, None),
    (says(429, _error("Throttled"), Retry_After="7"), "throttled", False, 7.0),
    (says(429, None, Retry_After=LATER), "throttled", False, 90.0),
    (says(429, None, Retry_After=EARLIER), "throttled", False, 0.0),
    (says(429, None, Retry_After="soon"), "throttled", False, None),
    (says(429, None, Retry_After="inf"), "throttled", False, None),
    (says(429), "throttled", False, None),
    (says(412), "http_412", False, None),
    (says(500, "<html>"), "http_500", False, None),
    (says(502, "<html>Bad Gateway</html>"), "http_502", False, None),
    (says(503, None, Retry_After="2"), "http_503", False, 2.0),
    (says(504), "http_504", False, None),
    (says(520, "<html>"), "http_520", False, None),
    (says(302, "", Location="https://example.com/"), "http_302", False, None),
    (says(200, "<html>Please log in</html>"), "unreadable", False, None),
    (hangs, "timeout", False, None),
    (drops, "no_connection", False, None),
]


@pytest.mark.parametrize("editing", [False, True], ids=["post", "edit"])
@pytest.mark.parametrize(("fault", "reason", "for_good", "retry_after"), FAILURES)
async def test_every_failure_is_told_as_it_is(
    road: Road, fault: Answer, reason: str, for_good: bool, retry_after: float | None, editing: bool
) -> None:
    """One attempt, one truthful `Undelivered`; what is known of the person stays known."""
    await road.knows_alice()
    # aiohttp itself sends an edit once more when a connection drops: doing it twice is doing it once.
    attempts = 2 if editing and fault is drops else 1
    road.connector.script = [fault] * attempts
    with pytest.raises(Undelivered) as caught:
        await (road.messenger.edit(road.address, CARD) if editing else road.messenger.post(ALICE, CARD))
    failure = caught.value
    if reason in {"gone", "http_404"} and not editing:
        # A chat that is no more is asked for anew, and here there is no road to ask on.
        reason, for_good = "no_road", False
    assert (failure.reason, failure.for_good, failure.retry_after) == (reason, for_good, retry_after)
    assert len(road.connector.calls) == attempts
    assert await road.store.get(Chat, ALICE) is not None


@pytest.mark.parametrize(("fault", "reason", "for_good", "retry_after"), FAILURES)
async def test_every_failure_to_open_a_chat_is_told_as_it_is(
    road: Road, fault: Answer, reason: str, for_good: bool, retry_after: float | None
) -> None:
    """The same table holds for opening a chat, and nothing is kept of one that was not opened."""
    await road.knows_tenant()
    road.connector.script = [fault]
    with pytest.raises(Undelivered) as caught:
        await road.messenger.post(ALICE, CARD)
    assert (caught.value.reason, caught.value.for_good, caught.value.retry_after) == (reason, for_good, retry_after)
    assert await road.store.get(Chat, ALICE) is None


async def test_nobody_listening_is_no_connection(road: Road) -> None:
    """A closed port answers at once."""
    await road.knows_alice(service_url="http://127.0.0.1:1")
    with pytest.raises(Undelivered) as caught:
        await road.messenger.post(ALICE, CARD)
    assert (caught.value.reason, caught.value.for_good) == ("no_connection", False)


async def test_without_a_road_nothing_is_lost(road: Road) -> None:
    """Nobody of the tenant has been heard of yet: to be tried again."""
    with pytest.raises(Undelivered) as caught:
        await road.messenger.post(ALICE, CARD)
    assert (caught.value.reason, caught.value.for_good) == ("no_road", False)


async def test_an_address_outside_the_list_is_never_called(road: Road) -> None:
    """A service URL that got into the store is checked again on the way out."""
    await road.knows_alice(service_url="https://evil.test/")
    with pytest.raises(Undelivered) as caught:
        await road.messenger.post(ALICE, CARD)
    assert caught.value.reason == "no_road"
    with pytest.raises(ServiceUrlRefused):
        await road.connectors.create("https://evil.test/", "https://api.botframework.com")


async def test_a_chat_that_is_no_more_is_opened_anew(road: Road) -> None:
    """After a 404 Teams is asked once for the chat that there is now, and the record follows."""
    await road.knows_alice(welcomed=True)
    await road.knows_tenant()
    road.connector.script = [says(404, _error("ConversationNotFound"))]
    address = await road.messenger.post(ALICE, CARD)
    assert address.conversation == "a:opened-2"
    chat = await road.store.get(Chat, ALICE)
    assert chat is not None
    assert (chat.conversation, chat.welcomed) == ("a:opened-2", True)


@pytest.mark.parametrize("fault", [says(404, _error("ConversationNotFound")), says(403, _error(ROSTER))])
async def test_a_chat_that_stays_gone_is_out_of_reach(road: Road, fault: Answer) -> None:
    """If Teams names the same chat again, its refusal stands."""
    await road.knows_alice()
    await road.knows_tenant()
    road.connector.script = [fault, says(201, {"id": "a:alice chat"})]
    with pytest.raises(Undelivered) as caught:
        await road.messenger.post(ALICE, CARD)
    assert (caught.value.reason in {"gone", "not_installed"}, caught.value.for_good) == (True, True)
    assert len(road.connector.calls) == 2, "asked once"


@pytest.mark.parametrize("doing", ["post", "probe"])
@pytest.mark.parametrize("known", ["a:an older chat", "19:two-people@unq.gbl.spaces"])
async def test_a_chat_that_the_bot_is_not_in_is_opened_anew(road: Road, known: str, doing: str) -> None:
    """Perhaps we know the wrong one: learnt long ago, or from a chat with somebody else. The record follows."""
    await road.knows_alice(conversation=known)
    await road.knows_tenant()
    road.connector.script = [says(403, _error(ROSTER))] if known.startswith("a:") else []
    await (road.messenger.post(ALICE, CARD) if doing == "post" else road.messenger.probe(ALICE))
    chat = await road.store.get(Chat, ALICE)
    assert chat is not None
    assert chat.conversation.startswith("a:opened-")


async def test_nothing_is_said_in_a_chat_that_is_not_the_persons_own(road: Road) -> None:
    """A road once learnt from a chat with somebody else is never taken, even where Teams would."""
    await road.knows_alice(conversation="19:two-people@unq.gbl.spaces")
    with pytest.raises(Undelivered) as caught:
        await road.messenger.post(ALICE, CARD)
    assert (caught.value.reason, caught.value.for_good) == ("no_road", False)
    assert not road.connector.calls


@pytest.mark.parametrize("editing", [False, True], ids=["post", "edit"])
@pytest.mark.parametrize("fault", [says(413, "<html>"), says(413, _error("MessageSizeTooBig"))])
async def test_what_is_too_large_for_teams_arrives_in_a_sentence(road: Road, fault: Answer, editing: bool) -> None:
    """The same toast, what it is about, and how to open it; nothing is given up."""
    await road.knows_alice()
    road.connector.script = [fault]
    await (road.messenger.edit(road.address, CARD) if editing else road.messenger.post(ALICE, CARD))
    _, short = road.connector.calls
    assert "attachments" not in short.body
    assert short.body["summary"] == CARD.summary
    assert CARD.summary in str(short.body["text"])
    assert "Type its reference" in str(short.body["text"])


async def test_a_sentence_that_is_too_large_too_waits(road: Road) -> None:
    """Something before Teams takes nothing at all: that passes."""
    await road.knows_alice()
    road.connector.script = [says(413, "<html>")] * 2
    with pytest.raises(Undelivered) as caught:
        await road.messenger.post(ALICE, CARD)
    assert (caught.value.reason, caught.value.for_good) == ("too_large", False)


async def test_a_message_that_teams_does_not_name_is_delivered_all_the_same(road: Road) -> None:
    """Its address is without an activity, and it cannot be edited."""
    await road.knows_alice()
    road.connector.script = [says(202, {})]
    address = await road.messenger.post(ALICE, CARD)
    assert address.activity == ""
    with pytest.raises(Undelivered) as caught:
        await road.messenger.edit(address, CARD)
    assert caught.value.reason == "gone"


async def test_a_store_that_cannot_be_read_is_an_undelivered_too(road: Road) -> None:
    """The port promises `Undelivered` for every failure."""
    road.store.broken = True
    with pytest.raises(Undelivered) as caught:
        await road.messenger.post(ALICE, CARD)
    assert (caught.value.reason, caught.value.for_good) == ("store_unavailable", False)


class _OneToken:
    """A token, or none today."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    async def bearer(self) -> str:
        if self._token is None:
            raise TokenUnavailable
        return self._token

    async def close(self) -> None:
        """Nothing to close."""


@pytest.mark.parametrize("token", ["secret", None])
async def test_calls_are_signed_and_a_token_follows_no_redirect(token: str | None) -> None:
    """The header goes to the service URL alone; without a token nothing is sent."""
    connector, elsewhere, store = ConnectorServer(), ConnectorServer(), MemoryStore()
    async with (
        serve(connector.routes()) as url,
        serve(elsewhere.routes()) as other_url,
        aiohttp.ClientSession() as session,
    ):
        connectors = KeptConnectors(session, _OneToken(token), is_loopback)
        messenger = TeamsMessenger(store, connectors, FakeClock(NOW), tenant=TENANT)
        await store.keep(
            Outcome(records=(Chat(id=ALICE, service_url=url, conversation="a:1", bot_id=BOT, seen_at=NOW),))
        )
        connector.script = [says(307, "", Location=f"{other_url}/v3/conversations")]
        with pytest.raises(Undelivered) as caught:
            await messenger.post(ALICE, CARD)
    assert caught.value.reason == ("http_307" if token else "no_token")
    assert [call.headers["Authorization"] for call in connector.calls] == (["Bearer secret"] if token else [])
    assert not elsewhere.calls


async def test_kept_clients_are_bounded() -> None:
    """Sixteen at most, however many service URLs come by."""
    async with aiohttp.ClientSession() as session:
        connectors = KeptConnectors(session, NoTokens(), is_loopback)
        first = connectors.client("http://127.0.0.1:1")
        for port in range(2, 17):
            connectors.client(f"http://127.0.0.1:{port}")
        assert connectors.client("http://127.0.0.1:1") is first
        second = connectors.client("http://127.0.0.1:17")
        assert connectors.client("http://127.0.0.1:17") is second
        assert connectors.client("http://127.0.0.1:1") is first
        assert len(connectors._kept) == 16


async def test_a_large_card_keeps_its_letters(road: Road) -> None:
    """Non-ASCII text arrives whole and the length is right."""
    await road.knows_alice()
    text = "\u2603\u00e9\U0001f469\u200d\U0001f3eb" * 2_000
    await road.messenger.post(ALICE, Message(summary="s", card=json.dumps({"body": text})))
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": {"body": text}}
    assert road.connector.calls[0].body["attachments"] == [attachment]
