"""A whole school on its way out of a database, and into one. Knows records and entries; the rows are `scope`'s."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Collection
from contextlib import aclosing, asynccontextmanager

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.records import Entry, Record
from bot.policy.kit.verifying import Unreadable
from storage.copying import FileContent, Moment
from storage.postgres.database import Database, DatabaseRow
from storage.postgres.layout import KEY_TO_BE_MADE, Layouts, keys_of, made_keys
from storage.postgres.migrating import layouts_of
from storage.postgres.scope import SchoolRows, SchoolSnapshot
from storage.reading import KeptItem, StoredItem, kind_of, parse_record, read_found, stored_row
from storage.rows import TIMELINE_TABLE, due_of, index_values


class SchoolInDatabase:
    """`Place` in a database that schools share. One transaction sees or brings records and files."""

    def __init__(self, database: Database, tenant: str) -> None:
        self._school = SchoolRows(database, tenant)

    @asynccontextmanager
    async def at_one_moment(self) -> AsyncIterator[Moment]:
        """All of it, while others read and write."""
        await must_be_known(self._school)
        async with (
            self._school.snapshot() as snapshot,
            aclosing(read_school(snapshot)) as kept,
            aclosing(snapshot.files()) as files,
        ):
            yield Moment(kept, files)

    async def must_be_empty(self) -> None:
        """Raises `StoreUnavailable` where the school has anything here, or the database is of another release."""
        await self._layouts()
        await self._school.must_be_empty()

    async def take_in(self, kept: AsyncIterator[KeptItem], files: AsyncIterator[FileContent]) -> None:
        """Take all of it, or none: what is cut short is not there."""
        await write_school(self._school, await self._layouts(), kept, files)

    async def _layouts(self) -> Layouts:
        async with self._school.database.connection() as connection:
            return await layouts_of(connection)


async def must_be_known(school: SchoolRows) -> None:
    """Raises `StoreUnavailable` for a school that was never opened in this database, rather than begin it."""
    if not await school.is_known():
        raise StoreUnavailable(reason="there is nothing of the school in the database: nothing was ever kept there")


async def read_school(snapshot: SchoolSnapshot) -> AsyncGenerator[KeptItem, None]:
    """All records, then all entries in their order."""
    async for table, body in snapshot.documents():
        yield KeptItem(table, body)
    async for line in snapshot.lines():
        yield KeptItem(TIMELINE_TABLE, line)


async def find_in_school(
    school: SchoolRows, layouts: Layouts, tables: Collection[str]
) -> AsyncGenerator[StoredItem, None]:
    """All entries, then what lies in these tables, each with whether it is what is found by its keys."""
    async with school.snapshot() as snapshot:
        async for line in snapshot.lines():
            yield read_found(TIMELINE_TABLE, "", line)
        async for table, name, version, due_at, keys, body in snapshot.rows(tables):
            found = read_found(table, name, body)
            if isinstance(found, Record):
                says = keys_of(layouts, type(found), index_values(found))
                # Another release may know more places than this one, or fewer.
                wrong = any(
                    key != said and KEY_TO_BE_MADE not in (key, said) for key, said in zip(keys, says, strict=False)
                )
                if (version, due_at) != (found.version, due_of(found)) or wrong:
                    found = Unreadable(table, name, "what it is found by is not what it says")
            yield found


async def write_school(
    school: SchoolRows, layouts: Layouts, kept: AsyncIterator[KeptItem], files: AsyncIterator[FileContent]
) -> None:
    """Take all of it, or none."""
    waiting: list[KeptItem] = []
    last: Entry | None = None

    async def documents() -> AsyncIterator[DatabaseRow]:
        async for each in kept:
            if each.table == TIMELINE_TABLE:
                waiting.append(each)
                return
            row, kind = stored_row(each), kind_of(each.table)
            told = any(key is not None for key in row.keys)  # else it may be one that cannot be read
            keys = keys_of(layouts, kind, row.keys) if told else list(made_keys(layouts, kind, each.text, ()))
            yield each.table, row.id, row.version, row.due, keys, row.body

    async def lines() -> AsyncIterator[DatabaseRow]:
        nonlocal last
        for each in waiting:
            last = parse_record(Entry, each.text)
            yield last.seq, last.subject, each.text
        async for each in kept:
            if each.table != TIMELINE_TABLE:
                raise ValueError("a record came after the entries")
            last = parse_record(Entry, each.text)
            yield last.seq, last.subject, each.text

    async with school.arrival() as arrival:
        await arrival.documents(documents())
        await arrival.lines(lines())
        if last is not None:
            await arrival.head(last)
        await arrival.files(files)
