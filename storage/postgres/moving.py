"""A whole school on its way out of a database, and into one. Knows records and entries; the rows are `scope`'s."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Collection

from bot.policy.kit.records import Entry, Record
from bot.policy.kit.verifying import Unreadable
from storage.postgres.database import DatabaseRow
from storage.postgres.layout import Layouts, keys_of
from storage.postgres.scope import SchoolRows
from storage.reading import Found, Kept, kind_of, parse_record, read_found
from storage.rows import TIMELINE_TABLE, row_of


async def read_school(school: SchoolRows) -> AsyncGenerator[Kept, None]:
    """All records, then all entries in their order, as they stand at one moment."""
    async with school.snapshot() as snapshot:
        async for table, body in snapshot.documents():
            yield parse_record(kind_of(table), body)
        async for line in snapshot.lines():
            yield parse_record(Entry, line)


async def find_in_school(school: SchoolRows, layouts: Layouts, tables: Collection[str]) -> AsyncGenerator[Found, None]:
    """All entries, then what lies in these tables, each with whether it is what is found by its keys."""
    async with school.snapshot() as snapshot:
        async for line in snapshot.lines():
            yield read_found(TIMELINE_TABLE, "", line)
        async for table, name, version, due_at, keys, body in snapshot.rows(tables):
            found = read_found(table, name, body)
            if isinstance(found, Record):
                row = row_of(found, found.version)
                if (version, due_at, keys) != (row.version, row.due, keys_of(layouts, found, row.keys)):
                    found = Unreadable(table, name, "what it is found by is not what it says")
            yield found


async def write_school(school: SchoolRows, layouts: Layouts, kept: AsyncIterator[Kept]) -> Entry | None:
    """Take all of it, or none. The last entry, if there was one."""
    waiting: list[Entry] = []
    last: Entry | None = None

    async def documents() -> AsyncIterator[DatabaseRow]:
        async for each in kept:
            if isinstance(each, Entry):
                waiting.append(each)
                return
            yield _row(each, layouts)

    async def lines() -> AsyncIterator[DatabaseRow]:
        nonlocal last
        for entry in waiting:
            last = entry
            yield _line(entry)
        async for each in kept:
            if not isinstance(each, Entry):
                raise ValueError("a record came after the entries")
            last = each
            yield _line(each)

    async with school.arrival() as arrival:
        await arrival.documents(documents())
        await arrival.lines(lines())
        if last is not None:
            await arrival.head(last)
    return last


def _row(record: Record, layouts: Layouts) -> DatabaseRow:
    row = row_of(record, record.version)
    return record.TABLE, record.id, row.version, row.due, keys_of(layouts, record, row.keys), row.body


def _line(entry: Entry) -> DatabaseRow:
    return entry.seq, entry.subject, entry.model_dump_json(warnings="error")
