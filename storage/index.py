"""One table in memory: its rows as the bytes they have on disk, and sorted lists that answer equality and due times.

Knows no files and no records: a row is what it was given. Rows are never changed in place, so a list of them taken at
one moment stays true to that moment.

Rows lie here as plain tuples of plain values: Python's garbage collector stops following those, and would walk every
named tuple at each full collection (20 ms at 100,000 rows, in which no turn is answered).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import NamedTuple

from bot.policy.kit.queries import Value

Terms = Mapping[str, Sequence[Value]]
"""Which fields must have one of which values."""
ID = "id"
"""The field that every row is found by."""


class StoredRow(NamedTuple):
    """A kept record: its JSON text, its version, the values of the indexed fields, and when it is due."""

    body: bytes
    version: int
    keys: tuple[Value, ...]
    due: datetime | None


_Held = tuple[bytes, int, tuple[Value, ...], datetime | None]
"""A row as it lies here."""
_Timed = tuple[datetime, str]
"""A due time and the id of what is due."""


class _Bucket:
    """The rows that share a value: their ids in order, and those that have a due time by that time."""

    __slots__ = ("due", "ids")

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.due: list[_Timed] = []

    def add(self, id: str, timed: _Timed | None) -> None:
        # Most come in their order, because references and times count up.
        if self.ids and id < self.ids[-1]:
            insort(self.ids, id)
        else:
            self.ids.append(id)
        if timed is None:
            return
        if self.due and timed < self.due[-1]:
            insort(self.due, timed)
        else:
            self.due.append(timed)

    def drop(self, id: str, timed: _Timed | None) -> None:
        del self.ids[bisect_left(self.ids, id)]
        if timed is not None:
            del self.due[bisect_left(self.due, timed)]


class Index:
    """The rows of one table, by id and by the values of `fields`.

    A sorted list moves memory when it takes an id in its middle; at 100,000 rows that is some ten microseconds, which
    is why no tree stands here.
    """

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        self._rows: dict[str, _Held] = {}
        self._everything = _Bucket()
        self._by: tuple[dict[Value, _Bucket], ...] = tuple({} for _ in fields)

    def load(self, fields: tuple[str, ...], rows: dict[str, StoredRow]) -> None:
        """Take these rows in the place of all that was here; `rows` is empty then, so that none is held twice."""
        self.fields = fields
        self._everything = everything = _Bucket()
        by: tuple[dict[Value, _Bucket], ...] = tuple({} for _ in fields)
        self._by = by
        everything.ids = sorted(rows)
        self._rows = {}
        for key in everything.ids:
            row = rows.pop(key)
            self._rows[key] = _hold(row)
            timed = (row.due, key) if row.due is not None else None
            if timed:
                everything.due.append(timed)
            for buckets, value in zip(by, row.keys, strict=True):
                bucket = self._bucket(buckets, value)
                bucket.ids.append(key)
                if timed:
                    bucket.due.append(timed)
        everything.due.sort()
        for buckets in by:
            for bucket in buckets.values():
                bucket.due.sort()

    def put(self, id: str, row: StoredRow) -> None:
        """Keep a row, in the place of the one that had its id."""
        held = self.get(id)
        self._rows[id] = _hold(row)
        timed = None if row.due is None else (row.due, id)
        if held is None:
            self._everything.add(id, timed)
            for buckets, value in zip(self._by, row.keys, strict=True):
                self._bucket(buckets, value).add(id, timed)
            return
        moved = held.due != row.due
        before = None if held.due is None else (held.due, id)
        if moved:
            self._everything.drop(id, before)
            self._everything.add(id, timed)
        for buckets, old, value in zip(self._by, held.keys, row.keys, strict=True):
            if moved or old != value:
                self._leave(buckets, old, id, before)
                self._bucket(buckets, value).add(id, timed)

    def drop(self, id: str) -> None:
        """Take a row away."""
        held = StoredRow._make(self._rows.pop(id))
        timed = None if held.due is None else (held.due, id)
        self._everything.drop(id, timed)
        for buckets, value in zip(self._by, held.keys, strict=True):
            self._leave(buckets, value, id, timed)

    def get(self, id: str) -> StoredRow | None:
        """The row of that id, or None."""
        held = self._rows.get(id)
        return None if held is None else StoredRow._make(held)

    def of(self, ids: Iterable[str]) -> list[StoredRow]:
        """The rows of these ids, which are here."""
        return [StoredRow._make(self._rows[key]) for key in ids]

    def items(self) -> list[tuple[str, StoredRow]]:
        """Every row with its id, as they are at this moment, in no order."""
        return [(key, StoredRow._make(held)) for key, held in self._rows.items()]

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def newest(self) -> StoredRow | None:
        """The row with the last id, or None."""
        ids = self._everything.ids
        return self.get(ids[-1]) if ids else None

    def after(self, id: str, count: int) -> list[tuple[str, StoredRow]]:
        """The next rows behind that id, in the order of ids. No id comes before the empty one."""
        ids = self._everything.ids
        start = bisect_right(ids, id)
        found = ids[start : start + count]
        return list(zip(found, self.of(found), strict=True))

    @staticmethod
    def _bucket(buckets: dict[Value, _Bucket], value: Value) -> _Bucket:
        bucket = buckets.get(value)
        if bucket is None:
            bucket = buckets[value] = _Bucket()
        return bucket

    @staticmethod
    def _leave(buckets: dict[Value, _Bucket], value: Value, id: str, timed: _Timed | None) -> None:
        bucket = buckets[value]
        bucket.drop(id, timed)
        if not bucket.ids:
            del buckets[value]

    def select(
        self,
        terms: Terms,
        *,
        without: Terms | None = None,
        due_by: datetime | None = None,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> list[str]:
        """The ids of the rows that meet all the terms and none of `without`, in order; with `due_by`, due by then."""
        buckets, others = self._narrowest(terms)
        ids: Iterable[str] = _order([bucket.ids for bucket in buckets], newest_first)
        if due_by is not None:
            ends = [bisect_right(bucket.due, due_by, key=_when) for bucket in buckets]
            due = sum(ends)
            if not due:
                return []
            # Two ways: walk all in the order of ids until the limit is met, or sort what is due by id.
            total = sum(len(bucket.ids) for bucket in buckets)
            if 2 * due < (total if limit is None else min(total, limit * total // due)):
                ids = sorted(
                    (key for bucket, end in zip(buckets, ends, strict=True) for _, key in islice(bucket.due, end)),
                    reverse=newest_first,
                )
        if others or due_by is not None:
            ids = self._meeting(ids, others, due_by)
        if without:
            ids = self._but(ids, without)
        return list(islice(ids, limit))

    def _but(self, ids: Iterable[str], without: Terms) -> Iterator[str]:
        left_out = [(self.fields.index(field), frozenset(values)) for field, values in without.items()]
        for key in ids:
            _, _, keys, _ = self._rows[key]
            if not any(keys[place] in values for place, values in left_out):
                yield key

    def count_of(self, terms: Terms) -> int:
        """How many rows meet all the terms; of one term it is known already."""
        buckets, others = self._narrowest(terms)
        if not others:
            return sum(len(bucket.ids) for bucket in buckets)
        return sum(1 for bucket in buckets for _ in self._meeting(bucket.ids, others, None))

    def next_due(self, terms: Terms, after: datetime | None = None) -> datetime | None:
        """The earliest due time among the rows that meet all the terms, with `after` of those later than it."""
        buckets, others = self._narrowest(terms)
        for when, key in merge(*(_later(bucket.due, after) for bucket in buckets)):
            _, _, keys, _ = self._rows[key]
            if all(keys[place] in values for place, values in others):
                return when
        return None

    def _narrowest(self, terms: Terms) -> tuple[list[_Bucket], list[tuple[int, Sequence[Value]]]]:
        """The buckets of the term that leaves fewest rows, and the terms that remain to be tested."""
        best: list[_Bucket] = [self._everything]
        chosen: int | None = None
        size = -1
        places = [(self.fields.index(field), values) for field, values in terms.items() if field != ID]
        if ID in terms:
            named = _Bucket()
            for key in {str(value) for value in terms[ID]} & self._rows.keys():
                due = self._rows[key][3]
                named.add(key, None if due is None else (due, key))
            return [named], places
        for place, values in places:
            found = [bucket for value in dict.fromkeys(values) if (bucket := self._by[place].get(value)) is not None]
            here = sum(len(bucket.ids) for bucket in found)
            if chosen is None or here < size:
                best, chosen, size = found, place, here
        return best, [(place, values) for place, values in places if place != chosen]

    def _meeting(
        self, ids: Iterable[str], others: list[tuple[int, Sequence[Value]]], due_by: datetime | None
    ) -> Iterator[str]:
        for key in ids:
            _, _, keys, due = self._rows[key]
            if due_by is not None and (due is None or due > due_by):
                continue
            if all(keys[place] in values for place, values in others):
                yield key


def _hold(row: StoredRow) -> _Held:
    return (row.body, row.version, row.keys, row.due)


def _when(timed: _Timed) -> datetime:
    return timed[0]


def _later(timed: list[_Timed], after: datetime | None) -> Iterator[_Timed]:
    start = 0 if after is None else bisect_right(timed, after, key=_when)
    return (timed[place] for place in range(start, len(timed)))


def _order(lists: list[list[str]], newest_first: bool) -> Iterable[str]:
    if len(lists) == 1:
        return reversed(lists[0]) if newest_first else lists[0]
    if newest_first:
        return merge(*(reversed(ids) for ids in lists), reverse=True)
    return merge(*lists)
