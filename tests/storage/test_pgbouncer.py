"""Behind a PgBouncer, in either mode: the work is done as without one, on sessions that are nobody's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import LiteralString
from uuid import uuid4

import psycopg
import pytest

from bot.directory.roster import Roster
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.reporting import Report
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice
from bot.services.engine.triggers import JobTriggers
from bot.services.incidents.reports import Reports
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.settings import load_school
from storage.postgres.database import Database
from storage.postgres.migrating import migrate, migrations
from storage.postgres.store import PostgresStore
from tests.chain import first_broken
from tests.clock import FakeClock
from tests.commands.test_command_line import run
from tests.pgbouncer import MODES, Pooler, pooler
from tests.postgres import fresh_database
from tests.rig import MONDAY, SCHOOL_FILE
from tests.storage.sample_records import entry, notice, report

SCHOOL = load_school(SCHOOL_FILE)
REPORTS, PROCESSES = 72, 3
SOON = timedelta(minutes=1)
LEFT: tuple[LiteralString, ...] = (
    "SELECT * FROM pg_locks WHERE locktype = 'advisory'",
    "SELECT * FROM pg_prepared_statements",
    "SELECT * FROM pg_settings WHERE source = 'session' AND name LIKE '%timeout'",
)


@pytest.fixture(params=MODES)
async def before(request: pytest.FixtureRequest) -> AsyncIterator[Pooler]:
    """A PgBouncer of the test's own before an empty database of its own, with the settings that it is shipped with."""
    with pooler(await fresh_database(), str(request.param)) as started:
        yield started


async def test_every_report_is_taken(before: Pooler) -> None:
    """Seventy-two reports of three processes, mixed on the sessions behind: each is kept with its pings."""
    await migrate(before.url)
    async with AsyncExitStack() as stack:
        stores = []
        for _ in range(PROCESSES):
            # In session mode each connection has a session to itself, and PgBouncer has twenty for all three.
            database = await Database.open(before.url, connections=6)
            stack.push_async_callback(database.close)
            stores.append(await PostgresStore.open(database, "school"))
        desks = [
            Reports(ServiceContext(store, Roster(SCHOOL.people), SCHOOL, FakeClock(MONDAY), JobTriggers()))
            for store in stores
        ]
        await asyncio.gather(
            *(
                desks[number % PROCESSES].report(
                    Actor(SCHOOL.people[6], str(number)), Report("threat", None, {"what": "x"}, str(number), None)
                )
                for number in range(REPORTS)
            )
        )
        assert len(await stores[0].find(Incident)) == REPORTS
        assert len(await stores[0].find(Notice, where={"purpose": "ping"})) == 2 * REPORTS
        assert first_broken(await stores[0].timeline()) is None


async def test_the_commands_go_the_same_road(before: Pooler, tmp_path: Path) -> None:
    """`migrate`, `check` and `copy` through it, each a process of its own."""
    status, said = await run(tmp_path, "migrate", DATABASE_URL=before.url)
    assert status == 0, said
    _, said = await run(tmp_path, "check", DATABASE_URL=before.url)
    assert "ok    the store can be written, and does what the work asks of it" in said
    status, said = await run(tmp_path, "verify", DATABASE_URL=before.url)
    assert status == 0, said
    status, said = await run(tmp_path, "copy", "--from", "database", "--to", "there", DATABASE_URL=before.url)
    assert (status, "The chain holds on arrival." in said) == (0, True), said


async def test_replicas_that_migrate_at_once(before: Pooler) -> None:
    """Whose turn it is does not hang on a session: each step is done once."""
    told = await asyncio.gather(*(migrate(before.url) for _ in range(4)))
    done = [name for each in told for name in each]
    assert len(done) == len(set(done)) > len(migrations())


async def test_sessions_that_the_server_ends(before: Pooler) -> None:
    """When every session behind has been ended, the next answers and writes come as ever.

    PgBouncer may give away a session before it has heard of its end: that write is refused, and goes through at once
    when it is tried again.
    """
    await migrate(before.url)
    store = await PostgresStore.open(before.url, "ended")
    for number in range(5):
        written = Outcome(records=(report(number),), notices=(notice(f"n-{number}"),), entries=(entry(number),))
        try:
            await store.keep(written)
        except StoreUnavailable:
            await store.keep(written)
        async with await psycopg.AsyncConnection.connect(before.behind, autocommit=True) as connection:
            await connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    assert len(await store.find(Notice)) == 5
    assert await store.claim([uuid4().hex], SOON)
    await store.close()


async def test_nothing_of_ours_stays_in_a_session(before: Pooler) -> None:
    """Whoever is given a session after us finds no settings, no locks and no statements of ours in it."""
    await migrate(before.url)
    store = await PostgresStore.open(before.url, "tidy")
    for number in range(10):
        await store.keep(Outcome(records=(report(number),)))
    async with await psycopg.AsyncConnection.connect(before.url, autocommit=True, prepare_threshold=None) as connection:
        for left in LEFT:
            assert await (await connection.execute(left)).fetchall() == [], left
    await store.close()


async def test_statement_mode_is_refused() -> None:
    """A mode in which nothing can be kept whole: one line says so."""
    with pooler(await fresh_database(), "statement") as before, pytest.raises(StoreUnavailable) as refused:
        await migrate(before.url)
    assert "\n" not in refused.value.facts["reason"]
    assert "transaction" in refused.value.facts["reason"]
