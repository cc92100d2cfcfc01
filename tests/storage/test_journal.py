"""The files of the store: what a start finds in them, what it cuts off, what it refuses, and how they are compacted."""

from __future__ import annotations

import asyncio
import random
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest
from structlog.testing import capture_logs

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Counter, Record
from bot.policy.kit.timeline import first_broken
from storage.tinydb_store import TinyStore
from tests.storage.faulty_files import FaultyFiles
from tests.storage.sample_records import Report, entry, report

ROOT = Path(__file__).parent.parent.parent


async def _kept(folder: Path, *outcomes: Outcome) -> None:
    store = await TinyStore.open(folder)
    for outcome in outcomes:
        await store.keep(outcome)
    await store.close()


async def _ids(folder: Path) -> tuple[list[str], TinyStore]:
    store = await TinyStore.open(folder)
    found = [held.id for held in await store.find(Counter)]
    await store.close()
    return found, store


async def _three(folder: Path) -> list[int]:
    """A store of three writes; where each begins in the journal, and where the last ends."""
    await _kept(folder, *(Outcome(records=(Counter(id=name, last=1),)) for name in "abc"))
    data = (folder / "journal-000001").read_bytes()
    starts = [at for at in range(len(data)) if data[at : at + 2] == b"\xff\xfe"]
    return [*starts, len(data.rstrip(b"\0"))]


def _copy(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder, folder.parent / name))


