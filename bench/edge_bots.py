"""Two echo bots for measuring the edge: a bare aiohttp handler, and ours with its JWT check.

`python -m bench.edge_bots bare PORT` or `ours PORT METADATA_URL APP_ID`.
"""

from __future__ import annotations

import asyncio
import gc
import sys

import aiohttp
from aiohttp import web
from botbuilder.core import TurnContext
from botbuilder.schema import Activity

from bot.clock import SystemClock
from bot.health import healthz
from bot.teams.adapter import SchoolAdapter
from bot.teams.authentication import TokenAuthentication
from bot.teams.connector import KeptConnectors, open_session
from bot.teams.credentials import NoTokens
from bot.teams.gate import Gate, PersonRate
from bot.teams.openid import OpenIdKeys
from bot.teams.service_urls import is_loopback


class Unlimited(PersonRate):
    """One sender stands for thousands here."""

    def check(self, person: str, body: object) -> None:
        """Everything may come."""


class Echo:
    """Says what it is told."""

    async def on_turn(self, turn_context: TurnContext) -> None:
        """Say it back."""
        await turn_context.send_activity(Activity(type="message", text=f"You said: {turn_context.activity.text}"))


async def bare(app: web.Application) -> None:
    """A handler that reads the activity and posts its answer, and nothing else."""
    session = aiohttp.ClientSession()

    async def messages(request: web.Request) -> web.Response:
        activity = await request.json()
        chat, to = activity["conversation"]["id"], activity["serviceUrl"]
        said = {"type": "message", "text": f"You said: {activity['text']}", "replyToId": activity["id"]}
        url = f"{to}/v3/conversations/{chat}/activities/{activity['id']}"
        async with session.post(url, json=said) as response:
            await response.read()
        return web.Response(status=201)

    app.router.add_post("/api/messages", messages)


async def ours(app: web.Application, metadata: str, app_id: str) -> None:
    """The product's own adapter, with a bot that echoes."""
    clock = SystemClock()
    session = open_session()
    connectors = KeptConnectors(session, NoTokens(), is_loopback)
    keys = OpenIdKeys(session, clock, metadata)
    authentication = TokenAuthentication(connectors, keys, clock, app_id=app_id)
    adapter = SchoolAdapter(
        authentication,
        Gate(lambda _tenant: True, local=True),
        Unlimited(clock),
        apology=lambda _error, reference: reference,
    )
    app.router.add_post("/api/messages", adapter.post_messages(Echo()))


async def main() -> None:
    """Serve until killed."""
    kind, port, *rest = sys.argv[1:]
    app = web.Application()
    app.router.add_get("/healthz", healthz)
    await (bare(app) if kind == "bare" else ours(app, *rest))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(port)).start()
    gc.collect()
    gc.freeze()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
