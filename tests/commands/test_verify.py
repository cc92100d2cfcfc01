"""`app.py verify` over a store whose files were edited, checksums and all: it names the entry and exits with 1."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import app
from bot.policy.incidents import handling
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry
from bot.policy.kit.timeline import digest
from bot.settings import load_schools
from storage.tinydb_store import TinyStore, opened_to_read
from tests.policy.school import BEN, NOW, incident_of, opened, pressed
from tests.test_schools import two_schools

Edit = Callable[[sqlite3.Connection], object]


async def filled(folder: Path) -> None:
    """A store with a report that Ben took, wrote a note on, and that was put before two people: five entries."""
    store = await TinyStore.open(folder)
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


def edited(folder: Path, edit: Edit) -> None:
    """Change the file as somebody could who has it, and leave it as SQLite finds it in order."""
    with closing(sqlite3.connect(folder / "store.db")) as connection, connection:
        edit(connection)


def _entry(seq: int, **update: object) -> Edit:
    """The entry of that number says something else."""
    return lambda db: _rewrite(db, "timeline", f"{seq:012d}", update)


def _without(seq: int) -> Edit:
    return lambda db: db.execute("DELETE FROM timeline WHERE id = ?", [f"{seq:012d}"])


def _note(text: str | None) -> Edit:
    """The note says something else, or is gone."""

    def edit(db: sqlite3.Connection) -> None:
        (name,) = db.execute("SELECT id FROM notes").fetchone()
        if text is None:
            db.execute("DELETE FROM notes")
        else:
            _rewrite(db, "notes", name, {"text": text})

    return edit


def _rewrite(db: sqlite3.Connection, table: str, name: str, update: dict[str, object]) -> None:
    (body,) = db.execute(f"SELECT body FROM {table} WHERE id = ?", [name]).fetchone()  # noqa: S608 - two names
    db.execute(f"UPDATE {table} SET body = ? WHERE id = ?", [json.dumps({**json.loads(body), **update}), name])  # noqa: S608


def _resealed(seq: int) -> Edit:
    """The same entry with another word, and a digest that is right for it."""

    def edit(db: sqlite3.Connection) -> None:
        (body,) = db.execute("SELECT body FROM timeline WHERE id = ?", [f"{seq:012d}"]).fetchone()
        entry = Entry.model_validate_json(body).model_copy(update={"what": "closed"})
        _rewrite(db, "timeline", f"{seq:012d}", {"what": entry.what, "digest": digest(entry)})

    return edit


TAMPERED: dict[str, tuple[Edit, str]] = {
    "somebody else did it": (
        _entry(3, by={"id": "cat", "name": "Cat"}),
        "Broken at entry 3 (acknowledged, OS-2026-0001, 2026-11-23 10:31 UTC). 2 entries before it hold.",
    ),
    "it happened later": (_entry(1, at="2026-11-23T10:32:00Z"), "Broken at entry 1 (reported"),
    "an entry is gone": (_without(2), "Broken at entry 3 (acknowledged"),
    "sealed anew, but the next one does not follow": (_entry(2, digest="0" * 64), "Broken at entry 2"),
    "the note says something else": (_note("Another note"), "The note of entry 4 (noted"),
    "the note is gone": (_note(None), "The note of entry 4 (noted"),
}


@pytest.mark.parametrize(("edit", "said"), TAMPERED.values(), ids=TAMPERED)
def test_an_edit_of_the_files_shows(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    edit: Edit,
    said: str,
) -> None:
    """The first broken entry is named, and the exit status is 1."""
    asyncio.run(filled(tmp_path))
    edited(tmp_path, edit)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert app.main(["verify"]) == 1
    told = capsys.readouterr().out
    assert said in told
    assert len(told.strip().splitlines()) == 1


def test_a_whole_chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0, how many entries hold, and the head to be kept elsewhere; the files stay as they were to the byte."""
    asyncio.run(filled(tmp_path))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert app.main(["verify"]) == 0
    said = capsys.readouterr().out.strip()
    assert re.fullmatch(r"The chain holds: 4 entries\. Its head is 4:[0-9a-f]{64}", said)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


ANEW: dict[str, Edit] = {
    "its end was cut off": _without(4),
    "its last entry was written anew": _resealed(4),
}


@pytest.mark.parametrize("edit", ANEW.values(), ids=ANEW)
def test_a_chain_whose_end_is_not_the_one_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], edit: Edit
) -> None:
    """By itself such a chain holds. A head seen before shows it; one that is still there vouches for all before it."""
    asyncio.run(filled(tmp_path))
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    app.main(["verify"])
    seen = capsys.readouterr().out.split()[-1]
    asyncio.run(more(tmp_path))
    assert app.main(["verify", "--seen", seen]) == 0
    edited(tmp_path, _without(5))
    edited(tmp_path, edit)
    capsys.readouterr()
    assert app.main(["verify"]) == 0
    assert app.main(["verify", "--seen", seen]) == 1
    assert "The entry that was seen earlier is not there" in capsys.readouterr().out


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
    edited(folders[1], _without(2))
    assert app.main(["verify"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert ["The chain holds" in line for line in said] == [True, False]


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
