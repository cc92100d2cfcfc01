"""Echo turns a second: ours with its JWT check, a bare botbuilder bot without one, and a bare aiohttp handler.

Each bot is a process of its own; the sender and the connector share this one, so that the two cores are shared fairly
by all three alike. Sixteen at once.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from bench.processes import free_port, memory_mb, running
from bot.teams.authentication import ISSUER

APP_ID = "00000000-0000-4000-8000-0000000000b0"
TENANT = "11111111-2222-4333-8444-555555555555"
AT_ONCE = 16
WARM, MEASURED = 2.0, 6.0
"""Seconds of each."""


async def measure() -> list[tuple[str, str, str]]:
    """Rows: the bot, its echo turns a second with the median and p95 in ms, and its ratio to a bare botbuilder bot."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    async with _world(key) as world:
        port = free_port()
        async with running(["-m", "bench.edge_bots", "bare", str(port)], port) as bot:
            bare = await _rate(bot.url, world, {})
        async with running(["bench/echo.py", str(port)], port) as bot:
            stock = await _rate(bot.url, world, {})
        arguments = ["-m", "bench.edge_bots", "ours", str(port), f"{world}/openid", APP_ID]
        async with running(arguments, port) as bot:
            ours = await _rate(bot.url, world, {"Authorization": f"Bearer {_token(key, world)}"})
            memory = memory_mb(bot.pid)
    return [
        ("bare aiohttp, echo turns a second", _told(bare), f"{bare[0] / stock[0]:.1f}"),
        ("bare botbuilder, no JWT", _told(stock), "1.0"),
        ("this bot's edge, JWT checked", _told(ours), f"{ours[0] / stock[0]:.1f} (target 15)"),
        ("the same beside bare aiohttp", f"{ours[0] / bare[0]:.2f}", "target 0.4"),
        ("memory of this bot's edge at 16 at once, MB", f"{memory:.0f}", "-"),
    ]


async def _rate(url: str, service: str, headers: dict[str, str]) -> tuple[float, Sequence[float]]:
    """Turns a second while `AT_ONCE` are under way, and how long each took."""
    took: list[float] = []
    ends = time.perf_counter() + WARM + MEASURED
    counts_from = ends - MEASURED

    async def sender(number: int, session: aiohttp.ClientSession) -> None:
        turn = 0
        while (began := time.perf_counter()) < ends:
            turn += 1
            activity = _activity(f"{number}-{turn}", service)
            async with session.post(f"{url}/api/messages", json=activity, headers=headers) as response:
                await response.read()
                assert response.status < 300, response.status
            if began >= counts_from:
                took.append(time.perf_counter() - began)

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(sender(number, session) for number in range(AT_ONCE)))
    return len(took) / MEASURED, took


def _activity(id: str, service: str) -> dict[str, object]:
    return {
        "type": "message",
        "id": id,
        "text": "hello",
        "channelId": "msteams",
        "serviceUrl": service,
        "from": {"id": "29:x", "name": "X", "aadObjectId": "aaaaaaaa-0000-4000-8000-000000000007"},
        "recipient": {"id": f"28:{APP_ID}", "name": "Bot"},
        "conversation": {"id": "a:x", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-GB",
    }


def _token(key: rsa.RSAPrivateKey, service: str) -> str:
    claims = {
        "iss": ISSUER,
        "aud": APP_ID,
        "exp": datetime.now(UTC) + timedelta(hours=1),
        "serviceurl": service,
    }
    return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "bench"})


@asynccontextmanager
async def _world(key: rsa.RSAPrivateKey) -> AsyncIterator[str]:
    """The connector and the OpenID keys, at one address."""
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)

    async def metadata(request: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"http://{request.host}/keys"})

    async def keys(_: web.Request) -> web.Response:
        return web.json_response({"keys": [{**jwk, "kid": "bench", "use": "sig", "endorsements": ["msteams"]}]})

    async def taken(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"id": "1"})

    app = web.Application()
    app.router.add_get("/openid", metadata)
    app.router.add_get("/keys", keys)
    app.router.add_post("/{rest:.*}", taken)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


def _told(measured: tuple[float, Sequence[float]]) -> str:
    rate, took = measured
    ordered = sorted(took)
    p95 = ordered[int(len(ordered) * 0.95)] * 1000
    return f"{rate:.0f} ({statistics.median(ordered) * 1000:.1f}, {p95:.1f} ms)"


if __name__ == "__main__":
    for row in asyncio.run(measure()):
        print(f"{row[0]:<48}{row[1]:<28}{row[2]}")
