"""What an older release has kept in its journal is moved over at the first start: whole, once, or not at all."""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic_core import to_json

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Counter, Entry, Record
from bot.policy.kit.timeline import link
from storage.copying import copy_school
from storage.rows import StoredRow, row_of, row_of_entry
from storage.school_folder import SchoolFolder
from storage.selecting import ticks
from storage.tinydb_store import TinyStore, opened_to_read
from tests.chain import first_broken
from tests.storage.sample_records import CHAMPION, NOON, Report, entry, report

Change = tuple[str, str, StoredRow | None, tuple[str, ...]]


def _put(record: Record, version: int = 1, fields: tuple[str, ...] | None = None) -> Change:
    row, names = row_of(record, version), record.INDEXED if fields is None else fields
    values = dict(zip(record.INDEXED, row.keys, strict=True))
    return record.TABLE, record.id, row._replace(keys=tuple(values[name] for name in names)), names


def _line(line: Entry) -> Change:
    row = row_of_entry(line)
    return "timeline", row.id, row, ("subject",)


def _payload(*changes: Change) -> bytes:
    """As the older release wrote a write."""
    parts = []
    for table, key, row, fields in changes:
        named: Mapping[str, object] = {} if row is None else dict(zip(fields, row.keys, strict=True))
        meta = b"" if row is None else to_json((row.version, ticks(row.due), named))
        body = b"" if row is None else row.body.encode()
        texts = (table.encode(), key.encode(), meta, body)
        parts += [struct.pack(">BBIII", row is not None, *map(len, texts)), *texts]
    return b"".join(parts)


def _frame(number: int, payload: bytes) -> bytes:
    checksum = zlib.crc32(payload, zlib.crc32(struct.pack(">IQ", len(payload), number)))
    return struct.pack(">4sIQI", b"\xff\xfeS1", len(payload), number, checksum) + payload


FIRST = link(None, entry(1))
WRITES = (
    _payload(_put(report(1)), _put(Counter(id="OS-2026", last=1)), _line(FIRST)),
    _payload(_put(report(2, owner=CHAMPION, due=NOON + timedelta(microseconds=7))), _put(report(3, due=None))),
    _payload(_put(report(1, said="changed"), 2), _line(link(FIRST, entry(1, "rang")))),
    _payload(("reports", "OS-2026-0003", None, ())),
)


def _journal(*payloads: bytes, first: int = 1) -> bytes:
    return b"".join(_frame(number, payload) for number, payload in enumerate(payloads, first)) + bytes(5_000)


def _snapshot(number: int, *payloads: bytes) -> bytes:
    return b"".join(_frame(at, each) for at, each in enumerate((struct.pack(">Q", number), *payloads, b"")))


FOLDERS: dict[str, dict[str, bytes]] = {
    "a journal": {"journal-000001": _journal(*WRITES)},
    "two journals": {"journal-000001": _journal(*WRITES[:2]), "journal-000002": _journal(*WRITES[2:], first=3)},
    "a snapshot and what came after it": {
        "snapshot-000002": _snapshot(2, WRITES[0], WRITES[1]),
        "journal-000002": _journal(*WRITES[2:], first=3),
    },
    "a snapshot that was written while writes went on": {
        "snapshot-000002": _snapshot(2, *WRITES),
        "journal-000002": _journal(*WRITES[2:], first=3),
    },
    "leftovers": {
        "journal-000001": b"older",
        "snapshot-000002": _snapshot(2, WRITES[0], WRITES[1]),
        "journal-000002": _journal(*WRITES[2:], first=3),
        "snapshot-000003.new": b"half",
    },
    "a write that tore": {"journal-000001": _journal(*WRITES)[:-5_000] + _frame(5, WRITES[0])[:-3] + bytes(50)},
    "a journal that was only begun": {"journal-000001": _journal(*WRITES), "journal-000002": bytes(5_000)},
}


def _lay(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "lock").touch()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def _is_all_there(store: TinyStore) -> None:
    held = [
        report(1, said="changed").model_copy(update={"version": 2}),
        report(2, owner=CHAMPION, due=NOON + timedelta(microseconds=7)).model_copy(update={"version": 1}),
    ]
    assert await store.find(Report) == held
    assert await store.find(Report, where={"owner_id": CHAMPION.id}) == held[1:]
    assert await store.find(Report, due_by=NOON) == held[:1]
    chain = await store.timeline()
    assert [line.what for line in chain] == ["reported", "rang"]
    assert first_broken(chain) is None


