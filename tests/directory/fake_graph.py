"""Microsoft Graph on loopback, as far as the directory asks it: nested groups, pages, `$select`, permissions, faults.

It answers as Graph's documentation says, and refuses what Graph would refuse: an advanced query without
`ConsistencyLevel: eventual` and `$count`, a request without a token, more than twenty groups at once.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from azure.core.credentials import AccessToken

Fault = Callable[[web.Request], Awaitable[web.StreamResponse]]
TOKEN = "a-token-of-entra"


class FakeCredential:
    """azure-identity's part: a token, or an error."""

    def __init__(self) -> None:
        self.token = TOKEN
        self.error: Exception | None = None
        self.asked = 0

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        """The token for Graph."""
        assert scopes == ("https://graph.microsoft.com/.default",)
        self.asked += 1
        if self.error:
            raise self.error
        return AccessToken(self.token, 2**40)

    async def close(self) -> None:
        """Nothing to close."""


@dataclass
class FakeGraph:
    """A tenant. `faults` are answered instead, one a request, in their order; `always` for as long as it is set.

    `on` holds faults by the end of a path.
    """

    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    """Groups that hide their members from whoever has no `Member.Read.Hidden`."""
    page_size: int = 999
    permissions: set[str] = field(default_factory=lambda: {"GroupMember.Read.All", "User.Read.All"})
    faults: deque[Fault] = field(default_factory=deque)
    always: Fault | None = None
    on: dict[str, Fault] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    url: str = ""
    _held: asyncio.Event = field(default_factory=asyncio.Event)

    def user(self, id: str, name: str, **more: Any) -> dict[str, Any]:
        """Enter a user; `more` are Graph's own fields."""
        fields = {"displayName": name, "mail": None, "accountEnabled": True, "userType": "Member", "jobTitle": "Head"}
        self.users[id] = {"id": id, **fields, **more}
        return self.users[id]

    def group(self, id: str, members: Iterable[dict[str, Any]]) -> dict[str, Any]:
        """Enter a group; its members may be users, groups, and things that are neither."""
        self.groups[id] = list(members)
        return {"@odata.type": "#microsoft.graph.group", "id": id}

    def members(self, group: str, seen: frozenset[str] = frozenset()) -> dict[str, dict[str, Any]]:
        """Everything in the group and in the groups within it, by id."""
        found: dict[str, dict[str, Any]] = {}
        for member in self.groups.get(group, []) if group not in seen else []:
            found[member["id"]] = member
            if member["id"] in self.groups:
                found |= self.members(member["id"], seen | {group})
        return found

    def application(self) -> web.Application:
        """What answers."""
        app = web.Application(middlewares=[self._gate])
        app.router.add_get("/v1.0/groups/{id}/transitiveMembers/graph.user", self._members)
        app.router.add_get("/v1.0/groups/{id}", self._group)
        app.router.add_post("/v1.0/users/{id}/checkMemberGroups", self._check)
        app.router.add_get("/v1.0/users/{id}", self._user)
        app.router.add_get("/v1.0/users", self._anything("User.Read.All"))
        app.router.add_get("/v1.0/groups", self._anything("GroupMember.Read.All"))
        return app

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[FakeGraph]:
        """Serve until the block ends."""
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1.0"
        try:
            yield self
        finally:
            self._held.set()
            await runner.cleanup()

    @web.middleware
    async def _gate(self, request: web.Request, handler: Fault) -> web.StreamResponse:
        if not request.path.startswith("/v1.0/"):
            return await handler(request)
        self.requests.append(f"{request.method} {request.path.removeprefix('/v1.0')}")
        by_path = next((fault for end, fault in self.on.items() if request.path.endswith(end)), None)
        if fault := self.faults.popleft() if self.faults else self.always or by_path:
            return await fault(request)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return refusal(401, "InvalidAuthenticationToken")
        return await handler(request)

    async def _members(self, request: web.Request) -> web.StreamResponse:
        group, query = request.match_info["id"], request.query
        if "GroupMember.Read.All" not in self.permissions:
            return refusal(403, "Authorization_RequestDenied")
        if group not in self.groups:
            return refusal(404, "Request_ResourceNotFound")
        if request.headers.get("ConsistencyLevel") != "eventual" or query.get("$count") != "true":
            return refusal(400, "Request_UnsupportedQuery")
        hidden = group in self.hidden and "Member.Read.Hidden" not in self.permissions
        found = [] if hidden else list(self.members(group).values())
        at, size = int(query.get("$skiptoken", 0)), min(int(query.get("$top", 100)), self.page_size)
        answer: dict[str, Any] = {"@odata.context": "…", "@odata.count": len(found)}
        if at + size < len(found):
            answer["@odata.nextLink"] = str(request.url.update_query({"$skiptoken": str(at + size)}))
        answer["value"] = [self._shown(row, query.get("$select", "id")) for row in found[at : at + size]]
        return web.json_response(answer)

    async def _group(self, request: web.Request) -> web.StreamResponse:
        group = request.match_info["id"]
        if group not in self.groups:
            return refusal(404, "Request_ResourceNotFound")
        return web.json_response({"id": group, "visibility": "HiddenMembership" if group in self.hidden else None})

    async def _user(self, request: web.Request) -> web.StreamResponse:
        user = self.users.get(request.match_info["id"])
        if user is None:
            return refusal(404, "Request_ResourceNotFound")
        return web.json_response(self._shown(user, request.query.get("$select", "id")))

    async def _check(self, request: web.Request) -> web.StreamResponse:
        if not self.permissions:
            return refusal(403, "Authorization_RequestDenied")
        asked = (await request.json())["groupIds"]
        if len(asked) > 20:
            return refusal(400, "Request_BadRequest")
        if request.match_info["id"] not in self.users:
            return refusal(404, "Request_ResourceNotFound")
        return web.json_response({"value": [g for g in asked if request.match_info["id"] in self.members(g)]})

    def _anything(self, permission: str) -> Fault:
        async def first(request: web.Request) -> web.StreamResponse:
            if permission not in self.permissions:
                return refusal(403, "Authorization_RequestDenied")
            return web.json_response({"value": [{"id": "x"}]})

        return first

    def _shown(self, row: dict[str, Any], select: str) -> dict[str, Any]:
        told = {name: value for name, value in row.items() if name in ("@odata.type", *select.split(","))}
        if "User.Read.All" in self.permissions:
            return told
        return {name: value if name in ("@odata.type", "id") else None for name, value in told.items()}

    async def hang(self, request: web.Request) -> web.StreamResponse:
        """A fault: silence until the server stops."""
        await self._held.wait()
        return web.Response(status=500)


def refusal(status: int, code: str, **headers: str) -> web.Response:
    """An error as Graph words it."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.json_response({"error": {"code": code, "message": "…"}}, status=status, headers=headers)


def failing(status: int, **headers: str) -> Fault:
    """A fault: this status, with these headers (`Retry_After`)."""

    async def fail(request: web.Request) -> web.StreamResponse:
        return refusal(status, "serviceNotAvailable", **headers)

    return fail


def saying(body: bytes, content_type: str = "application/json") -> Fault:
    """A fault: 200 with this body."""

    async def say(request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, content_type=content_type)

    return say


async def half(request: web.Request) -> web.StreamResponse:
    """A fault: the connection ends in the middle of the answer."""
    response = web.StreamResponse(headers={"Content-Length": "5000", "Content-Type": "application/json"})
    await response.prepare(request)
    await response.write(json.dumps({"value": [{"id": "a"}]}).encode()[:12])
    assert request.transport is not None
    request.transport.close()
    return response
