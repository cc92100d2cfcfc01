"""One school at work: its use cases, what it speaks of, its jobs and the bot that takes its turns."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.composition.directories import directory_of
from bot.composition.edge import Edge
from bot.composition.stores import SchoolStores
from bot.policy.kit.school import School
from bot.services.calls.times import CallTimes
from bot.services.calls.topic import CallTopic
from bot.services.engine.housekeeping import Housekeeping
from bot.services.engine.ticker import JobLimiter, Ticker
from bot.services.engine.triggers import JobTriggers, Trigger
from bot.services.files.fetching import Fetching
from bot.services.files.topic import FileTopic
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.leavers import Leavers
from bot.services.incidents.topic import IncidentTopic
from bot.services.incidents.watch import Watch
from bot.services.kit.context import ServiceContext
from bot.services.kit.outbox import Outbox
from bot.services.kit.topics import Topic
from bot.services.log.reviews import Reviews
from bot.services.log.topic import LogTopic
from bot.services.ports import Clock, Directory, Store
from bot.services.reach.topic import ReachTopic
from bot.services.services import Services
from bot.teams.file_consent import TeamsFiles
from bot.teams.handler import SchoolBot
from bot.teams.messenger import TeamsMessenger
from cards.aup.drawing import aup_drawing
from cards.calls.faces import message as call_message
from cards.files.evidence import file_message
from cards.incidents.drawing import drawing
from cards.incidents.pointers import emptied_message
from cards.log.log import review_message
from cards.reach.reach import gap_message
from storage.postgres.store import PostgresStore

LOOK_AGAIN = timedelta(minutes=10)
"""How often a replica looks for reminders that another left: `Leftovers` does not see whose time has come to sign, nor
what was asked for by hand."""
ENDING = 20.0
"""Seconds that a stop waits for deliveries and files under way."""


@dataclass(frozen=True, slots=True)
class SchoolBotRuntime:
    """A school whose jobs can be run, and what must finish before it ends."""

    school: School
    store: Store
    directory: Directory
    bot: SchoolBot
    tickers: Sequence[Ticker]
    outbox: Outbox
    fetching: Fetching
    desk: Services
    wake: JobTriggers

    async def finish(self) -> None:
        """Let what is under way come to its end; what does not is done after the next start."""
        await self.fetching.settle()
        await self.desk.offers.settle(ENDING)
        await self.outbox.settle(timedelta(seconds=ENDING))


def build_school(
    kept: SchoolStores, edge: Edge, clock: Clock, stack: AsyncExitStack, limiter: JobLimiter
) -> SchoolBotRuntime:
    """Put one school together. `limiter`: those through which the jobs of all schools go."""
    school, store = kept.school, kept.store
    directory, jobs = directory_of(school, store, clock, stack)
    messenger = TeamsMessenger(store, edge.connectors, clock, tenant=school.tenant_id)
    shared = isinstance(store, PostgresStore)
    triggers = JobTriggers()
    context = ServiceContext(store, directory, school, clock, triggers)
    file_transfer = TeamsFiles(messenger, edge.road, edge.allowed_files)
    services = Services.of(context, messenger, kept.file_store, file_transfer)
    topics: dict[str, Topic] = {
        "incident": IncidentTopic(store, directory, clock, context.calendar, drawing(school)),
        "reach": ReachTopic(store, services.reach, gap_message(school)),
        "call": CallTopic(context, partial(call_message, school)),
        "file": FileTopic(store, services.evidence, file_message),
        "log": LogTopic(store, clock, context.calendar, review_message(school)),
        "aup": services.aup.topic(aup_drawing(school)),
    }
    outbox = Outbox(store, messenger, clock, topics, triggers, directory, emptied_message())
    fetching = Fetching(store, kept.file_store, edge.road, services.evidence, clock, triggers)
    tickers = [
        Ticker(outbox, clock, triggers.outbox, limiter),
        Ticker(Ladders(context), clock, triggers.ladders, limiter),
        Ticker(Watch(context), clock, Trigger(), limiter),
        Ticker(fetching, clock, triggers.files, limiter),
        Ticker(CallTimes(context), clock, triggers.calls, limiter),
        Ticker(services.aup.campaigns(), clock, triggers.campaigns, limiter, look_again=LOOK_AGAIN if shared else None),
        Ticker(services.retention, clock, services.retention.woken, limiter),
        Ticker(Reviews(context), clock, Trigger(), limiter),
        Ticker(services.reach, clock, Trigger(), limiter),
        Ticker(Leavers(context), clock, Trigger(), limiter),
        Ticker(Housekeeping(store, clock), clock, Trigger(), limiter),
        *(Ticker(job, clock, Trigger(), limiter) for job in jobs),
    ]
    return SchoolBotRuntime(
        school, store, directory, SchoolBot(services, store, clock), tickers, outbox, fetching, services, triggers
    )
