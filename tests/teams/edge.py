"""What the edge's tests stand on: real servers on this machine, recorded activities, a bot that does as it is told."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from aiohttp import web
from botbuilder.core import TurnContext

from bot.teams.adapter import SchoolAdapter
from bot.teams.authentication import ActivityAuthentication, LoopbackAuthentication
from bot.teams.connector import KeptConnectors
from bot.teams.credentials import NoTokens
from bot.teams.gate import Gate, PersonRate
from bot.teams.service_urls import is_loopback
from tests.clock import FakeClock

Json = dict[str, object]

TENANT = "11111111-1111-4111-8111-111111111111"
ALICE = "aaaaaaaa-0000-4000-8000-000000000001"
BOT = "28:00000000-0000-4000-8000-0000000000b0"
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

_RECORDED = Path(__file__).parent.parent / "fixtures" / "activities"


def recorded(name: str, /, **changes: object) -> Json:
    """An activity as Microsoft 365 Agents Playground sent it, with top-level fields changed (`None` stays null)."""
    activity: Json = json.loads((_RECORDED / f"{name}.json").read_text())
    return activity | changes


@asynccontextmanager
async def serve(routes: list[web.RouteDef]) -> AsyncIterator[str]:
    """A real server on 127.0.0.1; gives its address without a slash at the end."""
    app = web.Application()
    app.add_routes(routes)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


@dataclass
class Call:
    """One request that the connector got."""

    method: str
    path: str
    headers: dict[str, str]
    body: Json
    peer: object


Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def says(status: int, body: object = None, **headers: str) -> Answer:
    """An answer of that status: JSON for a dict, HTML for a text; `Retry_After="3"` for a header."""

    async def answer(request: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if isinstance(body, str):
            return web.Response(status=status, text=body, content_type="text/html", headers=named)
        return web.json_response(body, status=status, headers=named)

    return answer


async def hangs(request: web.Request) -> web.StreamResponse:
    """No answer within anybody's patience."""
    await asyncio.sleep(30)
    return web.Response()


async def drops(request: web.Request) -> web.StreamResponse:
    """The connection ends without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@dataclass
class ConnectorServer:
    """A Bot Connector that takes everything, after the answers in `script` are used up."""

    calls: list[Call] = field(default_factory=list)
    script: list[Answer] = field(default_factory=list)

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/{path:v3/.*}", self._take)]

    def paths(self) -> list[str]:
        return [f"{call.method} {call.path}" for call in self.calls]

    async def _take(self, request: web.Request) -> web.StreamResponse:
        peer = request.transport.get_extra_info("peername") if request.transport else None
        body = await request.json() if request.can_read_body else {}
        self.calls.append(Call(request.method, request.raw_path, dict(request.headers), body, peer))
        if self.script:
            return await self.script.pop(0)(request)
        if request.path == "/v3/conversations":
            return web.json_response({"id": f"a:opened-{len(self.calls)}"}, status=201)
        return web.json_response({"id": f"message-{len(self.calls)}"}, status=200)


class ToldBot:
    """A bot whose turn is the function it was given."""

    def __init__(self) -> None:
        self.turns: list[TurnContext] = []
        self.then: Callable[[TurnContext], Awaitable[object]] | None = None

    async def on_turn(self, turn_context: TurnContext) -> object:
        self.turns.append(turn_context)
        return await self.then(turn_context) if self.then else None


@dataclass
class Edge:
    """The adapter on a server of its own, in `--local`, with the connector beside it."""

    url: str
    session: aiohttp.ClientSession
    bot: ToldBot
    connector: ConnectorServer
    service_url: str

    async def post(self, body: object, **headers: str) -> tuple[int, str]:
        """Post an activity (bytes as they are, anything else as JSON); the status and the body's text."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {"Content-Type": "application/json"} | {n.replace("_", "-"): v for n, v in headers.items()}
        async with self.session.post(f"{self.url}/api/messages", data=io.BytesIO(data), headers=named) as response:
            return response.status, await response.text()

    def activity(self, name: str, /, **changes: object) -> Json:
        """A recorded activity that is answered to this edge's connector."""
        return recorded(name, **({"serviceUrl": self.service_url} | changes))


def sorry(error: Exception, reference: str) -> str:
    """The apology of these tests."""
    return f"Sorry ({type(error).__name__}) {len(reference)}"


@asynccontextmanager
async def edge(
    authentication: Callable[[KeptConnectors], ActivityAuthentication] = LoopbackAuthentication,
    *,
    gate: Gate | None = None,
) -> AsyncIterator[Edge]:
    """A running edge and its connector."""
    connector, bot = ConnectorServer(), ToldBot()
    async with serve(connector.routes()) as service_url, aiohttp.ClientSession() as session:
        connectors = KeptConnectors(session, NoTokens(), is_loopback)
        adapter = SchoolAdapter(
            authentication(connectors),
            gate or Gate({TENANT}.__contains__, local=True),
            PersonRate(FakeClock(NOW)),
            apology=sorry,
        )
        async with serve([web.post("/api/messages", adapter.post_messages(bot))]) as url:
            yield Edge(url, session, bot, connector, service_url)
