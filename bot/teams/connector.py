"""Calls to the Bot Connector: one shared session, and one kept client for each service URL and audience.

Built on the framework's own extension points. As it comes, the framework makes a connector client for each turn (most
of a turn's CPU goes into its retry policy's tables) and calls through `requests` in threads with a new connection each
time. This module knows nothing of what is sent, nor of what a refusal means to the school.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Mapping
from http import HTTPStatus
from typing import Protocol, cast

import aiohttp
from botbuilder.schema import Activity, ConversationParameters
from botframework.connector import BotFrameworkConnectorConfiguration, models
from botframework.connector.aio import ConnectorClient
from botframework.connector.aio.operations_async import ConversationsOperations
from botframework.connector.auth import ConnectorFactory
from msrest.pipeline import Request, Response
from msrest.pipeline.async_abc import AsyncHTTPSender, AsyncPipeline
from msrest.pipeline.universal import RawDeserializer
from msrest.universal_http import ClientRequest
from msrest.universal_http.async_abc import AsyncClientResponse
from yarl import URL

from bot.teams.credentials import Tokens
from bot.teams.serialising import CompiledDeserializer, CompiledSerializer
from bot.teams.service_urls import Allowed

AUDIENCE = "https://api.botframework.com"
"""Whom the bot's tokens are for."""

_PATIENCE = aiohttp.ClientTimeout(total=15, connect=5, sock_connect=5)
_PAUSE = 0.2
"""Seconds before the one quick retry of an answer within a turn."""
_LONGEST_PAUSE = 1.0
"""A Retry-After beyond this many seconds is too long for a person who waits."""
_WORTH_ONE_MORE = frozenset({429, 502, 503, 504})
_KEPT = 16


class ServiceUrlRefused(Exception):
    """The service URL is not one that the bot talks to. Nothing was sent."""


class AnswerUnreadable(Exception):
    """Something other than the connector said 2xx: a proxy's page, most likely. Teams may never have been reached."""


class HasId(Protocol):
    """What the connector answers to a send or a create."""

    id: str | None


class Conversations(Protocol):
    """The part of a client's `conversations` that is used here. `retry=False`: one attempt, no second one of ours."""

    async def create_conversation(self, parameters: ConversationParameters, *, retry: bool) -> HasId | None:
        """Open a conversation."""

    async def send_to_conversation(self, conversation_id: str, activity: Activity, *, retry: bool) -> HasId | None:
        """Put a new message into a conversation."""

    async def update_activity(
        self, conversation_id: str, activity_id: str, activity: Activity, *, retry: bool
    ) -> HasId | None:
        """Change a message."""

    async def get_conversation_members(self, conversation_id: str, *, retry: bool) -> object:
        """Who is in a conversation."""


class Connector(Protocol):
    """A connector client, as far as it is used here."""

    conversations: Conversations


def open_session(*, through_proxy: bool = False) -> aiohttp.ClientSession:
    """The one session that all calls share: 15 s for a call, 5 s of them to connect. The caller closes it.

    `through_proxy` honours HTTPS_PROXY and its kin. Must be called on the running loop.
    """
    return aiohttp.ClientSession(
        timeout=_PATIENCE,
        trust_env=through_proxy,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": "Microsoft-BotFramework/3.1 (online-safety-bot)"},
    )


class Reply(AsyncClientResponse):
    """A connector's whole answer, in the shape that msrest reads."""

    def __init__(
        self, request: ClientRequest, status: int, reason: str, headers: Mapping[str, str], raw: bytes
    ) -> None:
        super().__init__(request, None)
        # An HttpOperationError keeps `internal_response` as its `response`: let that be this very answer.
        self.internal_response = self
        self.status_code = status
        self.reason = reason
        self.headers = dict(headers)
        self._raw = raw

    def body(self) -> bytes:
        """The body as it came."""
        return self._raw

    @property
    def taken(self) -> bool:
        """Whether the status is one of success."""
        return HTTPStatus.OK <= (self.status_code or 0) < HTTPStatus.MULTIPLE_CHOICES

    def said(self) -> dict[str, object] | list[object] | None:
        """The body's JSON object, or its list (a chat's members); None when it is anything else: a gateway answers
        in HTML."""
        try:
            value = json.loads(self._raw)
        except (ValueError, RecursionError):
            return None
        return value if isinstance(value, dict | list) else None


