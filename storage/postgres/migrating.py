"""Bringing a database to this release, and saying whether it is there. Knows the migrations and kinds of records.

Migrations expand first and contract a release later, so that two releases that follow each other can share a database
and go back. One that adds (a table, a column with a default, an index, a function) may come at any time. One that takes
away, renames or narrows comes when no release of the format before it uses that any more: it begins a format of its
own, and says so in its first two lines,

    -- format: 3
    -- contracts: documents.shelf, unused since format 2

The format of a database is the highest of its migrations. A release starts on its own and none above it, and one that
runs already keeps nothing more once the database has a format above its own.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import NamedTuple, cast

from psycopg import AsyncConnection, sql

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.records import Record
from storage.postgres.database import DatabaseRow, connect
from storage.postgres.failures import translate_errors
from storage.postgres.layout import MIGRATE, Layouts, made_keys, widen
from storage.reading import kinds
from storage.rows import READ_FORMATS, wrong_format

MIGRATION_LOCK = 0x4F534231
"""The advisory lock of whoever migrates: others wait, and then find it done."""
LAYOUT_LOCK = 0x4F534232
"""The advisory lock of whoever changes a layout, which whoever keeps something shares (`keep_outcome`)."""
ROWS_PER_PAGE = 500
_FILE_NAME = re.compile(r"(\d{4})_\w+\.sql")
_FORMAT_LINE = re.compile(r"\A-- format: (\d+)$", re.MULTILINE)


class Migration(NamedTuple):
    """One numbered file of SQL."""

    number: int
    name: str
    text: str

    @property
    def format(self) -> int:
        """The format that a database has by it."""
        told = _FORMAT_LINE.search(self.text)
        return int(told[1]) if told else 1


def migrations() -> list[Migration]:
    """What this release brings, in order."""
    found = []
    for file in (files("storage.postgres") / "migrations").iterdir():
        if named := _FILE_NAME.fullmatch(file.name):
            found.append(Migration(int(named[1]), file.name, file.read_text(encoding="utf-8")))
    return sorted(found)


async def migrate(url: str) -> list[str]:
    """Bring the database to this release; the names of what was done, none when it was there already.

    Each migration is kept whole or not at all and recorded. Raises `StoreUnavailable` with one line.
    """
    told = []
    with translate_errors(url):
        async with await connect(url) as connection:
            async with _locked_transaction(connection):
                await connection.execute(
                    "CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL,"
                    " applied_at timestamptz NOT NULL DEFAULT now())"
                )
                await connection.execute(
                    "ALTER TABLE migrations ADD COLUMN IF NOT EXISTS format integer NOT NULL DEFAULT 1"
                )
                await _must_be_readable(connection)
            for migration in migrations():
                if await _apply(connection, migration):
                    told.append(migration.name)
            told += await _lay_out(connection)
    return told


@asynccontextmanager
async def _locked_transaction(connection: AsyncConnection[DatabaseRow]) -> AsyncIterator[None]:
    """A transaction in which nobody else migrates, and which waits and works for as long as it takes. All of it is the
    transaction's and nothing the session's: behind a pooler the next statement may be another session's."""
    async with connection.transaction():
        await connection.execute("SET LOCAL lock_timeout = 0")
        await connection.execute("SET LOCAL statement_timeout = 0")
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATION_LOCK,))
        yield


async def layouts_of(connection: AsyncConnection[DatabaseRow]) -> dict[str, tuple[str, ...]]:
    """The layouts of a database that is of this release. Raises `StoreUnavailable` for one that is not."""
    await _must_be_readable(connection)
    done = {number for (number,) in await _fetch_all(connection, sql.SQL("SELECT number FROM migrations"))}
    missing = [migration.name for migration in migrations() if migration.number not in done]
    if missing:
        raise StoreUnavailable(reason=f"the database lacks {', '.join(missing)}: {MIGRATE}")
    held = await _layouts(connection)
    behind = sorted({kind.TABLE for kind in kinds() if widen(held.get(kind.TABLE, ()), kind) != held.get(kind.TABLE)})
    if behind:
        raise StoreUnavailable(reason=f"the database finds {', '.join(behind)} as an older release did: {MIGRATE}")
    return held


async def _must_be_readable(connection: AsyncConnection[DatabaseRow]) -> None:
    ((form,),) = await _fetch_all(connection, sql.SQL("SELECT coalesce(max(format), 1) FROM migrations"))
    if form not in READ_FORMATS:
        raise StoreUnavailable(reason=wrong_format("the database", cast(int, form)))


async def _apply(connection: AsyncConnection[DatabaseRow], migration: Migration) -> bool:
    """Do it, unless it has been done."""
    async with _locked_transaction(connection):
        if await _fetch_all(connection, sql.SQL("SELECT FROM migrations WHERE number = %s"), (migration.number,)):
            return False
        await connection.execute(migration.text.encode())
        await connection.execute(
            "INSERT INTO migrations (number, name, format) VALUES (%s, %s, %s)",
            (migration.number, migration.name, migration.format),
        )
    return True


async def _lay_out(connection: AsyncConnection[DatabaseRow]) -> list[str]:
    """Give each kind's fields their places. Rows of all schools move there in the same transaction."""
    told = []
    for kind in kinds():
        async with _locked_transaction(connection):
            held = await _layouts(connection)
            fields = widen(held.get(kind.TABLE, ()), kind)
            if fields == held.get(kind.TABLE):
                continue
            # Before this lock is had, writers of the older layout finish; after it their rows get `TO_BE_MADE`.
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LAYOUT_LOCK,))
            await connection.execute(
                "INSERT INTO layouts (kind, places) VALUES (%s, %s)"
                " ON CONFLICT (kind) DO UPDATE SET places = excluded.places",
                (kind.TABLE, list(fields)),
            )
            await _move(connection, kind, {kind.TABLE: fields})
        told.append(f"{kind.TABLE} by {', '.join(fields)}" if fields else kind.TABLE)
    return told


async def _move(connection: AsyncConnection[DatabaseRow], kind: type[Record], layouts: Layouts) -> None:
    last = ("", "")
    while True:
        page = await _fetch_all(
            connection,
            sql.SQL(
                "SELECT tenant, id, body::text, keys FROM documents"
                " WHERE kind = %s AND (tenant, id) > (%s, %s) ORDER BY tenant, id LIMIT %s"
            ),
            (kind.TABLE, *last, ROWS_PER_PAGE),
        )
        if not page:
            return
        for tenant, name, body, held in cast("list[tuple[str, str, str, list[str]]]", page):
            keys = made_keys(layouts, kind, body, held)
            await connection.execute(
                "UPDATE documents SET keys = %s::text[] WHERE tenant = %s AND kind = %s AND id = %s",
                (list(keys), tenant, kind.TABLE, name),
            )
            last = (tenant, name)


async def _layouts(connection: AsyncConnection[DatabaseRow]) -> dict[str, tuple[str, ...]]:
    rows = await _fetch_all(connection, sql.SQL("SELECT kind, places FROM layouts"))
    return {kind: tuple(fields) for kind, fields in cast("list[tuple[str, list[str]]]", rows)}


async def _fetch_all(
    connection: AsyncConnection[DatabaseRow], text: sql.SQL, asked: tuple[object, ...] = ()
) -> list[DatabaseRow]:
    return await (await connection.execute(text, asked)).fetchall()
