"""A bare botbuilder echo bot as its documentation has it, answering on a port of its own."""

from __future__ import annotations

import sys

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter


class Echo(ActivityHandler):  # type: ignore[misc]  # the framework has no types
    """Says what it is told."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Say it back."""
        await turn_context.send_activity(f"You said: {turn_context.activity.text}")


def main(port: int) -> None:
    """Serve until killed."""
    adapter, bot = CloudAdapter(), Echo()

    async def messages(request: web.Request) -> web.Response:
        response: web.Response = await adapter.process(request, bot)
        return response

    async def healthz(request: web.Request) -> web.Response:
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    app.router.add_get("/healthz", healthz)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
