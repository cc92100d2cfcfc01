"""Puts Teams on one machine into the bot's own web application, and says whose chats its page shows at first."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from aiohttp import web

from bot.local.guard import guard
from bot.local.page import LocalPage
from bot.local.teams import LocalTeams
from bot.policy.kit.people import Person

CONNECTOR = "/connector"
"""Where the connector stands in the bot's application: its `service_url` is the application's address and this."""


def mount(app: web.Application, teams: LocalTeams, *, opened: Sequence[str] = ()) -> None:
    """Add the connector under `/connector` and the page at `/`, and tie their life to the application's.

    `teams` must know its `service_url` (`http://127.0.0.1:PORT/connector`) and `bot_url` by the first request. `opened`
    are the object ids of the people whose chats the page shows at first. A chats file that is not this school's stops
    the start with a ValueError that names it.
    """
    guard(app)
    page = LocalPage(teams, opened)
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


def initial_chats(people: Sequence[Person]) -> list[str]:
    """The object ids of a member of staff without another role, a Champion and the Headteacher, each someone else."""
    chosen: list[str] = []
    teacher = [person for person in people if person.roles == {"staff"}]
    champions = [person for person in people if person.holds("champion") and not person.holds("headteacher")]
    heads = [person for person in people if person.holds("headteacher")]
    for group in (teacher, champions, heads, people):
        free = [person.id for person in group if person.id not in chosen]
        if free and len(chosen) < 3:  # noqa: PLR2004 - three chats fit beside each other
            chosen.append(free[0])
    return chosen
