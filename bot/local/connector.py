"""The Bot Connector's REST, as Teams speaks it to a bot: create, send, update, delete, members, uploads.

Microsoft's "Bot Connector API reference" and "Status codes from bot conversational APIs" are what it follows. Knows
the tenant and the faults that are on; knows nothing of the people's side.
"""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.local import files as onedrive
from bot.local.chats import ChatMessage, LocalChat
from bot.local.faults import Faults, Operation, TeamsFault, Throttle
from bot.local.files import LocalFiles
from bot.local.shapes import Json, JsonObject, a_text, an_object, objects
from bot.local.tenant import Tenant

MAX_REQUESTS_KEPT = 200_000


@dataclass(slots=True)
class ConnectorRequest:
    """One request. `at` is monotonic seconds; `status` None: no answer was given (yet)."""

    operation: Operation
    person_id: str | None
    at: float
    size: int = 0
    status: int | None = None
    seconds: float = 0.0
    activity_id: str = ""


class RequestHistory:
    """The last 200,000 requests, oldest first."""

    def __init__(self) -> None:
        self.all: deque[ConnectorRequest] = deque(maxlen=MAX_REQUESTS_KEPT)

    def of(self, operation: Operation | None = None, *, person: str | None = None) -> list[ConnectorRequest]:
        """Those of one operation, or of one person, or of both."""
        return [
            call
            for call in self.all
            if (operation is None or call.operation == operation) and (person is None or call.person_id == person)
        ]

    def clear(self) -> None:
        """Forget them."""
        self.all.clear()


MAX_MESSAGE_BYTES = 100 * 1024
"""Bytes of a message in UTF-16, above which Teams answers 413."""

AnswerRequest = Callable[[ConnectorRequest], Awaitable[web.Response]]


