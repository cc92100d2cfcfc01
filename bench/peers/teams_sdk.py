"""The Teams SDK for Python, echoing without authentication on a port of its own."""

from __future__ import annotations

import asyncio
import logging
import sys

import uvicorn
from microsoft_teams.api import MessageActivity
from microsoft_teams.apps import ActivityContext, App
from microsoft_teams.apps.http import FastAPIAdapter


async def main(port: int) -> None:
    """Serve until killed."""
    logging.disable(logging.WARNING)
    server = FastAPIAdapter(
        server_factory=lambda app: uvicorn.Server(
            uvicorn.Config(app=app, host="127.0.0.1", port=port, log_level="error", access_log=False)
        )
    )

    @server.app.get("/healthz")
    async def healthz() -> str:
        return "ok"

    app = App(http_server_adapter=server, dangerously_allow_unauthenticated_requests=True)

    @app.on_message
    async def echo(context: ActivityContext[MessageActivity]) -> None:
        await context.send(f"You said: {context.activity.text}")

    await app.start(port)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
