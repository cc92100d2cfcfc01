"""`app.py verify` as a command: what it says, its exit status, heads seen before. `test_tampering`: what it finds."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import app
from bot.policy.incidents import handling
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry
from bot.policy.kit.timeline import digest
from bot.services.kit.sealed_store import SealedStore, take_in_records
from bot.settings import load_schools
from storage.reading import kinds
from storage.tinydb_store import TinyStore, opened_to_read
from tests.clock import FakeClock
from tests.policy.school import BEN, NOW, incident_of, opened, pressed
from tests.tampering import FolderTamper
from tests.test_schools import two_schools


async def filled(folder: Path) -> None:
    """A store with a report that Ben took and wrote a note on: five entries, that of the beginning among them."""
    kept, clock = await TinyStore.open(folder), FakeClock(NOW)
    await take_in_records(kept, kinds(), clock)
    store = SealedStore(kept, clock)
    try:
        outcome = opened()
        await store.keep(outcome)
        for change in (handling.acknowledge, lambda s, p: handling.add_a_note(s, p, "A note")):
            incident = await store.get(type(incident_of(outcome)), "OS-2026-0001")
            assert incident is not None
            await store.keep(change(IncidentSnapshot(incident), pressed(BEN)))
        await store.keep(Outcome())
    finally:
        await store.close()


async def more(folder: Path) -> None:
    """One entry more."""
    store = await TinyStore.open(folder)
    await store.keep(Outcome(entries=(Entry(subject="log", at=NOW, by=None, what="more"),)))
    await store.close()


def without(seq: int) -> Callable[[list[Entry]], list[Entry]]:
    """The timeline without one entry."""
    return lambda told: [entry for entry in told if entry.seq != seq]


def _resealed(told: list[Entry]) -> list[Entry]:
    """The last entry with another word, and a digest that is right for it."""
    entry = told[-1].model_copy(update={"what": "closed"})
    return [*told[:-1], entry.model_copy(update={"digest": digest(entry)})]


def test_a_whole_chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0, how many entries hold, and the head to be kept elsewhere; the files stay as they were to the byte."""
    asyncio.run(filled(tmp_path))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert app.main(["verify"]) == 0
    said = capsys.readouterr().out.strip()
    assert re.fullmatch(r"The record holds: 5 entries, 2 records\. Its head is 5:[0-9a-f]{64}", said)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


ANEW: dict[str, Callable[[list[Entry]], list[Entry]]] = {
    "its end was cut off": without(6),
    "its last entry was written anew": lambda told: _resealed(without(7)(told)),
}


@pytest.mark.parametrize("edit", ANEW.values(), ids=ANEW)
def test_a_chain_whose_end_is_not_the_one_seen(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    edit: Callable[[list[Entry]], list[Entry]],
) -> None:
    """By itself such a chain holds. A head seen before shows it; one that is still there vouches for all before it."""
    asyncio.run(filled(tmp_path))
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    asyncio.run(more(tmp_path))
    app.main(["verify"])
    seen = capsys.readouterr().out.split()[-1]
    asyncio.run(more(tmp_path))
    assert app.main(["verify", "--head", seen]) == 0
    assert app.main(["verify", "--seen", seen]) == 0, "as it was called before"
    FolderTamper(tmp_path).retell(without(7))
    FolderTamper(tmp_path).retell(edit)
    capsys.readouterr()
    assert app.main(["verify"]) == 0
    assert app.main(["verify", "--head", seen]) == 1
    assert "The entry that was seen earlier is not there" in capsys.readouterr().out


@pytest.mark.parametrize("given", ["foo", "5", "5:", ":9f2c", "5:9f2c…", f"0:{'a' * 64}", f"5:{'g' * 64}"])
def test_what_is_no_head_is_said_with_what_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    """One line with an example, status 2, and nobody is told that the record was cut off."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "none"))
    for word in ("--head", "--seen"):
        assert app.main(["verify", word, given]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f'--head: "{given}" is no head; write the number of an entry, a colon and all 64')
        assert len(said.err.splitlines()) == 1


def test_a_head_may_be_pasted_as_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With spaces around it, and in capitals."""
    asyncio.run(filled(tmp_path))
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    app.main(["verify"])
    assert app.main(["verify", "--head", f" {capsys.readouterr().out.split()[-1].upper()} "]) == 0


