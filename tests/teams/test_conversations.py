"""Calls to the Bot Connector: asked as the framework's own client asks them, and answered as Teams answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
import pytest_asyncio
from botbuilder.schema import (
    Activity,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    ResourceResponse,
)
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import MicrosoftAppCredentials

from bot.teams.conversations import AnswerUnreadable, ConnectorRefused, Conversations
from bot.teams.credentials import NoTokens
from tests.teams.edge import Answer, ConnectorServer, drops, says, serve

CARD = {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": "It\u2019s the 24\u00a0November \U0001f3eb"}]}
ACTIVITY = Activity(
    type="message",
    summary="A report",
    from_property=ChannelAccount(id="28:bot"),
    conversation=ConversationAccount(id="a:1"),
    attachments=[Attachment(content_type="application/vnd.microsoft.card.adaptive", content=CARD)],
    channel_data={"notification": {"alert": True}},
)
OPENING = ConversationParameters(
    is_group=False,
    bot=ChannelAccount(id="28:bot"),
    members=[ChannelAccount(id="aaaaaaaa-0000-4000-8000-000000000001")],
    tenant_id="t",
    channel_data={"tenant": {"id": "t"}},
)
ODD = ("a:1", "19:x_y@unq.gbl.spaces", "a b/c?d#e%2f", "\u00e9", "f:1;messageid=2")
CALLS: list[tuple[str, tuple[object, ...]]] = [
    ("create_conversation", (OPENING,)),
    *(("send_to_conversation", (chat, ACTIVITY)) for chat in ODD),
    *(("reply_to_activity", (chat, "m:" + chat, ACTIVITY)) for chat in ODD),
    *(("update_activity", (chat, "m:" + chat, ACTIVITY)) for chat in ODD),
]


@dataclass
class Line:
    """The connector, our way to it, and the framework's."""

    connector: ConnectorServer
    ours: Conversations
    stock: object


@pytest_asyncio.fixture
async def line() -> AsyncIterator[Line]:
    """Both ways to one connector; with a slash at the end of its address, as Teams has it."""
    connector = ConnectorServer()
    async with serve(connector.routes()) as url, aiohttp.ClientSession() as session:
        stock = ConnectorClient(MicrosoftAppCredentials.empty(), base_url=f"{url}/")
        yield Line(connector, Conversations(session, NoTokens(), f"{url}/"), stock.conversations)


@pytest.mark.parametrize(("call", "given"), CALLS)
async def test_a_call_asks_what_the_framework_s_own_client_asks(
    line: Line, call: str, given: tuple[object, ...]
) -> None:
    """The same method, path and body, whatever characters the ids have; and the id that comes back. The tenant alone
    goes by the name of the published interface, which the framework's model misspells."""
    named = await getattr(line.ours, call)(*given)
    await getattr(line.stock, call)(*given)
    ours, stock = line.connector.calls
    misspelt = {"tenantId" if key == "tenantID" else key: value for key, value in stock.body.items()}
    assert (ours.method, ours.path, ours.body) == (stock.method, stock.path, misspelt)
    assert ours.headers["Content-Type"] == stock.headers["Content-Type"]
    assert named.id == ("a:opened-1" if call == "create_conversation" else "message-1")


async def test_teams_may_accept_a_message_without_naming_it(line: Line) -> None:
    """202 says that it is taken, and no more."""
    line.connector.script = [says(202)]
    assert (await line.ours.send_to_conversation("a:1", ACTIVITY)) == ResourceResponse(id=None)


@pytest.mark.parametrize("answer", [says(200), says(200, {}), says(201, {"id": 7}), says(200, {"id": ""})])
@pytest.mark.parametrize(("call", "given"), [CALLS[0], CALLS[1], CALLS[6]], ids=["opened", "sent", "answered"])
async def test_a_success_that_names_nothing_is_no_delivery(
    line: Line, answer: Answer, call: str, given: tuple[object, ...]
) -> None:
    """An empty page of a filter's is no message in anybody's chat. A message that is changed has its name already."""
    line.connector.script = [answer]
    with pytest.raises(AnswerUnreadable):
        await getattr(line.ours, call)(*given)
    line.connector.script = [says(200)]
    assert (await line.ours.update_activity("a:1", "m", ACTIVITY)) == ResourceResponse(id=None)


@pytest.mark.parametrize("answer", [says(200, "<html>Please log in</html>"), says(200, [])])
async def test_an_answer_that_teams_never_gives_is_not_believed(line: Line, answer: Answer) -> None:
    """A proxy's page with status 200 is no delivery."""
    line.connector.script = [answer]
    with pytest.raises(AnswerUnreadable):
        await line.ours.send_to_conversation("a:1", ACTIVITY)


@pytest.mark.parametrize("fault", [says(502), says(503), says(504), says(429, Retry_After="0"), drops])
async def test_one_quick_retry_unless_it_is_forbidden(line: Line, fault: Answer) -> None:
    """Within a turn a stumble is overcome; the messenger forbids it, for the outbox retries."""
    line.connector.script = [fault]
    assert (await line.ours.send_to_conversation("a:1", ACTIVITY)).id == "message-2"
    line.connector.script = [fault]
    with pytest.raises((ConnectorRefused, aiohttp.ServerDisconnectedError)):
        await line.ours.send_to_conversation("a:1", ACTIVITY, retry=False)
    assert len(line.connector.calls) == 3


async def test_who_is_in_a_chat_is_told_as_it_came(line: Line) -> None:
    """A list, in JSON's own types."""
    line.connector.script = [says(200, [{"id": "29:x"}])]
    assert await line.ours.get_conversation_members("a:1") == [{"id": "29:x"}]
    assert line.connector.paths() == ["GET /v3/conversations/a%3A1/members"]
