"""A Store in memory for tests of what stands above one. It keeps every promise of the port, and outlives nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from bot.policy.kit.errors import Conflict, StoreUnavailable, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Answers, Query, Value
from bot.policy.kit.records import Address, Entry, Message, Record, ValueObject
from bot.policy.kit.roles import Role
from bot.policy.kit.timeline import link
from bot.policy.kit.verifying import Unreadable
from bot.services.ports import Directory
from storage.reading import kinds, subjects_of

R = TypeVar("R", bound=Record)
F = TypeVar("F", bound=ValueObject)


class MemoryStore:
    """`ports.Store` in dictionaries. `writes` counts what was kept; with `broken` set nothing can be read or kept.

    Without `copies` it is many times faster, for tests that trust the services to change nothing in place.
    """

    def __init__(self, *, copies: bool = True) -> None:
        self._copies = copies
        self._tables: defaultdict[str, dict[str, Record]] = defaultdict(dict)
        self._index: defaultdict[tuple[str, str, object], set[str]] = defaultdict(set)
        """The ids of the records of a table whose field has this value: a walk of years asks for few of very many."""
        self._timeline: list[Entry] = []
        self._entries: defaultdict[str, list[Entry]] = defaultdict(list)
        self.writes = 0
        self.broken = False

    @property
    def shared(self) -> None:
        return None

    async def get(self, kind: type[R], id: str) -> R | None:
        self._work()
        held = self._tables[kind.TABLE].get(id)
        return self._copy(held) if isinstance(held, kind) else None

    async def find(
        self,
        kind: type[R],
        *,
        where: Mapping[str, Value | Sequence[Value]] | None = None,
        without: Mapping[str, Sequence[Value]] | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[R]:
        self._work()
        for name in (*(where or ()), *(without or ())):
            if name not in ("id", *kind.INDEXED):
                raise ValueError(f"{kind.__name__} is not indexed by {name}")
        table = self._tables[kind.TABLE]
        ids = sorted(self._ids(kind, where) if where else table, reverse=newest_first)
        found = [held for each in ids if isinstance(held := table[each], kind)]
        if after is not None:
            found = [each for each in found if (each.id < after if newest_first else each.id > after)]
        for name, unwanted in (without or {}).items():
            found = [each for each in found if getattr(each, name) not in unwanted]
        if due_by is not None:
            found = [each for each in found if (due := getattr(each, "due_at", None)) is not None and due <= due_by]
        return [self._copy(each) for each in found[:limit]]

    def _ids(self, kind: type[Record], where: Mapping[str, Value | Sequence[Value]]) -> set[str]:
        """The ids of the records that have one of the wanted values in each of these fields."""
        each_has: list[set[str]] = []
        for name, wanted in where.items():
            any_of = wanted if isinstance(wanted, list | tuple) else [wanted]
            if name == "id":
                each_has.append({str(value) for value in any_of} & self._tables[kind.TABLE].keys())
            else:
                each_has.append(set().union(*(self._index[kind.TABLE, name, value] for value in any_of)))
        return set.intersection(*each_has)

    async def find_each(self, *queries: Query[Any]) -> Answers:
        return Answers({query: await self._found(query) for query in queries})

    async def _found(self, query: Query[Any]) -> Sequence[ValueObject]:
        if query.kind is Entry:
            lines = [entry for each in subjects_of(query) for entry in await MemoryStore.timeline(self, each)]
            return sorted(lines, key=attrgetter("seq"))
        found: Sequence[ValueObject] = await MemoryStore.find(
            self,
            query.kind,
            where=query.where,
            without=query.without,
            due_by=query.due_by,
            newest_first=query.newest_first,
            limit=query.limit,
            after=query.after,
        )
        if query.next_after is not None:
            due = [(at, each) for each in found if (at := getattr(each, "due_at", None)) and at > query.next_after]
            return [each for _, each in sorted(due, key=itemgetter(0))[:1]]
        return found

    async def count(self, kind: type[Record], *, where: Mapping[str, Value] | None = None) -> int:
        return len(await self.find(kind, where=where))

    async def next_due(
        self, kind: type[R], *, where: Mapping[str, Value] | None = None, after: datetime | None = None
    ) -> datetime | None:
        due = [getattr(each, "due_at", None) for each in await self.find(kind, where=where)]
        return min((each for each in due if each is not None and (after is None or each > after)), default=None)

    async def timeline(self, subject: str | None = None) -> list[Entry]:
        self._work()
        return [self._copy(entry) for entry in (self._timeline if subject is None else self._entries[subject])]

    async def read_all(self, tables: Collection[str]) -> AsyncGenerator[Record | Entry | Unreadable, None]:
        for entry in await self.timeline():
            yield entry
        for kind in kinds():
            for record in await self.find(kind) if kind.TABLE in tables else ():
                yield record

    async def head(self) -> Entry | None:
        self._work()
        return self._copy(self._timeline[-1]) if self._timeline else None

    async def keep(self, outcome: Outcome) -> None:
        self._work()
        if not outcome:
            return
        fresh: dict[tuple[str, str], Record | None] = {}
        for record in outcome.unchanged:
            self._compare(record, fresh)
        for record in (*outcome.records, *outcome.notices):
            self._compare(record, fresh)
            kept = record.model_copy(update={"version": record.version + 1}, deep=self._copies)
            fresh[record.TABLE, record.id] = kept
        for record in outcome.removed:
            if not self._compare(record, fresh):
                raise Conflict(table=record.TABLE, id=record.id)
            fresh[record.TABLE, record.id] = None
        for key, held in fresh.items():
            self._put(*key, held)
        for entry in outcome.entries:
            linked = link(self._timeline[-1] if self._timeline else None, entry.model_copy(deep=True))
            self._timeline.append(linked)
            self._entries[entry.subject].append(linked)
        self.writes += 1

    async def claim(self, names: Sequence[str], lease: timedelta) -> set[str]:
        self._work()
        return set(names)

    async def release(self, names: Sequence[str]) -> None:
        self._work()

    async def check(self) -> None:
        self._work()

    async def set_apart(self) -> Sequence[Unreadable]:
        return ()

    async def look_through(self) -> None:
        self._work()

    async def close(self) -> None:
        self._tables.clear()
        self._index.clear()

    def _compare(self, record: Record, fresh: Mapping[tuple[str, str], Record | None]) -> int:
        """The version held, which is the record's own; 0 where there is none."""
        key = record.TABLE, record.id
        held = fresh[key] if key in fresh else self._tables[record.TABLE].get(record.id)
        version = held.version if held else 0
        if version != record.version:
            raise Conflict(table=record.TABLE, id=record.id)
        return version

    def _put(self, table: str, id: str, record: Record | None) -> None:
        before = self._tables[table].pop(id, None)
        for name in before.INDEXED if before else ():
            self._index[table, name, getattr(before, name)].discard(id)
        for name in record.INDEXED if record else ():
            self._index[table, name, getattr(record, name)].add(id)
        if record is not None:
            self._tables[table][id] = record

    def _copy(self, fact: F) -> F:
        return fact.model_copy(deep=True) if self._copies else fact

    def _work(self) -> None:
        if self.broken:
            raise StoreUnavailable


