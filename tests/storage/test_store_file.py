"""The file of the store: who may open it, what is refused in one line, and what another release finds in it."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Notice, Record
from storage.connections import Readers
from storage.rows import FORMAT
from storage.sqlite_file import APPLICATION, STORE_FILE, connect_to_file
from storage.tinydb_store import TinyStore, opened_to_read
from tests.clock import PATIENCE
from tests.storage.sample_records import NOON, Report, entry, notice, report

ROOT = Path(__file__).parent.parent.parent


async def _kept(folder: Path, *outcomes: Outcome) -> None:
    store = await TinyStore.open(folder)
    for outcome in outcomes:
        await store.keep(outcome)
    await store.close()


def _run(folder: Path, text: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "store.db", isolation_level=None)) as connection:
        return connection.execute(text).fetchall()


async def test_files_are_their_owners_alone(tmp_path: Path) -> None:
    """The directory is 0700 and every file 0600, also where they were wider."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    for _ in range(2):
        store = await TinyStore.open(folder)
        await store.check()
        await store.find(Report)
        assert folder.stat().st_mode & 0o777 == 0o700
        names = {"lock", "store.db", "store.db-wal", "store.db-shm"}
        assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == dict.fromkeys(names, 0o600)
        await store.close()
        assert {path.name for path in folder.iterdir()} == {"lock", "store.db"}
        (folder / "store.db").chmod(0o644)


async def test_a_second_opening_is_refused(tmp_path: Path) -> None:
    """While a store is open another opening says so in one line, in this process and in another; afterwards it may."""
    store = await TinyStore.open(tmp_path / "data")
    with pytest.raises(StoreUnavailable) as refused:
        await TinyStore.open(tmp_path / "data")
    assert refused.value.facts["reason"] == f"another process has the store in {tmp_path / 'data'} open"
    script = (
        "import asyncio, sys, pathlib\nfrom bot.policy.kit.errors import StoreUnavailable\n"
        "from storage.tinydb_store import TinyStore\n"
        "try:\n    asyncio.run(TinyStore.open(pathlib.Path(sys.argv[1])))\n"
        "except StoreUnavailable as refused:\n    print(refused.facts['reason'])\n"
    )
    asked = [sys.executable, "-c", script, str(tmp_path / "data")]
    other = await asyncio.to_thread(
        subprocess.run, asked, cwd=ROOT, capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    assert other.stdout.strip() == refused.value.facts["reason"]
    await store.keep(Outcome(records=(report(1),)))
    await store.close()
    await (await TinyStore.open(tmp_path / "data")).close()


async def test_a_closed_store_says_so(tmp_path: Path) -> None:
    """After `close` reading and writing are refused, and closing finished the writes that were asked for."""
    store = await TinyStore.open(tmp_path / "data")
    writing = [asyncio.create_task(store.keep(Outcome(records=(report(number),)))) for number in range(5)]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*writing)
    for asked in (store.get(Report, "x"), store.find(Report), store.timeline(), store.check()):
        with pytest.raises(StoreUnavailable, match=r".*") as refused:
            await asked
        assert refused.value.facts["reason"] == "the store is closed"
    store = await TinyStore.open(tmp_path / "data")
    assert len(await store.find(Report)) == 5
    await store.close()


async def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    """It has the number of this program, that of its format, and SQLite finds it in order."""
    await _kept(tmp_path, Outcome(records=(report(1),), entries=(entry(1),)))
    told = [_run(tmp_path, f"PRAGMA {name}") for name in ("application_id", "user_version", "integrity_check")]
    assert told == [[(APPLICATION,)], [(FORMAT,)], [("ok",)]]


REFUSED = {
    "another program's": ("PRAGMA application_id = 7", "is not a store of this program"),
    "a later release's": (f"PRAGMA user_version = {FORMAT + 1}", f"has format {FORMAT + 1}, and this release reads"),
}


@pytest.mark.parametrize(("edit", "said"), REFUSED.values(), ids=REFUSED)
async def test_a_file_of_others_is_refused(tmp_path: Path, edit: str, said: str) -> None:
    """In one line, whether to write or to read, and nothing is changed in it."""
    await _kept(tmp_path, Outcome(records=(report(1),)))
    _run(tmp_path, edit)
    before = (tmp_path / "store.db").read_bytes()
    with pytest.raises(StoreUnavailable) as refused:
        await TinyStore.open(tmp_path)
    assert said in refused.value.facts["reason"]
    with pytest.raises(StoreUnavailable) as refused:
        async with opened_to_read(tmp_path):
            pass
    assert said in refused.value.facts["reason"]
    assert (tmp_path / "store.db").read_bytes() == before


