"""The tables as one school sees them. Every statement on a school's rows stands here, or as a question in `questions`,
and names its tenant first.

Nothing else writes such a statement (`migrating` changes the form of all schools' rows, and reads none
out). A `SchoolRows` cannot be asked for another tenant's rows: the tenant is not an argument of anything.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, cast

from psycopg import AsyncConnection, sql

from bot.policy.kit.errors import Conflict, StoreUnavailable
from bot.policy.kit.records import Entry
from bot.policy.kit.timeline import kept_text
from storage.postgres.changes import KeepRequest
from storage.postgres.database import Database, DatabaseRow
from storage.postgres.layout import MIGRATE
from storage.postgres.questions import (
    Places,
    RowQuery,
    form_of,
    tests_of,
    text_of_count,
    text_of_each,
    text_of_next_due,
    text_of_some,
    values_of,
)
from storage.rows import FORMAT, wrong_format
from storage.set_apart import KeptText

_BEGIN = sql.SQL(
    "INSERT INTO schools (tenant) SELECT %(tenant)s WHERE NOT EXISTS"
    " (SELECT FROM schools WHERE tenant = %(tenant)s) ON CONFLICT DO NOTHING"
)
_PROVE = sql.SQL("UPDATE schools SET checked_at = clock_timestamp() WHERE tenant = %(tenant)s RETURNING true")
_ONE = sql.SQL(
    "SELECT id, version, body::text FROM documents WHERE tenant = %(tenant)s AND kind = %(kind)s AND id = %(id)s"
)
_LINES = sql.SQL("SELECT body::text FROM timeline WHERE tenant = %(tenant)s ORDER BY seq")
_LAST = sql.SQL("SELECT body::text FROM timeline WHERE tenant = %(tenant)s ORDER BY seq DESC LIMIT 1")
# Texts go in binary form: the driver would have to escape each character of them.
_KEEP = sql.SQL(
    "SELECT verdict, what, which FROM keep_outcome(%(form)s, %(tenant)s, %(kinds)s::text[], %(ids)s::text[],"
    " %(held)s::bigint[], %(versions)s::bigint[], %(dues)s::timestamptz[], %(keys)b::text[], %(bodies)b::text[],"
    " %(subjects)b::text[], %(lines)b::text[], %(seq)s, %(digest)s, %(last)s)"
)
_CLAIM = sql.SQL("SELECT claim_names(%(tenant)s, %(names)s::text[], %(holder)s, %(lease)s::interval)")
_RELEASE = sql.SQL(
    "DELETE FROM leases WHERE tenant = %(tenant)s AND name = ANY (%(names)s::text[]) AND holder = %(holder)s"
)
_PUT_FILE = sql.SQL(
    "INSERT INTO files (tenant, id, content) VALUES (%(tenant)s, %(id)s, %(content)b)"
    " ON CONFLICT (tenant, id) DO UPDATE SET content = excluded.content"
)
_FILE = sql.SQL("SELECT content FROM files WHERE tenant = %(tenant)s AND id = %(id)s")
_REMOVE_FILE = sql.SQL("DELETE FROM files WHERE tenant = %(tenant)s AND id = %(id)s")
_FILE_IDS = sql.SQL("SELECT id FROM files WHERE tenant = %(tenant)s ORDER BY id")
_EVERY_FILE = sql.SQL("SELECT id, content FROM files WHERE tenant = %(tenant)s ORDER BY id")
# The two questions about several schools. Each asks every one by its own tenant. This is answered with tenants alone;
# the LIMIT keeps the planner to a look into the index for each, however many records there are.
_HAVING_DUE = sql.SQL(
    "SELECT school.tenant FROM unnest(%(tenants)s::text[]) AS school(tenant), LATERAL (SELECT FROM documents"
    " WHERE tenant = school.tenant AND kind = %(kind)s AND due_at <= %(now)s{narrower} LIMIT 1) AS one"
)
_EVERY_DOCUMENT = sql.SQL("SELECT kind, body::text FROM documents WHERE tenant = %(tenant)s ORDER BY kind, id")
_EVERY_ROW = sql.SQL(
    "SELECT kind, id, version, due_at, keys, body::text FROM documents"
    " WHERE tenant = %(tenant)s AND kind = ANY (%(kinds)s::text[]) ORDER BY kind, id"
)
_TO_BE_MADE = sql.SQL(
    "SELECT one.* FROM unnest(%(tenants)s::text[]) AS school(tenant), LATERAL (SELECT tenant, kind, id, version, keys,"
    " body::text FROM documents WHERE tenant = school.tenant AND '?' = ANY (keys)) AS one"
)
_GIVE_KEYS = sql.SQL(
    "UPDATE documents SET keys = %(keys)s::text[]"
    " WHERE tenant = %(tenant)s AND kind = %(kind)s AND id = %(id)s AND version = %(version)s"
)
ROWS_AT_ONCE = 1_000
"""How many rows of a whole school are fetched at a time."""
_ANYTHING = sql.SQL(
    "SELECT EXISTS (SELECT FROM documents WHERE tenant = %(tenant)s)"
    " OR EXISTS (SELECT FROM timeline WHERE tenant = %(tenant)s)"
    " OR EXISTS (SELECT FROM files WHERE tenant = %(tenant)s)"
)
_IS_KNOWN = sql.SQL("SELECT EXISTS (SELECT FROM schools WHERE tenant = %(tenant)s)")
_TAKE_DOCUMENTS = sql.SQL("COPY documents (tenant, kind, id, version, due_at, keys, body) FROM STDIN")
_TAKE_LINES = sql.SQL("COPY timeline (tenant, seq, subject, body) FROM STDIN")
_TAKE_FILES = sql.SQL("COPY files (tenant, id, content) FROM STDIN")
_LOCK_SCHOOL = sql.SQL("SELECT FROM schools WHERE tenant = %(tenant)s FOR UPDATE")
_KEEP_OTHERS_OUT = sql.SQL("SELECT pg_advisory_xact_lock(hashtextextended(%(tenant)s, 8))")
_IDLE = sql.SQL("SET LOCAL idle_in_transaction_session_timeout = '60s'")
_SET_HEAD = sql.SQL("UPDATE schools SET seq = %(seq)s, digest = %(digest)s WHERE tenant = %(tenant)s")


class LaidRow(NamedTuple):
    """A row of some school, with the keys that it has."""

    tenant: str
    kind: str
    id: str
    version: int
    keys: list[str]
    body: str


class HeadMoved(Exception):
    """The chain has another head than the one that was linked to: `line` is its text, or None where it is empty."""

    def __init__(self, line: str | None) -> None:
        super().__init__("the head has moved")
        self.line = line


class SchoolRows:
    """One tenant's rows in a database."""

    def __init__(self, database: Database, tenant: str) -> None:
        if not tenant or "\0" in tenant:
            raise ValueError("a school has a tenant")
        self.database = database
        self.tenant = tenant

    async def begin(self) -> str | None:
        """The school has its row. The text of its newest line, if it has any."""
        await self._run(_BEGIN)
        return await self.last()

    async def last(self) -> str | None:
        """The text of the newest line, if there is any."""
        lines = await self._rows(_LAST)
        return cast(str, lines[0][0]) if lines else None

    async def prove(self) -> None:
        """A durable write."""
        if not await self._rows(_PROVE):
            raise StoreUnavailable(reason="the school's row is gone from the database")

    async def one(self, kind: str, id: str) -> KeptText | None:
        """One record."""
        if "\0" in id:
            return None  # PostgreSQL keeps no such id, so it has none
        rows = await self._rows(_ONE, kind=kind, id=id)
        return KeptText(*cast("tuple[str, int, str]", rows[0])) if rows else None

    async def some(self, question: RowQuery) -> list[KeptText]:
        """Records in the order of their ids."""
        rows = await self._rows(text_of_some(question.form), **question.values())
        return [KeptText(*cast("tuple[str, int, str]", row)) for row in rows]

    async def each(self, questions: Sequence[RowQuery]) -> list[list[str]]:
        """The texts that answer each question, records in the order of their ids, all as of one moment."""
        asked: dict[str, object] = {}
        for number, one in enumerate(questions):
            asked |= one.values(f"of{number}_")
        ((*found,),) = await self._fetch(text_of_each(tuple(one.form for one in questions)), asked, binary=True)
        return cast(list[list[str]], found)

    async def count(self, question: RowQuery) -> int:
        """How many records."""
        ((count,),) = await self._rows(text_of_count(question.form), **question.values())
        return cast(int, count)

    async def next_due(self, question: RowQuery, after: datetime | None) -> datetime | None:
        """The earliest due time among the records."""
        rows = await self._rows(text_of_next_due(question.form, after is not None), **question.values(), after=after)
        return cast(datetime, rows[0][0]).astimezone(UTC) if rows else None

    async def lines(self, subject: str | None) -> list[str]:
        """The texts of the timeline, in their order."""
        if subject is not None:
            return (await self.each([RowQuery(subjects=(subject,))]))[0]
        rows = await self._rows(_LINES)
        return [cast(str, body) for (body,) in rows]

    async def keep(self, asking: KeepRequest, lines: Sequence[Entry], last: Entry | None) -> None:
        """Keep it in one statement, or nothing: raises `Conflict`, and `HeadMoved` when the head is not `last`."""
        records = asking.records.values()
        asked = {
            "form": FORMAT,
            "kinds": [kind for kind, _ in asking.records],
            "ids": [name for _, name in asking.records],
            "held": [one.held for one in records],
            "versions": [one.version for one in records],
            "dues": [one.due_at for one in records],
            "keys": [one.keys for one in records],
            "bodies": [one.body for one in records],
            "subjects": [line.subject for line in lines],
            "lines": [kept_text(line) for line in lines],
            "seq": last.seq if last else 0,
            "digest": last.digest if last else "",
            "last": lines[-1].digest if lines else "",
        }
        ((verdict, what, which),) = await self._fetch(_KEEP, asked, repeatable=False)
        if verdict == "conflict":
            raise Conflict(table=cast(str, what), id=cast(str, which))
        if verdict == "moved":
            raise HeadMoved(cast("str | None", what))
        if verdict == "layout":
            raise StoreUnavailable(reason=f"the database has no places for {what} yet: {MIGRATE}")
        if verdict == "format":
            raise StoreUnavailable(reason=wrong_format("the database", int(cast(str, what))))

    async def claim(self, names: Sequence[str], holder: str, lease: timedelta) -> set[str]:
        """Those of the names that are the holder's alone for so long."""
        rows = await self._rows(_CLAIM, names=list(names), holder=holder, lease=lease)
        return {cast(str, name) for (name,) in rows}

    async def release(self, names: Sequence[str], holder: str) -> None:
        """The names are free, so far as they were the holder's."""
        await self._run(_RELEASE, names=list(names), holder=holder)

    async def put_file(self, id: str, content: bytes) -> None:
        """The file is there, in the place of one of the same id."""
        await self._run(_PUT_FILE, id=id, content=content)

    async def file(self, id: str) -> bytes | None:
        """A file's content."""
        # In binary form: as text it would be twice as long.
        rows = await self._fetch(_FILE, {"id": id}, binary=True)
        return cast(bytes, rows[0][0]) if rows else None

    async def remove_file(self, id: str) -> None:
        """The file is not there."""
        await self._run(_REMOVE_FILE, id=id)

    async def files(self) -> list[str]:
        """The ids of all files."""
        return [cast(str, name) for (name,) in await self._rows(_FILE_IDS)]

    async def is_known(self) -> bool:
        """Whether the school was ever opened here."""
        return await self._rows(_IS_KNOWN) == [(True,)]

    async def must_be_empty(self) -> None:
        """Raises `StoreUnavailable` where the school has anything here."""
        _must_be_empty(await self._rows(_ANYTHING))

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[SchoolSnapshot]:
        """Everything as it stands at one moment, to be read piece by piece."""
        async with self.database.connection() as connection, connection.transaction():
            await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            await connection.execute(_IDLE)
            yield SchoolSnapshot(connection, self.tenant)

    @asynccontextmanager
    async def arrival(self) -> AsyncIterator[SchoolLoad]:
        """A transaction that fills an empty school, whole or not at all. Raises `StoreUnavailable` when it is not."""
        async with self.database.connection() as connection:
            async with connection.transaction():
                asked = {"tenant": self.tenant}
                await connection.execute("SET LOCAL statement_timeout = 0")
                await connection.execute(_IDLE)
                await connection.execute(_KEEP_OTHERS_OUT, asked)
                await connection.execute(_BEGIN, asked)
                await connection.execute(_LOCK_SCHOOL, asked)
                _must_be_empty(await (await connection.execute(_ANYTHING, asked)).fetchall())
                yield SchoolLoad(connection, self.tenant)
            await connection.execute("ANALYZE documents, timeline")

    async def _run(self, text: sql.SQL, **asked: object) -> None:
        async def work(connection: AsyncConnection[DatabaseRow]) -> None:
            await connection.execute(text, {"tenant": self.tenant, **asked})

        await self.database.ask(work)

    async def _rows(self, text: sql.SQL | bytes, **asked: object) -> list[DatabaseRow]:
        return await self._fetch(text, asked)

    async def _fetch(
        self,
        text: sql.SQL | bytes,
        asked: Mapping[str, object],
        *,
        repeatable: bool = True,
        binary: bool = False,
    ) -> list[DatabaseRow]:
        async def work(connection: AsyncConnection[DatabaseRow]) -> list[DatabaseRow]:
            return await (await connection.execute(text, {"tenant": self.tenant, **asked}, binary=binary)).fetchall()

        return await self.database.ask(work, repeatable=repeatable)


