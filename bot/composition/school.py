"""One school at work: its use cases, what it speaks of, its jobs and the bot that takes its turns."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

from bot.composition.edge import Edge
from bot.composition.features import FEATURES, WAITING_NOTICES, areas, providers
from bot.composition.stores import SchoolStores
from bot.directory.cached import CachedDirectory
from bot.directory.graph import Graph
from bot.directory.groups import Groups
from bot.directory.roster import Roster
from bot.policy.kit.school import School
from bot.services.engine.housekeeping import Housekeeping
from bot.services.engine.ticker import Job, JobLimiter, Settles, Ticker
from bot.services.engine.triggers import JobTriggers, Trigger
from bot.services.feature import JobSpec, Wiring
from bot.services.kit.context import ServiceContext
from bot.services.kit.outbox import Outbox
from bot.services.kit.sealed_store import SealedStore
from bot.services.ports import Clock, DeliveryMeter, Directory, Signer, Store
from bot.services.services import Services
from bot.teams.buttons import CardSettings
from bot.teams.file_consent import TeamsFiles
from bot.teams.handler import SchoolBot
from bot.teams.messenger import TeamsMessenger
from cards.incidents.emptied import emptied_message
from dialogs.presses import Presses

ENDING = timedelta(seconds=20)
"""How long a stop waits for deliveries and files under way."""


@dataclass(frozen=True, slots=True)
class RunningSchool:
    """A school whose jobs can be run, and what must finish before it ends."""

    school: School
    store: Store
    directory: Directory
    bot: SchoolBot
    tickers: Sequence[Ticker]
    triggers: JobTriggers
    under_way: Sequence[Settles]

    async def finish(self) -> None:
        """Let what is under way come to its end; what does not is done after the next start."""
        for each in self.under_way:
            await each.settle(ENDING)


def build_school(
    kept: SchoolStores,
    edge: Edge,
    clock: Clock,
    stack: AsyncExitStack,
    limiter: JobLimiter,
    signer: Signer,
    meter: DeliveryMeter,
) -> RunningSchool:
    """Put one school together. `limiter`: those through which the jobs of all schools go; `signer` signs for all;
    `meter` counts what becomes of its messages."""
    school, store, triggers = kept.school, SealedStore(kept.store, clock), JobTriggers()
    directory, jobs = directory_of(school, store, clock, stack)
    messenger = TeamsMessenger(store, edge.connectors, clock, tenant=school.tenant_id, cards=CardSettings.of(school))
    context = ServiceContext(store, directory, school, clock, triggers, signer=signer)
    file_transfer = TeamsFiles(messenger, edge.transfer, edge.allowed_files)
    services = Services(context, messenger, providers(), kept.file_store, file_transfer)
    wiring = Wiring(services, edge.transfer)
    parts = [feature.services for feature in FEATURES]
    topics = {
        feature.services.topic.name: topic
        for feature in FEATURES
        if feature.services.topic and (topic := feature.topic(wiring))
    }
    outbox = Outbox(store, messenger, clock, topics, triggers, directory, emptied_message(), meter)
    specs = [spec for part in parts for spec in part.jobs]
    made = [spec.make(wiring) for spec in specs]
    tickers = [
        Ticker(outbox, clock, triggers.on(WAITING_NOTICES.kind), limiter),
        *(_ticker(spec, job, context, limiter) for spec, job in zip(specs, made, strict=True)),
        *(Ticker(job, clock, Trigger(), limiter) for job in (Housekeeping(store, clock), *jobs)),
    ]
    under_way: list[Settles] = [job for job in made if isinstance(job, Settles)]
    under_way += [part.settles(wiring) for part in parts if part.settles is not None]
    presses = Presses(areas(services))
    bot = SchoolBot(services, presses, store, clock)
    return RunningSchool(school, store, directory, bot, tickers, triggers, (*under_way, outbox))


def _ticker(spec: JobSpec, job: Job, context: ServiceContext, limiter: JobLimiter) -> Ticker:
    shared = context.store.shared is not None
    wake = context.triggers.on(*(due.kind for due in spec.due), *spec.also)
    return Ticker(job, context.clock, wake, limiter, look_again=spec.look_again if shared else None)


def directory_of(
    school: School, store: Store, clock: Clock, stack: AsyncExitStack
) -> tuple[Directory, tuple[Job, ...]]:
    """The school's directory, and the jobs that keep it fresh. It is let go of with the stack."""
    if school.source == "roster":
        return Roster(school.people), ()
    held = CachedDirectory(Groups(Graph(), school.groups, guests=school.guests), store, clock)
    stack.push_async_callback(held.close)
    return held, (held,)