@pytest.mark.parametrize("files", FOLDERS.values(), ids=FOLDERS)
async def test_what_was_kept_is_moved_over_once(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Records, versions, due times, what they are found by, and the chain; the files stay beside it as they were."""
    _lay(tmp_path, files)
    store = await TinyStore.open(tmp_path)
    assert store.moved == 5
    await _is_all_there(store)
    await store.keep(Outcome(records=(report(4),), entries=(entry(4),)))
    await store.close()
    old = tmp_path / "old-journal"
    assert {name: (old / name).read_bytes() for name in _names(old)} == files
    assert _names(tmp_path) == {"lock", "old-journal", "store.db"}
    store = await TinyStore.open(tmp_path)
    assert (store.moved, len(await store.find(Report))) == (0, 3)
    await store.close()


async def test_a_move_that_did_not_end_is_made_again(tmp_path: Path) -> None:
    """Killed while the new file is written it begins anew; killed behind it, the old files are left to be put by."""
    _lay(tmp_path, {**FOLDERS["two journals"], "store.db.new": b"half", "store.db.new-wal": b"half"})
    await (await TinyStore.open(tmp_path)).close()
    shutil.copy(tmp_path / "old-journal" / "journal-000001", tmp_path)
    store = await TinyStore.open(tmp_path)
    await _is_all_there(store)
    await store.close()
    assert _names(tmp_path) == {"lock", "old-journal", "store.db"}


DAMAGED = {
    "a byte is changed": {"journal-000001": _journal(*WRITES).replace(b"Penhallow", b"Penhallov", 1)},
    "a write is missing": {"journal-000001": _journal(*WRITES[:2])[:-5_000] + _frame(4, WRITES[3])},
    "a journal is missing": {"journal-000002": _journal(*WRITES[2:], first=3)},
    "its journal is missing": {"snapshot-000002": _snapshot(4, *WRITES)},
    "a snapshot is not whole": {
        "snapshot-000002": _snapshot(2, WRITES[0], WRITES[1])[:-24],
        "journal-000002": _journal(*WRITES[2:], first=3),
    },
}


@pytest.mark.parametrize("files", DAMAGED.values(), ids=DAMAGED)
async def test_damage_is_refused_and_left_as_it_is(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Nothing is guessed: the start is refused in one line, and nothing is moved."""
    _lay(tmp_path, files)
    with pytest.raises(StoreUnavailable) as refused:
        await TinyStore.open(tmp_path)
    assert f"{tmp_path} is damaged (" in refused.value.facts["reason"]
    assert "\n" not in refused.value.facts["reason"]
    assert _names(tmp_path) == {"lock", *files}


async def test_what_was_indexed_by_other_fields_is_found_by_todays(tmp_path: Path) -> None:
    """Where the older release found a kind by fewer fields, or by some now and others then."""
    older = _payload(_put(report(1), fields=("state",)))
    _lay(tmp_path, {"journal-000001": _journal(older, _payload(_put(report(2, owner=CHAMPION)))), "snapshot-9": b""})
    store = await TinyStore.open(tmp_path)
    assert len(await store.find(Report, where={"kind": "spam"})) == 2
    assert [each.id[-1] for each in await store.find(Report, where={"owner_id": CHAMPION.id})] == ["2"]
    await store.close()


async def test_before_the_first_start_there_is_nothing_to_read(tmp_path: Path) -> None:
    """A command that only reads moves nothing, and says what will."""
    _lay(tmp_path, FOLDERS["a journal"])
    with pytest.raises(StoreUnavailable) as refused:
        async with opened_to_read(tmp_path):
            pass
    assert "moves an older one over" in refused.value.facts["reason"]
    await (await TinyStore.open(tmp_path)).close()
    async with opened_to_read(tmp_path) as store:
        await _is_all_there(store)


async def test_a_copy_reads_them_too(tmp_path: Path) -> None:
    """A school that is copied to another place before its first start arrives whole."""
    _lay(tmp_path / "old", FOLDERS["a snapshot and what came after it"])
    source = await TinyStore.open(tmp_path / "old")
    counts = await copy_school(SchoolFolder(tmp_path / "old"), SchoolFolder(tmp_path / "new"))
    assert counts == {"counters": 1, "files": 0, "reports": 2, "timeline": 2}
    await source.close()
    target = await TinyStore.open(tmp_path / "new")
    await _is_all_there(target)
    await target.close()


async def test_a_sweep_takes_the_old_files_away(tmp_path: Path) -> None:
    """What is removed after its time must not be found in them."""
    _lay(tmp_path, FOLDERS["a journal"])
    store = await TinyStore.open(tmp_path)
    await store.compact()
    await store.close()
    assert _names(tmp_path) == {"lock", "store.db"}