async def tenants_with_due(
    database: Database, tenants: Collection[str], kind: str, places: Places, now: datetime
) -> set[str]:
    """Those of the schools that have a record of the kind due with these values."""
    text = _HAVING_DUE.format(narrower=tests_of(form_of(places)))
    asked = values_of(places) | {"tenants": list(tenants), "kind": kind, "now": now}

    async def work(connection: AsyncConnection[DatabaseRow]) -> list[DatabaseRow]:
        return await (await connection.execute(text, asked)).fetchall()

    return {cast(str, tenant) for (tenant,) in await database.ask(work)}


async def rows_to_be_made(database: Database, tenants: Collection[str]) -> list[LaidRow]:
    """The rows of these schools that lack a key because whoever wrote them could not make it."""

    async def work(connection: AsyncConnection[DatabaseRow]) -> list[DatabaseRow]:
        return await (await connection.execute(_TO_BE_MADE, {"tenants": list(tenants)})).fetchall()

    return [LaidRow(*cast("tuple[str, str, str, int, list[str], str]", row)) for row in await database.ask(work)]


async def give_keys(database: Database, row: LaidRow, keys: Sequence[str]) -> None:
    """The row has these keys, unless it has been changed since."""

    async def work(connection: AsyncConnection[DatabaseRow]) -> None:
        await connection.execute(_GIVE_KEYS, {**row._asdict(), "keys": list(keys)})

    await database.ask(work)


