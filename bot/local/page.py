"""The page's side of Teams on one machine: its files, what it reads at first, and what it does for people.

The page sends ids and data that it took from a card; everything else is `TeamsClient`'s. Live changes are in `live.py`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.local.answers import UNREACHABLE, BotAnswer, Dialog
from bot.local.cards import CardRefuses
from bot.local.chats import LocalChat
from bot.local.guard import SECURITY_HEADERS
from bot.local.live import LiveEvents
from bot.local.shapes import Json, JsonObject, a_text, an_object
from bot.local.teams import LocalTeams
from bot.policy.kit.roles import ROLES, Role

PAGE_FOLDER = Path(__file__).resolve().parent / "page"
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
}
MESSAGES_PER_READ = 40
"""Messages of a chat that are read in one go."""

LARGEST_FILE = 20 * 1024 * 1024


class LocalPage:
    """The routes of the page. `opened` names the people whose chats it shows at first."""

    def __init__(self, teams: LocalTeams, opened: Sequence[str]) -> None:
        self.live = LiveEvents(teams.tenant)
        self._teams = teams
        self._opened = list(opened)

    def routes(self) -> list[web.RouteDef]:
        """Every route."""
        chat = "/local/chats/{person}"
        posts: dict[str, Handler] = {
            "/local/clock": self._clock,
            f"{chat}/open": self._open,
            f"{chat}/say": self._say,
            f"{chat}/files": self._file,
            f"{chat}/execute": self._execute,
            f"{chat}/submit": self._submit,
            f"{chat}/dialog": self._dialog,
            f"{chat}/message-action": self._message_action,
            f"{chat}/consent": self._consent,
            f"{chat}/app": self._app,
        }
        gets: dict[str, Handler] = {
            "/": self._index,
            "/page/{path:.+}": self._static,
            "/local/school": self._school,
            "/local/events": self.live.stream,
            chat: self._messages,
        }
        return [
            *(web.get(path, _with_strict_headers(handler)) for path, handler in gets.items()),
            *(web.post(path, _with_strict_headers(_plainly(handler))) for path, handler in posts.items()),
        ]

    # What the page reads

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(body=(PAGE_FOLDER / "index.html").read_bytes(), content_type="text/html", charset="utf-8")

    async def _static(self, request: web.Request) -> web.StreamResponse:
        path = (PAGE_FOLDER / request.match_info["path"]).resolve()
        if not path.is_relative_to(PAGE_FOLDER) or not path.is_file() or path.suffix not in TYPES:
            raise web.HTTPNotFound
        return web.Response(body=path.read_bytes(), content_type=TYPES[path.suffix], charset="utf-8")

    async def _school(self, _request: web.Request) -> web.StreamResponse:
        """Everybody, and what the page needs to know once."""
        teams = self._teams
        people: list[Json] = [_person(chat) for chat in teams.tenant.chats.all()]
        actions: list[Json] = [{"id": action.id, "title": action.title} for action in teams.message_actions]
        return web.json_response(
            {
                "bot": teams.tenant.bot_name,
                "zone": str(teams.tenant.zone),
                "now": teams.tenant.clock.now().isoformat(),
                "morning": teams.next_school_morning is not None,
                "actions": actions,
                "people": people,
                "opened": [*self._opened],
            }
        )

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        """The newest messages of a chat, or those before one that the page has."""
        chat = self._chat(request)
        messages = chat.messages
        before = request.query.get("before", "")
        if before:
            messages = [message for message in messages if int(message.id) < _number(before)]
        page: list[Json] = [message.as_json() for message in messages[-MESSAGES_PER_READ:]]
        return web.json_response(
            {
                "installed": chat.installed,
                "messages": page,
                "more": len(messages) > MESSAGES_PER_READ,
            }
        )

    # What people do

    async def _open(self, request: web.Request) -> web.StreamResponse:
        chat = self._chat(request)
        await self._teams.open_chat(chat.person.id)
        return web.json_response({})

    async def _say(self, request: web.Request) -> web.StreamResponse:
        chat, body = self._chat(request), await _body(request)
        named = body.get("files")
        found = [self._teams.files.get(a_text(name)) for name in named] if isinstance(named, list) else []
        files = [file for file in found if file is not None]
        return _answer_for_page(await self._teams.client.say(chat.person.id, a_text(body.get("text")), files))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """Take a file that a person attaches; its id goes with the next `say`."""
        if request.content_type != "application/octet-stream" or (request.content_length or 0) > LARGEST_FILE:
            raise web.HTTPBadRequest(reason="A file of 20 MB at most")
        content = bytearray()
        async for piece in request.content.iter_chunked(1 << 16):
            content.extend(piece)
            if len(content) > LARGEST_FILE:
                raise web.HTTPBadRequest(reason="A file of 20 MB at most")
        file = self._teams.files.add(request.query.get("name", "file"), bytes(content))
        return web.json_response({"id": file.id, "name": file.name})

    async def _execute(self, request: web.Request) -> web.StreamResponse:
        chat, body = self._chat(request), await _body(request)
        return _answer_for_page(
            await self._teams.client.execute(
                chat.person.id,
                a_text(body.get("message")),
                an_object(body.get("action")),
                body.get("data"),
                automatic=body.get("automatic") is True,
            )
        )

    async def _submit(self, request: web.Request) -> web.StreamResponse:
        chat, body = self._chat(request), await _body(request)
        return _answer_for_page(
            await self._teams.client.submit(chat.person.id, a_text(body.get("message")), body.get("data"))
        )

    async def _dialog(self, request: web.Request) -> web.StreamResponse:
        """Send the open dialog's form, or with `{"close": true}` close it."""
        chat, body = self._chat(request), await _body(request)
        if body.get("close") is True:
            self._teams.client.close_dialog(chat.person.id)
            return web.json_response({})
        return _answer_for_page(await self._teams.client.send_dialog(chat.person.id, body.get("data")))

    async def _message_action(self, request: web.Request) -> web.StreamResponse:
        chat, body = self._chat(request), await _body(request)
        return _answer_for_page(
            await self._teams.client.act_on_message(
                chat.person.id, a_text(body.get("message")), a_text(body.get("command"))
            )
        )

    async def _consent(self, request: web.Request) -> web.StreamResponse:
        chat, body = self._chat(request), await _body(request)
        client, message = self._teams.client, a_text(body.get("message"))
        decide = client.accept_file if body.get("accept") is True else client.decline_file
        return _answer_for_page(await decide(chat.person.id, message))

    async def _app(self, request: web.Request) -> web.StreamResponse:
        chat, body = self._chat(request), await _body(request)
        if body.get("installed") is True:
            _, answer = await self._teams.install(chat.person.id)
            return _answer_for_page(answer)
        return _answer_for_page(await self._teams.uninstall(chat.person.id))

    async def _clock(self, request: web.Request) -> web.StreamResponse:
        """Move on by `minutes`, or to the next school morning."""
        body = await _body(request)
        minutes = body.get("minutes")
        if body.get("to") == "morning" and self._teams.next_school_morning is not None:
            by = self._teams.next_school_morning() - self._teams.tenant.clock.now()
        elif isinstance(minutes, int) and 0 < minutes <= 60 * 24 * 366:
            by = timedelta(minutes=minutes)
        else:
            raise web.HTTPBadRequest(reason="How far should the clock move?")
        self._teams.move_clock(by)
        return web.json_response({"now": self._teams.tenant.clock.now().isoformat()})

    def _chat(self, request: web.Request) -> LocalChat:
        try:
            return self._teams.chat(request.match_info["person"])
        except KeyError:
            raise web.HTTPNotFound(reason="Nobody of that id") from None


