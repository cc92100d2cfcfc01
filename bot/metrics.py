"""What Prometheus may ask at `/metrics`: how long somebody has waited, what has not been said, how long a turn takes.

Figures and the words of our own tables only; no name, no reference, nothing that anybody wrote. What can be read from
the store is read at each asking, so that a restart forgets nothing; only the turns are counted in memory.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from bot.policy.incidents.incident import Incident, State
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outage import TEAMS, Outage
from bot.policy.kit.records import Notice, NoticeState, Urgency
from bot.services.ports import Clock, Directory, Store

TURN_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""The buckets of a turn. Teams gives an answer five seconds, so that one is among them."""
TURNS = "/api/messages"
KEPT_SECONDS = 1.0
"""How long an answer is kept for whoever else asks."""
_REFUSED_STATUSES = range(400, 500)
"""Answers to those who were not let in: they are not turns."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How things stand at one moment. Ages are in seconds, and 0 where nothing waits."""

    oldest: dict[Urgency, float] = field(default_factory=dict)
    waiting: int = 0
    oldest_waiting: float = 0.0
    failures: dict[str, int] = field(default_factory=dict)
    directory_age: float | None = None
    teams_outage: float = 0.0
    set_apart: int = 0


class Failures:
    """How many notices of one school could not be delivered at all, by reason. They stay for years: they are read again
    only when there are more or fewer of them."""

    def __init__(self) -> None:
        self._count = 0
        self._by_reason: dict[str, int] = {}

    async def of(self, store: Store) -> dict[str, int]:
        """The counts by reason. Raises `StoreUnavailable`."""
        failed = {"state": NoticeState.FAILED.value}
        count = await store.count(Notice, where=failed)
        if count != self._count:
            found = await store.find(Notice, where=failed)
            self._by_reason = dict(Counter(notice.reason or "unknown" for notice in found))
            self._count = len(found)
        return dict(self._by_reason)


async def figures(store: Store, directory: Directory, now: datetime, failures: Failures | None = None) -> Figures:
    """Read them. Raises `StoreUnavailable`. `failures` remembers what was counted of this school before.

    An incident waits since it was reported, or since it was last put before somebody else. Drills count for nothing. A
    notice is late by how long it has been due: one that waits for school hours is not; one that waits for Teams is, as
    long as Teams has been out.
    """
    unacknowledged = await store.find(Incident, where={"state": State.REPORTED.value})
    waiting = {"state": NoticeState.WAITING.value}
    oldest_due = await store.next_due(Notice, where=waiting)
    since = [(each.urgency, _waits_since(each)) for each in unacknowledged if not each.drill]
    age = directory.age()
    outages = await store.find(Outage, where={"id": TEAMS})
    silent = _oldest([each.since for each in outages if each.since is not None], now)
    return Figures(
        oldest={urgency: _oldest((at for of, at in since if of is urgency), now) for urgency in Urgency},
        waiting=await store.count(Notice, where=waiting),
        oldest_waiting=max(_oldest([oldest_due], now), silent) if oldest_due else 0.0,
        failures=await (failures or Failures()).of(store),
        directory_age=None if age is None else age.total_seconds(),
        teams_outage=silent,
        set_apart=len(await store.set_apart()),
    )


def together(schools: Sequence[Figures]) -> Figures:
    """The figures of several schools as one: the oldest of each age, the sum of each count."""
    ages = [each.directory_age for each in schools if each.directory_age is not None]
    failures: Counter[str] = Counter()
    for each in schools:
        failures.update(each.failures)
    return Figures(
        oldest={urgency: max((each.oldest[urgency] for each in schools), default=0.0) for urgency in Urgency},
        waiting=sum(each.waiting for each in schools),
        oldest_waiting=max((each.oldest_waiting for each in schools), default=0.0),
        failures=dict(failures),
        directory_age=max(ages, default=None),
        teams_outage=max((each.teams_outage for each in schools), default=0.0),
        set_apart=sum(each.set_apart for each in schools),
    )


def _waits_since(incident: Incident) -> datetime:
    """Since when nobody has it. A note does not make it younger."""
    if incident.ladder.run == 1 or incident.touched_at is None:
        return incident.reported_at
    return min(incident.touched_at, incident.ladder.since)


def _oldest(moments: Iterable[datetime], now: datetime) -> float:
    return max(0.0, max(((now - at).total_seconds() for at in moments), default=0.0))


