"""What another release has written: fields that this one does not know are kept, and what it cannot read is set apart,
which holds up nothing else."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.policy.kit.errors import RecordUnreadable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Counter, Entry, Notice
from storage.postgres.store import PostgresStore
from storage.tinydb_store import TinyStore
from tests.postgres import migrated, server
from tests.storage.sample_records import NOON, Report, entry, notice, report
from tests.tampering import DatabaseTamper, FolderTamper, Tamper

Opened = TinyStore | PostgresStore


async def _database(folder: Path) -> Opened:
    await migrated()
    return await PostgresStore.open(server().url, str(folder))


STORES: dict[str, tuple[Callable[[Path], Awaitable[Opened]], Callable[[Path], Tamper]]] = {
    "tinydb": (TinyStore.open, FolderTamper),
    "postgres": (_database, lambda folder: DatabaseTamper(str(folder))),
}


class Shop:
    """An open store, and another release that writes to it."""

    def __init__(self, kind: str, folder: Path) -> None:
        self._open, made = STORES[kind]
        self._folder = folder
        self.other = made(folder)
        self.store: Opened

    async def open(self) -> None:
        """Open it, as after a start."""
        self.store = await self._open(self._folder)

    async def reopen(self) -> None:
        """Another start."""
        await self.store.close()
        await self.open()


@pytest.fixture(params=STORES)
async def shop(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Shop]:
    """With five reports, OS-2026-0001 to 5."""
    made = Shop(str(request.param), tmp_path / "data")
    await made.open()
    await made.store.keep(Outcome(records=tuple(report(number) for number in range(1, 6)), entries=(entry(1),)))
    yield made
    await made.store.close()


def _name(number: int) -> str:
    return report(number).id


def _numbers(found: list[Report]) -> list[int]:
    return [int(each.id[-4:]) for each in found]


async def test_fields_that_this_release_does_not_know_are_kept(shop: Shop) -> None:
    """On a record, in what is nested in it, and through every change that this release makes."""
    held = await shop.store.get(Report, _name(1))
    assert held is not None
    reporter = {**json.loads(held.reporter.model_dump_json()), "pronoun": "they"}
    shop.other.rewrite("reports", held.id, shelf={"row": [1, 2.5]}, reporter=reporter)
    for turn in range(2):
        found = await shop.store.get(Report, held.id)
        assert found is not None
        await shop.store.keep(Outcome(records=(found.model_copy(update={"kind": f"k{turn}"}),)))
        await shop.reopen()
    last = await shop.store.get(Report, held.id)
    assert last is not None
    assert (last.kind, last.version) == ("k1", 3)
    assert last.model_extra == {"shelf": {"row": [1, 2.5]}}
    assert last.reporter.model_extra == {"pronoun": "they"}


async def test_a_field_that_has_its_default_is_not_kept(shop: Shop) -> None:
    """So a release that does not know a field has it only where it says something, and hashes what one does that knows
    it."""
    held = await shop.store.get(Report, _name(1))
    assert held is not None
    shop.other.rewrite("reports", held.id, state="in_hand")
    found = await shop.store.get(Report, held.id)
    assert found is not None
    assert "owner" not in found.model_fields_set
    assert "state" in found.model_fields_set


async def test_a_field_that_no_release_knows_is_a_mistake(shop: Shop) -> None:
    """A record that was never kept has none that its kind has not."""
    wrong = report(9).model_copy(update={"reporterr": "x"})
    with pytest.raises(ValueError, match="reporterr"):
        await shop.store.keep(Outcome(records=(wrong,)))


async def test_an_unreadable_record_is_left_out_of_every_answer(shop: Shop) -> None:
    """Lists, counts, limits and due times are those of the others."""
    store = shop.store
    shop.other.rewrite("reports", _name(2), state="escalated")
    shop.other.rewrite("reports", _name(3), reported_at="soon")
    assert _numbers(await store.find(Report)) == [1, 4, 5]
    assert _numbers(await store.find(Report, where={"state": "reported"}, limit=2)) == [1, 4]
    assert _numbers(await store.find(Report, newest_first=True, limit=3)) == [5, 4, 1]
    assert _numbers(await store.find(Report, due_by=NOON, limit=3)) == [1, 4, 5]
    assert await store.count(Report, where={"state": "reported"}) == 3
    reports, lines = Query(Report, {"state": "reported"}, limit=2), Query(Entry, {"subject": _name(1)})
    answers = await store.find_each(reports, lines)
    assert (_numbers(answers[reports]), len(answers[lines])) == ([1, 4], 1)


async def test_it_is_met_first_by_whichever_question(shop: Shop) -> None:
    """Several questions at once find it as one does."""
    shop.other.rewrite("reports", _name(1), state="escalated")
    newest, some = Query(Report, {}, newest_first=True, limit=5), Query(Report, {"kind": "spam"}, limit=1)
    answers = await shop.store.find_each(newest, some)
    assert (_numbers(answers[newest]), _numbers(answers[some])) == ([5, 4, 3, 2], [2])
    assert [each.id for each in await shop.store.set_apart()] == [_name(1)]


async def test_what_was_due_first_and_cannot_be_read_holds_up_nobody(shop: Shop) -> None:
    """Whoever waits for the next due time waits for that of the others."""
    store = shop.store
    early = report(6, due=NOON - timedelta(hours=1))
    await store.keep(Outcome(records=(early,)))
    shop.other.rewrite("reports", early.id, kind=None)
    assert await store.next_due(Report) == NOON - timedelta(hours=1)
    assert await store.find(Report, due_by=NOON - timedelta(hours=1)) == []
    assert await store.next_due(Report) == NOON


async def test_who_asks_for_it_alone_is_told(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    """With the reason, which the log has once, and it can be listed."""
    shop.other.rewrite("reports", _name(2), state="escalated")
    for _ in range(2):
        with pytest.raises(RecordUnreadable) as refused:
            await shop.store.get(Report, _name(2))
        await shop.store.find(Report)
    assert refused.value.facts["reason"] == "this release cannot read a kept Report: state"
    told = [line for line in capsys.readouterr().out.splitlines() if "record_set_apart" in line]
    assert len(told) == 1
    assert [tuple(each) for each in await shop.store.set_apart()] == [
        ("reports", _name(2), "this release cannot read a kept Report: state")
    ]
    assert _numbers(await shop.store.find(Report)) == [1, 3, 4, 5]


async def test_a_question_for_it_alone_is_no_answer_that_it_is_not_there(shop: Shop) -> None:
    """Also among several questions. That there is none of some id is still an answer."""
    shop.other.rewrite("reports", _name(2), state="escalated")
    alone, none, all_of_them = Query(Report, {"id": _name(2)}), Query(Report, {"id": _name(99)}), Query(Report, {})
    for _ in range(2):
        with pytest.raises(RecordUnreadable):
            await shop.store.find_each(all_of_them, alone)
    answers = await shop.store.find_each(all_of_them, none)
    assert (_numbers(answers[all_of_them]), answers[none]) == ([1, 3, 4, 5], [])
    assert [each.id for each in await shop.store.set_apart()] == [_name(2)]


async def test_one_that_can_be_read_again_is_taken_up(shop: Shop) -> None:
    """By the next start, as after an upgrade; and at once when another release has written it anew."""
    shop.other.rewrite("reports", _name(2), state="escalated")
    assert _numbers(await shop.store.find(Report)) == [1, 3, 4, 5]
    shop.other.rewrite("reports", _name(2), state="closed")
    await shop.reopen()
    assert _numbers(await shop.store.find(Report)) == [1, 2, 3, 4, 5]
    assert await shop.store.set_apart() == []


async def test_one_that_is_gone_or_was_changed_is_set_apart_no_more(shop: Shop) -> None:
    """What is listed lies there just now."""
    shop.other.rewrite("reports", _name(2), state="escalated")
    shop.other.rewrite("reports", _name(3), state="escalated")
    assert _numbers(await shop.store.find(Report)) == [1, 4, 5]
    shop.other.take("reports", _name(2))
    assert [each.id for each in await shop.store.set_apart()] == [_name(3)]


async def test_everything_that_cannot_be_read_is_found_by_looking_through(shop: Shop) -> None:
    """Of whatever kind, also what nobody has asked for."""
    await shop.store.keep(Outcome(records=(Counter(id="OS-2026", last=1),), notices=(notice("n-1"), notice("n-2"))))
    shop.other.rewrite("counters", "OS-2026", last="many")
    shop.other.rewrite("notices", "n-2", purpose="a purpose of a later release")
    assert await shop.store.set_apart() == []
    await shop.store.look_through()
    assert {(each.table, each.id) for each in await shop.store.set_apart()} == {
        ("counters", "OS-2026"),
        ("notices", "n-2"),
    }
    assert [each.id for each in await shop.store.find(Notice, where={"state": "waiting"}, limit=2)] == ["n-1"]


async def test_an_entry_that_cannot_be_read_stops_no_other(shop: Shop) -> None:
    """It is left out of the list, and the chain goes on from it."""
    store = shop.store
    await store.keep(Outcome(entries=(entry(1, "later"),)))
    last = await store.head()
    assert last is not None
    told = last.model_copy(update={"at": None})
    rows = await store.timeline()

    def anew(_: list[Entry]) -> list[Entry]:
        return [rows[0], told]

    shop.other.retell(anew)
    assert [each.what for each in await store.timeline(_name(1))] == ["reported"]
    await shop.reopen()
    await shop.store.keep(Outcome(entries=(entry(1, "after"),)))
    kept = await shop.store.timeline(_name(1))
    assert [(each.what, each.seq) for each in kept] == [("reported", 1), ("after", 3)]
    assert kept[1].previous == last.digest


async def test_unreadable_rows_outlive_a_change_of_what_they_are_found_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the kind names other fields the table is made anew, and what cannot be read is in it as it was."""
    store = await TinyStore.open(tmp_path)
    await store.keep(Outcome(records=(report(1), report(2))))
    FolderTamper(tmp_path).rewrite("reports", _name(2), owner="nobody")
    held = await store.read(lambda db: db.of(Report).one(_name(2)))
    monkeypatch.setattr(Report, "INDEXED", ("kind",))
    assert _numbers(await store.find(Report, where={"kind": "spam"})) == [1]
    assert await store.read(lambda db: db.of(Report).one(_name(2))) == held
    assert await store.count(Report) == 1
    await store.close()


async def test_a_whole_kind_that_cannot_be_read(shop: Shop) -> None:
    """However many there are, the first readable one is found behind them in a few questions."""
    await shop.store.keep(Outcome(records=tuple(report(number) for number in range(10, 400))))
    for number in (*range(1, 6), *range(10, 399)):
        shop.other.rewrite("reports", _name(number), state="escalated")
    assert _numbers(await shop.store.find(Report, where={"state": "reported"}, limit=1)) == [399]
    newest = Query(Report, {"kind": "spam"}, limit=1)
    assert _numbers((await shop.store.find_each(newest))[newest]) == [399]
