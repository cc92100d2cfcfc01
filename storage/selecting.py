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
from types import MappingProxyType
from typing import NamedTuple

from bot.policy.kit.queries import Value

Terms = Mapping[str, Sequence[Value]]
"""Which fields must have one of which values."""
BesideInIndex = Mapping[str, Sequence[str]]
"""Which columns stand beside a field in its index."""
NO_COLUMNS: BesideInIndex = MappingProxyType({})
Sql = tuple[str, list[object]]
"""A text, and what stands for its question marks."""
DUE = "due"
FIXED = ("id", "version", DUE, "body")
VALUES_MERGED = 100
"""Of so many values the rows are merged in the order of ids; those of more are sorted."""
STATEMENTS_KEPT = 1_000
"""How many texts are kept: there are as many as there are ways of asking, and each is made once."""
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


def creation(table: str, fields: Sequence[str], beside: BesideInIndex = NO_COLUMNS) -> Iterator[str]:
    """The table and its indexes. What stands `beside` a field in its index is tested there, and no row read for it."""
    name = quote(table)
    columns = "".join(f"{quote(field)}, " for field in fields)
    yield f"CREATE TABLE {name} (id TEXT NOT NULL, version INTEGER NOT NULL, due INTEGER, {columns}body TEXT NOT NULL)"
    yield f"CREATE UNIQUE INDEX {index_of(table, 'id')} ON {name} (id)"
    for field in (DUE, *fields):
        yield index_creation(table, field, beside.get(field, ()))


def index_creation(table: str, field: str, beside: Sequence[str]) -> str:
    """The index of a field."""
    columns = ", ".join([quote(field), "id", *map(quote, beside)])
    return f"CREATE INDEX {index_of(table, field)} ON {quote(table)} ({columns}) WHERE {_says_something(field)}"


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


class _Test(NamedTuple):
    """What the text of a test of one field depends on: how many values it may have, and whether it may have none."""

    field: str
    values: int
    none: bool

    @property
    def text(self) -> str:
        """True, false or unknown, as SQL has it."""
        tests = [f"{quote(self.field)} IN ({', '.join('?' * self.values)})"] if self.values else []
        tests += [f"{quote(self.field)} IS NULL"] if self.none else []
        return f"({' OR '.join(tests) or 'FALSE'})"


class Beyond(NamedTuple):
    """The id after which rows are wanted, in the order of ids or backwards."""

    id: str
    backwards: bool = False


