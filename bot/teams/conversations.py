"""The Bot Connector's conversation calls, as the framework's adapter and the messenger make them, over one session.

Source: "Bot Connector API reference", conversation operations. They stand in the place of the framework's own client
(`connector_client.conversations`), which builds each call through msrest's pipeline: a third of a turn's CPU. This
module knows nothing of what is sent, nor of what a refusal means to the school.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import quote

import aiohttp
from botbuilder.schema import Activity, ConversationParameters, ResourceResponse
from botframework.connector import models
from yarl import URL

from bot.teams.credentials import Tokens
from bot.teams.serialising import CompiledSerializer

_RETRY_PAUSE_SECONDS = 0.2
"""Seconds before the one quick retry of an answer within a turn."""
_LONGEST_PAUSE_SECONDS = 1.0
"""A Retry-After beyond this many seconds is too long for a person who waits."""
_WORTH_ONE_MORE = frozenset({429, 502, 503, 504})
_EMPTY_BODIES = (b"", b"null")
_JSON = {"Accept": "application/json", "Content-Type": "application/json; charset=utf-8"}
_WRITE = CompiledSerializer({name: model for name, model in vars(models).items() if isinstance(model, type)})


@dataclass(frozen=True, slots=True)
class ConnectorReply:
    """A connector's whole answer. `headers` are found whatever their letters' case."""

    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def taken(self) -> bool:
        """Whether the status is one of success."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    def body(self) -> dict[str, object] | list[object] | None:
        """The body's JSON object, or its list (a chat's members); None when it is anything else: a gateway answers
        in HTML."""
        try:
            value = json.loads(self.raw)
        except (ValueError, RecursionError):
            return None
        return value if isinstance(value, dict | list) else None


class ConnectorRefused(Exception):
    """The connector, or something before it, answered with another status than success: `reply` is its answer."""

    def __init__(self, reply: ConnectorReply) -> None:
        super().__init__(str(reply.status))
        self.reply = reply


class AnswerUnreadable(Exception):
    """Something other than the connector said 2xx: a proxy's page, most likely. Teams may never have been reached."""


