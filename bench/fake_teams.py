"""What a bot that is measured talks to: the Bot Connector, as slow as one likes, and Microsoft's signing keys."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from bench.processes import free_port
from bot.clock import SystemClock
from bot.local.faults import Throttle
from bot.teams.authentication import ISSUER

APP_ID = "00000000-0000-4000-8000-0000000000b0"
TENANT = "11111111-2222-4333-8444-555555555555"


@dataclass
class FakeTeams:
    """The connector and the keys, at one address. The connector answers after `delay_seconds`."""

    url: str
    delay_seconds: float = 0.0
    sent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """When a message came for a conversation, by its id."""
    requests: int = 0
    """How many the connector has had."""
    refused: int = 0
    """How many of them it refused with 429."""
    throttle: Throttle = field(default_factory=Throttle)
    """Teams' own limits, when it is switched on."""
    _key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def token(self) -> str:
        """What the Bot Framework would sign its calls with."""
        ends = SystemClock().now() + timedelta(hours=1)
        claims = {"iss": ISSUER, "aud": APP_ID, "exp": ends, "serviceurl": self.url}
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": "bench"})

    def activity(self, id: str, person: str, **more: object) -> dict[str, object]:
        """What Teams posts for somebody in a chat of their own."""
        return {
            "type": "message",
            "id": id,
            "channelId": "msteams",
            "serviceUrl": self.url,
            "from": {"id": f"29:{person}", "name": "X", "aadObjectId": person},
            "recipient": {"id": f"28:{APP_ID}", "name": "Bot"},
            "conversation": {"id": f"a:{person}", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "en-GB",
            **more,
        }

    def press(self, id: str, person: str, verb: str, data: dict[str, object]) -> dict[str, object]:
        """What Teams posts when somebody presses a button of a card."""
        value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}}
        return self.activity(id, person, type="invoke", name="adaptiveCard/action", value=value)

    def routes(self) -> list[web.RouteDef]:
        """The keys, and a connector that takes everything."""
        return [
            web.get("/openid", self._metadata),
            web.get("/keys", self._keys),
            web.route("*", "/v3/conversations/{chat}/{rest:.*}", self._take),
            web.post("/v3/conversations", self._open),
        ]

    async def _metadata(self, _: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})

    async def _keys(self, _: web.Request) -> web.Response:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return web.json_response({"keys": [{**public, "kid": "bench", "use": "sig", "endorsements": ["msteams"]}]})

    async def _take(self, request: web.Request) -> web.Response:
        self.requests += 1
        await request.read()
        chat = request.match_info["chat"]
        if (
            wait := self.throttle.wait_for("send" if request.method == "POST" else "update", chat, time.monotonic())
        ) > 0:
            return self._refuse(wait)
        if request.method == "POST":
            self.sent[chat].append(time.perf_counter())
        if self.delay_seconds:
            await asyncio.sleep(self.delay_seconds)
        return web.json_response({"id": "1"})

    async def _open(self, request: web.Request) -> web.Response:
        self.requests += 1
        asked = await request.json()
        if (wait := self.throttle.wait_for("create", asked["members"][0]["id"], time.monotonic())) > 0:
            return self._refuse(wait)
        return web.json_response({"id": f"a:{asked['members'][0]['id']}"}, status=201)

    def _refuse(self, wait: float) -> web.Response:
        self.refused += 1
        return web.Response(status=429, headers={"Retry-After": f"{wait:.0f}"})


@asynccontextmanager
async def fake_teams() -> AsyncIterator[FakeTeams]:
    """The connector and the keys, for as long as the block runs."""
    port = free_port()
    teams = FakeTeams(f"http://127.0.0.1:{port}")
    app = web.Application(client_max_size=8 * 1024 * 1024)
    app.add_routes(teams.routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield teams
    finally:
        await runner.cleanup()