class _FiguresNow(Collector):
    """One reading, as Prometheus takes it. A figure that cannot be known just now is left out, and never 0."""

    def __init__(self, read: Figures | None, *, writable: bool) -> None:
        self._read = read
        self._writable = writable

    def collect(self) -> Iterable[Metric]:
        """The families, in the order in which they are written."""
        read = self._read
        readable = float(read is not None)
        yield GaugeMetricFamily(
            "online_safety_store_readable", "1 when the store could be read just now", value=readable
        )
        yield GaugeMetricFamily(
            "online_safety_store_writable",
            "1 when the store could be written just now, as a write has proved",
            value=float(self._writable),
        )
        if read is None:
            return
        yield GaugeMetricFamily(
            "online_safety_records_set_apart",
            "Records that this release cannot read, and that it goes on without",
            value=read.set_apart,
        )
        oldest = GaugeMetricFamily(
            "online_safety_oldest_unacknowledged_seconds",
            "How long the oldest report that nobody has taken has waited, by urgency; 0 when none does",
            labels=["urgency"],
        )
        for urgency, seconds in read.oldest.items():
            oldest.add_metric([urgency.value], seconds)
        yield oldest
        yield GaugeMetricFamily("online_safety_outbox_waiting", "Messages not yet delivered", value=read.waiting)
        yield GaugeMetricFamily(
            "online_safety_outbox_oldest_seconds",
            "How long the oldest message not yet delivered has been due",
            value=read.oldest_waiting,
        )
        yield GaugeMetricFamily(
            "online_safety_teams_outage_seconds",
            "For how long Teams has taken no message from the bot; 0 while it takes them",
            value=read.teams_outage,
        )
        failures = CounterMetricFamily(
            "online_safety_failures", "Messages that could not be delivered at all, by reason", labels=["reason"]
        )
        for reason, count in sorted(read.failures.items()):
            failures.add_metric([reason], count)
        yield failures
        if read.directory_age is not None:
            yield GaugeMetricFamily(
                "online_safety_directory_age_seconds",
                "How old the oldest copy of who holds which role is",
                value=read.directory_age,
            )


class Metrics:
    """The figures of one bot over all its schools: `timed` watches its turns, `answer` is what `/metrics` says.

    A write to each store of `written` proves that they can be written."""

    def __init__(self, sources: Sequence[tuple[Store, Directory]], clock: Clock, written: Sequence[Store] = ()) -> None:
        self._written = written
        self._sources = [(store, directory, Failures()) for store, directory in sources]
        self._clock = clock
        self._reading = asyncio.Lock()
        self._kept: _KeptAnswer | None = None
        self._turns = CollectorRegistry()
        self._seconds = Histogram(
            "online_safety_turn_seconds",
            "From a turn's arrival to its answer",
            buckets=TURN_SECONDS,
            registry=self._turns,
        )

    @property
    def turn_timer(self) -> Middleware:
        """A middleware that observes how long each turn took which was let in."""

        @web.middleware
        async def time_turn(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.path != TURNS:
                return await handler(request)
            loop = asyncio.get_running_loop()
            began = loop.time()
            response = await handler(request)
            if response.status not in _REFUSED_STATUSES:
                self._seconds.observe(loop.time() - began)
            return response

        return time_turn

    @property
    def answer(self) -> Callable[[web.Request], Awaitable[web.Response]]:
        """What `/metrics` says, in the Prometheus text format."""

        async def answer(request: web.Request) -> web.Response:
            return web.Response(body=await self._body(), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

        return answer

    async def _body(self) -> bytes:
        """The answer of this second: however many ask, the store is read once."""
        async with self._reading:
            loop, now = asyncio.get_running_loop(), self._clock.now()
            if self._kept is None or not self._kept.holds(loop.time(), now):
                self._kept = _KeptAnswer(loop.time(), now, await self._read(now))
            return self._kept.body

    async def _read(self, now: datetime) -> bytes:
        try:
            read = together([await figures(store, at, now, failures) for store, at, failures in self._sources])
        except StoreUnavailable:
            read = None
        at_this_moment = CollectorRegistry()
        at_this_moment.register(_FiguresNow(read, writable=await self._can_write()))
        return generate_latest(at_this_moment) + generate_latest(self._turns)

    async def _can_write(self) -> bool:
        try:
            for store in self._written:
                await store.check()
        except StoreUnavailable:
            return False
        return True


@dataclass(frozen=True, slots=True)
class _KeptAnswer:
    """An answer, with the loop's time and the clock's when it was begun."""

    began: float
    at: datetime
    body: bytes

    def holds(self, time: float, now: datetime) -> bool:
        """Whether it is of this second, by both: the clock can be moved."""
        return time - self.began < KEPT_SECONDS and abs((now - self.at).total_seconds()) < KEPT_SECONDS
