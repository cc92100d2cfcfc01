"""The ticker: does what is due, then sleeps until the next due time or a wake-up. It holds no state and no timers."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable

import structlog
from structlog.contextvars import bound_contextvars

from bot.services.engine.triggers import Trigger
from bot.services.ports import Clock

AFTER_A_FAILURE = timedelta(seconds=5)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_log = structlog.get_logger()


class Job(Protocol):
    """Work whose due times are stored."""

    async def next_due(self) -> datetime | None:
        """When there is something to do next, or None."""

    async def run(self) -> None:
        """Do what is due now."""


@runtime_checkable
class Settles(Protocol):
    """A job or a service with work under way that a stop waits for."""

    async def settle(self, within: timedelta) -> None:
        """Let it come to its end, for `within` at the most; what does not is done after the next start."""


class JobLimiter:
    """Limits how many schools run one kind of job at a time, where one process serves hundreds.

    All of them have work at a start and on the same school morning. Run at once, they would keep people waiting who ask
    the same database. Whoever takes `longest` seconds lets the next one in beside them, so
    that no school waits for another's directory.
    """

    def __init__(self, at_once: int = 4, longest: float = 1.0) -> None:
        self._limiter: defaultdict[type[Job], asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(at_once))
        self._longest = longest

    @asynccontextmanager
    async def acquire(self, job: Job) -> AsyncIterator[None]:
        """Wait until a job of this kind may run."""
        semaphore = self._limiter[type(job)]
        await semaphore.acquire()
        held = [semaphore]

        def let_go() -> None:
            while held:
                held.pop().release()

        at_the_latest = asyncio.get_running_loop().call_later(self._longest, let_go)
        try:
            yield
        finally:
            at_the_latest.cancel()
            let_go()


class Ticker:
    """Runs one job for as long as the process serves, and as its `limiter` lets it where there is one.

    `look_again` is for a store that other processes write to: what one of them kept before it died must be found.
    """

    def __init__(
        self,
        job: Job,
        clock: Clock,
        wake: Trigger,
        limiter: JobLimiter | None = None,
        *,
        look_again: timedelta | None = None,
    ) -> None:
        self._job = job
        self._clock = clock
        self._wake = wake
        self._limiter = limiter
        self._look_again = look_again
        self.looked_at: datetime | None = None
        """When it last began to do what was due; what it waits for was reckoned from then."""
        self._owes_since: datetime | None = None

    @property
    def job(self) -> str:
        """What it runs, for the log."""
        return type(self._job).__name__

    def late(self, now: datetime) -> timedelta:
        """For how long something has been due that is not done: a failure that goes on, work that does not come to its
        end, or a ticker that has ended itself. Not positive while it waits for its time."""
        return timedelta() if self._owes_since is None else now - self._owes_since

    async def run(self) -> None:
        """Tick until cancelled. A failure is logged and the work tried again: what is due is still in the store.

        Each line of the log says by which turns the work was woken, where it was not its time that had come.
        """
        self._owes_since = self._clock.now()
        try:
            while True:
                async with self._limiter.acquire(self._job) if self._limiter else nullcontext():
                    turns = self._wake.take_turns()
                    with bound_contextvars(**{"woken_by": turns} if turns else {}):
                        until = await self._tick()
                _heed_a_stop()
                await self._clock.wait(until, self._wake)
        finally:
            self._owes_since = _LONG_AGO

    def look(self) -> None:
        """Look at once, whatever is waited for."""
        self._wake.set()

    async def _tick(self) -> datetime | None:
        """Do what is due; when to look next."""
        now = self.looked_at = self._clock.now()
        self._owes_since = now if self._owes_since is None else min(self._owes_since, now)
        try:
            await self._job.run()
            until = await self._job.next_due()
            if self._look_again is not None:
                again = self._clock.now() + self._look_again
                until = again if until is None else min(until, again)
            # What is due now was looked at now.
            self._owes_since = until if until is None else max(until, now)
        except Exception:
            _log.exception("tick_failed", job=self.job)
            until = self._clock.now() + AFTER_A_FAILURE
        return until


def _heed_a_stop() -> None:
    """A cancellation that comes just as something is done may be lost on its way (`asyncio.wait_for` of Python 3.11
    loses it, and the database's pool waits by that): without this the process would never stop."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
