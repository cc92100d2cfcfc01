"""A bot of a few lines for the tests of the stand-in: what it answers is a function that each test gives it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self
from urllib.parse import quote

import aiohttp
from aiohttp import web

from bot.local.chats import ADAPTIVE_CARD, LocalChat
from bot.local.shapes import Json, JsonObject, an_object
from bot.policy.kit.people import Person
from tests.clock import PATIENCE
from tests.stand_in import StandInTeams

TENANT = "11111111-2222-4333-8444-555555555555"
BOT = "28:00000000-0000-4000-8000-0000000000b0"
TEACHER = Person(
    id="aaaaaaaa-0000-4000-8000-000000000001",
    name="Priya Nair",
    mail="p.nair@school.example",
    roles=frozenset({"staff"}),
)
CHAMPION = Person(
    id="aaaaaaaa-0000-4000-8000-000000000002", name="Tom Ashworth", mail="", roles=frozenset({"staff", "champion"})
)
HEADTEACHER = Person(
    id="aaaaaaaa-0000-4000-8000-000000000003", name="Helen Okafor", roles=frozenset({"staff", "headteacher", "dsl"})
)

Reaction = Callable[["FakeBot", JsonObject], Awaitable[Json]]


async def says_nothing(_bot: FakeBot, _activity: JsonObject) -> Json:
    """Take everything, answer nothing."""
    return None


class FakeBot:
    """Takes activities at `/api/messages`, remembers them, and answers as `reaction` says."""

    def __init__(self, reaction: Reaction = says_nothing) -> None:
        self.reaction = reaction
        self.received: list[JsonObject] = []
        self.url = ""
        self._session: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Self]:
        """Serve on a loopback port of its own."""
        app = web.Application()
        app.router.add_post("/api/messages", self.take)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
        try:
            yield self
        finally:
            await self.close()
            await runner.cleanup()

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()

    async def take(self, request: web.Request) -> web.Response:
        """One activity."""
        activity: JsonObject = await request.json()
        self.received.append(activity)
        answer = await self.reaction(self, activity)
        return web.Response(status=202) if answer is None else web.json_response(answer)

    async def call(self, method: str, url: str, body: Json = None) -> tuple[int, Json, dict[str, str]]:
        """One request of the connector: status, body, headers."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE))
        async with self._session.request(method, url, json=body) as response:
            is_json = response.content_type == "application/json"
            parsed: Json = await response.json() if is_json else await response.text(errors="replace")
            return response.status, parsed, dict(response.headers)

    async def put(self, url: str, content: bytes, content_range: str) -> int:
        """Put a piece of a file; the status."""
        assert self._session is not None
        async with self._session.put(url, data=content, headers={"Content-Range": content_range}) as response:
            return response.status

    async def reply(self, activity: JsonObject, message: JsonObject) -> str:
        """Send a message to where the activity came from; its id."""
        conversation = an_object(activity["conversation"])
        _, body, _ = await self.call("POST", chat_url(str(activity["serviceUrl"]), str(conversation["id"])), message)
        return str(an_object(body)["id"])


def chat_url(service_url: str, conversation: str, rest: str = "activities") -> str:
    """The address of something in a chat."""
    return f"{service_url}/v3/conversations/{quote(conversation, safe='')}/{rest}"


def address(teams: StandInTeams, chat: LocalChat, rest: str = "activities") -> str:
    """The address of something in this chat."""
    return chat_url(teams.service_url, chat.id, rest)


def card(*body: JsonObject, actions: list[Json] | None = None) -> JsonObject:
    """An Adaptive Card."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": [*body], "actions": actions or []}


def with_card(content: JsonObject, summary: str = "") -> JsonObject:
    """A message with a card."""
    attachment: JsonObject = {"contentType": ADAPTIVE_CARD, "content": content}
    message: JsonObject = {"type": "message", "attachments": [attachment]}
    if summary:
        message["summary"] = summary
    return message


def stand_in(keep_in: Path | None = None, patience: float = PATIENCE) -> StandInTeams:
    """Three people of one school."""
    people = [TEACHER, CHAMPION, HEADTEACHER]
    return StandInTeams(tenant_id=TENANT, bot_id=BOT, people=people, keep_in=keep_in, patience=patience)


@asynccontextmanager
async def a_school(
    reaction: Reaction = says_nothing, *, keep_in: Path | None = None, patience: float = PATIENCE
) -> AsyncIterator[tuple[StandInTeams, FakeBot]]:
    """The stand-in and a bot, each on its own port, joined."""
    async with FakeBot(reaction).serving() as bot, stand_in(keep_in, patience).serving() as teams:
        teams.bot_url = bot.url
        yield teams, bot
