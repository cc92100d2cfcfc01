"""A store in which every change of what is evidence is entered with its hash: the one that a school works with.

It remembers the records that it gave out, which are frozen, so that the hash of one before a change is that of what the
decision was based on: an edit of the store between two changes shows in the timeline as well.

At the first start of a release in which records have hashes, those that are there get theirs before all else. How far
that has come is kept with each step, so that it goes on after a crash, and two replicas do it once.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.policy.kit.errors import Conflict
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Answers, Query, Value, Where
from bot.policy.kit.records import Entry, Record, SealedSince
from bot.policy.kit.sealing import RECORD, Key, add_seals, end_taking_in, key_of, take_in
from bot.policy.kit.timeline import Line
from bot.policy.kit.verifying import Unreadable
from bot.services.ports import Clock, Compacts, SharedRecords, Store

R = TypeVar("R", bound=Record)
REMEMBERED = 100
"""So many records are remembered; another is read once more when it is changed."""


class SealedStore:
    """The `Store` port over another store. What is said there holds here."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._given: OrderedDict[Key, Record] = OrderedDict()

    @property
    def shared(self) -> SharedRecords | None:
        """What the store is part of."""
        return self._store.shared

    async def get(self, kind: type[R], id: str) -> R | None:
        """The record of that id, or None."""
        found = await self._store.get(kind, id)
        self._note_given([found] if found is not None else [])
        return found

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
        """Records whose fields equal `where`."""
        found = await self._store.find(
            kind, where=where, without=without, due_by=due_by, newest_first=newest_first, limit=limit, after=after
        )
        self._note_given(found)
        return found

    async def find_each(self, *queries: Query[Any]) -> Answers:
        """What `find` would give for each query."""
        answers = await self._store.find_each(*queries)
        for query in queries:
            if query.kind is not Entry:
                self._note_given(answers[query])
        return answers

    async def count(self, kind: type[Record], *, where: Mapping[str, Value] | None = None) -> int:
        """How many records `find` would give."""
        return await self._store.count(kind, where=where)

    async def next_due(
        self, kind: type[R], *, where: Mapping[str, Value] | None = None, after: datetime | None = None
    ) -> datetime | None:
        """The earliest `due_at` among those records."""
        return await self._store.next_due(kind, where=where, after=after)

    async def timeline(self, subject: str | None = None) -> list[Entry]:
        """The entries of one subject, or the whole chain."""
        return await self._store.timeline(subject)

    def read_all(self, tables: Collection[str]) -> AsyncGenerator[Record | Entry | Line | Unreadable, None]:
        """All entries in their order, then what lies in these tables."""
        return self._store.read_all(tables)

    async def head(self) -> Entry | None:
        """The newest entry of the chain."""
        return await self._store.head()

    async def keep(self, outcome: Outcome) -> None:
        """Keep all of it, each change of what is evidence sealed, or none of it."""
        held = await self._load_held(record for record in (*outcome.records, *outcome.removed) if record.EVIDENCE)
        await self._store.keep(add_seals(outcome, held, self._clock.now()))
        for gone in outcome.removed:
            self._given.pop(key_of(gone), None)

    async def claim(self, names: Sequence[str], lease: timedelta) -> set[str]:
        """Those of the names that are this process's alone."""
        return await self._store.claim(names, lease)

    async def release(self, names: Sequence[str]) -> None:
        """Let names go."""
        await self._store.release(names)

    async def check(self) -> None:
        """Prove that the store can be written."""
        await self._store.check()

    async def set_apart(self) -> Sequence[Unreadable]:
        """What could not be read so far."""
        return await self._store.set_apart()

    async def look_through(self) -> None:
        """Read every record."""
        await self._store.look_through()

    async def compact(self) -> None:
        """Leave nothing in the store's files of what was taken away, where it keeps any."""
        self._given.clear()
        if isinstance(self._store, Compacts):
            await self._store.compact()

    async def close(self) -> None:
        """Finish what is under way and let go."""
        await self._store.close()

    def _note_given(self, records: Sequence[Record]) -> None:
        if records and records[0].EVIDENCE is not None:
            for record in records[-REMEMBERED:]:
                self._given[key_of(record)] = record
                self._given.move_to_end(key_of(record))
            while len(self._given) > REMEMBERED:
                self._given.popitem(last=False)

    async def _load_held(self, changed: Iterable[Record]) -> Mapping[Key, Record]:
        """These records as they were given out, what is not remembered read once more: a question for each kind."""
        held: dict[Key, Record] = {}
        missing: defaultdict[type[Record], list[str]] = defaultdict(list)
        for record in changed:
            given = self._given.get(key_of(record))
            if given is not None and given.version == record.version:
                held[key_of(record)] = given
            elif record.version:
                missing[type(record)].append(record.id)
        for kind, ids in missing.items():
            held |= {key_of(found): found for found in await self._store.find(kind, where={"id": ids})}
        return held


RECORDS_PER_ENTRY = 100


async def take_in_records(store: Store, kinds: Iterable[type[Record]], clock: Clock) -> None:
    """Give each record of these kinds its hash, once in the life of a store. `store` is the one beneath the sealed."""
    in_order = sorted((kind for kind in kinds if kind.EVIDENCE is not None), key=lambda kind: kind.TABLE)
    while True:
        since = await store.get(SealedSince, RECORD)
        if since is not None and since.done:
            return
        try:
            await _go_on(store, since, in_order, clock)
            return
        except Conflict:
            continue  # another replica was at it: it goes on from there


async def _go_on(store: Store, since: SealedSince | None, in_order: Sequence[type[Record]], clock: Clock) -> None:
    for kind in in_order:
        at, last = (since.kind, since.last) if since is not None else ("", "")
        if at > kind.TABLE:
            continue
        found = [record for record in await store.find(kind) if at < kind.TABLE or record.id > last]
        for start in range(0, len(found), RECORDS_PER_ENTRY):
            some = found[start : start + RECORDS_PER_ENTRY]
            await store.keep(take_in(since, some, clock.now()))
            since = await store.get(SealedSince, RECORD)
    await store.keep(end_taking_in(since, clock.now()))
