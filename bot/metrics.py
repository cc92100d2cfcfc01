"""What Prometheus may ask at `/metrics`: how long somebody has waited, what has not been said, how long a turn takes.

Figures, schools and the words of our own tables only; no person's name, no reference, nothing that anybody wrote. How
things stand is read from the store at each asking, so that a restart forgets nothing; what happens is in `counts`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from bot.policy.incidents.incident import Incident, State
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outage import TEAMS, Outage
from bot.policy.kit.records import Notice, NoticeState, Urgency
from bot.services.ports import Clock, Directory, Store

KEPT_SECONDS = 1.0
"""How long an answer is kept for whoever else asks."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How things stand at one moment. Ages are in seconds, and 0 where nothing waits."""

    oldest: dict[Urgency, float] = field(default_factory=dict)
    waiting: int = 0
    oldest_waiting: float = 0.0
    directory_age: float | None = None
    teams_outage: float = 0.0
    set_apart: int = 0


async def figures(store: Store, directory: Directory, now: datetime) -> Figures:
    """Read them. Raises `StoreUnavailable`.

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
        directory_age=None if age is None else age.total_seconds(),
        teams_outage=silent,
        set_apart=len(await store.set_apart()),
    )


async def _figures(store: Store, directory: Directory, now: datetime) -> Figures | None:
    try:
        return await figures(store, directory, now)
    except StoreUnavailable:
        return None


def _waits_since(incident: Incident) -> datetime:
    """Since when nobody has it. A note does not make it younger."""
    if incident.ladder.run == 1 or incident.touched_at is None:
        return incident.reported_at
    return min(incident.touched_at, incident.ladder.since)


def _oldest(moments: Iterable[datetime], now: datetime) -> float:
    return max(0.0, max(((now - at).total_seconds() for at in moments), default=0.0))


class _FiguresNow(Collector):
    """One reading of each school, as Prometheus takes it. A figure that cannot be known just now is left out, and never
    0. With several schools each has its label."""

    def __init__(
        self, read: Sequence[tuple[str, Figures | None]], *, writable: bool, keys_age: timedelta | None
    ) -> None:
        self._read = read
        self._writable = writable
        self._keys_age = keys_age

    def collect(self) -> Iterable[Metric]:
        """The families, in the order in which they are written."""
        yield self._family(
            "store_readable",
            "1 when the store could be read just now",
            [(school, (), float(read is not None)) for school, read in self._read],
        )
        yield GaugeMetricFamily(
            "online_safety_store_writable",
            "1 when the store could be written just now, as a write has proved",
            value=float(self._writable),
        )
        known = [(school, read) for school, read in self._read if read is not None]
        if known:
            yield self._family(
                "records_set_apart",
                "Records that this release cannot read, and that it goes on without",
                [(school, (), read.set_apart) for school, read in known],
            )
            yield self._family(
                "oldest_unacknowledged_seconds",
                "How long the oldest report that nobody has taken has waited, by urgency; 0 when none does",
                [(school, (of.value,), age) for school, read in known for of, age in read.oldest.items()],
                "urgency",
            )
            yield self._family(
                "outbox_waiting", "Messages not yet delivered", [(school, (), read.waiting) for school, read in known]
            )
            yield self._family(
                "outbox_oldest_seconds",
                "How long the oldest message not yet delivered has been due",
                [(school, (), read.oldest_waiting) for school, read in known],
            )
            yield self._family(
                "teams_outage_seconds",
                "For how long Teams has taken no message from the bot; 0 while it takes them",
                [(school, (), read.teams_outage) for school, read in known],
            )
        aged = [(school, (), age) for school, read in known if (age := read.directory_age) is not None]
        if aged:
            yield self._family("directory_age_seconds", "How old the oldest copy of who holds which role is", aged)
        if self._keys_age is not None:
            yield GaugeMetricFamily(
                "online_safety_signing_keys_age_seconds",
                "How old the keys are by which it is known that a request is from Teams",
                value=self._keys_age.total_seconds(),
            )

    def _family(
        self, name: str, says: str, values: Sequence[tuple[str, tuple[str, ...], float]], *labels: str
    ) -> GaugeMetricFamily:
        """A gauge for each school, with more labels where there are `labels`."""
        many = len(self._read) > 1
        family = GaugeMetricFamily(f"online_safety_{name}", says, labels=[*(["school"] if many else []), *labels])
        for school, more, value in values:
            family.add_metric([*([school] if many else []), *more], value)
        return family


class Metrics:
    """What `/metrics` says of one process: the figures of its schools, by their names, and what it has counted.

    A write to each store of `written` proves that they can be written; `keys_age` says how old the keys are that prove
    where a request comes from.
    """

    def __init__(
        self,
        sources: Sequence[tuple[str, Store, Directory]],
        clock: Clock,
        counted: CollectorRegistry,
        written: Sequence[Store] = (),
        keys_age: Callable[[], timedelta | None] = lambda: None,
    ) -> None:
        self._sources = sources
        self._clock = clock
        self._counted = counted
        self._written = written
        self._keys_age = keys_age
        self._reading = asyncio.Lock()
        self._kept: _KeptAnswer | None = None

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
        read = [(name, await _figures(store, directory, now)) for name, store, directory in self._sources]
        at_this_moment = CollectorRegistry()
        at_this_moment.register(_FiguresNow(read, writable=await self._can_write(), keys_age=self._keys_age()))
        return generate_latest(at_this_moment) + generate_latest(self._counted)

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
