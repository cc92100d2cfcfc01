"""Migrations: numbered, run once whoever runs them, recorded; a store that would need one says so and does nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import psycopg
import pytest

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from storage.postgres import migrating
from storage.postgres.migrating import migrate, migrations
from storage.postgres.store import PostgresStore
from storage.reading import kinds
from tests.postgres import server
from tests.storage.sample_records import NOON, Report, report


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """An empty database."""
    name = f"m{uuid4().hex}"
    async with await psycopg.AsyncConnection.connect(server().url, autocommit=True) as connection:
        await connection.execute(f"CREATE DATABASE {name}")
        yield server().database(name)
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def _numbers(url: str) -> list[int]:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        rows = await (await connection.execute("SELECT number FROM migrations ORDER BY number")).fetchall()
        return [number for (number,) in rows]


async def test_migrating_twice_does_nothing_more(url: str) -> None:
    """The first run names what it did; the second finds all of it done and keeps every record."""
    first = await migrate(url)
    assert first[: len(migrations())] == [migration.name for migration in migrations()]
    store = await PostgresStore.open(url, "x")
    await store.keep(Outcome(records=(report(1),)))
    assert await migrate(url) == []
    assert await store.get(Report, "OS-2026-0001") is not None
    await store.close()


async def test_the_numbers_have_no_gap() -> None:
    """Migrations are numbered from 1 on, each number once."""
    assert [migration.number for migration in migrations()] == list(range(1, len(migrations()) + 1))


async def test_replicas_that_migrate_at_once(url: str) -> None:
    """Four that start together take turns: each migration is done once, and all four may open their stores."""
    told = await asyncio.gather(*(migrate(url) for _ in range(4)))
    done = [name for each in told for name in each]
    assert len(done) == len(set(done)) > len(migrations())
    assert await _numbers(url) == [migration.number for migration in migrations()]
    await (await PostgresStore.open(url, "x")).close()


async def test_a_store_is_not_opened_before_the_migration(url: str) -> None:
    """An empty database, and one that lacks a migration, are refused with one line that says what to run."""
    with pytest.raises(StoreUnavailable) as refused:
        await PostgresStore.open(url, "x")
    assert "python app.py migrate" in refused.value.facts["reason"]
    await migrate(url)
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("DELETE FROM migrations WHERE number = 2")
    with pytest.raises(StoreUnavailable) as refused:
        await PostgresStore.open(url, "x")
    assert refused.value.facts["reason"] == "the database lacks 0002_keeping.sql: run `python app.py migrate`"


async def test_a_migration_that_fails_leaves_no_trace(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came before it stays done, of itself there is nothing, and the next run goes on from there."""
    broken = migrating.Migration(len(migrations()) + 1, "9999_broken.sql", "CREATE TABLE half (); SELECT 1/0;")
    whole = migrations()
    monkeypatch.setattr(migrating, "migrations", lambda: [*whole, broken])
    with pytest.raises((StoreUnavailable, ValueError)):
        await migrate(url)
    assert await _numbers(url) == [migration.number for migration in whole]
    async with await psycopg.AsyncConnection.connect(url) as connection:
        row = await (await connection.execute("SELECT to_regclass('half')")).fetchone()
    assert row == (None,)
    monkeypatch.setattr(migrating, "migrations", lambda: whole)
    await migrate(url)
    await (await PostgresStore.open(url, "x")).close()


async def test_a_database_that_does_not_answer() -> None:
    """`migrate` says in one line why it could not."""
    with pytest.raises(StoreUnavailable) as refused:
        await migrate("postgresql://u:secret@127.0.0.1:1/x")
    assert "refused" in refused.value.facts["reason"]
    assert "secret" not in refused.value.facts["reason"]


async def test_a_new_release_finds_old_records_by_a_new_field(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a kind names one field more, `migrate` gives it to the rows of every school, and an older release that still
    runs is refused when it writes: a record that nobody finds would be a ping that is lost."""
    old: tuple[str, ...] = ("state", "kind")
    new: tuple[str, ...] = ("reported_at_day", "kind", "state")

    monkeypatch.setattr(Report, "INDEXED", old)
    await migrate(url)
    running = [await PostgresStore.open(url, tenant) for tenant in ("x", "y")]
    for number, store in enumerate(running):
        for each in range(3):
            await store.keep(Outcome(records=(report(10 * number + each, kind=f"k{each}"),)))

    monkeypatch.setattr(Report, "INDEXED", new)
    monkeypatch.setattr(Report, "reported_at_day", property(lambda self: f"{self.reported_at:%F}"), raising=False)
    with pytest.raises(StoreUnavailable) as refused:
        await PostgresStore.open(url, "x")
    assert refused.value.facts["reason"] == (
        "the database finds reports as an older release did: run `python app.py migrate`"
    )
    assert await migrate(url) == ["reports by state, kind, reported_at_day"]
    for number, tenant in enumerate(("x", "y")):
        store = await PostgresStore.open(url, tenant)
        found = await store.find(Report, where={"reported_at_day": f"{NOON:%F}", "kind": ["k1", "k2"]})
        assert [int(each.id[-4:]) for each in found] == [10 * number + 1, 10 * number + 2]
        await store.keep(Outcome(records=(report(50),)))
        await store.close()

    monkeypatch.setattr(Report, "INDEXED", old)
    assert len(await running[0].find(Report, where={"state": "reported"})) == 4
    with pytest.raises(StoreUnavailable) as late:
        await running[0].keep(Outcome(records=(report(60),)))
    assert "another release has migrated reports" in late.value.facts["reason"]
    for store in running:
        await store.close()


def test_kinds_with_one_table_would_share_it() -> None:
    """No two kinds of the product keep their records under one name."""
    names = [kind.TABLE for kind in kinds() if kind.__module__.startswith("bot.")]
    assert len(names) == len(set(names))