class Conversations:
    """The calls of one service URL, signed with the bot's token.

    No redirect is followed, so that a token cannot leave for another host. What a person waits for within a turn gets
    one quick retry on a dropped connection, 502, 503, 504, or 429 with a short Retry-After; `retry=False` forbids it.
    Each call raises `ConnectorRefused`, `AnswerUnreadable`, `TokenUnavailable`, aiohttp's errors, `TimeoutError`, and
    what msrest raises for an activity that cannot be written.
    """

    def __init__(self, session: aiohttp.ClientSession, tokens: Tokens, service_url: str) -> None:
        self._session = session
        self._tokens = tokens
        self._root = URL(service_url.rstrip("/") + "/v3/conversations", encoded=True)

    async def create_conversation(self, parameters: ConversationParameters, *, retry: bool = True) -> ResourceResponse:
        """Open a conversation; its id."""
        return _name_tenant(await self._call("POST", "", _opening(parameters), retry=retry))

    async def send_to_conversation(
        self, conversation_id: str, activity: Activity, *, retry: bool = True
    ) -> ResourceResponse:
        """Put a new message into a conversation; its id."""
        return _name_tenant(await self._call("POST", _in(conversation_id), _body(activity, "Activity"), retry=retry))

    async def reply_to_activity(
        self, conversation_id: str, activity_id: str, activity: Activity, *, retry: bool = True
    ) -> ResourceResponse:
        """Answer a message; the answer's id."""
        below = _in(conversation_id, activity_id)
        return _name_tenant(await self._call("POST", below, _body(activity, "Activity"), retry=retry))

    async def update_activity(
        self, conversation_id: str, activity_id: str, activity: Activity, *, retry: bool = True
    ) -> ResourceResponse:
        """Change a message; its id."""
        below = _in(conversation_id, activity_id)
        return _resource_of(await self._call("PUT", below, _body(activity, "Activity"), retry=retry))

    async def delete_activity(self, conversation_id: str, activity_id: str, *, retry: bool = True) -> None:
        """Take a message away."""
        await self._call("DELETE", _in(conversation_id, activity_id), None, retry=retry)

    async def get_conversation_members(self, conversation_id: str, *, retry: bool = True) -> object:
        """Who is in a conversation, in JSON's own types."""
        return (await self._call("GET", f"/{quote(conversation_id, safe='')}/members", None, retry=retry)).body()

    async def _call(self, method: str, below: str, body: bytes | None, *, retry: bool) -> ConnectorReply:
        """The answer, which is one of success, in JSON or empty."""
        url = self._root.with_path(self._root.raw_path + below, encoded=True)
        pause: float | None = _RETRY_PAUSE_SECONDS
        reply = None
        try:
            reply = await self._ask(method, url, body)
            pause = _pause_after(reply)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            if not retry:
                raise
        if reply is None or (pause is not None and retry):
            # A pause of the network's scale, not of the school's: it has no business on the school's clock.
            await asyncio.sleep(pause or 0)
            reply = await self._ask(method, url, body)
        if not reply.taken:
            raise ConnectorRefused(reply)
        if reply.body() is None and reply.raw.strip() not in _EMPTY_BODIES:
            raise AnswerUnreadable
        return reply

    async def _ask(self, method: str, url: URL, body: bytes | None) -> ConnectorReply:
        token = await self._tokens.bearer()
        headers = _JSON if token is None else {**_JSON, "Authorization": f"Bearer {token}"}
        async with self._session.request(method, url, data=body, headers=headers, allow_redirects=False) as response:
            return ConnectorReply(response.status, response.headers, await response.read())


@lru_cache(maxsize=1_000)
def _in(conversation_id: str, activity_id: str | None = None) -> str:
    """Where a conversation's messages are, or one of them, below the root: every character that is odd is quoted."""
    activities = f"/{quote(conversation_id, safe='')}/activities"
    return activities if activity_id is None else f"{activities}/{quote(activity_id, safe='')}"


def _body(model: object, name: str) -> bytes:
    return json.dumps(_WRITE.body(model, name)).encode()


def _opening(parameters: ConversationParameters) -> bytes:
    """A conversation to be opened. The framework writes `tenantID` where the published interface has `tenantId`."""
    asked = _WRITE.body(parameters, "ConversationParameters")
    if isinstance(asked, dict) and "tenantID" in asked:
        asked["tenantId"] = asked.pop("tenantID")
    return json.dumps(asked).encode()


def _name_tenant(reply: ConnectorReply) -> ResourceResponse:
    """The id that Teams gave to what is new; None where it says that it has accepted it and no more.

    Raises `AnswerUnreadable` for any other success without an id: it is an empty page of something in between, and
    nobody has been told anything.
    """
    resource = _resource_of(reply)
    if not resource.id and reply.status != HTTPStatus.ACCEPTED:
        raise AnswerUnreadable
    return resource


def _resource_of(reply: ConnectorReply) -> ResourceResponse:
    """The id that Teams gave, or None. Raises `AnswerUnreadable`."""
    said = reply.body()
    if isinstance(said, list):
        raise AnswerUnreadable
    name = said.get("id") if isinstance(said, dict) else None
    return ResourceResponse(id=name if isinstance(name, str) else None)


def _pause_after(reply: ConnectorReply) -> float | None:
    """Seconds to wait before asking once more within a turn, or None when this answer must stand."""
    if reply.status not in _WORTH_ONE_MORE:
        return None
    told = reply.headers.get("Retry-After")
    if told is None:
        return _RETRY_PAUSE_SECONDS
    return float(told) if told.isascii() and told.isdigit() and int(told) <= _LONGEST_PAUSE_SECONDS else None