async def test_a_file_of_the_format_before_is_read_and_brought_to_this_one(tmp_path: Path) -> None:
    """Who only reads leaves it as it is; from the first start on the release before refuses it. Bodies with every field
    written out, as that one wrote them, are read as ever."""
    held = report(1).model_copy(update={"version": 1})
    await _kept(tmp_path, Outcome(records=(report(1),), entries=(entry(1),)))
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection, connection:
        connection.execute("UPDATE reports SET body = ?", [held.model_dump_json()])
        connection.execute(f"PRAGMA user_version = {FORMAT - 1}")
    async with opened_to_read(tmp_path) as store:
        assert await store.get(Report, held.id) == held
    assert _run(tmp_path, "PRAGMA user_version") == [(FORMAT - 1,)]
    store = await TinyStore.open(tmp_path)
    assert await store.find(Report) == [held]
    await store.close()
    assert _run(tmp_path, "PRAGMA user_version") == [(FORMAT,)]


async def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    """Whichever page is overwritten, who reads the store whole is told in one line which file it is.

    Opened to write it is refused, or answers what it still can and says the same where it cannot.
    """
    await _kept(tmp_path, *(Outcome(records=(report(number),), entries=(entry(number),)) for number in range(9)))
    path = tmp_path / "store.db"
    whole = path.read_bytes()
    for at in range(0, len(whole), 4096):
        path.write_bytes(whole[:at] + b"\xa5" * 4096 + whole[at + 4096 :])
        with pytest.raises(StoreUnavailable) as told:
            async with opened_to_read(tmp_path):
                pass
        assert f"{path} is damaged" in told.value.facts["reason"]
        assert "\n" not in told.value.facts["reason"]
        try:
            store = await TinyStore.open(tmp_path)
        except StoreUnavailable as refused:
            assert f"{path} is damaged" in refused.facts["reason"]
            continue
        try:
            await store.find(Report)
            await store.timeline()
        except StoreUnavailable as refused:
            assert f"{path} is damaged" in refused.facts["reason"]
        await store.close()


async def test_nothing_is_left_of_what_was_taken_away(tmp_path: Path) -> None:
    """After a sweep its words are in no file of the store, though the store goes on."""
    said = "Words that are nobody's business after their time"
    store = await TinyStore.open(tmp_path)
    await store.keep(Outcome(records=(report(1, said=said), report(2))))
    held = await store.get(Report, report(1).id)
    assert held is not None
    await store.keep(Outcome(removed=(held,)))
    await store.compact()
    assert not any(said.encode() in (tmp_path / name).read_bytes() for name in ("store.db", "store.db-wal"))
    await store.keep(Outcome(records=(report(3),)))
    assert [each.id[-1] for each in await store.find(Report)] == ["2", "3"]
    await store.close()


async def test_who_reads_beside_it_disturbs_nobody(tmp_path: Path) -> None:
    """A reader sees what was kept before it began each answer, and the store is written on; it cannot write."""
    store = await TinyStore.open(tmp_path)
    await store.keep(Outcome(records=(report(1),)))
    async with opened_to_read(tmp_path) as beside:
        assert await beside.find(Report) == await store.find(Report)
        await store.keep(Outcome(records=(report(2),)))
        assert await beside.find(Report) == await store.find(Report)
        with pytest.raises(StoreUnavailable) as refused:
            await beside.keep(Outcome(records=(report(3),)))
        assert refused.value.facts["reason"] == "the store is open to be read alone"
    await store.keep(Outcome(records=(report(3),)))
    assert len(await store.find(Report)) == 3
    await store.close()


class Marble(Record):
    """A record as an older release kept it."""

    TABLE: ClassVar[str] = "marbles"
    INDEXED: ClassVar[tuple[str, ...]] = ("colour",)

    colour: str
    size: int


class MarbleNow(Record):
    """The same record in a release that is asked for sizes, too."""

    INDEXED: ClassVar[tuple[str, ...]] = ("size", "colour")

    colour: str
    size: int


MarbleNow.TABLE = "marbles"


async def test_a_release_that_indexes_other_fields_finds_what_an_older_one_kept(tmp_path: Path) -> None:
    """Records kept under other indexed fields are found by today's, after a start and together with new ones."""
    folder = tmp_path / "data"
    await _kept(folder, *(Outcome(records=(Marble(id=str(size), colour="red", size=size),)) for size in range(4)))
    store = await TinyStore.open(folder)
    for _ in range(2):
        assert [held.id for held in await store.find(MarbleNow, where={"size": [1, 3], "colour": "red"})] == ["1", "3"]
    await store.keep(Outcome(records=(MarbleNow(id="4", colour="red", size=3),)))
    await store.close()
    store = await TinyStore.open(folder)
    assert [held.id for held in await store.find(MarbleNow, where={"size": 3})] == ["3", "4"]
    await store.close()


