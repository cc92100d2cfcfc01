"""TinyDB's own API over the file: what a case does on TinyDB's own tables it does here; known are two differences.

Ids are texts, and there is no cache of queries. Then what a table of records has beyond TinyDB.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, TinyDB, where
from tinydb.operations import add, decrement, delete, increment, subtract
from tinydb.operations import set as set_to
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from bot.policy.kit.errors import Conflict
from bot.policy.kit.outcome import Outcome
from storage.tables import DocumentDatabase
from storage.tinydb_store import TinyStore
from tests.storage.sample_records import CHAMPION, NOON, OTHER, Report, Stage, entry, report

Case = Callable[[TinyDB], object]
THREE: list[dict[str, Any]] = [{"int": 1, "char": "a"}, {"int": 1, "char": "b"}, {"int": 1, "char": "c"}]
NESTED: list[dict[str, Any]] = [
    {"a": {"b": {"c": 1}}, "tags": ["x", "y"]},
    {"a": {"b": {"c": 2}}, "tags": []},
    {"a": None},
]


def _filled(db: TinyDB, documents: list[dict[str, Any]] | None = None) -> TinyDB:
    db.insert_multiple(documents or THREE)
    return db


def _after(work: Callable[[TinyDB], object], documents: list[dict[str, Any]] | None = None) -> Case:
    """What the work returns or raises, and what is there afterwards."""

    def case(db: TinyDB) -> object:
        _filled(db, documents)
        try:
            told: object = work(db)
        except (ValueError, KeyError, RuntimeError, TypeError) as error:
            told = type(error)
        return told, db.all(), len(db)

    return case


def _found(query: Any, documents: list[dict[str, Any]] | None = None) -> Case:
    def case(db: TinyDB) -> object:
        _filled(db, documents)
        return db.search(query), db.count(query), db.contains(query), db.get(query)

    return case


def _dropped(work: Callable[[TinyDB], None]) -> Case:
    """What is left, and that one can begin again."""

    def case(db: TinyDB) -> object:
        _filled(db).table("x").insert({"x": 1})
        work(db)
        left = [sorted(db.tables()), db.all()]
        return left, db.table("x").insert({"x": 2}), db.table("x").all()

    return case


def _fails(documents: Any) -> Any:
    yield {"int": 4}
    yield documents


Q = Query()
CASES: dict[str, Case] = {
    "insert": _after(lambda db: [db.insert({"int": 4}), db.insert({})]),
    "insert a document with its id": _after(lambda db: [db.insert(Document({"int": 4}, 77)), db.insert({"int": 5})]),
    "insert an id that is there": _after(lambda db: db.insert(Document({"int": 4}, 2))),
    "insert what is no mapping": _after(lambda db: db.insert([1])),
    "insert another kind of mapping": _after(lambda db: db.insert(Document({"int": {"a": [None, 1.5, True]}}, 9))),
    "insert several": _after(lambda db: db.insert_multiple([{"int": 7}, Document({"int": 8}, 12)])),
    "insert several from a generator": _after(lambda db: db.insert_multiple({"int": n} for n in range(3))),
    "insert several, one of an id that is there": _after(lambda db: db.insert_multiple([{"x": 1}, Document({}, 1)])),
    "insert several, one of them no mapping": _after(lambda db: db.insert_multiple(_fails(7))),
    "insert none": _after(lambda db: db.insert_multiple([])),
    "insert after all were removed": _after(lambda db: [db.remove(where("int") == 1), db.insert({"int": 2})]),
    "insert after the newest was removed": _after(lambda db: [db.remove(doc_ids=[3]), db.insert({"int": 2})]),
    "insert after a truncation": _after(lambda db: [db.truncate(), db.insert({"int": 2})]),
    "many ids sort as they came": _after(lambda db: [db.insert({"n": n}) for n in range(12)]),
    "remove": _after(lambda db: db.remove(where("char") == "b")),
    "remove several": _after(lambda db: db.remove(where("int") == 1)),
    "remove by ids": _after(lambda db: db.remove(doc_ids=[1, 3])),
    "remove ids that are not there": _after(lambda db: db.remove(doc_ids=[1, 99])),
    "remove nothing in particular": _after(lambda db: db.remove()),
    "truncate": _after(lambda db: db.truncate()),
    "update all": _after(lambda db: db.update({"int": 2})),
    "update some": _after(lambda db: db.update({"int": 2, "new": [1]}, where("char") == "a")),
    "update by ids": _after(lambda db: db.update({"int": 2}, doc_ids=[1, 2, 99])),
    "update none": _after(lambda db: db.update({"int": 2}, where("char") == "z")),
    "update by a function": _after(lambda db: db.update(lambda each: each.update(int=9), where("char") == "a")),
    "update by a function that takes away": _after(lambda db: db.update(delete("int"), where("char") == "a")),
    "update by a function that fails": _after(lambda db: db.update(delete("none"))),
    "update what is nested": _after(lambda db: db.update(lambda each: each["a"]["b"].update(c=7), doc_ids=[1]), NESTED),
    "update by increment": _after(lambda db: db.update(increment("int"), where("char") == "a")),
    "update by decrement": _after(lambda db: db.update(decrement("int"))),
    "update by add": _after(lambda db: db.update(add("int", 3))),
    "update by subtract": _after(lambda db: db.update(subtract("int", 5))),
    "update by set": _after(lambda db: db.update(set_to("char", "x"))),
    "update several ways": _after(
        lambda db: db.update_multiple([({"int": 2}, where("char") == "a"), (delete("int"), where("char") == "b")])
    ),
    "upsert one that is there": _after(lambda db: db.upsert({"char": "a", "int": 5}, where("char") == "a")),
    "upsert one that is not": _after(lambda db: db.upsert({"char": "z", "int": 5}, where("char") == "z")),
    "upsert by an id that is there": _after(lambda db: db.upsert(Document({"int": 5}, 2))),
    "upsert by an id that is not": _after(lambda db: db.upsert(Document({"int": 5}, 22))),
    "upsert nothing in particular": _after(lambda db: db.upsert({"int": 5})),
    "get by id": _after(lambda db: [db.get(doc_id=2), db.get(doc_id=99), db.get(doc_ids=[3, 1, 99])]),
    "get nothing in particular": _after(lambda db: db.get()),
    "get by a query": _after(lambda db: [db.get(where("char") == "b"), db.get(where("char") == "z")]),
    "contains an id": _after(lambda db: [db.contains(doc_id=1), db.contains(doc_id=88), db.contains(where("x") == 1)]),
    "contains nothing in particular": _after(lambda db: db.contains()),
    "walk": lambda db: [each["char"] for each in _filled(db)],
    "what was read is the reader's own": _after(lambda db: [each.clear() for each in db.search(where("int") == 1)]),
    "equal": _found(where("char") == "a"),
    "not equal": _found(where("char") != "a"),
    "of a field that some lack": _found(where("tags") != ["x"], NESTED),
    "less and more": _found((where("int") < 2) & (where("int") >= 1) & (where("int") <= 1) & (where("int") > 0)),
    "and": _found((where("int") == 1) & (where("char") == "b")),
    "or": _found((where("char") == "a") | (where("char") == "b")),
    "not": _found(~(where("char") == "a")),
    "exists": _found(Q.tags.exists(), NESTED),
    "nested": _found(Q.a.b.c == 2, NESTED),
    "nested by names": _found(where("a")["b"]["c"] == 1, NESTED),
    "any of a list": _found(Q.tags.any(["x", "z"]), NESTED),
    "all of a list": _found(Q.tags.all(["x", "y"]), NESTED),
    "one of": _found(Q.char.one_of(["a", "c"])),
    "a pattern from the beginning": _found(Q.char.matches("[AB]", flags=re.IGNORECASE)),
    "a pattern anywhere": _found(Q.char.search("b")),
    "a test of one's own": _found(Q.int.test(lambda value, of: value == of, 1)),
    "a fragment": _found(Query().fragment({"int": 1, "char": "c"})),
    "a fragment within": _found(Q.a.b.fragment({"c": 1}), NESTED),
    "nothing asked": _found(Query().noop()),
    "mapped": _found(Q.char.map(str.upper) == "A"),
    "tables": lambda db: [db.table("one").insert({"x": 1}), db.table("two").all(), sorted(db.tables())],
    "tables apart": lambda db: [db.table("a b").insert({"x": 1}), db.insert({"x": 2}), db.table("a b").all(), db.all()],
    "drop a table": _dropped(lambda db: db.drop_table("x")),
    "drop a table that is not there": _dropped(lambda db: db.drop_table("y")),
    "drop all": _dropped(lambda db: db.drop_tables()),
}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[TinyStore]:
    """A store with three reports and a line of the timeline."""
    opened = await TinyStore.open(tmp_path)
    records = (
        report(1),
        report(2, reporter=OTHER, due=NOON + timedelta(minutes=1)),
        report(3, state=Stage.ACKNOWLEDGED, owner=CHAMPION, due=None),
    )
    await opened.keep(Outcome(records=records, entries=(entry(1),)))
    yield opened
    await opened.close()


def _plain(value: object) -> object:
    """What can be compared: numbers and texts that are ids look alike, a document is its id and what it says."""
    if isinstance(value, Document):
        return str(value.doc_id), dict(value)
    if isinstance(value, Mapping | type):
        return value
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_it_does_what_tinydb_does(tmp_path: Path, case: Case) -> None:
    """In one write of the store, and what is there afterwards is there after a new start."""
    stock = TinyDB(storage=MemoryStorage)
    store = await TinyStore.open(tmp_path)

    def ours(db: DocumentDatabase) -> object:
        db.documents("timeline").drop_table()  # so that nothing is there but what the case makes
        return case(db)

    assert _plain(await store.write(ours)) == _plain(case(stock))
    await store.close()
    store = await TinyStore.open(tmp_path)
    assert _plain(await store.read(lambda db: db.all())) == _plain(stock.all())
    await store.close()


async def test_a_record_is_a_document_with_what_it_is_found_by(store: TinyStore) -> None:
    """Its id is the record's, and the properties it is indexed by stand beside its fields."""
    query = Query()

    def read(db: DocumentDatabase) -> None:
        table = db.table("reports")
        assert {"reports", "timeline"} <= db.tables()
        assert [str(document.doc_id) for document in table] == ["OS-2026-0001", "OS-2026-0002", "OS-2026-0003"]
        assert [found["id"][-1] for found in table.search(query.reporter.name.matches(".*Seun"))] == ["2"]
        found = table.search((query.owner_id == "c-1") | (query.reporter_id == "t-2"))
        assert [each["id"][-1] for each in found] == ["2", "3"]
        assert table.count(query.state == "reported") == 2

    await store.read(read)


