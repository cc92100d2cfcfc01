"""What a table is asked, and how it is laid out, as SQL. Pure: nothing is run here.

A row is `id, version, due, the kind's indexed fields, body`. Each indexed field has an index of its values, ordered by
id within a value, so that the first few of an answer are found without looking at the rest. What is empty or false is
in none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from bot.policy.kit.queries import Value

Terms = Mapping[str, Sequence[Value]]
"""Which fields must have one of which values."""
Sql = tuple[str, list[object]]
"""A text, and what stands for its question marks."""
DUE = "due"
FIXED = ("id", "version", DUE, "body")
VALUES_MERGED = 100
"""Of so many values the rows are merged in the order of ids; those of more are sorted."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def quote(name: str) -> str:
    """A name of a table, column or index."""
    return '"' + name.replace('"', '""') + '"'


def ticks(moment: datetime | None) -> int | None:
    """A moment as it is kept: microseconds, which sort and are exact."""
    return None if moment is None else (moment - _EPOCH) // _MICROSECOND


def moment_of(kept: int) -> datetime:
    """The moment of that many microseconds."""
    return _EPOCH + kept * _MICROSECOND


def column_value(value: Value) -> object:
    """A value as it is compared and kept. Text that no file can hold is equal to nothing that is kept."""
    if not isinstance(value, str):
        return value
    text = str(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def creation(table: str, fields: Sequence[str]) -> Iterator[str]:
    """The table and its indexes."""
    name = quote(table)
    columns = "".join(f"{quote(field)}, " for field in fields)
    yield f"CREATE TABLE {name} (id TEXT NOT NULL, version INTEGER NOT NULL, due INTEGER, {columns}body TEXT NOT NULL)"
    yield f"CREATE UNIQUE INDEX {index_of(table, 'id')} ON {name} (id)"
    for field in (DUE, *fields):
        yield f"CREATE INDEX {index_of(table, field)} ON {name} ({quote(field)}, id) WHERE {_says_something(field)}"


def index_of(table: str, field: str) -> str:
    """The index of that field."""
    return quote(f"{table} by {field}")


def _says_something(field: str) -> str:
    """Whether a row is in the index of that field."""
    return f"{quote(field)} IS NOT NULL" if field == DUE else f"{quote(field)} <> 0"


@lru_cache(maxsize=200)
def insertion(table: str, fields: tuple[str, ...]) -> str:
    """Put a row in, unless there is one of that id."""
    columns = ", ".join(map(quote, fields))
    marks = ", ".join("?" * (len(fields) + len(FIXED)))
    names = f"id, version, due, {columns + ', ' if columns else ''}body"
    return f"INSERT INTO {quote(table)} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING"


@lru_cache(maxsize=200)
def replacement(table: str, fields: tuple[str, ...]) -> str:
    """Change the row of an id, where it has a version."""
    columns = "".join(f"{quote(field)} = ?, " for field in fields)
    return f"UPDATE {quote(table)} SET version = ?, due = ?, {columns}body = ? WHERE id = ? AND version = ?"


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of a table that meet all the terms and none of `without`; with `due_by` those that are due by then.

    Left out are those of `apart`, ids with versions.
    """

    table: str
    terms: Terms
    without: Terms | None = None
    due_by: datetime | None = None
    apart: Sequence[tuple[str, int]] = ()

    @property
    def drivers(self) -> list[str]:
        """The fields whose index leads to the rows."""
        found = [field for field, values in self.terms.items() if values and not {None, False} & set(values)]
        return found if self.due_by is None else [*found, DUE]

    def count_up_to(self, driver: str, most: int) -> Sql:
        """How many rows that index leads to; no more than `most` are counted."""
        test, asked = self._driver_test(driver)
        index = index_of(self.table, driver)
        text = (
            f"SELECT 1 FROM {quote(self.table)} INDEXED BY {index} WHERE {_says_something(driver)} AND {test} LIMIT ?"
        )
        return f"SELECT count(*) FROM ({text})", [*asked, most]

    def bodies(self, driver: str | None, *, newest_first: bool, limit: int | None) -> tuple[Sql, bool]:
        """Ids, versions and texts of the rows, by that index; whether they come in the order of ids, which all do under
        a limit.

        Where the index would have SQLite sort all the texts, that is left to whoever asks.
        """
        values = list(dict.fromkeys(self.terms.get(driver or "", ())))
        merged = 1 < len(values) <= VALUES_MERGED and driver != "id"
        texts, asked = [], list[object]()
        for branch in [[value] for value in values] if merged else [values]:
            asks = replace(self, terms={**self.terms, driver: branch}) if driver and values else self
            text, some = asks._rows("id, version, body", driver)
            texts.append(text)
            asked += some
        if limit is None and (driver == DUE or len(values) > VALUES_MERGED):
            return (texts[0], asked), False
        order = "DESC" if newest_first else "ASC"
        text = f"{' UNION ALL '.join(texts)} ORDER BY 1 {order} LIMIT ?"
        return (text, [*asked, -1 if limit is None else limit]), True

    def count(self, driver: str | None) -> Sql:
        """How many they are."""
        return self._rows("count(*)", driver)

    def next_due(self, driver: str | None, after: datetime | None) -> Sql:
        """The earliest due time, with `after` of those later than it."""
        return self._next("due", driver, after)

    def next_text(self, driver: str | None, after: datetime) -> Sql:
        """Id, version and text of the row that falls due next, later than this."""
        return self._next("id, version, body", driver, after)

    def _next(self, what: str, driver: str | None, after: datetime | None) -> Sql:
        text, asked = self._rows(what, driver or DUE)
        later, moment = ("due IS NOT NULL", []) if after is None else ("due > ?", [ticks(after)])
        return f"{text} AND {later} ORDER BY due LIMIT 1", [*asked, *moment]

    def _rows(self, what: str, driver: str | None) -> Sql:
        tests, asked = [_says_something(driver)] if driver and driver != "id" else [], list[object]()
        for field, values in self.terms.items():
            test, some = _among(field, values)
            tests.append(test)
            asked += some
        for field, values in (self.without or {}).items():
            test, some = _among(field, values)
            tests.append(f"({test}) IS NOT TRUE")
            asked += some
        if self.due_by is not None:
            tests.append("due <= ?")
            asked.append(ticks(self.due_by))
        if self.apart:
            one = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)"
            tests.append(f"(id, version) NOT IN ({one})")
            asked.append(json.dumps(list(self.apart)))
        index = index_of(self.table, driver or "id")
        text = f"SELECT {what} FROM {quote(self.table)} INDEXED BY {index} WHERE {' AND '.join(tests) or 'TRUE'}"
        return text, asked

    def _driver_test(self, driver: str) -> Sql:
        return ("due <= ?", [ticks(self.due_by)]) if driver == DUE else _among(driver, self.terms[driver])


def _among(field: str, values: Sequence[Value]) -> Sql:
    """A test that is true, false or unknown, as SQL has it."""
    some = [column_value(value) for value in dict.fromkeys(values) if value is not None]
    tests = [f"{quote(field)} IN ({', '.join('?' * len(some))})"] if some else []
    tests += [f"{quote(field)} IS NULL"] if None in values else []
    return f"({' OR '.join(tests) or 'FALSE'})", list(some)
