"""The ticker ends when it is told to, whatever its job makes of it, and keeps to its door."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.services.engine.ticker import JobLimiter, Ticker
from bot.services.engine.triggers import Trigger
from tests.clock import PATIENCE, FakeClock, eventually

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
    running = asyncio.create_task(Ticker(job, FakeClock(NOW), Trigger()).run())
    await job.begun.wait()
    running.cancel()
    await asyncio.wait([running], timeout=PATIENCE)
    assert running.cancelled()


class Looking:
    """A job that stays until it is let go, and counts how many are inside with it."""

    inside: list[Looking] = []  # noqa: RUF012 - of all of a kind

    def __init__(self) -> None:
        self.done = asyncio.Event()

    async def next_due(self) -> datetime | None:
        return None

    async def run(self) -> None:
        self.inside.append(self)
        await self.done.wait()
        self.inside.remove(self)


class LookingElsewhere(Looking):
    """A job of another kind."""

    inside: list[Looking] = []  # noqa: RUF012


async def _begun(jobs: Sequence[Looking], limiter: JobLimiter) -> list[asyncio.Task[None]]:
    for kind in (Looking, LookingElsewhere):
        kind.inside = []
    running = [asyncio.create_task(Ticker(job, FakeClock(NOW), Trigger(), limiter).run()) for job in jobs]
    await _a_moment()
    return running


async def _a_moment() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_so_many_of_a_kind_at_a_time() -> None:
    """Hundreds of schools start together: of each kind of job two are at work, the next when one has ended, in the
    order in which they came; another kind waits for none of them."""
    jobs, other = [Looking() for _ in range(5)], LookingElsewhere()
    running = await _begun([*jobs, other], JobLimiter(at_once=2, longest=60))
    assert Looking.inside == jobs[:2]
    assert LookingElsewhere.inside == [other]
    jobs[0].done.set()
    await _a_moment()
    assert Looking.inside == jobs[1:3]
    running[2].cancel()
    await _a_moment()
    assert Looking.inside[-1] is jobs[3]
    for task in running:
        task.cancel()
    await asyncio.wait(running)


async def test_whoever_takes_long_keeps_nobody_out() -> None:
    """A school whose directory does not answer does not keep the others' jobs waiting, and ends as any other."""
    jobs = [Looking() for _ in range(3)]
    running = await _begun(jobs, JobLimiter(at_once=1, longest=0))
    assert Looking.inside == jobs
    for job in jobs:
        job.done.set()
    await _a_moment()
    assert Looking.inside == []
    for task in running:
        task.cancel()
    await asyncio.wait(running)


class Failing:
    """A job that is due in an hour, and fails while it is told to."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock, self.fails, self.runs = clock, False, 0

    async def next_due(self) -> datetime | None:
        return self.clock.now() + timedelta(hours=1)

    async def run(self) -> None:
        self.runs += 1
        if self.fails:
            raise RuntimeError


async def test_what_is_due_and_not_done_makes_it_late() -> None:
    """Not while it waits for its time; from its time on while it fails, however often; and when it has ended."""
    clock = FakeClock(NOW)
    job = Failing(clock)
    ticker = Ticker(job, clock, Trigger())
    running = asyncio.create_task(ticker.run())

    async def has_run(times: int) -> None:
        async def so() -> bool:
            return job.runs >= times and bool(clock.waiting)

        await eventually(so)

    await has_run(1)
    assert ticker.late(clock.now()) <= timedelta()
    job.fails = True
    clock.move(timedelta(hours=1))
    await has_run(2)
    clock.move(timedelta(minutes=10))
    await has_run(3)
    assert ticker.late(clock.now()) == timedelta(minutes=10)
    job.fails = False
    clock.move(timedelta(minutes=1))
    await has_run(4)
    assert ticker.late(clock.now()) <= timedelta()
    running.cancel()
    await asyncio.wait([running])
    assert ticker.late(clock.now()) > timedelta(days=365)