class SchoolSnapshot:
    """One school's rows at one moment."""

    def __init__(self, connection: AsyncConnection[DatabaseRow], tenant: str) -> None:
        self._connection = connection
        self._asked = {"tenant": tenant}

    async def documents(self) -> AsyncIterator[tuple[str, str]]:
        """Kind and text of every record."""
        async with self._connection.cursor("documents") as cursor:
            await cursor.execute(_EVERY_DOCUMENT, self._asked)
            async for kind, body in cursor:
                yield cast(str, kind), cast(str, body)

    async def rows(
        self, tables: Collection[str]
    ) -> AsyncIterator[tuple[str, str, int, datetime | None, list[str], str]]:
        """Kind, id, version, due time, keys and text of every record in these tables."""
        async with self._connection.cursor("rows") as cursor:
            cursor.itersize = ROWS_AT_ONCE
            await cursor.execute(_EVERY_ROW, {**self._asked, "kinds": sorted(tables)})
            async for row in cursor:
                yield cast("tuple[str, str, int, datetime | None, list[str], str]", row)

    async def lines(self) -> AsyncIterator[str]:
        """The text of every line."""
        async with self._connection.cursor("lines") as cursor:
            cursor.itersize = ROWS_AT_ONCE
            await cursor.execute(_LINES, self._asked)
            async for (body,) in cursor:
                yield cast(str, body)

    async def files(self) -> AsyncGenerator[tuple[str, bytes], None]:
        """Id and content of every file, one at a time."""
        async with self._connection.cursor("files", binary=True) as cursor:
            cursor.itersize = 1
            await cursor.execute(_EVERY_FILE, self._asked)
            async for name, content in cursor:
                yield cast(str, name), cast(bytes, content)


