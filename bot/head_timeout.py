"""The sockets on which the bot serves. One closes a connection on which a request's head is not complete in time.

aiohttp keeps such a connection for as long as an idle one, so that anybody could hold thousands of them. A request's
body has its own timeout, in `bot.teams.adapter`.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Sequence

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

HEAD_SECONDS = 10.0
"""Seconds from a connection's beginning, or from a later request's first byte, to the end of that request's head."""
KEEP_ALIVE_SECONDS = 75.0
"""Seconds that a connection may be idle between two requests: longer than reverse proxies usually keep one."""


EITHER_FAMILY = "::"
"""The host that is every address of the machine, of IPv6 and of IPv4."""


def bound_sockets(host: str, port: int) -> Sequence[socket.socket]:
    """A socket at each address of the host, taken and not yet listening. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    bound: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in found:
            one = socket.socket(family, kind, protocol)
            bound.append(one)
            if os.name == "posix":
                # What is left of connections of the process before us does not hold the port.
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(host != EITHER_FAMILY))
            one.bind(address)
    except OSError:
        for one in bound:
            one.close()
        raise
    return bound


class HeadTimeoutSite(web.SockSite):
    """aiohttp's site on a socket, with a guard before each connection."""

    async def start(self) -> None:
        """Listen."""
        await web.BaseSite.start(self)
        self._server = await asyncio.get_running_loop().create_server(
            self._guard, sock=self._sock, backlog=self._backlog
        )

    def _guard(self) -> asyncio.Protocol:
        handlers = self._runner.server
        if handlers is None:
            raise RuntimeError("the runner is not set up, or has been cleaned up")
        return _Guard(handlers())


class _Guard(asyncio.Protocol):
    """Between a connection and aiohttp's handler of it: hands everything on, and closes what waits for half a head."""

    def __init__(self, handler: RequestHandler) -> None:
        self._handler = handler
        self._transport: asyncio.BaseTransport | None = None
        self._closing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The first head is expected from now on."""
        self._transport = transport
        self._handler.connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """The handler reads it; if it is idle afterwards, it has read a part of a head."""
        self._handler.data_received(data)
        if self._has_request():
            self._stop()
        elif self._closing is None:
            self._await_head()

    def eof_received(self) -> None:
        """Nothing more comes."""
        self._handler.eof_received()

    def pause_writing(self) -> None:
        """The other side reads slowly."""
        self._handler.pause_writing()

    def resume_writing(self) -> None:
        """It reads again."""
        self._handler.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._stop()
        self._handler.connection_lost(exc)

    def _has_request(self) -> bool:
        """Whether a request is under way, or its head has come whole and waits."""
        return self._handler._current_request is not None or bool(self._handler._messages)

    def _await_head(self) -> None:
        self._closing = asyncio.get_running_loop().call_later(HEAD_SECONDS, self._close)

    def _close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def _stop(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None