async def test_files_are_their_owners_alone(tmp_path: Path) -> None:
    """The directory is 0700 and every file 0600, before and after a compaction, also where they were wider."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    store = await TinyStore.open(folder)
    await store.keep(Outcome(records=(report(1),)))
    await store.compact()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {
        "lock": 0o600,
        "snapshot-000002": 0o600,
        "journal-000002": 0o600,
    }
    await store.close()
    (folder / "journal-000002").chmod(0o644)
    await (await TinyStore.open(folder)).close()
    assert (folder / "journal-000002").stat().st_mode & 0o777 == 0o600


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
        subprocess.run, asked, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
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


async def test_a_start_says_what_it_found(tmp_path: Path) -> None:
    """A clean store reports its rows and writes; a first start reports none."""
    store = await TinyStore.open(tmp_path / "data")
    assert (store.recovery.rows, store.recovery.writes, store.recovery.clean) == (0, 0, True)
    await store.keep(Outcome(records=(report(1), report(2)), entries=(entry(1),)))
    await store.close()
    store = await TinyStore.open(tmp_path / "data")
    assert str(store.recovery) == "3 rows, 1 writes since the last snapshot"
    assert store.recovery.clean
    await store.close()


async def test_a_torn_tail_is_cut_off_wherever_it_tore(tmp_path: Path) -> None:
    """Cut the last write off after any of its bytes: the others are there, the report counts what was cut off."""
    starts = await _three(tmp_path / "data")
    last, end = starts[2], starts[3]
    for at in range(last, end):
        torn = _copy(tmp_path / "data", f"torn-{at}")
        journal = torn / "journal-000001"
        data = journal.read_bytes()
        # As a power cut leaves it: some bytes of the write in the room of zeros that was there before.
        journal.write_bytes(data[:at] + bytes(len(data) - at))
        found, store = await _ids(torn)
        assert found == ["a", "b"]
        assert store.recovery.cut == len(data[last:at].rstrip(b"\0"))
        await _kept(torn, Outcome(records=(Counter(id="d", last=1),)))
        assert (await _ids(torn))[0] == ["a", "b", "d"]
        shutil.rmtree(torn)


async def test_a_file_that_ends_in_mid_write_is_cut_off(tmp_path: Path) -> None:
    """The same where the file itself ends there, without room behind."""
    starts = await _three(tmp_path / "data")
    for at in (starts[2] + 1, starts[2] + 30, starts[3] - 1):
        torn = _copy(tmp_path / "data", f"torn-{at}")
        journal = torn / "journal-000001"
        journal.write_bytes(journal.read_bytes()[:at])
        found, store = await _ids(torn)
        assert found == ["a", "b"]
        assert store.recovery.cut == at - starts[2]
        assert "cut off" in str(store.recovery)


async def test_damage_before_the_last_write_is_refused(tmp_path: Path) -> None:
    """Change any byte of an earlier write: the start is refused in one line that names the file."""
    starts = await _three(tmp_path / "data")
    for at in range(starts[0], starts[2]):
        hurt = tmp_path / "hurt"
        shutil.copytree(tmp_path / "data", hurt)
        journal = hurt / "journal-000001"
        data = bytearray(journal.read_bytes())
        data[at] ^= 0x41
        journal.write_bytes(data)
        with pytest.raises(StoreUnavailable) as refused:
            await TinyStore.open(hurt)
        reason = refused.value.facts["reason"]
        assert f"{journal} is damaged (byte {starts[0] if at < starts[1] else starts[1]}" in reason
        assert "\n" not in reason
        assert journal.read_bytes() == data
        shutil.rmtree(hurt)


async def test_a_write_missing_in_the_middle_is_refused(tmp_path: Path) -> None:
    """Whole writes with one taken out between them are damage, too."""
    starts = await _three(tmp_path / "data")
    journal = tmp_path / "data" / "journal-000001"
    data = journal.read_bytes()
    journal.write_bytes(data[: starts[1]] + data[starts[2] :])
    with pytest.raises(StoreUnavailable) as refused:
        await TinyStore.open(tmp_path / "data")
    assert "a write is missing" in refused.value.facts["reason"]


async def test_a_damaged_snapshot_is_refused(tmp_path: Path) -> None:
    """Change or cut off any byte of a snapshot: the start is refused with one line, and nothing is cleared away."""
    folder = tmp_path / "data"
    store = await TinyStore.open(folder)
    await store.keep(Outcome(records=(Counter(id="a", last=1), Counter(id="b", last=1)), entries=(entry(1),)))
    await store.compact()
    await store.close()
    snapshot = folder / "snapshot-000002"
    data = snapshot.read_bytes()
    changed = [data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :] for at in range(len(data))]
    for hurt in (*changed, *(data[:at] for at in range(len(data)))):
        snapshot.write_bytes(hurt)
        with pytest.raises(StoreUnavailable) as refused:
            await TinyStore.open(folder)
        assert f"{snapshot} is damaged" in refused.value.facts["reason"]
    snapshot.write_bytes(data)
    assert (await _ids(folder))[0] == ["a", "b"]


@pytest.mark.parametrize("lost", ["journal-000002", "snapshot-000002"])
async def test_a_missing_file_is_refused(tmp_path: Path, lost: str) -> None:
    """A snapshot without its journal, or a journal without its snapshot, is not a smaller store."""
    folder = tmp_path / "data"
    store = await TinyStore.open(folder)
    await store.keep(Outcome(records=(Counter(id="a", last=1),)))
    await store.compact()
    await store.keep(Outcome(records=(Counter(id="b", last=1),)))
    await store.close()
    (folder / lost).unlink()
    with pytest.raises(StoreUnavailable) as refused:
        await TinyStore.open(folder)
    assert "it is missing" in refused.value.facts["reason"]


async def test_compaction_keeps_everything_and_lets_the_old_files_go(tmp_path: Path) -> None:
    """After a compaction there is one snapshot and one journal, and the records and the chain are what they were."""
    folder = tmp_path / "data"
    store = await TinyStore.open(folder)
    for number in range(1, 30):
        await store.keep(Outcome(records=(report(number),), entries=(entry(number),)))
    gone = (await store.find(Report))[0]
    await store.keep(Outcome(removed=(gone,)))
    for _ in range(3):
        await store.compact()
        await store.keep(Outcome(entries=(entry(1),)))
    held, chain = await store.find(Report), await store.timeline()
    await store.close()
    assert sorted(path.name for path in folder.iterdir()) == ["journal-000004", "lock", "snapshot-000004"]
    store = await TinyStore.open(folder)
    assert await store.find(Report) == held
    assert await store.timeline() == chain
    assert len(held) == 28
    assert first_broken(chain) is None
    assert store.recovery.writes == 1
    await store.close()


async def test_the_journal_is_compacted_by_itself_while_writes_go_on(tmp_path: Path) -> None:
    """A journal that has grown is compacted beside the writes; every one of them is there afterwards."""
    folder = tmp_path / "data"
    store = await TinyStore.open(folder, compact_at=20_000)
    for start in range(0, 400, 20):
        await asyncio.gather(*(store.keep(Outcome(records=(report(number),))) for number in range(start, start + 20)))
    await store.compact()
    await store.close()
    assert [path.name for path in folder.glob("snapshot-*")] != ["snapshot-000002"]
    store = await TinyStore.open(folder)
    assert len(await store.find(Report)) == 400
    await store.close()


async def test_a_compaction_takes_in_what_changes_under_it(tmp_path: Path) -> None:
    """Rows changed, added, taken away and made again while a snapshot is written are right after the next start."""
    folder = tmp_path / "data"
    store = await TinyStore.open(folder)
    await store.keep(Outcome(records=tuple(Counter(id=f"{number:04d}", last=0) for number in range(1000))))
    dice = random.Random(8)
    held = {counter.id: counter for counter in await store.find(Counter)}

    async def stir() -> None:
        for last in range(60):
            names = [f"{dice.randrange(1100):04d}" for _ in range(3)]
            changed, gone = [], []
            for name in dict.fromkeys(names):
                counter = held.pop(name, None)
                if counter is not None and dice.random() < 0.4:
                    gone.append(counter)
                else:
                    changed.append(Counter(id=name, last=last, version=counter.version if counter else 0))
            await store.keep(Outcome(records=tuple(changed), removed=tuple(gone)))
            held.update({each.id: each.model_copy(update={"version": each.version + 1}) for each in changed})

    for _ in range(3):
        await asyncio.gather(store.compact(), stir())
        await store.close()
        store = await TinyStore.open(folder)
        assert store.recovery.clean
        assert {counter.id: counter for counter in await store.find(Counter)} == held
    await store.close()


async def test_a_start_after_a_compaction_that_did_not_end(tmp_path: Path) -> None:
    """With a new journal begun and no snapshot written, both journals are read; leftovers are cleared and named."""
    folder = tmp_path / "data"
    files = FaultyFiles()
    store = await TinyStore.open(folder, files=files)
    await store.keep(Outcome(records=(Counter(id="a", last=1),)))
    files.arm(2, only="rename")
    with capture_logs() as logs, pytest.raises(StoreUnavailable):
        await store.compact()
    assert [line["event"] for line in logs] == ["compaction_failed"]
    unwritten = _copy(folder, "unwritten")
    await store.keep(Outcome(records=(Counter(id="b", last=1),)))
    await store.close()
    (folder / "snapshot-000002.new").write_bytes(b"half")
    found, store = await _ids(folder)
    assert found == ["a", "b"]
    assert store.recovery.cleared == ["snapshot-000002.new"]
    assert store.recovery.clean
    found, store = await _ids(unwritten)
    assert found == ["a"]
    assert store.recovery.cleared == ["journal-000002"]


async def test_a_damaged_older_journal_is_refused(tmp_path: Path) -> None:
    """The end of a journal that another one follows was acknowledged: what is damaged there is not cut off."""
    folder = tmp_path / "data"
    files = FaultyFiles()
    store = await TinyStore.open(folder, files=files)
    await store.keep(Outcome(records=(Counter(id="a", last=1),)))
    files.arm(2, only="rename")
    with pytest.raises(StoreUnavailable):
        await store.compact()
    await store.keep(Outcome(records=(Counter(id="b", last=1),)))
    await store.close()
    journal = folder / "journal-000001"
    data = bytearray(journal.read_bytes())
    data[40] ^= 1
    journal.write_bytes(data)
    with pytest.raises(StoreUnavailable) as refused:
        await TinyStore.open(folder)
    assert f"{journal} is damaged" in refused.value.facts["reason"]


async def test_text_that_looks_like_a_frame_is_text(tmp_path: Path) -> None:
    """What people type cannot look like the beginning of a write, whatever characters they find."""
    folder = tmp_path / "data"
    said = (folder.name + "\xff\xfeS1\x00\u0000") * 50
    await _kept(folder, Outcome(records=(report(1, said=said),)), Outcome(records=(Counter(id="a", last=1),)))
    store = await TinyStore.open(folder)
    held = await store.get(Report, "OS-2026-0001")
    assert held is not None
    assert held.account["what"] == said
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