class SchoolLoad:
    """Rows on their way into an empty school."""

    def __init__(self, connection: AsyncConnection[DatabaseRow], tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    async def documents(self, rows: AsyncIterator[DatabaseRow]) -> None:
        """Rows of (kind, id, version, due_at, keys, body)."""
        await self._take(_TAKE_DOCUMENTS, rows)

    async def lines(self, rows: AsyncIterator[DatabaseRow]) -> None:
        """Rows of (seq, subject, body)."""
        await self._take(_TAKE_LINES, rows)

    async def files(self, rows: AsyncIterator[tuple[str, bytes]]) -> None:
        """Rows of (id, content)."""
        await self._take(_TAKE_FILES, rows)

    async def head(self, last: Entry) -> None:
        """The line that the next one follows."""
        asked = {"tenant": self._tenant, "seq": last.seq, "digest": last.digest}
        await self._connection.execute(_SET_HEAD, asked)

    async def _take(self, text: sql.SQL, rows: AsyncIterator[tuple[object, ...]]) -> None:
        async with self._connection.cursor() as cursor, cursor.copy(text) as copy:
            async for row in rows:
                await copy.write_row((self._tenant, *row))


def _must_be_empty(anything: list[DatabaseRow]) -> None:
    if anything != [(False,)]:
        raise StoreUnavailable(
            reason="the school has records or files in this database already: choose an empty place for it"
        )