class StoreInFront(MemoryStore):
    """The store `under` it, but that something is awaited before each question and each write."""

    def __init__(self, under: MemoryStore) -> None:
        super().__init__()
        self._under = under

    async def before(self) -> None:
        """What is awaited."""
        raise NotImplementedError

    async def get(self, kind: type[R], id: str) -> R | None:
        await self.before()
        return await self._under.get(kind, id)

    async def find(
        self,
        kind: type[R],
        *,
        where: Mapping[str, Value | Sequence[Value]] | None = None,
        without: Mapping[str, Sequence[Value]] | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[R]:
        await self.before()
        return await self._under.find(
            kind, where=where, without=without, due_by=due_by, newest_first=newest_first, limit=limit, after=after
        )

    async def next_due(
        self, kind: type[R], *, where: Mapping[str, Value] | None = None, after: datetime | None = None
    ) -> datetime | None:
        await self.before()
        return await self._under.next_due(kind, where=where, after=after)

    async def timeline(self, subject: str | None = None) -> list[Entry]:
        await self.before()
        return await self._under.timeline(subject)

    async def find_each(self, *queries: Query[Any]) -> Answers:
        await self.before()
        return await self._under.find_each(*queries)

    async def keep(self, outcome: Outcome) -> None:
        await self.before()
        await self._under.keep(outcome)


class Nobody:
    """A Messenger that nobody hears: for what never sends."""

    async def post(self, to: str, message: Message) -> Address:
        raise Undelivered("nobody", for_good=False)

    async def edit(self, address: Address, message: Message) -> None:
        raise Undelivered("nobody", for_good=False)

    async def delete(self, address: Address) -> None:
        raise Undelivered("nobody", for_good=False)

    async def probe(self, to: str) -> None:
        raise Undelivered("nobody", for_good=False)


EMPTIED = Message(summary="emptied", text="emptied")
"""What an outbox of a test puts where a card stood that its reader may not see any more."""


class Everybody(Directory):
    """A Directory in which every id is somebody who holds these roles, and nobody is found by a role."""

    def __init__(self, roles: frozenset[Role] = frozenset({"staff"})) -> None:
        self._roles = roles

    async def person(self, id: str) -> Person | None:
        return Person(id=id, name=id, roles=self._roles)

    async def holders(self, role: Role) -> Sequence[Person]:
        return ()

    async def confirm(self, id: str, roles: Sequence[Role]) -> bool:
        return not self._roles.isdisjoint(roles)

    def age(self) -> timedelta | None:
        return None

    async def check(self) -> None:
        return None