class RequestRefused(Exception):
    """The connector will not do this; `status` and `code` say why, as Teams words it."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message


class LocalConnector:
    """Answers the bot's requests, or fails as it was told to, and remembers each."""

    def __init__(self, tenant: Tenant, files: LocalFiles) -> None:
        self.faults = Faults()
        self.throttle = Throttle()
        self.calls = RequestHistory()
        self._tenant = tenant
        self._files = files
        self._closing = asyncio.Event()

    def routes(self, prefix: str = "") -> list[web.RouteDef]:
        """Its routes, under a prefix if it is a guest in another application."""
        chat = f"{prefix}/v3/conversations/{{conversation}}"
        return [
            web.post(f"{prefix}/v3/conversations", self._create),
            web.post(f"{chat}/activities", self._send),
            web.post(f"{chat}/activities/{{activity}}", self._send),
            web.put(f"{chat}/activities/{{activity}}", self._update),
            web.delete(f"{chat}/activities/{{activity}}", self._delete),
            web.get(f"{chat}/members", self._members),
            web.get(f"{chat}/pagedmembers", self._paged_members),
            web.get(f"{chat}/members/{{member}}", self._member),
            web.put(f"{prefix}/files/{{file}}", self._upload),
            web.get(f"{prefix}/files/{{file}}", self._download),
        ]

    def close(self) -> None:
        """Let go of every request that hangs."""
        self._closing.set()

    async def _create(self, request: web.Request) -> web.StreamResponse:
        body = await _json(request)
        members = objects(body.get("members"))
        chat = self._tenant.chats.of_member(a_text(members[0].get("id"))) if len(members) == 1 else None

        async def work(call: ConnectorRequest) -> web.Response:
            tenant = a_text(body.get("tenantId"))
            tenant = tenant or a_text(an_object(an_object(body.get("channelData")).get("tenant")).get("id"))
            if body.get("isGroup") is True or len(members) != 1 or tenant != self._tenant.tenant_id:
                raise RequestRefused(400, "BadArgument", "A personal chat needs one member and the tenant's id.")
            if chat is None:
                raise RequestRefused(400, "BadArgument", "Failed to decrypt pairwise id")
            self._may_write(chat)
            answer: JsonObject = {"id": chat.id, "serviceUrl": self._tenant.service_url}
            if isinstance(body.get("activity"), dict):
                answer["activityId"] = call.activity_id = self._post(chat, an_object(body["activity"]))
            return web.json_response(answer, status=201)

        return await self._serve(request, "create", chat, work)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        body = await _json(request)
        chat = self._chat(request)

        async def work(call: ConnectorRequest) -> web.Response:
            here = _chat_or_404(chat)
            self._may_write(here)
            call.activity_id = self._post(here, body)
            return web.json_response({"id": call.activity_id}, status=201)

        return await self._serve(request, "send", chat, work)

    async def _update(self, request: web.Request) -> web.StreamResponse:
        body = await _json(request)
        chat = self._chat(request)

        async def work(call: ConnectorRequest) -> web.Response:
            here = _chat_or_404(chat)
            self._may_write(here)
            message = _message(here, request)
            _fits(body)
            self._tenant.edit(here, message, body)
            call.activity_id = message.id
            return web.json_response({"id": message.id})

        return await self._serve(request, "update", chat, work)

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        chat = self._chat(request)

        async def work(call: ConnectorRequest) -> web.Response:
            here = _chat_or_404(chat)
            message = _message(here, request)
            self._tenant.delete(here, message)
            call.activity_id = message.id
            return web.Response()

        return await self._serve(request, "delete", chat, work)

    async def _members(self, request: web.Request) -> web.StreamResponse:
        chat = self._chat(request)

        async def work(_: ConnectorRequest) -> web.Response:
            return web.json_response([self._account(_chat_or_404(chat))])

        return await self._serve(request, "members", chat, work)

    async def _paged_members(self, request: web.Request) -> web.StreamResponse:
        chat = self._chat(request)

        async def work(_: ConnectorRequest) -> web.Response:
            accounts: list[Json] = [self._account(_chat_or_404(chat))]
            size = _count(request.query.get("pageSize"), default=200)
            start = _count(request.query.get("continuationToken"), default=0)
            page: JsonObject = {"members": accounts[start : start + size]}
            if start + size < len(accounts):
                page["continuationToken"] = str(start + size)
            return web.json_response(page)

        return await self._serve(request, "members", chat, work)

    async def _member(self, request: web.Request) -> web.StreamResponse:
        chat = self._chat(request)

        async def work(_: ConnectorRequest) -> web.Response:
            here = _chat_or_404(chat)
            if request.match_info["member"] not in (here.user_id, here.person.id):
                raise RequestRefused(404, "MemberNotFoundInConversation", "Member not found in conversation.")
            return web.json_response(self._account(here))

        return await self._serve(request, "members", chat, work)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        content = await request.content.read()
        file = self._files.get(request.match_info["file"])

        async def work(_: ConnectorRequest) -> web.Response:
            if file is None or file.whole:
                raise RequestRefused(404, "itemNotFound", "There is no such upload session.")
            return onedrive.receive(file, content, request.headers.get("Content-Range", ""))

        return await self._serve(request, "upload", None, work)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        file = self._files.get(request.match_info["file"])
        if file is None or not file.whole:
            return web.json_response({"error": {"code": "itemNotFound", "message": ""}}, status=404)
        return onedrive.send(file)

    async def _serve(
        self, request: web.Request, operation: Operation, chat: LocalChat | None, work: AnswerRequest
    ) -> web.StreamResponse:
        """Do the work or fail as told, and remember the request either way."""
        person_id = chat.person.id if chat else None
        call = ConnectorRequest(operation, person_id, time.monotonic(), request.content_length or 0)
        self.calls.all.append(call)
        try:
            response = await self._answer(request, call, chat, work)
            call.status = response.status if response is not None else None
        finally:
            call.seconds = time.monotonic() - call.at
            self._tenant.changes.tell({"kind": "call"})
        if response is None:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        return response

    async def _answer(
        self, request: web.Request, call: ConnectorRequest, chat: LocalChat | None, work: AnswerRequest
    ) -> web.Response | None:
        """The answer, or None when the connection is to be dropped."""
        fault = self.faults.strike(call.operation, call.person_id)
        if fault is not None and not fault.recorded:
            await self._wait(fault.seconds)
            if not fault.succeeds:
                return _fault_response(fault)
        conversation = chat.id if chat else request.path
        wait = self.throttle.wait_for(call.operation, conversation, time.monotonic())
        if wait:
            return _error(429, "Throttled", "Too many requests.", {"Retry-After": f"{wait:g}"})
        try:
            response = await work(call)
        except RequestRefused as refused:
            return _error(refused.status, refused.code, refused.message)
        if fault is not None and fault.recorded:
            await self._wait(fault.seconds)
            return _fault_response(fault)
        return response

    async def _wait(self, seconds: float) -> None:
        if seconds:
            try:
                await asyncio.wait_for(self._closing.wait(), None if math.isinf(seconds) else seconds)
            except TimeoutError:
                return

    def _chat(self, request: web.Request) -> LocalChat | None:
        return self._tenant.chats.of_conversation(request.match_info["conversation"].partition(";")[0])

    def _may_write(self, chat: LocalChat) -> None:
        if chat.blocked:
            raise RequestRefused(403, "MessageWritesBlocked", "Thread disabled for message writes")
        if not chat.installed:
            raise RequestRefused(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")

    def _post(self, chat: LocalChat, activity: JsonObject) -> str:
        _fits(activity)
        if activity.get("type") == "message":
            return self._tenant.add(chat, activity, from_bot=True).id
        if activity.get("type") == "typing":
            self._tenant.tell(chat, "typing")
        return self._tenant.chats.next_id(self._tenant.clock.now())

    def _account(self, chat: LocalChat) -> JsonObject:
        """A member as Teams describes one."""
        given, _, surname = chat.person.name.rpartition(" ")
        return {
            "id": chat.user_id,
            "name": chat.person.name,
            "aadObjectId": chat.person.id,
            "objectId": chat.person.id,
            "givenName": given or surname,
            "surname": surname,
            "email": chat.person.mail,
            "userPrincipalName": chat.person.mail,
            "tenantId": self._tenant.tenant_id,
            "userRole": "user",
        }


async def _json(request: web.Request) -> JsonObject:
    """The request's body. Raises HTTPBadRequest when it is not a JSON object."""
    try:
        body: Json = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError) as broken:
        raise web.HTTPBadRequest(reason="The body is not JSON.") from broken
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(reason="The body is not a JSON object.")
    return body