class _Form(NamedTuple):
    """What the text of a question depends on. The values stand beside it, so that a text is made once."""

    table: str
    driver: str | None
    terms: tuple[_Test, ...]
    without: tuple[_Test, ...]
    due: bool
    apart: bool
    beyond: str = ""

    def rows(self, what: str) -> str:
        """This of the rows, by the index of the driver."""
        driver = self.driver
        tests = [_says_something(driver)] if driver and driver != "id" else []
        tests += [test.text for test in self.terms]
        tests += [f"({test.text}) IS NOT TRUE" for test in self.without]
        tests += ["due <= ?"] if self.due else []
        if self.apart:
            one = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)"
            tests.append(f"(id, version) NOT IN ({one})")
        tests += [f"id {self.beyond} ?"] if self.beyond else []
        index = index_of(self.table, driver or "id")
        return f"SELECT {what} FROM {quote(self.table)} INDEXED BY {index} WHERE {' AND '.join(tests) or 'TRUE'}"


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of a table that meet all the terms and none of `without`; with `due_by` those that are due by then.

    Left out are those of `apart`, ids with versions, and those that do not lie `beyond` an id.
    """

    table: str
    terms: Terms
    without: Terms | None = None
    due_by: datetime | None = None
    apart: Sequence[tuple[str, int]] = ()
    beyond: Beyond | None = None

    @property
    def drivers(self) -> list[str]:
        """The fields whose index leads to the rows."""
        found = [field for field, values in self.terms.items() if values and not {None, False} & set(values)]
        return found if self.due_by is None else [*found, DUE]

    def covered_by(self, beside: BesideInIndex) -> str | None:
        """The driver in whose index everything stands that is tested, if there is one."""
        tested = {*self.terms, *(self.without or {}), *([DUE] if self.due_by is not None else [])}
        return next((each for each in self.drivers if each in beside and tested <= {each, "id", *beside[each]}), None)

    def count_up_to(self, driver: str, most: int) -> Sql:
        """How many rows that index leads to; no more than `most` are counted."""
        if driver == DUE:
            return _text_of_count_up_to(self.table, None), [ticks(self.due_by), most]
        test, asked = _among(driver, self.terms[driver])
        return _text_of_count_up_to(self.table, test), [*asked, most]

    def bodies(self, driver: str | None, *, newest_first: bool, limit: int | None) -> tuple[Sql, bool]:
        """Ids, versions and texts of the rows, by that index; whether they come in the order of ids, which all do under
        a limit.

        Where the index would have SQLite sort all the texts, that is left to whoever asks.
        """
        values = list(dict.fromkeys(self.terms.get(driver or "", ())))
        merged = 1 < len(values) <= VALUES_MERGED and driver != "id"
        unordered = limit is None and (driver == DUE or len(values) > VALUES_MERGED)
        form, asked = self._form(driver)
        if merged and driver:
            each = [replace(self, terms={**self.terms, driver: [value]})._form(driver) for value in values]
            form, asked = each[0][0], [value for _, some in each for value in some]
        if unordered:
            return (_text_of_rows(form, "id, version, body"), asked), False
        text = _text_of_bodies(form, len(values) if merged else 1, newest_first)
        return (text, [*asked, -1 if limit is None else limit]), True

    def count(self, driver: str | None) -> Sql:
        """How many they are."""
        form, asked = self._form(driver)
        return _text_of_rows(form, "count(*)"), asked

    def next_due(self, driver: str | None, after: datetime | None) -> Sql:
        """The earliest due time, with `after` of those later than it."""
        return self._next("due", driver, after)

    def next_text(self, driver: str | None, after: datetime) -> Sql:
        """Id, version and text of the row that falls due next, later than this."""
        return self._next("id, version, body", driver, after)

    def _next(self, what: str, driver: str | None, after: datetime | None) -> Sql:
        form, asked = self._form(driver or DUE)
        later = [] if after is None else [ticks(after)]
        return _text_of_next(form, what, bool(later)), [*asked, *later]

    def _form(self, driver: str | None) -> tuple[_Form, list[object]]:
        """What the text depends on, and what stands for its question marks."""
        asked = list[object]()
        terms, without = (
            tuple([_test_of(field, values, asked) for field, values in some.items()])
            for some in (self.terms, self.without or {})
        )
        if self.due_by is not None:
            asked.append(ticks(self.due_by))
        if self.apart:
            asked.append(json.dumps(list(self.apart)))
        sign = ""
        if self.beyond is not None:
            asked.append(column_value(self.beyond.id))
            sign = "<" if self.beyond.backwards else ">"
        return _Form(self.table, driver, terms, without, self.due_by is not None, bool(self.apart), sign), asked


def _test_of(field: str, values: Sequence[Value], asked: list[object]) -> _Test:
    """A test for these values, which are added to what is asked."""
    some = [column_value(value) for value in dict.fromkeys(values) if value is not None]
    asked += some
    return _Test(field, len(some), None in values)


def _among(field: str, values: Sequence[Value]) -> tuple[_Test, list[object]]:
    asked = list[object]()
    return _test_of(field, values, asked), asked


@lru_cache(STATEMENTS_KEPT)
def _text_of_rows(form: _Form, what: str) -> str:
    return form.rows(what)


@lru_cache(STATEMENTS_KEPT)
def _text_of_bodies(form: _Form, branches: int, newest_first: bool) -> str:
    order = "DESC" if newest_first else "ASC"
    return f"{' UNION ALL '.join([form.rows('id, version, body')] * branches)} ORDER BY 1 {order} LIMIT ?"


@lru_cache(STATEMENTS_KEPT)
def _text_of_next(form: _Form, what: str, later: bool) -> str:
    return f"{form.rows(what)} AND {'due > ?' if later else 'due IS NOT NULL'} ORDER BY due LIMIT 1"


@lru_cache(STATEMENTS_KEPT)
def _text_of_count_up_to(table: str, test: _Test | None) -> str:
    """By the index of the field that is tested; None: of what is due."""
    driver, text = (DUE, "due <= ?") if test is None else (test.field, test.text)
    index = index_of(table, driver)
    rows = f"SELECT 1 FROM {quote(table)} INDEXED BY {index} WHERE {_says_something(driver)} AND {text} LIMIT ?"
    return f"SELECT count(*) FROM ({rows})"
