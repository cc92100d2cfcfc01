"""One school at work: its use cases, what it speaks of, its jobs and the bot that takes its turns.

All of that is made of the school's settings, and made anew when they change. What it has in hand outlives a change: its
records, the messages that wait or are under way, the turns of each chat in their order.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog
from structlog.contextvars import bound_contextvars

from bot.composition.edge import Edge
from bot.composition.features import FEATURES, WAITING_NOTICES, areas, providers
from bot.composition.stores import SchoolStores
from bot.directory.cached import CachedDirectory
from bot.directory.graph import Graph
from bot.directory.groups import Groups
from bot.directory.roster import Roster
from bot.heartbeat import LATE, OLD
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.school import School
from bot.policy.reach.troubles import TroubleKind
from bot.services.engine.housekeeping import Housekeeping
from bot.services.engine.ticker import Job, JobLimiter, Settles, Ticker
from bot.services.engine.triggers import JobTriggers, Trigger
from bot.services.feature import JobSpec, Wiring
from bot.services.kit.context import ServiceContext
from bot.services.kit.outbox import Outbox
from bot.services.kit.topics import Topic
from bot.services.ports import Clock, DeliveryMeter, Directory, Mailer, Messenger, Signer, Store
from bot.services.reach.troubles import TroubleWatch
from bot.services.services import Services
from bot.teams import turn_log
from bot.teams.buttons import CardSettings
from bot.teams.file_consent import TeamsFiles
from bot.teams.handler import SchoolBot
from bot.teams.turns import FrameworkTurn, TurnLocks
from bot.traces import TracedMessenger, Tracer, sealed_store
from cards.incidents.emptied import emptied_message
from cards.incidents.gathered import gathered_message
from dialogs.presses import Presses

ENDING = timedelta(seconds=20)
"""How long a stop waits for deliveries and files under way."""
ROOM = 500_000_000
"""Bytes: a disk with less is nearly full."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SchoolParts:
    """What the parts of one school are made of that are not its own. `limiter`: those through which the jobs of all
    schools go; `signer` signs for all; `meter` counts what becomes of its messages; `tracer`
    measures how long what takes."""

    edge: Edge
    clock: Clock
    limiter: JobLimiter
    signer: Signer
    meter: DeliveryMeter
    tracer: Tracer
    mailer: Mailer | None = None
    """The second road."""


@dataclass(frozen=True, slots=True)
class HeldDirectory:
    """A school's directory, the jobs that keep it fresh, and how it is let go of."""

    directory: Directory
    jobs: Sequence[Job] = ()
    close: Callable[[], Awaitable[None]] | None = None