class MarbleMended(Record):
    """The same in a release that gave sizes words."""

    INDEXED: ClassVar[tuple[str, ...]] = ("size",)

    colour: str
    size: bool


@pytest.mark.parametrize("before", ['CREATE INDEX "notices by lane" ON notices (lane, id) WHERE lane <> 0', "SELECT 1"])
async def test_an_index_holds_what_this_release_has_there(tmp_path: Path, before: str) -> None:
    """An index that an older release made, or a crash has left out, is made anew: of those to whom no more may go now
    not one row is read, however many wait."""
    await _kept(tmp_path / "data", Outcome(notices=tuple(notice(f"n-{number}") for number in range(3))))
    _run(tmp_path / "data", 'DROP INDEX "notices by lane"')
    _run(tmp_path / "data", before)
    store = await TinyStore.open(tmp_path / "data")
    waiting = await store.find(Notice, where={"lane": "urgent"}, without={"to_id": ["nobody"]}, due_by=NOON)
    await store.close()
    assert [each.id for each in waiting] == ["n-0", "n-1", "n-2"]
    made = _run(tmp_path / "data", "SELECT sql FROM sqlite_master WHERE name = 'notices by lane'")
    assert made == [('CREATE INDEX "notices by lane" ON "notices" ("lane", id, "to_id", "due") WHERE "lane" <> 0',)]


async def test_a_record_that_this_release_cannot_read_is_one_clear_line(tmp_path: Path) -> None:
    """Kept by an older release and never migrated: the kind and the field are named, and nothing that it says."""
    folder = tmp_path / "data"
    await _kept(folder, Outcome(records=(Marble(id="1", colour="red", size=77),)))
    MarbleMended.TABLE = "marbles"
    try:
        store = await TinyStore.open(folder)
        with pytest.raises(StoreUnavailable) as refused:
            await store.get(MarbleMended, "1")
        await store.close()
    except StoreUnavailable as at_the_start:
        assert at_the_start.facts["reason"] == "this release cannot read a kept MarbleMended: size"
    else:
        assert refused.value.facts["reason"] == "this release cannot read a kept MarbleMended: size"
    finally:
        del MarbleMended.TABLE


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_at": datetime(2026, 11, 23, 12)},  # noqa: DTZ001 - that is the mistake
        {"kind": None},
        {"account": {"what": "\ud800"}},
        {"account": {"what": 7}},
        {"owner": "c-1"},
    ],
    ids=["naive", "none", "surrogate", "number", "owner"],
)
async def test_what_is_no_record_is_refused_and_harms_nobody(tmp_path: Path, wrong: dict[str, object]) -> None:
    """A copy that was changed into nonsense is its maker's error; what others keep in the same moment is kept."""
    store = await TinyStore.open(tmp_path / "data")
    nonsense = report(2).model_copy(update=wrong)
    verdicts = await asyncio.gather(
        *(store.keep(Outcome(records=(each,), entries=(entry(1),))) for each in (report(1), nonsense, report(3))),
        return_exceptions=True,
    )
    assert [type(verdict) for verdict in verdicts[::2]] == [type(None)] * 2
    assert isinstance(verdicts[1], ValueError)
    await store.close()
    store = await TinyStore.open(tmp_path / "data")
    assert [held.id[-1] for held in await store.find(Report)] == ["1", "3"]
    assert len(await store.timeline()) == 2
    await store.close()


async def test_what_is_no_entry_is_refused(tmp_path: Path) -> None:
    """An entry whose moment has no offset would make the whole timeline unreadable: it is refused beforehand."""
    store = await TinyStore.open(tmp_path / "data")
    nonsense = entry(1).model_copy(update={"at": datetime(2026, 11, 23, 12)})  # noqa: DTZ001 - that is the mistake
    with pytest.raises(ValueError, match="timezone"):
        await store.keep(Outcome(records=(report(1),), entries=(entry(1), nonsense)))
    assert await store.get(Report, report(1).id) is None
    assert await store.timeline() == []
    await store.close()


async def test_a_table_is_read_as_soon_as_it_is_there(tmp_path: Path) -> None:
    """By the file itself: who reads just after the first record of its kind was kept finds it, whatever the writer has
    said so far of which tables there are."""
    store = await TinyStore.open(tmp_path / "data")
    readers = Readers(tmp_path / "data", connect_to_file(tmp_path / "data" / STORE_FILE, wait=0), dict)
    beside = TinyStore(tmp_path / "data", readers)
    one = report(1)
    asked = Query(Report, {"id": one.id})
    assert (await beside.find_each(asked))[asked] == []
    await store.keep(Outcome((one,)))
    assert [found.id for found in (await beside.find_each(asked))[asked]] == [one.id]
    await beside.close()
    await store.close()
