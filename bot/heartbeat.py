"""The heartbeat: an address outside is asked once a minute while everything works, and its silence is the alarm.

A machine that is off, a process that hangs and a network that is cut tell nobody anything. Whoever watches the address
(Healthchecks, Azure Monitor, anything of the kind) notices all of them by what no longer comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus

import aiohttp
import structlog

from bot.counts import Counts
from bot.health import HealthCheck, what_is_wrong
from bot.policy.kit.errors import DirectoryUnavailable, StoreUnavailable
from bot.policy.kit.outage import LASTING
from bot.services.engine.ticker import Ticker
from bot.services.ports import Clock

INTERVAL = timedelta(minutes=1)
LATE = timedelta(minutes=5)
"""For so long a job may be behind, or a message be due, before something is wrong."""
OLD = timedelta(hours=1)
"""A directory's copy is renewed several times an hour: so old, nobody answers."""
_HEARTBEAT_TIMEOUT = aiohttp.ClientTimeout(total=10)
_log = structlog.get_logger(__name__)


def open_heartbeat_session() -> aiohttp.ClientSession:
    """The heartbeat's own session, through HTTPS_PROXY and its kin where they are set. The caller closes it."""
    return aiohttp.ClientSession(timeout=_HEARTBEAT_TIMEOUT, trust_env=True, cookie_jar=aiohttp.DummyCookieJar())


class Heartbeat:
    """A job. It watches what `/readyz` looks at, whether messages go out, and every other job."""

    def __init__(
        self,
        url: str,
        check: HealthCheck,
        tickers: Sequence[Sequence[Ticker]],
        clock: Clock,
        session: aiohttp.ClientSession,
        counts: Counts,
    ) -> None:
        """The address is as good as a password, and never logged. The `tickers` are looked at as there are then."""
        self._url = url
        self._check = check
        self._tickers = tickers
        self._clock = clock
        self._session = session
        self._counts = counts
        self._next: datetime | None = None

    async def next_due(self) -> datetime | None:
        """A minute after the last time."""
        return self._next

    async def run(self) -> None:
        """Ask the address if all is well. That it does not answer stops nothing here."""
        now = self._clock.now()
        self._next = now + INTERVAL
        if wrong := await self._wrong(now):
            _log.warning("heartbeat_withheld", reason=wrong)
            self._counts.count_heartbeat("withheld")
        elif why := await self._refusal():
            _log.warning("heartbeat_failed", reason=why)
            self._counts.count_heartbeat("failed")
        else:
            self._counts.count_heartbeat("taken")

    async def _refusal(self) -> str:
        """Ask the address; why it did not take it, empty when it did."""
        try:
            async with self._session.get(self._url) as response:
                return "" if response.status < HTTPStatus.BAD_REQUEST else f"http_{response.status}"
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return type(error).__name__

    async def _wrong(self, now: datetime) -> str:
        """What is not well; empty when all is."""
        try:
            health = await self._check.look()
            due = await self._check.oldest_due()
        except (StoreUnavailable, DirectoryUnavailable) as error:
            return what_is_wrong(error)
        if health.directory_age is not None and health.directory_age > OLD:
            return "the directory has not answered for an hour"
        for since, reason in health.silent:
            if now - since >= LASTING:
                return f"Teams takes no messages: {reason}"
        if due is not None and now - due > LATE:
            return "a message has been due for minutes, and is not sent"
        late = [ticker.job for some in self._tickers for ticker in some if ticker.late(now) > LATE]
        return f"work is not done: {late[0]}" if late else ""