class _AsSet:
    """All that is made of one state of a school's settings, with the turns that it has under way."""

    def __init__(
        self,
        school: School,
        held: HeldDirectory,
        messenger: Messenger,
        topics: Mapping[str, Topic],
        bot: SchoolBot,
        triggers: Mapping[Ticker, Trigger],
        jobs: Sequence[Job],
        services: Sequence[Settles],
    ) -> None:
        self.school, self.held, self.messenger, self.topics = school, held, messenger, topics
        self.tickers = tuple(triggers)
        self._triggers = triggers
        self._bot = bot
        self._jobs = [job for job in jobs if isinstance(job, Settles)]
        self._services = services
        self._turns = 0
        self._idle = asyncio.Event()
        self._running: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Let its jobs run."""
        self._running = [asyncio.create_task(_run_for(self.school.name, each)) for each in self.tickers]

    async def stop(self, triggers: JobTriggers) -> None:
        """End its jobs: what is due is still in the store, and so is what they were in the midst of."""
        await _cancel(self._running)
        triggers.forget(self._triggers.values())
        for job in self._jobs:
            await job.settle(ENDING)

    async def take(self, turn_context: FrameworkTurn) -> None:
        """Take one turn."""
        self._turns += 1
        try:
            await self._bot.on_turn(turn_context)
        finally:
            self._turns -= 1
            self._idle.set()

    async def finish(self) -> None:
        """Let turns and files under way come to their end."""
        try:
            async with asyncio.timeout(ENDING.total_seconds()):
                while self._turns:
                    self._idle.clear()
                    await self._idle.wait()
        except TimeoutError:
            _log.warning("turns_left_under_way", school=self.school.name, turns=self._turns)
        for each in self._services:
            await each.settle(ENDING)


class RunningSchool:
    """A school whose jobs can be run, whose settings can be changed meanwhile, and that can be ended."""

    def __init__(self, kept: SchoolStores, parts: SchoolParts) -> None:
        """Put it together. Nothing runs yet."""
        self._kept = kept
        self._parts = parts
        self.store: Store = sealed_store(kept.store, parts.clock, parts.tracer)
        self.triggers = JobTriggers()
        self.fault = ""
        """What is wrong with its settings as they stand on the disk, for whoever looks after the bot."""
        self._locks = TurnLocks()
        self._watch = Trigger()
        self._ended: set[asyncio.Task[None]] = set()
        self._running: list[asyncio.Task[None]] = []
        now = self._now = self._made_of(kept.school, directory_of(kept.school, self.store, parts.clock))
        self._outbox = Outbox(
            *(self.store, now.messenger, parts.clock, now.topics, self.triggers, now.held.directory),
            *(emptied_message(), parts.meter, parts.mailer, gathered_message),
        )
        wake = self.triggers.on(WAITING_NOTICES.kind)
        self._delivering = Ticker(self._outbox, parts.clock, wake, parts.limiter)

    @property
    def school(self) -> School:
        """Its settings, as they are in force."""
        return self._now.school

    @property
    def directory(self) -> Directory:
        """Who holds which role."""
        return self._now.held.directory

    @property
    def tickers(self) -> Sequence[Ticker]:
        """Those that run its jobs."""
        return (self._delivering, *self._now.tickers)

    async def on_turn(self, turn_context: FrameworkTurn) -> None:
        """Take one turn, under the settings that are in force when it begins."""
        activity = turn_context.activity
        named = {"activity": activity.type, "invoke": activity.name or "", "school": self.school.name}
        with self._parts.tracer.span("turn", **named, turn_id=turn_log.turn_id()):
            await self._now.take(turn_context)

    def start(self) -> None:
        """Let its jobs run."""
        self._running = [asyncio.create_task(_run_for(self.school.name, self._delivering))]
        self._now.start()

    def note_fault(self, fault: str) -> None:
        """What is wrong with its settings on the disk is this now, or nothing: a Champion is told."""
        if fault != self.fault:
            self.fault = fault
            self._watch.set()

    async def change(self, school: School) -> None:
        """Put these settings in force: turns that come from now on are taken under them, those under way end under the
        old ones, and what waits to be said is drawn and sent under the new."""
        before = self._now
        same = _directory_settings(school) == _directory_settings(before.school)
        held = before.held if same else directory_of(school, self.store, self._parts.clock)
        self._now = self._made_of(school, held)
        self._outbox.speak_by(self._now.messenger, self._now.topics, held.directory)
        await before.stop(self.triggers)
        self._now.start()
        ending = asyncio.create_task(self._finish(before, leaves=not same))
        self._ended.add(ending)
        ending.add_done_callback(self._ended.discard)

    async def stop(self) -> None:
        """End its jobs. What is under way comes to its end; what does not is done after the next start."""
        await _cancel(self._running)
        await self._now.stop(self.triggers)
        await self._outbox.settle(ENDING)
        await asyncio.gather(self._finish(self._now, leaves=True), *self._ended)

    async def _finish(self, ended: _AsSet, *, leaves: bool) -> None:
        await ended.finish()
        if leaves and ended.held.close is not None:
            await ended.held.close()

    def _made_of(self, school: School, held: HeldDirectory) -> _AsSet:
        edge, clock, limiter, store = self._parts.edge, self._parts.clock, self._parts.limiter, self.store
        messenger = TracedMessenger(
            *(store, edge.connectors, clock),
            tenant=school.tenant_id,
            cards=CardSettings.of(school),
            tracer=self._parts.tracer,
        )
        context = ServiceContext(
            store,
            held.directory,
            school,
            clock,
            self.triggers,
            signer=self._parts.signer,
            second_road=self._parts.mailer is not None,
        )
        file_transfer = TeamsFiles(messenger, edge.transfer, edge.allowed_files)
        services = Services(context, messenger, providers(), self._kept.file_store, file_transfer)
        wiring = Wiring(services, edge.transfer)
        parts = [feature.services for feature in FEATURES]
        topics = {
            feature.services.topic.name: topic
            for feature in FEATURES
            if feature.services.topic and (topic := feature.topic(wiring))
        }
        specs = [spec for part in parts for spec in part.jobs]
        made = [spec.make(wiring) for spec in specs]
        triggers = dict(_ticker(spec, job, context, limiter) for spec, job in zip(specs, made, strict=True))
        self._watch = Trigger()
        for job, wake in (
            (TroubleWatch(context, self._ills), self._watch),
            *((each, Trigger()) for each in (Housekeeping(store, clock), *held.jobs)),
        ):
            triggers[Ticker(job, clock, wake, limiter)] = wake
        bot = SchoolBot(services, Presses(areas(services)), store, clock, self._locks)
        settling = [part.settles(wiring) for part in parts if part.settles is not None]
        return _AsSet(school, held, messenger, topics, bot, triggers, made, settling)

    async def _ills(self) -> Mapping[TroubleKind, str]:
        """What a Champion should know of: found in memory, and on the disk where the records lie in a folder."""
        found: dict[TroubleKind, str] = {}
        if self.fault:
            found[TroubleKind.SETTINGS] = self.fault
        if await _is_silent(self.directory):
            found[TroubleKind.DIRECTORY] = ""
        if self._kept.folder is not None and await asyncio.to_thread(_is_nearly_full, self._kept.folder):
            found[TroubleKind.DISK] = ""
        now = self._parts.clock.now()
        if any(ticker.late(now) > LATE for ticker in self.tickers):
            found[TroubleKind.BEHIND] = ""
        return found


async def _is_silent(directory: Directory) -> bool:
    try:
        await directory.check()
    except DirectoryUnavailable:
        return True
    age = directory.age()
    return age is not None and age > OLD


def _is_nearly_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < ROOM
    except OSError as error:
        _log.warning("disk_not_looked_at", error=type(error).__name__)
        return False


def _ticker(spec: JobSpec, job: Job, context: ServiceContext, limiter: JobLimiter) -> tuple[Ticker, Trigger]:
    shared = context.store.shared is not None
    wake = context.triggers.on(*(due.kind for due in spec.due), *spec.also)
    return Ticker(job, context.clock, wake, limiter, look_again=spec.look_again if shared else None), wake


async def _run_for(school: str, ticker: Ticker) -> None:
    """Run it, and say in each line of the log for which school."""
    with bound_contextvars(school=school):
        await ticker.run()


async def _cancel(running: Sequence[asyncio.Task[None]]) -> None:
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


def _directory_settings(school: School) -> object:
    return school.source, school.people if school.source == "roster" else (school.groups, school.guests)


def directory_of(school: School, store: Store, clock: Clock) -> HeldDirectory:
    """The school's directory."""
    if school.source == "roster":
        return HeldDirectory(Roster(school.people))
    held = CachedDirectory(Groups(Graph(tenant=school.tenant_id), school.groups, guests=school.guests), store, clock)
    return HeldDirectory(held, (held,), held.close)