async def test_a_record_is_changed_as_a_record(store: TinyStore) -> None:
    """It is found by its new values, it has the next version, and who loaded it before is told of a conflict."""
    before = await store.get(Report, "OS-2026-0001")
    assert before is not None
    changed = {"state": "closed", "owner": {"id": "c-1", "name": "Gareth Penhallow"}, "due_at": None}
    told: object = await store.write(lambda db: db.table("reports").update(changed, where("id") == before.id))
    assert told == [before.id]
    after = await store.get(Report, before.id)
    assert after == before.model_copy(
        update={"state": Stage.CLOSED, "owner": CHAMPION, "due_at": None, "version": before.version + 1}
    )
    assert [each.id for each in await store.find(Report, where={"state": "closed", "owner_id": "c-1"})] == [before.id]
    assert await store.find(Report, where={"state": "reported"}, due_by=NOON) == []
    with pytest.raises(Conflict):
        await store.keep(Outcome(records=(before.model_copy(update={"kind": "threat"}),)))


async def test_a_record_is_inserted_under_its_own_id_and_removed(store: TinyStore) -> None:
    """As the store's own records are."""
    made = report(7).model_dump(mode="json")
    assert await store.write(lambda db: db.documents("reports").insert(made)) == "OS-2026-0007"
    assert await store.get(Report, "OS-2026-0007") == report(7).model_copy(update={"version": 1})
    await store.write(lambda db: db.table("reports").remove(where("kind") == "spam"))
    assert await store.find(Report) == []