def test_a_place_is_named_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where `DATA_DIR` is a path from the folder in which the bot was started, the whole of it is said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", "records")
    monkeypatch.setenv("SCHOOL_FILE", str(Path(__file__).parents[2] / "school.toml"))
    assert app.main(["verify"]) == 1
    assert f"there is no store in {tmp_path / 'records'}: nothing was ever kept there" in capsys.readouterr().out


def test_every_school_is_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where `SCHOOL_FILE` is a folder each school has its line, and one that is broken makes the status 1."""
    monkeypatch.setenv("SCHOOL_FILE", str(two_schools(tmp_path / "schools")))
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    folders = [tmp_path / school.tenant_id for school in load_schools(tmp_path / "schools")]
    for folder in folders:
        asyncio.run(filled(folder))
    assert app.main(["verify"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said] == ["Larkspur Hill Primary School", "Foxglove Lane Primary School"]
    FolderTamper(folders[1]).retell(without(3))
    assert app.main(["verify"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert ["The record holds" in line for line in said] == [True, *[False] * (len(said) - 1)]
    assert said[1].startswith("Foxglove Lane Primary School: Broken at entry 4 (OS-2026-0001, acknowledged")


def test_a_copy_of_several_schools_at_once_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """None is taken for the one that was meant."""
    monkeypatch.setenv("SCHOOL_FILE", str(two_schools(tmp_path / "schools")))
    assert app.main(["copy", "--from", str(tmp_path / "a"), "--to", str(tmp_path / "b")]) == 2
    assert "copy moves one school" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()


def test_damage_and_nothing_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is no store, or its files are damaged, that is said and the status is 1."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "none"))
    assert app.main(["verify"]) == 1
    assert "there is no store" in capsys.readouterr().out
    asyncio.run(filled(tmp_path))
    path = tmp_path / "store.db"
    path.write_bytes(path.read_bytes()[:-4096] + b"\xa5" * 4096)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert app.main(["verify"]) == 1
    assert "The log cannot be read" in capsys.readouterr().out


def test_before_the_first_start_of_a_release_with_hashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The chain is verified, and that the records are not is said, with status 1; once they are taken in all holds."""

    async def older() -> None:
        store = await TinyStore.open(tmp_path)
        await store.keep(opened())
        await store.close()

    async def started() -> None:
        store = await TinyStore.open(tmp_path)
        for _ in range(2):
            await take_in_records(store, kinds(), FakeClock(NOW))
        assert [entry.what for entry in await store.timeline("record")] == ["taken_in", "sealed_from_here"]
        await store.close()

    asyncio.run(older())
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert app.main(["verify"]) == 1
    assert "The records get their hashes when the bot next starts" in capsys.readouterr().out
    asyncio.run(started())
    assert app.main(["verify"]) == 0


async def test_while_the_bot_serves(tmp_path: Path) -> None:
    """A store that a running bot holds is verified too, and the bot goes on writing meanwhile."""
    await filled(tmp_path)
    store = await TinyStore.open(tmp_path)
    try:
        for number in range(30):
            await store.keep(Outcome(entries=(Entry(subject="log", at=NOW, by=None, what=f"made {number}"),)))
        async with opened_to_read(tmp_path) as beside:
            before = await beside.timeline()
            await store.keep(Outcome(entries=(Entry(subject="log", at=NOW, by=None, what="more"),)))
            assert before == (await store.timeline())[:-1]
            assert await beside.timeline() == await store.timeline()
    finally:
        await store.close()


@pytest.mark.parametrize("arguments", [["check-everything"], ["verify", "--local-only"], ["--colour"]])
def test_unknown_words(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown command or option ends with the usage and status 2."""
    with pytest.raises(SystemExit) as ended:
        app.main(arguments)
    assert ended.value.code == 2
    assert "usage: app.py" in capsys.readouterr().err