def _with_strict_headers(handler: Handler) -> Handler:
    """The handler, with headers that let nothing else in."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = await handler(request)
        if not response.prepared:
            response.headers.update(SECURITY_HEADERS)
        return response

    return answer


def _plainly(handler: Handler) -> Handler:
    """The handler, with what a card refuses told to the page as 409."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except CardRefuses as refuses:
            return web.json_response({"problem": str(refuses)}, status=409)

    return answer


async def _body(request: web.Request) -> JsonObject:
    """The JSON object that was sent, as JSON and not as a form of another site."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(reason="JSON, please")
    try:
        parsed: Json = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError) as broken:
        raise web.HTTPBadRequest(reason="Not JSON") from broken
    return an_object(parsed)


def _answer_for_page(answer: BotAnswer) -> web.Response:
    """What the page needs of the bot's answer."""
    return web.json_response(
        {
            "taken": answer.taken,
            "card": answer.card,
            "message": answer.message if answer.taken else UNREACHABLE,
            "dialog": _dialog_for_page(answer.opens) if answer.opens else None,
            "ends": answer.ends_dialog,
        }
    )


def _dialog_for_page(dialog: Dialog) -> JsonObject:
    return {"title": dialog.title, "card": dialog.card, "url": dialog.url}


def _person(chat: LocalChat) -> JsonObject:
    person = chat.person
    roles: list[Json] = [*sorted(person.roles, key=_standing)]
    heard: list[Json] = [message.id for message in chat.from_bot[-99:]]
    return {
        "id": person.id,
        "user": chat.user_id,
        "name": person.name,
        "mail": person.mail,
        "roles": roles,
        "heard": heard,
        "installed": chat.installed,
    }


def _standing(role: Role) -> tuple[int, str]:
    """The order in which the policy names its roles."""
    return (ROLES.index(role) if role in ROLES else len(ROLES), role)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise web.HTTPBadRequest(reason="Not a message id")
    return int(text)
