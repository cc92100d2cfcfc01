"""Half a request's head does not hold a connection; idle connections and slow bodies are left in peace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot import head_timeout
from bot.head_timeout import HeadTimeoutSite, bound_sockets
from tests.clock import PATIENCE

WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
HALVES = [b"", b"G", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX-", b"\r\n"]


@asynccontextmanager
async def door(seconds: float, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """A server that answers with what it was sent; its port."""
    monkeypatch.setattr(head_timeout, "HEAD_SECONDS", seconds)

    async def echo(request: web.Request) -> web.Response:
        return web.Response(body=await request.read() or b"ok")

    app = web.Application()
    app.router.add_route("*", "/", echo)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    (bound,) = bound_sockets("127.0.0.1", 0)
    await HeadTimeoutSite(runner, bound).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def closed(reader: asyncio.StreamReader) -> bool:
    """Wait for the end of a connection: at once when it is closed, never within this test when it is not."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await reader.read() == b""
    except ConnectionResetError:
        return True


async def answered(reader: asyncio.StreamReader) -> bytes:
    """The body of one answer."""
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
    length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length: "))
    return await reader.readexactly(int(length.split(b": ")[1]))


@pytest.mark.parametrize("half", HALVES)
async def test_half_a_head_is_closed(half: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a new connection, and on one that has been served before."""
    async with door(0.2, monkeypatch) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(half)
        assert await closed(reader)
        writer.close()
        if half.strip():
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(WHOLE)
            assert await answered(reader) == b"ok"
            writer.write(half)
            assert await closed(reader)
            writer.close()


async def test_a_head_that_comes_byte_by_byte_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte does not begin the time anew."""
    async with door(0.2, monkeypatch) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)

        async def drip() -> None:
            writer.write(b"GET / HTTP/1.1\r\nX-A: ")
            while True:
                writer.write(b"a")
                await asyncio.sleep(0.02)

        dripping = asyncio.create_task(drip())
        assert await closed(reader)
        dripping.cancel()
        writer.close()


async def test_idle_connections_and_slow_bodies_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a head is whole its body has a patience of its own, and a connection waits for its next request."""
    async with door(0.2, monkeypatch) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab")
        await asyncio.sleep(0.5)
        writer.write(b"cd")
        assert await answered(reader) == b"abcd"
        await asyncio.sleep(0.5)
        writer.write(WHOLE[:20])
        writer.write(WHOLE[20:] + WHOLE)
        assert await answered(reader) == b"ok"
        assert await answered(reader) == b"ok"
        writer.close()


async def test_many_half_heads_are_all_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """While others are served."""
    async with door(1.0, monkeypatch) as port:
        halves = [await asyncio.open_connection("127.0.0.1", port) for _ in range(200)]
        for _, writer in halves:
            writer.write(HALVES[3])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(WHOLE)
        assert await answered(reader) == b"ok"
        assert all(await asyncio.gather(*(closed(reader) for reader, _ in halves)))
        for _, each in [*halves, (reader, writer)]:
            each.close()
