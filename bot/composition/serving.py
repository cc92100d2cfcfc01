"""The web application: every school of the process behind one endpoint, with its jobs running."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import partial

from aiohttp import web
from structlog.contextvars import bound_contextvars

from bot.clock import call_when_set_back
from bot.composition.counted_lines import prepare_lines
from bot.composition.edge import open_edge
from bot.composition.features import DUE_KINDS, FEATURES, check
from bot.composition.school import RunningSchool, build_school
from bot.composition.stores import SchoolStores
from bot.counts import Counts
from bot.health import HealthCheck, healthz, readyz
from bot.heartbeat import Heartbeat, open_heartbeat_session
from bot.local.guard import guard
from bot.metrics import Metrics
from bot.policy.kit.errors import NotDone
from bot.policy.kit.records import Purpose
from bot.services.engine.remote_due import RemoteDuePoller
from bot.services.engine.ticker import JobLimiter, Ticker
from bot.services.engine.triggers import Trigger
from bot.services.kit.sealed_store import take_in_records
from bot.services.null_ports import NoSigner
from bot.services.ports import Clock, Signer, Store
from bot.teams.adapter import SchoolAdapter
from bot.teams.credentials import BotIdentity
from bot.teams.gate import Gate, PersonRate
from bot.teams.turns import ByTenant
from cards.words.sentences import TOASTS, sentence
from storage.reading import kinds

LARGEST_BODY = 2 * 1024 * 1024


@asynccontextmanager
async def serving(
    schools: Sequence[SchoolStores],
    clock: Clock,
    identity: BotIdentity | None,
    signer: Signer | None = None,
    *,
    heartbeat: str = "",
) -> AsyncIterator[web.Application]:
    """The bot of these schools with their tickers running. Without an identity it is `--local`; `signer` signs the
    heads of their records, and `heartbeat` is the address to be asked while all is well."""
    await asyncio.to_thread(prepare_lines)
    check(FEATURES, TOASTS, kinds(), Purpose.all())
    for kept in schools:
        await take_in_records(kept.store, kinds(), clock)
    async with AsyncExitStack() as stack:
        edge = await open_edge(identity, clock, stack)
        limiter = JobLimiter()
        counts = Counts([kept.school.name for kept in schools])
        working = [
            build_school(kept, edge, clock, stack, limiter, signer or NoSigner(), counts.of(kept.school.name))
            for kept in schools
        ]
        by_tenant = {each.school.tenant_id.lower(): each for each in working}
        gate = Gate(by_tenant.__contains__, local=identity is None)
        adapter = SchoolAdapter(
            edge.authentication, gate, PersonRate(clock), apology=_apology, on_failure=counts.count_failed_turn
        )
        polled = {each.school.tenant_id: (each.store, each.triggers) for each in working}
        poller = Ticker(RemoteDuePoller(polled, DUE_KINDS, clock), clock, Trigger())
        tickers = [ticker for each in working for ticker in each.tickers]
        written = _one_in_each_place(working)
        health = HealthCheck(
            written, [each.directory for each in working], [each.store for each in working], list(kinds())
        )
        sources = [(each.school.name, each.store, each.directory) for each in working]
        metrics = Metrics(sources, clock, counts.registry, written, edge.keys_age)
        watching = [*tickers, poller]
        if heartbeat:
            session = await stack.enter_async_context(open_heartbeat_session())
            beat = Heartbeat(heartbeat, health, tuple(watching), clock, session, counts)
            watching.append(Ticker(beat, clock, Trigger()))
        school_s = [(each.school.name, ticker) for each in working for ticker in each.tickers]
        running: list[asyncio.Task[object]] = [
            *(asyncio.create_task(_run_for(name, ticker)) for name, ticker in school_s),
            *(asyncio.create_task(ticker.run()) for ticker in watching[len(tickers) :]),
        ]
        running.append(
            asyncio.create_task(call_when_set_back(clock, partial(_look, tickers), partial(_last_looks, tickers)))
        )
        try:
            bots = ByTenant({tenant: each.bot for tenant, each in by_tenant.items()})
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
            await asyncio.gather(*(each.finish() for each in working))


async def _run_for(school: str, ticker: Ticker) -> None:
    """Run it, and say in each line of the log for which school."""
    with bound_contextvars(school=school):
        await ticker.run()


def _one_in_each_place(schools: Sequence[RunningSchool]) -> Sequence[Store]:
    """Stores of which a write proves all: one where the schools share a database, else each."""
    stores = [each.store for each in schools]
    shared = {store.shared for store in stores}
    return stores[:1] if len(shared) == 1 and None not in shared else stores


def _apology(error: Exception, id: str) -> str:
    key, facts = (error.key, error.facts) if isinstance(error, NotDone) else ("error.unexpected", {})
    return f"{sentence(key, facts)} (Reference {id})"


def _look(tickers: Sequence[Ticker]) -> None:
    for ticker in tickers:
        ticker.look()


def _last_looks(tickers: Sequence[Ticker]) -> list[datetime]:
    return [ticker.looked_at for ticker in tickers if ticker.looked_at is not None]
