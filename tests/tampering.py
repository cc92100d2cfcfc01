"""Somebody who has the disk, or the database, and changes what a store has kept; the store itself finds it in order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg

from bot.policy.kit.records import Entry, Record
from storage.postgres.layout import keys_of
from storage.reading import kind_of, read_found
from storage.rows import row_of
from storage.selecting import column_value, quote, ticks
from storage.sqlite_file import STORE_FILE
from tests.postgres import server

Body = dict[str, Any]


class Tamper(Protocol):
    """What can be done to a closed store. Each record is a body of plain JSON under its table and id."""

    def change(self, table: str, id: str, **fields: object) -> None:
        """Some of a record's fields are something else."""

    def rewrite(self, table: str, id: str, **fields: object) -> None:
        """The record's text says something else, and it is found by what it was found by."""

    def take(self, table: str, id: str) -> None:
        """The record is gone."""

    def add(self, record: Record) -> None:
        """A record that the bot never kept, at its first version."""

    def retell(self, told: Callable[[list[Entry]], Sequence[Entry]]) -> None:
        """The timeline is another."""


class FolderTamper:
    """Over the file of SQLite's in a folder, with what the rows are found by put right as well."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / STORE_FILE

    def change(self, table: str, id: str, **fields: object) -> None:
        with self._connected() as connection:
            (body,) = connection.execute(f"SELECT body FROM {quote(table)} WHERE id = ?", [id]).fetchone()  # noqa: S608
            told = json.dumps({**json.loads(body), **fields})
            columns: dict[str, object] = {"body": told}
            if isinstance(found := read_found(table, id, told), Record):
                columns.update(_columns(found, found.version))
            sets = ", ".join(f"{quote(column)} = ?" for column in columns)
            connection.execute(f"UPDATE {quote(table)} SET {sets} WHERE id = ?", [*columns.values(), id])  # noqa: S608

    def rewrite(self, table: str, id: str, **fields: object) -> None:
        with self._connected() as connection:
            (body,) = connection.execute(f"SELECT body FROM {quote(table)} WHERE id = ?", [id]).fetchone()  # noqa: S608
            told = json.dumps({**json.loads(body), **fields})
            connection.execute(f"UPDATE {quote(table)} SET body = ? WHERE id = ?", [told, id])  # noqa: S608

    def take(self, table: str, id: str) -> None:
        self.run(f"DELETE FROM {quote(table)} WHERE id = ?", id)  # noqa: S608

    def add(self, record: Record) -> None:
        columns = {"id": record.id, **_columns(record, 1)}
        names, marks = ", ".join(map(quote, columns)), ", ".join("?" * len(columns))
        self.run(f"INSERT INTO {quote(record.TABLE)} ({names}) VALUES ({marks})", *columns.values())  # noqa: S608

    def retell(self, told: Callable[[list[Entry]], Sequence[Entry]]) -> None:
        with self._connected() as connection:
            rows = connection.execute("SELECT body FROM timeline ORDER BY id").fetchall()
            entries = told([Entry.model_validate_json(body) for (body,) in rows])
            connection.execute("DELETE FROM timeline")
            connection.executemany(
                "INSERT INTO timeline (id, version, subject, body) VALUES (?, 1, ?, ?)",
                [(f"{at:012d}", each.subject, each.model_dump_json()) for at, each in enumerate(entries, 1)],
            )

    def run(self, statement: str, *asked: object) -> int:
        """Any statement at all; how many rows it changed."""
        with self._connected() as connection:
            return connection.execute(statement, asked).rowcount

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path)) as connection, connection:
            yield connection


def _columns(record: Record, version: int) -> dict[str, object]:
    """The columns of a record's row beside its id."""
    row = row_of(record, version)
    keys = dict(zip(record.INDEXED, map(column_value, row.keys), strict=True))
    return {"version": version, "due": ticks(row.due), **keys, "body": row.body}


class DatabaseTamper:
    """Over a school's rows in PostgreSQL, with what they are found by put right as well."""

    def __init__(self, tenant: str, url: str | None = None) -> None:
        self._tenant = tenant
        self._url = url or server().url

    def change(self, table: str, id: str, **fields: object) -> None:
        with psycopg.connect(self._url) as connection:
            row = connection.execute(
                "SELECT body::text FROM documents WHERE tenant = %s AND kind = %s AND id = %s",
                (self._tenant, table, id),
            ).fetchone()
            assert row is not None
            record = kind_of(table).model_validate({**json.loads(row[0]), **fields})
            kept = row_of(record, record.version)
            connection.execute(
                "UPDATE documents SET body = %s::json, keys = %s, due_at = %s"
                " WHERE tenant = %s AND kind = %s AND id = %s",
                (kept.body, self._keys(connection, record), kept.due, self._tenant, table, id),
            )

    def rewrite(self, table: str, id: str, **fields: object) -> None:
        which = (self._tenant, table, id)
        with psycopg.connect(self._url) as connection:
            found = connection.execute(
                "SELECT body::text FROM documents WHERE tenant = %s AND kind = %s AND id = %s", which
            ).fetchone()
            assert found is not None
            connection.execute(
                "UPDATE documents SET body = %s::json WHERE tenant = %s AND kind = %s AND id = %s",
                (json.dumps({**json.loads(found[0]), **fields}), *which),
            )

    def take(self, table: str, id: str) -> None:
        with psycopg.connect(self._url) as connection:
            connection.execute(
                "DELETE FROM documents WHERE tenant = %s AND kind = %s AND id = %s", (self._tenant, table, id)
            )

    def add(self, record: Record) -> None:
        kept = row_of(record, 1)
        with psycopg.connect(self._url) as connection:
            connection.execute(
                "INSERT INTO documents (tenant, kind, id, version, due_at, keys, body)"
                " VALUES (%s, %s, %s, 1, %s, %s, %s)",
                (self._tenant, record.TABLE, record.id, kept.due, self._keys(connection, record), kept.body),
            )

    def retell(self, told: Callable[[list[Entry]], Sequence[Entry]]) -> None:
        with psycopg.connect(self._url) as connection:
            rows = connection.execute(
                "SELECT body::text FROM timeline WHERE tenant = %s ORDER BY seq", (self._tenant,)
            ).fetchall()
            entries = told([Entry.model_validate_json(body) for (body,) in rows])
            connection.execute("DELETE FROM timeline WHERE tenant = %s", (self._tenant,))
            for at, each in enumerate(entries, 1):
                connection.execute(
                    "INSERT INTO timeline (tenant, seq, subject, body) VALUES (%s, %s, %s, %s)",
                    (self._tenant, at, each.subject, each.model_dump_json()),
                )

    def _keys(self, connection: psycopg.Connection[Any], record: Record) -> list[str]:
        held = connection.execute("SELECT kind, places FROM layouts").fetchall()
        return keys_of(dict(held), type(record), row_of(record, record.version).keys)
