"""The kept connector clients: one for each service URL and audience, over one shared session.

The framework's own extension point for it is `ConnectorFactory`. As it comes, the framework makes a client for each
turn (most of a turn's CPU goes into its retry policy's tables) and calls through `requests` in threads with a new
connection each time.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import aiohttp
from botframework.connector.auth import ConnectorFactory

from bot.teams.conversations import Conversations
from bot.teams.credentials import Tokens
from bot.teams.service_urls import ServiceUrlCheck

AUDIENCE = "https://api.botframework.com"
"""Whom the bot's tokens are for."""

CALL_SECONDS = 15.0
"""How long a call to Teams may take, as a whole; a third of it to connect."""

_MOST_HOSTS_KEPT = 16


class ServiceUrlRefused(Exception):
    """The service URL is not one that the bot talks to. Nothing was sent."""


@dataclass(frozen=True, slots=True)
class Connector:
    """A connector client, as far as the framework's adapter and the messenger use one."""

    conversations: Conversations


def open_session(*, through_proxy: bool = False, call_seconds: float = CALL_SECONDS) -> aiohttp.ClientSession:
    """The one session that all calls share: `call_seconds` for a call, a third to connect. The caller closes it.

    `through_proxy` honours HTTPS_PROXY and its kin. Must be called on the running loop.
    """
    connecting = call_seconds / 3
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=call_seconds, connect=connecting, sock_connect=connecting),
        trust_env=through_proxy,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": "Microsoft-BotFramework/3.1 (online-safety-bot)"},
    )


class KeptConnectors(ConnectorFactory):  # type: ignore[misc]
    """Connector clients, made once for each service URL and audience and kept, the sixteen used last."""

    def __init__(self, session: aiohttp.ClientSession, tokens: Tokens, allowed: ServiceUrlCheck) -> None:
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
            kept = self._kept[key] = Connector(Conversations(self._session, self._tokens, service_url))
            if len(self._kept) > _MOST_HOSTS_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return kept
