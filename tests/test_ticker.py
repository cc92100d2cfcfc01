"""The ticker ends when it is told to, whatever its job makes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from bot.services.wake import Bell
from bot.ticker import Ticker
from tests.clock import FakeClock

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


async def _loses_it(never: asyncio.Event) -> None:
    with suppress(asyncio.CancelledError):
        await never.wait()


async def _fails_instead(never: asyncio.Event) -> None:
    try:
        await never.wait()
    except asyncio.CancelledError:
        raise RuntimeError("something else") from None


async def _lets_it_pass(never: asyncio.Event) -> None:
    await never.wait()


class Job:
    """A job that waits for something when it is stopped."""

    def __init__(self, work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
        self._work = work
        self.begun, self.never = asyncio.Event(), asyncio.Event()

    async def next_due(self) -> datetime | None:
        return None

    async def run(self) -> None:
        self.begun.set()
        await self._work(self.never)


@pytest.mark.parametrize("work", [_lets_it_pass, _loses_it, _fails_instead])
async def test_a_stop_is_heeded(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Also when the job, or a library beneath it, loses the cancellation or makes an error of it."""
    job = Job(work)
    running = asyncio.create_task(Ticker(job, FakeClock(NOW), Bell()).run())
    await job.begun.wait()
    running.cancel()
    await asyncio.wait([running], timeout=2)
    assert running.cancelled()
