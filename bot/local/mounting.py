"""Puts Teams on one machine into the bot's own web application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from aiohttp import web

from bot.local.guard import guard
from bot.local.page import Page
from bot.local.teams import StandInTeams

CONNECTOR = "/connector"
"""Where the connector stands in the bot's application: its `service_url` is the application's address and this."""


def mount(app: web.Application, teams: StandInTeams, *, opened: Sequence[str] = ()) -> None:
    """Add the connector under `/connector` and the page at `/`, and tie their life to the application's.

    `teams` must know its `service_url` (`http://127.0.0.1:PORT/connector`) and `bot_url` by the first request. `opened`
    are the object ids of the people whose chats the page shows at first. A chats file that is not this school's stops
    the start with a ValueError that names it.
    """
    guard(app)
    page = Page(teams, opened)
    app.add_routes(teams.connector.routes(CONNECTOR))
    app.add_routes(page.routes())

    async def life(_app: web.Application) -> AsyncIterator[None]:
        await teams.open()
        yield
        await teams.close()

    async def let_go(_app: web.Application) -> None:
        page.live.close()
        teams.connector.close()

    app.cleanup_ctx.append(life)
    app.on_shutdown.append(let_go)
