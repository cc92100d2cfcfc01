"""Migrations: numbered, run once whoever runs them, recorded; a store that would need one says so and does nothing."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from itertools import pairwise
from uuid import uuid4

import psycopg
import pytest

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from storage.postgres import migrating
from storage.postgres.migrating import migrate, migrations
from storage.postgres.store import PostgresStore
from storage.reading import kinds
from storage.rows import FORMAT
from tests.clock import PATIENCE
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
    """When a kind names one field more, `migrate` gives it to the rows of every school. An older release that still
    runs goes on keeping, also when it is started anew; the new one finds what it has kept once it has made the keys."""
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
    await running[0].keep(Outcome(records=(report(60),)))
    again = await PostgresStore.open(url, "x")
    await again.keep(Outcome(records=(report(61),)))
    assert [each.id[-2:] for each in await again.find(Report, where={"id": [report(60).id, report(61).id]})] == [
        "60",
        "61",
    ]
    assert await again.shared.make_keys(["x"]) == set()

    monkeypatch.setattr(Report, "INDEXED", new)
    back = await PostgresStore.open(url, "x")
    assert await back.shared.make_keys(["x", "y"]) == {("x", "reports")}
    found = await back.find(Report, where={"reported_at_day": f"{NOON:%F}"})
    assert [int(each.id[-4:]) for each in found] == [0, 1, 2, 50, 60, 61]
    for store in (*running, again, back):
        await store.close()


async def test_what_is_kept_while_a_field_gets_its_place_is_found_by_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`migrate` waits for a write that is under way, and then moves its row with the others."""
    monkeypatch.setattr(Report, "INDEXED", ("state",))
    await migrate(url)
    body = report(1).model_copy(update={"version": 1}).model_dump_json()
    async with (
        await psycopg.AsyncConnection.connect(url) as writing,
        await psycopg.AsyncConnection.connect(url, autocommit=True) as looking,
    ):
        await writing.execute(
            "SELECT keep_outcome(%s, 'x', '{reports}', %s, '{0}', '{1}', '{NULL}', %s, %s, '{}', '{}', 0, '', '')",
            (FORMAT, [report(1).id], [json.dumps(["text:reported"])], [body]),
        )
        monkeypatch.setattr(Report, "INDEXED", ("state", "kind"))
        migration = asyncio.create_task(migrate(url))
        waiting = "SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = "
        async with asyncio.timeout(PATIENCE):
            while not await (await looking.execute(f"{waiting} current_database())")).fetchall():
                assert not migration.done()
                await asyncio.sleep(0.01)
        await writing.commit()
        assert await migration == ["reports by state, kind"]
    store = await PostgresStore.open(url, "x")
    assert [each.id for each in await store.find(Report, where={"kind": report(1).kind})] == [report(1).id]
    await store.close()


async def _run(url: str, text: str) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(text.encode())


async def _later_migration(url: str, form: int) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("INSERT INTO migrations (number, name, format) VALUES (9000, 'later', %s)", (form,))


async def test_a_database_of_a_newer_format(url: str) -> None:
    """One line says so at the start, to `migrate` too; and whoever runs already keeps nothing more."""
    await migrate(url)
    running = await PostgresStore.open(url, "x")
    await running.keep(Outcome(records=(report(1),)))
    await _later_migration(url, FORMAT + 1)
    for late in (PostgresStore.open(url, "x"), migrate(url), running.keep(Outcome(records=(report(2),)))):
        with pytest.raises(StoreUnavailable) as refused:
            await late
        assert refused.value.facts["reason"] == (
            f"the database has format {FORMAT + 1}, and this release reads {FORMAT - 1} and {FORMAT}: "
            "start the release that wrote it"
        )
    assert await running.get(Report, report(2).id) is None
    await running.close()


async def test_a_later_release_of_the_same_format(url: str) -> None:
    """What it adds to the database is in nobody's way."""
    await migrate(url)
    await _later_migration(url, FORMAT)
    await _run(url, "ALTER TABLE documents ADD COLUMN shelf text; INSERT INTO layouts VALUES ('shelves', '{of}')")
    assert await migrate(url) == []
    store = await PostgresStore.open(url, "x")
    await store.keep(Outcome(records=(report(1),)))
    await store.close()


