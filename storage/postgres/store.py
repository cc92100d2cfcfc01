"""One school's records and files on PostgreSQL: the `Store` and `FileStore` ports for many schools and many replicas.

Reads ask the database each time, so that a replica sees what another has kept. A keep is one statement and one
transaction: compared, linked and written there. The head of the chain is remembered, and an outcome's lines are linked
to it before it is sent; where another replica was quicker, the database says so and they are linked again.

A keep whose answer did not arrive (the connection broke, or it was cancelled) may have been kept: load and look.
A file is a row, put there in one statement: what one replica has taken in, any other can hand out.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from bot.policy.kit.errors import NotFound, StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Answers, Query, Value, Where
from bot.policy.kit.records import Entry, Record
from bot.policy.kit.verifying import Unreadable
from storage.file_folder import check_file_id
from storage.postgres.changes import KeepRequest, changes_of, link_entries
from storage.postgres.database import Database
from storage.postgres.layout import ID_PLACE, Layouts, made_keys, place_of
from storage.postgres.migrating import layouts_of
from storage.postgres.moving import find_in_school, must_be_known
from storage.postgres.questions import Places, RowQuery
from storage.postgres.scope import HeadMoved, SchoolRows, give_keys, rows_to_be_made, tenants_with_due
from storage.reading import StoredItem, kinds, subjects_of, terms_of
from storage.set_apart import KeptText, SetApart, read_last

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class SharedDatabase:
    """A database in which several schools lie, and which other processes write to."""

    database: Database
    layouts: Layouts = field(compare=False)

    async def having_due(
        self, tenants: Collection[str], kind: type[Record], now: datetime, where: Mapping[str, Value] | None = None
    ) -> set[str]:
        """Those of the schools that have such a record due: one statement."""
        return await tenants_with_due(self.database, tenants, kind.TABLE, _places_of(self.layouts, kind, where), now)

    async def make_keys(self, tenants: Collection[str]) -> set[tuple[str, str]]:
        """Make the keys that another release could not make; the tenants, and the tables, of the rows that got any."""
        made: set[tuple[str, str]] = set()
        known = {kind.TABLE: kind for kind in kinds()}
        for row in await rows_to_be_made(self.database, tenants):
            if row.kind not in known:
                continue
            keys = made_keys(self.layouts, known[row.kind], row.body, row.keys)
            if list(keys) != row.keys:
                await give_keys(self.database, row, keys)
                made.add((row.tenant, row.kind))
        return made


class PostgresStore:
    """The store of one school. Made by `open`."""

    def __init__(self, school: SchoolRows, layouts: Layouts, last: Entry | None, *, owns: bool) -> None:
        self._school = school
        self._layouts = layouts
        self._last = last
        self._owns = owns
        self._linking = asyncio.Lock()
        self._holder = uuid4().hex
        self._closed = False
        self._apart = SetApart()

    @classmethod
    async def open(cls, database: str | Database, tenant: str, *, looking: bool = False) -> PostgresStore:
        """The store of that school in the database of that URL, or in one that several schools share. Who is only
        looking begins none.

        Raises `StoreUnavailable` with one line that says why: it cannot be reached, has not been migrated, or
        there is nothing to look at.
        """
        shared = isinstance(database, Database)
        opened = database if isinstance(database, Database) else await Database.open(database)
        try:
            async with opened.connection() as connection:
                layouts = await layouts_of(connection)
            school = SchoolRows(opened, tenant)
            if looking:
                await must_be_known(school)
            last = await school.last() if looking else await school.begin()
        except BaseException:
            if not shared:
                await opened.close()
            raise
        return cls(school, layouts, read_last(last) if last else None, owns=not shared)

    @property
    def shared(self) -> SharedDatabase:
        """The database that it is part of."""
        return SharedDatabase(self._school.database, self._layouts)

    async def get(self, kind: type[R], id: str) -> R | None:
        """The record of that id, or None."""
        self._must_be_open()
        row = await self._school.one(kind.TABLE, id)
        return None if row is None else self._apart.read(kind, row)

    async def find(
        self,
        kind: type[R],
        *,
        where: Where | None = None,
        without: Mapping[str, Sequence[Value]] | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[R]:
        """Records whose indexed fields equal `where`, in the order of their ids, all as of one moment."""
        return await self._find(Query(kind, where or {}, without or {}, due_by, newest_first, limit, after=after))

    async def _find(self, query: Query[R]) -> list[R]:
        async def rows(most: int | None) -> list[KeptText]:
            return await self._school.some(self._row_query(query)._replace(limit=most))

        return await self._apart.find(query.kind, rows, query.limit)

    async def find_each(self, *queries: Query[Any]) -> Answers:
        """What each query finds, all as of one moment: one statement."""
        while True:
            bodies = await self._school.each([self._row_query(query) for query in queries])
            found = {
                query: [KeptText("", 0, body) for body in some] for query, some in zip(queries, bodies, strict=True)
            }
            if (answers := await self._apart.answer(found)) is not None:
                return answers
            for query in queries:  # one by one they are found with their ids, so that they can be set apart
                if query.kind is not Entry:
                    await self._find(query)

    def _row_query(self, query: Query[Any]) -> RowQuery:
        if query.kind is Entry:
            return RowQuery(subjects=tuple(subjects_of(query)))
        table = query.kind.TABLE
        places, left_out = self._places(query.kind, query.where), self._places(query.kind, query.without)
        apart = self._apart.of(table)
        asked = RowQuery(
            table, places, left_out, query.due_by, query.newest_first, query.limit, apart, after=query.after
        )
        return asked if query.next_after is None else asked._replace(next_after=query.next_after)

    async def count(self, kind: type[Record], *, where: Mapping[str, Value] | None = None) -> int:
        """How many records have these values."""
        return await self._school.count(self._row_query(Query(kind, where or {})))

    async def next_due(
        self, kind: type[R], *, where: Mapping[str, Value] | None = None, after: datetime | None = None
    ) -> datetime | None:
        """The earliest `due_at` among those records, with `after` of those that lie later than it, or None."""
        return await self._school.next_due(self._row_query(Query(kind, where or {})), after)

    async def timeline(self, subject: str | None = None) -> list[Entry]:
        """The entries of one subject, or the whole chain, in the order they were kept."""
        self._must_be_open()
        return await self._apart.read_entries(await self._school.lines(subject))

    async def head(self) -> Entry | None:
        """The newest entry of the chain, or None while it has none."""
        self._must_be_open()
        line = await self._school.last()
        return None if line is None else read_last(line)

    async def keep(self, outcome: Outcome) -> None:
        """Keep all of it in one atomic, durable write, or none of it. Raises `Conflict` or `StoreUnavailable`."""
        self._must_be_open()
        if not outcome:
            return
        asked = changes_of(outcome, self._layouts)
        if not asked.entries:
            await self._school.keep(asked, (), None)
            return
        # The chain has one head: whoever adds to it here takes turns, and so does the database.
        async with self._linking:
            await self._keep_lines(asked)

    async def _keep_lines(self, asked: KeepRequest) -> None:
        while True:
            lines = link_entries(asked.entries, self._last)
            try:
                await self._school.keep(asked, lines, self._last)
            except HeadMoved as moved:
                # Each time means that somebody else has kept something, so this ends.
                self._last = read_last(moved.line) if moved.line else None
            else:
                self._last = lines[-1]
                return

    async def claim(self, names: Sequence[str], lease: timedelta) -> set[str]:
        """Those of the names that are this store's alone for so long from now; its own are prolonged.

        Another store of the same school gets none of them until they are released or the lease has run out, by the
        database's clock.
        """
        self._must_be_open()
        return await self._school.claim(names, self._holder, lease) if names else set()

    async def release(self, names: Sequence[str]) -> None:
        """Let the names go. Those that are another store's by now are left alone."""
        self._must_be_open()
        await self._school.release(names, self._holder)

    async def check(self) -> None:
        """Prove that the store can be written, by a small write. Raises `StoreUnavailable` with the reason."""
        self._must_be_open()
        await self._school.prove()

    async def set_apart(self) -> Sequence[Unreadable]:
        """What this release could not read so far, and is still there as it was."""
        return await self._apart.still_there(self._rows_of)

    async def look_through(self) -> None:
        """Read every record, so that what cannot be read is set apart before somebody needs it."""
        await self._apart.look_through(self.read_all([kind.TABLE for kind in kinds()]), self._rows_of)

    async def _rows_of(self, table: str, ids: Sequence[str]) -> list[KeptText]:
        return await self._school.some(RowQuery(table, {ID_PLACE: ids}))

    async def close(self) -> None:
        """Let go. What is under way in a database that others share is theirs to finish."""
        if self._closed:
            return
        self._closed = True
        if self._owns:
            await self._school.database.close()

    def read_all(self, tables: Collection[str]) -> AsyncGenerator[StoredItem, None]:
        """All entries in their order, then what lies in these tables, as they stand at one moment."""
        self._must_be_open()
        return find_in_school(self._school, self._layouts, tables)

    def _places(self, kind: type[Record], where: Where | None) -> Places:
        self._must_be_open()
        return _places_of(self._layouts, kind, where)

    def _must_be_open(self) -> None:
        if self._closed:
            raise StoreUnavailable(reason="the store is closed")


def _places_of(layouts: Layouts, kind: type[Record], where: Where | None) -> Places:
    return {place_of(layouts, kind, field): values for field, values in terms_of(kind, where).items()}


class PostgresFileStore:
    """`FileStore` in a database that schools share."""

    def __init__(self, database: Database, tenant: str) -> None:
        self._school = SchoolRows(database, tenant)

    async def put(self, id: str, content: bytes) -> None:
        """Keep all of it, durably, or none. Raises `StoreUnavailable`."""
        check_file_id(id)
        await self._school.put_file(id, content)

    async def get(self, id: str) -> bytes:
        """The file of that id. Raises `NotFound` or `StoreUnavailable`."""
        check_file_id(id)
        content = await self._school.file(id)
        if content is None:
            raise NotFound()
        return content

    async def remove(self, id: str) -> None:
        """Take the file away. Raises `StoreUnavailable`."""
        check_file_id(id)
        await self._school.remove_file(id)

    async def ids(self) -> Sequence[str]:
        """The ids of all files, in order. Raises `StoreUnavailable`."""
        return await self._school.files()
