"""What is counted while the process serves, for `/metrics`: each event once, by the process to which it happened.

Every counter is there with 0 from the start, so that the first of its kind is an increase that Prometheus sees; none is
counted from records, which are removed after their time and which every replica would count. Labels are words of our
own tables and the names of schools.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

from bot import VERSION
from bot.policy.kit.reached import APP_REMOVED
from bot.services.kit.sending import NO_DIRECTORY, TEAMS_THROTTLED
from bot.teams.refusals import OF_ONE

TURN_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""The buckets of a turn. Teams gives an answer five seconds, so that one is among them."""
PING_SECONDS = (0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 900.0, 3600.0)
"""The buckets of a ping, from a moment to an outage of an hour."""
TURNS = "/api/messages"
HEARTBEAT_OUTCOMES = ("taken", "failed", "withheld")
OTHER = "other"
"""The reason of what has none of its own here; the log has it."""
GIVEN_UP_COUNT = (*OF_ONE, OTHER)
ATTEMPTS_COUNT = (
    *(
        "http_401",
        TEAMS_THROTTLED,
        "refused",
        "disabled",
        "no_token",
        "no_connection",
        "timeout",
        "no_road",
        "unreadable",
    ),
    *("too_large", "http_500", "http_502", "http_503", "http_504", "store_unavailable", NO_DIRECTORY, APP_REMOVED),
    *GIVEN_UP_COUNT,
)
REFUSED_COUNT = ("400", "401", "403", "408", "413", "415", "429")
"""The answers to those who are not let in: they are not turns."""

# When a counter began is of no use to Prometheus, and doubles what it reads.
disable_created_metrics()  # type: ignore[no-untyped-call]


class Counts:
    """The counters of one process. With several schools what is one school's has a label `school`."""

    def __init__(self, schools: Sequence[str], *, many: bool = False) -> None:
        """`many`: others may come."""
        self._many = many or len(schools) > 1
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        build = Gauge("online_safety_build_info", "The release that runs", ["version"], registry=self.registry)
        build.labels(VERSION).set(1)
        self._turns = Histogram(
            "online_safety_turn_seconds",
            "From a turn's arrival to its answer",
            buckets=TURN_SECONDS,
            registry=self.registry,
        )
        self._turns_failed = Counter(
            "online_safety_turns_failed",
            "Turns that ended in an error that nobody foresaw; the log has turn_failed or request_failed",
            registry=self.registry,
        )
        self._refused = Counter(
            "online_safety_requests_refused",
            "Requests that were no turn, by the status of the answer: 401 does not prove where it comes from",
            ["status"],
            registry=self.registry,
        )
        self._pings = Histogram(
            "online_safety_ping_seconds",
            "From the moment at which a ping was to be sent to the one at which Teams took it",
            buckets=PING_SECONDS,
            registry=self.registry,
        )
        self._attempts = Counter(
            "online_safety_attempts_failed",
            "Attempts to deliver a message that failed, by reason; most are tried again",
            ["reason"],
            registry=self.registry,
        )
        self._given_up = Counter(
            "online_safety_failures",
            "Messages that could not be delivered at all, by reason",
            [*(["school"] if self._many else []), "reason"],
            registry=self.registry,
        )
        self._heartbeats = Counter(
            "online_safety_heartbeats",
            "Heartbeats that were taken, that failed, and that were withheld because something was not well",
            ["outcome"],
            registry=self.registry,
        )
        for counter, values in (
            (self._refused, (*REFUSED_COUNT, OTHER)),
            (self._attempts, ATTEMPTS_COUNT),
            (self._heartbeats, HEARTBEAT_OUTCOMES),
        ):
            for value in values:
                counter.labels(value)
        for school in schools:
            self.of(school)

    @property
    def turn_timer(self) -> Middleware:
        """A middleware that observes how long each turn took which was let in, and counts what was not."""

        @web.middleware
        async def time_turn(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.path != TURNS:
                return await handler(request)
            loop = asyncio.get_running_loop()
            began = loop.time()
            response = await handler(request)
            status = str(response.status)
            if status.startswith("4"):
                self._refused.labels(status if status in REFUSED_COUNT else OTHER).inc()
            else:
                self._turns.observe(loop.time() - began)
            return response

        return time_turn

    def count_failed_turn(self) -> None:
        """A turn ended in an error that nobody foresaw."""
        self._turns_failed.inc()

    def count_heartbeat(self, outcome: str) -> None:
        """What became of a heartbeat: one of `HEARTBEAT_OUTCOMES`."""
        self._heartbeats.labels(outcome).inc()

    def of(self, school: str) -> SchoolCounts:
        """Where one school counts its deliveries; each of its counters is there with 0 from now on."""
        for reason in GIVEN_UP_COUNT:
            self._given_up.labels(*self._of(school), reason)
        return SchoolCounts(self._pings, self._attempts, self._given_up, self._of(school))

    def _of(self, school: str) -> Sequence[str]:
        return (school,) if self._many else ()


class SchoolCounts:
    """`ports.DeliveryMeter` of one school."""

    def __init__(self, pings: Histogram, attempts: Counter, given_up: Counter, labels: Sequence[str]) -> None:
        self._pings = pings
        self._attempts = attempts
        self._given_up = given_up
        self._labels = labels

    def note_ping(self, seconds: float) -> None:
        """Teams took a ping, so long after it was to be sent."""
        self._pings.observe(seconds)

    def note_failure(self, reason: str, *, given_up: bool) -> None:
        """An attempt failed; `given_up` when it was the last."""
        self._attempts.labels(reason if reason in ATTEMPTS_COUNT else OTHER).inc()
        if given_up:
            self._given_up.labels(*self._labels, reason if reason in GIVEN_UP_COUNT else OTHER).inc()
