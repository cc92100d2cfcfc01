"""TinyDB's own face of the store: its tables and queries read what was kept, and only the store writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tinydb import Query, where
from tinydb.table import Document

from bot.policy.kit.outcome import Outcome
from storage.tables import Among, IndexedDatabase, IndexedTable, ReadOnlyError, TableStorage
from storage.write_batch import WriteBatch
from tests.storage.sample_records import CHAMPION, NOON, OTHER, Report, Stage, entry, report


@pytest.fixture
def db() -> IndexedDatabase:
    """Three incidents and an entry."""
    tables = TableStorage()
    draft = WriteBatch(tables.by_table, None)
    draft.add(
        Outcome(
            records=(
                report(1),
                report(2, reporter=OTHER, due=NOON + timedelta(minutes=1)),
                report(3, state=Stage.ACKNOWLEDGED, owner=CHAMPION, due=None),
            ),
            entries=(entry(1),),
        )
    )
    tables.apply(draft.changes)
    return IndexedDatabase(tables)


def test_tables_and_documents(db: IndexedDatabase) -> None:
    """Tables are named, counted, walked and read by TinyDB's methods; a document's id is the record's."""
    table = db.table(Report.TABLE)
    assert db.tables() == {"reports", "timeline"}
    assert len(table) == 3
    assert [document["id"] for document in table.all()] == [f"OS-2026-000{number}" for number in (1, 2, 3)]
    found = table.get(where("kind") == "spam")
    assert isinstance(found, Document)
    assert found.doc_id == "OS-2026-0001"  # type: ignore[comparison-overlap]  # a number in stock TinyDB
    assert len(db.table("nothing")) == 0
    assert db.table("nothing").search(where("x") == 1) == []


def test_any_tinydb_query_is_answered(db: IndexedDatabase) -> None:
    """Queries of TinyDB's own walk the documents, the indexed values that are properties of the records included."""
    table, query = db.table("reports"), Query()
    assert [found["id"][-1] for found in table.search(query.reporter.name.matches(".*Seun"))] == ["2"]
    assert [found["id"][-1] for found in table.search((query.owner_id == "c-1") | (query.reporter_id == "t-2"))] == [
        "2",
        "3",
    ]
    assert table.count(query.state == "reported") == 2
    assert table.contains(query.state == "acknowledged")


def test_the_index_and_a_walk_agree(db: IndexedDatabase) -> None:
    """An `Among` by the index finds what it finds document by document."""
    table = db.table("reports")
    asked: list[dict[str, list[str | None]]] = [
        {"state": ["reported"]},
        {"owner_id": [None], "state": ["reported", "closed"]},
        {"kind": []},
    ]
    for terms in asked:
        query = Among(terms)
        assert table.search(query) == [document for document in table if query(document)]
    assert [found["id"][-1] for found in table.search(Among({"id": ["OS-2026-0002"]}))] == ["2"]


def test_documents_are_the_callers_own(db: IndexedDatabase) -> None:
    """A document that is changed changes neither the next document nor the store."""
    table = db.table("reports")
    for document in table.search(Among({"state": ["reported"]})):
        document["account"]["what"] = "changed"
        document["state"] = "closed"
    assert all(document["account"]["what"] != "changed" for document in table)
    assert table.count(Among({"state": ["reported"]})) == 2


WRITES: list[Callable[[IndexedTable], object]] = [
    lambda table: table.insert({"id": "x"}),
    lambda table: table.update({"state": "closed"}),
    lambda table: table.remove(where("kind") == "spam"),
    lambda table: table.truncate(),
    lambda table: table.storage.write({}),
]


@pytest.mark.parametrize("write", WRITES)
def test_only_the_store_writes(db: IndexedDatabase, write: Callable[[IndexedTable], object]) -> None:
    """TinyDB's writing methods are refused and change nothing: they would pass by versions, indexes and the chain."""
    table = db.indexed_table("reports")
    before = table.all()
    with pytest.raises(ReadOnlyError):
        write(table)
    assert table.all() == before
