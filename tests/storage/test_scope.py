"""Many schools in one database: whatever is asked of one, with whatever of another's ids, nothing crosses."""

from __future__ import annotations

import ast
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.policy.kit.errors import Conflict, NotFound, StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Counter, Notice
from storage.postgres import scope
from storage.postgres.database import Database
from storage.postgres.moving import SchoolInDatabase
from storage.postgres.store import PostgresFileStore, PostgresStore
from storage.reading import KeptItem
from tests.chain import first_broken
from tests.postgres import migrated, server
from tests.storage.sample_records import CHAMPION, NOON, Report, entry, notice, report

STORAGE = Path(scope.__file__).parent
SCOPED = ("scope.py", "questions.py")
TABLES = ("documents", "timeline", "schools", "leases", "files")
AWKWARD = ["b", "%", "a'; DROP TABLE documents; --", "a' OR '1'='1", "A", "a ", "{a,b}", "*"]


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    """One database for all schools."""
    await migrated()
    opened = await Database.open(server().url)
    yield opened
    await opened.close()


async def _filled(database: Database, tenant: str) -> PostgresStore:
    store = await PostgresStore.open(database, tenant)
    await store.keep(
        Outcome(
            records=(report(1, owner=CHAMPION), Counter(id="OS", last=7)),
            notices=(notice("n-1"),),
            entries=(entry(1), entry(1, "rang")),
        )
    )
    return store


@pytest.mark.parametrize("tenant", AWKWARD)
async def test_another_schools_ids_find_nothing(database: Database, tenant: str) -> None:
    """Each method of the port, asked by one school with ids that are another's, answers as if they were nowhere."""
    theirs = await _filled(database, f"theirs of {tenant}")
    before = await _everything(database, f"theirs of {tenant}")
    ours = await PostgresStore.open(database, tenant)
    their_report = await theirs.get(Report, "OS-2026-0001")
    assert their_report is not None

    assert await ours.get(Report, their_report.id) is None
    assert await ours.find(Report) == await ours.find(Report, due_by=NOON) == []
    assert await ours.find(Report, where={"owner_id": CHAMPION.id}) == []
    assert await ours.find(Notice) == []
    assert await ours.next_due(Report) is None
    assert await ours.next_due(Notice, where={"state": "waiting"}) is None
    assert await ours.timeline() == await ours.timeline(their_report.id) == []
    assert await _everything(database, tenant) == []
    for crossing in (
        Outcome(records=(their_report.model_copy(update={"kind": "threat"}),)),
        Outcome(removed=(their_report,)),
        Outcome(records=(report(2),), unchanged=(their_report,)),
    ):
        with pytest.raises(Conflict):
            await ours.keep(crossing)
    assert await theirs.claim(["chat"], timedelta(minutes=1)) == {"chat"}
    assert await ours.claim(["chat"], timedelta(minutes=1)) == {"chat"}
    await ours.release(["chat"])
    assert await (await PostgresStore.open(database, f"theirs of {tenant}")).claim(["chat"], timedelta(1)) == set()

    await ours.keep(Outcome(records=(report(1, kind="mine"),), entries=(entry(9),)))
    await ours.keep(Outcome(removed=(report(1).model_copy(update={"version": 1}),)))
    await ours.check()
    assert [line.seq for line in await ours.timeline()] == [1]
    assert await _everything(database, f"theirs of {tenant}") == before
    assert first_broken(await theirs.timeline()) is None
    await theirs.release(["chat"])
    ours_again = await ours.find(Report)
    assert ours_again == []


async def test_another_schools_file_is_nowhere(database: Database) -> None:
    """Neither read, nor replaced, nor removed, nor listed under the id that another school gave it."""
    theirs, ours = PostgresFileStore(database, "files: theirs"), PostgresFileStore(database, "files: ours")
    await theirs.put("a-1", b"theirs")
    with pytest.raises(NotFound):
        await ours.get("a-1")
    assert await ours.ids() == []
    await ours.put("a-1", b"ours")
    await ours.remove("a-1")
    assert await theirs.get("a-1") == b"theirs"


async def test_a_school_is_filled_beside_others_and_only_when_it_is_empty(database: Database) -> None:
    """What one school takes in leaves the others as they were, and one that has anything takes in nothing."""
    await _filled(database, "load: theirs")
    before = await _everything(database, "load: theirs")
    theirs, ours = SchoolInDatabase(database, "load: theirs"), SchoolInDatabase(database, "load: ours")
    async with theirs.at_one_moment() as moment:
        await ours.take_in(moment.kept, moment.files)
    assert await _everything(database, "load: ours") == before
    async with ours.at_one_moment() as moment:
        with pytest.raises(StoreUnavailable):
            await theirs.take_in(moment.kept, moment.files)
    assert await _everything(database, "load: theirs") == before


async def _everything(database: Database, tenant: str) -> list[KeptItem]:
    async with SchoolInDatabase(database, tenant).at_one_moment() as moment:
        return [each async for each in moment.kept]


@pytest.mark.parametrize("tenant", ["", "a\0b"])
async def test_a_school_has_a_tenant(database: Database, tenant: str) -> None:
    """A store or a file store of no school cannot be made."""
    with pytest.raises(ValueError, match="tenant"):
        await PostgresStore.open(database, tenant)
    with pytest.raises(ValueError, match="tenant"):
        PostgresFileStore(database, tenant)


def test_statements_on_a_schools_rows_stand_in_one_place() -> None:
    """No module but these names a school's table in SQL, save the migrations, which read no rows out."""
    for path in sorted(STORAGE.glob("*.py")):
        if path.name not in {*SCOPED, "migrating.py"}:
            assert [text for text in _texts(path) if _touches(text)] == [], path.name


def test_every_statement_names_the_tenant() -> None:
    """Each statement in them on a school's table names the tenant: as its first condition or its first column."""
    texts = [text for name in SCOPED for text in _texts(STORAGE / name) if _touches(text)]
    assert len(texts) >= 10
    for text in texts:
        named = re.search(
            r"tenant = (%\(tenant\)s|school\.tenant)|INSERT INTO \w+ \(tenant\b|^COPY \w+ \(tenant,|^ANALYZE", text
        )
        assert named, text


def _texts(path: Path) -> list[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def _touches(text: str) -> bool:
    return any(re.search(rf"\b(FROM|INTO|UPDATE|COPY|TABLE|ANALYZE) {table}\b", text) for table in TABLES)


async def test_every_table_is_keyed_first_by_the_tenant(database: Database) -> None:
    """A table with a school's rows is keyed by tenant: it stands first in its key and in every index."""
    async with database.connection() as connection:
        rows = await (
            await connection.execute(
                "SELECT c.relname, i.indexrelid::regclass::text, a.attname FROM pg_index i JOIN pg_class c"
                " ON c.oid = i.indrelid LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
                " WHERE c.relnamespace = 'public'::regnamespace"
            )
        ).fetchall()
    first = {(str(table), str(index)): column for table, index, column in rows}
    assert {table for table, _ in first} == {*TABLES, "migrations", "layouts"}
    assert {column for (table, _), column in first.items() if table in TABLES} == {"tenant"}
