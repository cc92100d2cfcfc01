"""What of a store this release cannot read.

One such record holds up nothing but itself. It is set apart: the questions are answered without it, the log says why,
and whoever asks for it alone is told. As soon as it has another version it is tried anew.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

import structlog
from pydantic_core import from_json

from bot.policy.kit.errors import RecordUnreadable, StoreUnavailable
from bot.policy.kit.queries import Answers, Query
from bot.policy.kit.records import Entry, Record, ValueObject
from bot.policy.kit.verifying import Unreadable
from storage.reading import ID, RECORDS_PER_SLICE, StoredItem, kind_of, parse_record
from storage.rows import TIMELINE_TABLE

R = TypeVar("R", bound=Record)
_log = structlog.get_logger(__name__)

LOOKED_THROUGH_PER_SLICE = 25
"""Lines and records that are looked through before other work gets its turn: a line may vouch for a hundred records."""


class KeptText(NamedTuple):
    """A record as it is found: its id, its version, and the text of it. The id is empty where only texts were asked
    for: such a record is set apart by whoever finds it with its id."""

    id: str
    version: int
    body: bytes | str


RowsOf = Callable[[str, Sequence[str]], Awaitable[Sequence[KeptText]]]
"""What lies under these ids of a table now."""


class SetApart:
    """What of one store this release could not read, by its table, with the versions and the reasons."""

    def __init__(self) -> None:
        self._held: defaultdict[str, dict[tuple[str, int], str]] = defaultdict(dict)

    def of(self, table: str) -> Sequence[tuple[str, int]]:
        """Ids and versions that the questions about a table leave out."""
        return tuple(self._held[table]) if table in self._held else ()

    async def still_there(self, rows_of: RowsOf) -> Sequence[Unreadable]:
        """Those that `rows_of` still finds as they were; the others are forgotten."""
        told: list[Unreadable] = []
        for table in list(self._held):
            there = {(row.id, row.version) for row in await rows_of(table, [each for each, _ in self._held[table]])}
            self._held[table] = {key: reason for key, reason in self._held[table].items() if key in there}
            told += (Unreadable(table, each, reason) for (each, _), reason in sorted(self._held[table].items()))
        return told

    def read(self, kind: type[R], row: KeptText) -> R:
        """The record of a text. Raises `RecordUnreadable`."""
        try:
            return parse_record(kind, row.body)
        except RecordUnreadable as error:
            if row.id:
                self._note(kind.TABLE, row, error.facts["reason"])
            raise

    async def find(
        self, kind: type[R], ask: Callable[[int | None], Awaitable[Sequence[KeptText]]], limit: int | None
    ) -> list[R]:
        """The records that `ask` finds, no more than the limit. Where one of them has to be set apart, it is asked
        again without it, and for more than before: there may be many."""
        more = limit
        while (records := await self.read_all(kind, await ask(more))) is None:
            more = None if more is None else 4 * more
        return records if limit is None else records[:limit]

    async def read_all(self, kind: type[R], rows: Sequence[KeptText]) -> list[R] | None:
        """The records of these texts; None where one of them had to be set apart, so that the question is asked again
        without it. They are made in slices between which other work gets its turn."""
        records: list[R] = []
        for at, row in enumerate(rows):
            if at and not at % RECORDS_PER_SLICE:
                await asyncio.sleep(0)
            with suppress(RecordUnreadable):
                records.append(self.read(kind, row))
        return records if len(records) == len(rows) else None

    async def answer(self, found: Mapping[Query[Any], Sequence[KeptText]]) -> Answers | None:
        """The answers of these texts; None where something had to be set apart, so that all is asked again.

        Raises `RecordUnreadable`, as `get` does, where a query asks for one record alone and that is set apart: it must
        not be taken for one that there is not.
        """
        answers: dict[Query[Any], Sequence[ValueObject]] = {}
        whole = True
        for query, rows in found.items():
            if query.kind is Entry:
                answers[query] = await self.read_entries([row.body for row in rows])
            else:
                records = await self.read_all(query.kind, rows)
                whole = whole and records is not None
                answers[query] = records or []
        if not whole:
            return None
        for query, given in answers.items():
            reasons = [reason for (each, _), reason in self._of(query).items() if query.where == {ID: each}]
            if reasons and not given:
                raise RecordUnreadable(reason=reasons[0])
        return Answers(answers)

    def _of(self, query: Query[Any]) -> Mapping[tuple[str, int], str]:
        return {} if query.kind is Entry else self._held.get(query.kind.TABLE, {})

    async def read_entries(self, bodies: Sequence[bytes | str]) -> list[Entry]:
        """The lines of these texts that can be read."""
        entries: list[Entry] = []
        for at, body in enumerate(bodies):
            if at and not at % RECORDS_PER_SLICE:
                await asyncio.sleep(0)
            try:
                entries.append(parse_record(Entry, body))
            except RecordUnreadable as error:
                _log.warning("entry_left_out", reason=error.facts["reason"])
        return entries

    async def look_through(self, found: AsyncGenerator[StoredItem, None], rows_of: RowsOf) -> None:
        """Set apart what cannot be read of all that is found. What is wrong in another way is for `verify` to say."""
        wrong: defaultdict[str, list[str]] = defaultdict(list)
        at = 0
        async with aclosing(found):
            async for each in found:
                at += 1
                if not at % LOOKED_THROUGH_PER_SLICE:
                    await asyncio.sleep(0)
                if isinstance(each, Unreadable) and each.id and each.table != TIMELINE_TABLE:
                    wrong[each.table].append(each.id)
        for table, ids in wrong.items():
            for row in await rows_of(table, ids):
                with suppress(RecordUnreadable):
                    self.read(kind_of(table), row)

    def _note(self, table: str, row: KeptText, reason: str) -> None:
        if (row.id, row.version) not in self._held[table]:
            self._held[table][row.id, row.version] = reason
            _log.error("record_set_apart", table=table, id=row.id, version=row.version, reason=reason)


def read_last(body: bytes | str) -> Entry:
    """The newest line, by which the next is linked: its number and its digest are enough. Raises `StoreUnavailable`."""
    with suppress(RecordUnreadable):
        return parse_record(Entry, body)
    try:
        told = from_json(body)
        return Entry(
            subject="", at=datetime.fromtimestamp(0, UTC), by=None, what="", seq=told["seq"], digest=told["digest"]
        )
    except (ValueError, TypeError, KeyError):
        raise StoreUnavailable(reason="the newest entry of the timeline is damaged: restore a back-up") from None