REFUSED: dict[str, tuple[Callable[[DocumentDatabase], object], type[Exception]]] = {
    "no record": (lambda db: db.table("reports").update({"kind": None}), ValueError),
    "a field that no record has": (lambda db: db.table("reports").update({"colour": "red"}), ValueError),
    "half of one": (lambda db: db.table("reports").insert({"id": "x"}), ValueError),
    "a change of the timeline": (lambda db: db.table("timeline").update({"what": "x"}), TypeError),
    "a line taken out of it": (lambda db: db.table("timeline").truncate(), TypeError),
    "everything dropped": (lambda db: db.drop_tables(), TypeError),
}


@pytest.mark.parametrize(("work", "error"), REFUSED.values(), ids=REFUSED)
async def test_what_is_refused_undoes_all_of_its_write(
    store: TinyStore, work: Callable[[DocumentDatabase], object], error: type[Exception]
) -> None:
    """What came before it in the same write is undone, and what others write in the same moment is not."""

    def first_another(db: DocumentDatabase) -> object:
        db.table("notes of ours").insert({"x": 1})
        db.table("reports").remove(where("id") == "OS-2026-0002")
        return work(db)

    held, chain = await store.find(Report), await store.timeline()
    with pytest.raises(error):
        await store.write(first_another)
    assert (await store.find(Report), await store.timeline()) == (held, chain)
    assert await store.read(lambda db: "notes of ours" in db.tables()) is False