class SharedSessionSender(AsyncHTTPSender[ClientRequest, AsyncClientResponse]):
    """Sends one client's requests through the shared session, signed with the bot's token.

    It signs and sends only what lies under the service URL that its client was made for, and follows no redirect, so
    that a token cannot leave for another host. What a person waits for within a turn gets one quick retry on a dropped
    connection, 502, 503, 504, or 429 with a short Retry-After; `retry=False` in the call's configuration forbids it.
    """

    def __init__(self, session: aiohttp.ClientSession, tokens: Tokens, service_url: str) -> None:
        self._session = session
        self._tokens = tokens
        self._under = service_url.rstrip("/") + "/"

    async def __aexit__(self, *exc_details: object) -> None:
        """Nothing: the session is shared and closed by whoever opened it."""

    async def send(
        self, request: Request[ClientRequest], **config: object
    ) -> Response[ClientRequest, AsyncClientResponse]:
        """The answer, whatever its status.

        Raises aiohttp's errors, `TimeoutError`, `AnswerUnreadable`, `ServiceUrlRefused` and `TokenUnavailable`.
        """
        asked = request.http_request
        if not asked.url.startswith(self._under):
            raise ServiceUrlRefused
        pause: float | None = _PAUSE
        try:
            reply = await self._ask(asked)
            pause = _pause_after(reply)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            if not config.get("retry", True):
                raise
            reply = None
        if reply is None or (pause is not None and config.get("retry", True)):
            # A pause of the network's scale, not of the school's: it has no business on the school's clock.
            await asyncio.sleep(pause or 0)
            reply = await self._ask(asked)
        said = reply.said()
        if said is None and reply.body() and reply.taken:
            raise AnswerUnreadable
        return Response(request, reply, {RawDeserializer.CONTEXT_NAME: said})

    async def _ask(self, asked: ClientRequest) -> Reply:
        headers = {name: value for name, value in asked.headers.items() if name.lower() != "content-length"}
        token = await self._tokens.bearer()
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        data = asked.data.encode() if isinstance(asked.data, str) else asked.data
        async with self._session.request(
            asked.method, URL(asked.url, encoded=True), data=data, headers=headers, allow_redirects=False
        ) as response:
            raw = await response.read()
            return Reply(asked, response.status, response.reason or "", response.headers, raw)


def _pause_after(reply: Reply) -> float | None:
    """Seconds to wait before asking once more within a turn, or None when this answer must stand."""
    if reply.status_code not in _WORTH_ONE_MORE:
        return None
    told = {name.lower(): value for name, value in reply.headers.items()}.get("retry-after")
    if told is None:
        return _PAUSE
    return float(told) if told.isascii() and told.isdigit() and int(told) <= _LONGEST_PAUSE else None


class _BarePipeline(AsyncPipeline[ClientRequest, AsyncClientResponse]):
    """No policies: the sender signs, and there is nothing to log or to retry here."""

    def __init__(self, config: BotFrameworkConnectorConfiguration) -> None:
        super().__init__([], config.sender)


class _SignedBySender:
    """Stands where the framework insists on credentials: it is the sender that signs."""


class _Client(ConnectorClient):  # type: ignore[misc]
    """The framework's client; its conversations speak through our serialisers, shared by all clients."""

    def __init__(self, configuration: BotFrameworkConnectorConfiguration) -> None:
        super().__init__(None, custom_configuration=configuration)
        self.conversations = ConversationsOperations(self._client, self.config, _WRITE, _READ)


class KeptConnectors(ConnectorFactory):  # type: ignore[misc]
    """Connector clients, made once for each service URL and audience and kept, the sixteen used last."""

    def __init__(self, session: aiohttp.ClientSession, tokens: Tokens, allowed: Allowed) -> None:
        self._session = session
        self._tokens = tokens
        self._allowed = allowed
        self._kept: OrderedDict[tuple[str, str], Connector] = OrderedDict()

    async def create(self, service_url: str, audience: str = AUDIENCE) -> Connector:
        """The framework's way to ask for a client. Raises `ServiceUrlRefused`."""
        return self.client(service_url, audience)

    def client(self, service_url: str, audience: str = AUDIENCE) -> Connector:
        """The kept client for that service URL. Raises `ServiceUrlRefused` when it is not an allowed one."""
        if not self._allowed(service_url):
            raise ServiceUrlRefused
        key = (service_url, audience)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._make(service_url)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return kept

    def _make(self, service_url: str) -> Connector:
        configuration = BotFrameworkConnectorConfiguration(
            _SignedBySender(),
            service_url,
            pipeline_type=_BarePipeline,
            sender=SharedSessionSender(self._session, self._tokens, service_url),
        )
        return cast(Connector, _Client(configuration))


_MODELS = {name: model for name, model in vars(models).items() if isinstance(model, type)}
_WRITE, _READ = CompiledSerializer(_MODELS), CompiledDeserializer(_MODELS)