def _chat_or_404(chat: LocalChat | None) -> LocalChat:
    if chat is None:
        raise RequestRefused(404, "ConversationNotFound", "Conversation not found.")
    return chat


def _message(chat: LocalChat, request: web.Request) -> ChatMessage:
    """The bot's own message that the request names."""
    message = chat.message(request.match_info["activity"])
    if message is None or message.deleted or not message.from_bot:
        raise RequestRefused(404, "ActivityNotFoundInConversation", "Activity not found in conversation.")
    return message


def _fits(activity: JsonObject) -> None:
    if not a_text(activity.get("type")):
        raise RequestRefused(400, "BadSyntax", "Activity must include a type.")
    if 2 * len(json.dumps(activity, ensure_ascii=False)) > MAX_MESSAGE_BYTES:
        raise RequestRefused(413, "MessageSizeTooBig", "Message size too large.")


def _count(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not text.isdecimal():
        raise RequestRefused(400, "BadArgument", "Not a number.")
    return int(text)


def _fault_response(fault: TeamsFault) -> web.Response | None:
    if fault.status is None:
        return None
    headers = {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
    if fault.html:
        return web.Response(status=fault.status, text=fault.html, content_type="text/html", headers=headers)
    return _error(fault.status, fault.code, fault.message, headers)


def _error(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status, headers=headers)