async def test_releases_before_formats_are_shut_out(url: str) -> None:
    """They would keep records without their hash, for which `verify` would blame somebody for ever: what they ask is
    not there any more, at the start, of `migrate`, and of one that runs and keeps something."""
    await migrate(url)
    with pytest.raises(psycopg.errors.UndefinedColumn):
        await _run(url, "SELECT kind, fields FROM layouts")
    with pytest.raises(psycopg.errors.UndefinedFunction):
        await _run(
            url,
            "SELECT verdict, what, which FROM keep_outcome('x', '{}'::text[], '{}'::text[], '{}'::bigint[],"
            " '{}'::bigint[], '{}'::timestamptz[], '{}'::text[], '{}'::text[], '{}'::text[], '{}'::text[], 0, '', '')",
        )


TAKES_AWAY = re.compile(
    r"\b(DROP\s+(?!NOT\s+NULL)\w+|RENAME|ALTER\s+COLUMN\s+\w+\s+(?:SET\s+DATA\s+)?TYPE|SET\s+NOT\s+NULL|TRUNCATE)\b",
    re.IGNORECASE,
)
SAYS_SO = re.compile(r"\A-- format: (\d+)\n-- contracts: (.+)$", re.MULTILINE)
UNUSED = re.compile(r"unused since format (\d+)")
BEFORE_THE_RULE = 5
"""Up to this one there was no rule: it shuts out the releases before it."""


def wrong_with(migration: migrating.Migration, before: int) -> str:
    """What a migration does that a release which still runs could not bear; `before` is the format before it."""
    found = TAKES_AWAY.search(re.sub(r"--.*", "", migration.text))
    told = SAYS_SO.match(migration.text)
    if migration.format < before or migration.format > before + 1:
        return "formats go up one by one"
    if found is None:
        return "" if told is None else "it says that it contracts, and takes nothing away"
    if told is None:
        return f"{found[0]}: expand first, and contract a release later, in a format of its own (migrating.py)"
    unused = UNUSED.search(told[2])
    if migration.format == before or unused is None or int(unused[1]) >= migration.format:
        return f"{found[0]}: what is taken away is unused since a format before, and that is said"
    return ""


def test_migrations_expand_first_and_contract_a_release_later() -> None:
    """No migration takes away, renames or narrows what the release before still uses."""
    found = migrations()
    wrong = {
        each.name: said
        for last, each in pairwise(found)
        if each.number > BEFORE_THE_RULE and (said := wrong_with(each, last.format))
    }
    assert wrong == {}
    assert found[-1].format == FORMAT


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("CREATE TABLE shelves (of text);", True),
        ("ALTER TABLE documents ADD COLUMN shelf text DEFAULT ''; -- never DROP it", True),
        ("ALTER TABLE documents DROP COLUMN shelf;", False),
        ("alter table documents rename column shelf to place;", False),
        ("ALTER TABLE documents ALTER COLUMN shelf TYPE bigint;", False),
        ("ALTER TABLE documents ALTER shelf SET NOT NULL;", False),
        ("DROP FUNCTION keep_outcome;", False),
        (
            "-- format: 2\n-- contracts: documents.shelf, unused since format 1\nDROP TABLE shelves;",
            False,
        ),
        ("-- format: 3\n-- contracts: documents.shelf\nALTER TABLE documents DROP COLUMN shelf;", False),
        ("-- format: 3\n-- contracts: documents.shelf, unused since format 3\nDROP TABLE shelves;", False),
        ("-- format: 3\n-- contracts: documents.shelf, unused since format 2\nDROP TABLE shelves;", True),
        ("-- format: 4\n-- contracts: documents.shelf, unused since format 2\nDROP TABLE shelves;", False),
        ("-- format: 3\n-- contracts: documents.shelf, unused since format 2\nCREATE TABLE shelves ();", False),
    ],
)
def test_what_a_migration_may_not_do(text: str, right: bool) -> None:
    """Against a database of format 2, of which a release still runs."""
    said = wrong_with(
        migrating.Migration(9, "0009_some.sql", text if "format:" in text else f"-- format: 2\n{text}"), 2
    )
    assert (said == "") == right, said


def test_kinds_with_one_table_would_share_it() -> None:
    """No two kinds of the product keep their records under one name."""
    names = [kind.TABLE for kind in kinds() if kind.__module__.startswith("bot.")]
    assert len(names) == len(set(names))
