"""The Microsoft 365 Agents SDK for Python, echoing without authentication on a port of its own."""

from __future__ import annotations

import sys

from aiohttp import web
from microsoft_agents.hosting.aiohttp import CloudAdapter
from microsoft_agents.hosting.core import ActivityHandler, RestChannelServiceClientFactory, TurnContext


class Echo(ActivityHandler):
    """Says what it is told."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Say it back."""
        await turn_context.send_activity(f"You said: {turn_context.activity.text}")


def main(port: int) -> None:
    """Serve until killed."""
    # Nobody signs in, so there are no connections that could give a token.
    adapter, bot = CloudAdapter(channel_service_client_factory=RestChannelServiceClientFactory(None)), Echo()

    async def messages(request: web.Request) -> web.Response | None:
        return await adapter.process(request, bot)

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    app.router.add_get("/healthz", healthz)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
