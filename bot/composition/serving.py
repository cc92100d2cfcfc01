"""The web application: every school of the process behind one endpoint, with its jobs running."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web

from bot.clock import call_when_set_back
from bot.composition.counted_lines import prepare_lines
from bot.composition.edge import open_edge
from bot.composition.features import DUE_KINDS, FEATURES, check
from bot.composition.school import SchoolParts
from bot.composition.schools import Schools
from bot.composition.settings_watch import SettingsOnDisk, SettingsWatch
from bot.composition.stores import SchoolStores
from bot.counts import Counts
from bot.health import HealthCheck, healthz, readyz
from bot.heartbeat import Heartbeat, open_heartbeat_session
from bot.local.guard import guard
from bot.metrics import Metrics
from bot.policy.answers.finding import finder
from bot.policy.incidents.recognising import recogniser
from bot.policy.kit.errors import NotDone
from bot.policy.kit.records import Purpose
from bot.services.engine.remote_due import RemoteDuePoller
from bot.services.engine.ticker import JobLimiter, Ticker
from bot.services.engine.triggers import Trigger
from bot.services.null_ports import NoMeter, NoSigner
from bot.services.ports import Clock, Mailer, Signer
from bot.teams.adapter import SchoolAdapter
from bot.teams.connector import CALL_SECONDS
from bot.teams.credentials import BotIdentity
from bot.teams.gate import Gate, PersonRate
from bot.teams.tenant_schools import TenantSchools
from bot.traces import NoTraces, Tracer
from cards.words.sentences import TOASTS, sentence
from storage.reading import kinds

LARGEST_BODY = 2 * 1024 * 1024
SECONDS_AFTER_START = 2.0
"""When the tables are made ready by which what is typed is understood: behind the first answers."""


@asynccontextmanager
async def serving(
    kept: Sequence[SchoolStores],
    clock: Clock,
    identity: BotIdentity | None,
    signer: Signer | None = None,
    *,
    heartbeat: str = "",
    settings: SettingsOnDisk | None = None,
    tracer: Tracer | None = None,
    mailer: Mailer | None = None,
    call_seconds: float = CALL_SECONDS,
) -> AsyncIterator[web.Application]:
    """The bot of these schools with their tickers running. Without an identity it is `--local`; `signer` signs the
    heads of their records, and `heartbeat` is the address to be asked while all is well. What changes of `settings`
    is put in force; `tracer` measures how long what takes, `mailer` is the second
    road of alerts, and `call_seconds` is how long a call to Teams may take."""
    await asyncio.to_thread(prepare_lines)
    check(FEATURES, TOASTS, kinds(), Purpose.all())
    async with AsyncExitStack() as stack:
        edge = await open_edge(identity, clock, stack, call_seconds)
        counts = Counts([each.school.name for each in kept], many=settings is not None and settings.is_folder)
        schools = Schools(
            SchoolParts(edge, clock, JobLimiter(), signer or NoSigner(), NoMeter(), tracer or NoTraces(), mailer),
            counts,
        )
        working = await schools.add(*kept)
        gate = Gate(schools.has_tenant, local=identity is None)
        adapter = SchoolAdapter(
            edge.authentication, gate, PersonRate(clock), apology=_apology, on_failure=counts.count_failed_turn
        )
        own = [Ticker(RemoteDuePoller(schools.polled, DUE_KINDS, clock), clock, Trigger())]
        if settings is not None:
            own.append(Ticker(SettingsWatch(settings, schools, clock), clock, settings.asked))
        health = HealthCheck(schools.written, schools.directories, schools.stores, list(kinds()))
        metrics = Metrics(schools.sources, clock, counts.registry, schools.written, edge.keys_age)
        if heartbeat:
            session = await stack.enter_async_context(open_heartbeat_session())
            watched = (own[:], schools.tickers)
            own.append(Ticker(Heartbeat(heartbeat, health, watched, clock, session, counts), clock, Trigger()))
        for school in working:
            school.start()
        running: list[asyncio.Task[None]] = [asyncio.create_task(ticker.run()) for ticker in own]
        running.append(asyncio.create_task(call_when_set_back(clock, schools.look, schools.last_looks)))
        running.append(asyncio.create_task(_prepare_tables()))
        try:
            bots = TenantSchools(schools.of_tenant, clock)
            app = web.Application(client_max_size=LARGEST_BODY, middlewares=[counts.turn_timer])
            app.router.add_post("/api/messages", adapter.post_messages(bots))
            app.router.add_get("/healthz", healthz)
            app.router.add_get("/readyz", readyz(health))
            app.router.add_get("/metrics", metrics.answer)
            if identity is None:
                guard(app)
            yield app
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await schools.stop()


async def _prepare_tables() -> None:
    """Whoever types before they are ready makes them ready, and waits a sixth of a second for it."""
    await asyncio.sleep(SECONDS_AFTER_START)
    for prepare in (recogniser, finder):
        await asyncio.to_thread(prepare)


def _apology(error: Exception, id: str) -> str:
    key, facts = (error.key, error.facts) if isinstance(error, NotDone) else ("error.unexpected", {})
    return f"{sentence(key, facts)} (Reference {id})"
