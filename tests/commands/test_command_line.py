"""The commands of `app.py` as an administrator runs them, each a process of its own."""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from pathlib import Path

import psycopg
import pytest

from bot import VERSION
from bot.policy.incidents.evidence import EvidenceFile
from storage.file_folder import FileFolder
from storage.school_folder import SchoolFolder
from storage.sqlite_file import RESTORING, STORE_FILE
from storage.tinydb_store import TinyStore
from tests.clock import PATIENCE, eventually
from tests.postgres import fresh_database
from tests.rig import CHAMPION, TEACHER, school_at_work
from tests.sample_files import png
from tests.tampering import FolderTamper
from tests.test_app import ROOT, environment, process
from tests.test_schools import both
from tests.transcripts.play import play
from tests.transcripts.test_files import send


async def run(folder: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """The exit status and everything that was printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "app.py"),
        *arguments,
        env=environment(folder, **{"SCHOOL_FILE": str(ROOT / "school.toml"), "LOG_LEVEL": "ERROR"} | settings),
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode or 0, said.decode()


async def test_check_says_what_to_do(tmp_path: Path) -> None:
    """Without an app id that is the line to do; file, store and roles are in order; no secret is printed."""
    status, said = await run(tmp_path, "check", MicrosoftAppPassword="a-secret-word")
    assert status == 1
    assert "TO DO the bot's identity: MicrosoftAppId is missing" in said
    assert "ok    the store can be written, and does what the work asks of it" in said
    assert "a-secret-word" not in said


async def test_check_tells_of_gaps_as_of_something_to_do(tmp_path: Path) -> None:
    """A role that an emergency alerts and nobody holds stops no start, and is not called well."""
    text = (ROOT / "school.toml").read_text(encoding="utf-8")
    held = '"headteacher", "dsl", "champion"'
    assert held in text
    (tmp_path / "school.toml").write_text(text.replace(held, '"headteacher", "champion"'), encoding="utf-8")
    (tmp_path / "aup.md").write_text("Be kind.", encoding="utf-8")
    _, said = await run(tmp_path, "check", SCHOOL_FILE=str(tmp_path / "school.toml"))
    assert "TO DO still to be entered: Nobody holds the role dsl" in said


async def test_check_names_what_cannot_be_read(tmp_path: Path) -> None:
    """By its id, with the reason and what to do; the store is in order all the same, also beside a bot that serves."""
    async with school_at_work(tmp_path / "var") as rig:
        rig.edited = True
        await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
        await rig.at_rest()
        assert "ok    Larkspur Hill Primary School: every record can be read" in (await run(tmp_path, "check"))[1]
        FolderTamper(tmp_path / "var").rewrite("incidents", "OS-2026-0001", state="escalated")
        beside = await run(tmp_path, "check")
    for status, said in (beside, await run(tmp_path, "check")):
        assert status == 1
        assert (
            "TO DO Larkspur Hill Primary School: 1 that cannot be read: incidents OS-2026-0001"
            " (this release cannot read a kept Incident: state): start the release that wrote it"
        ) in said
        assert "ok    the store" in said


async def test_check_beside_a_bot_that_serves(tmp_path: Path) -> None:
    """That the store has its one process is no fault: `docker exec … check` is the way to look at a container."""
    async with school_at_work(tmp_path / "var"):
        _, said = await run(tmp_path, "check")
    assert "ok    the store is open in a bot that serves" in said


async def test_a_school_is_copied_with_its_chain(tmp_path: Path) -> None:
    """The copy verifies; a second copy into the same place is refused."""
    async with school_at_work(tmp_path / "var") as rig:
        await play(
            rig,
            [
                (TEACHER, "says", "report threat"),
                (TEACHER, "presses", "Send", {"what": "x"}),
                (CHAMPION, "reads", "OS-2026-0001"),
            ],
        )
    there = str(tmp_path / "there")
    status, said = await run(tmp_path, "copy", "--from", str(tmp_path / "var"), "--to", there)
    assert (status, "The chain holds on arrival." in said) == (0, True), said
    status, said = await run(tmp_path, "verify", DATA_DIR=there)
    assert status == 0, said
    status, said = await run(tmp_path, "copy", "--from", str(tmp_path / "var"), "--to", there)
    assert status == 2
    assert f"there are records in {there} already: choose an empty place" in said


async def test_a_school_goes_into_a_database_and_back_with_its_files(tmp_path: Path) -> None:
    """Records, timeline and the file that somebody sent are the same after both ways."""
    async with school_at_work(tmp_path / "var") as rig:
        await play(rig, [(TEACHER, "says", "report threat")])
        await send(rig, TEACHER, {"screenshot.png": png()})
        await play(rig, [(TEACHER, "presses", "Send", {"what": "x"}), (CHAMPION, "reads", "Files kept (1)")])
        (file,) = await rig.store.find(EvidenceFile)
    url, back = await fresh_database(), str(tmp_path / "back")
    status, said = await run(tmp_path, "migrate", DATABASE_URL=url)
    assert status == 0, said
    status, said = await run(tmp_path, "copy", "--from", "var", "--to", "database", DATABASE_URL=url)
    assert (status, "       1  files" in said) == (0, True), said
    status, said = await run(tmp_path, "copy", "--from", url, "--to", back)
    assert (status, "Every file is the one that was sent." in said) == (0, True), said
    assert await FileFolder(tmp_path / "back" / "evidence").get(file.id) == png()
    before, after = await TinyStore.open(tmp_path / "var"), await TinyStore.open(tmp_path / "back")
    assert await after.timeline() == await before.timeline()
    assert await after.find(EvidenceFile) == await before.find(EvidenceFile)
    await before.close()
    await after.close()


NOTHING = {
    "a folder that is not there": "absent",
    "a folder with something else in it": "other",
}


def _names(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


@pytest.mark.parametrize("named", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize(
    "arguments", [("check",), ("verify",), ("copy", "--from", "{}", "--to", "there"), ("backup", "--to", "there")]
)
async def test_to_look_makes_nothing(tmp_path: Path, arguments: tuple[str, ...], named: str) -> None:
    """A path with a slip of the pen in it is told in one line, and no empty store is left there to be taken for one
    that lost everything."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("Not ours.", encoding="utf-8")
    before = _names(tmp_path)
    status, said = await run(tmp_path, *(each.format(named) for each in arguments), DATA_DIR=str(tmp_path / named))
    assert _names(tmp_path) == before
    if arguments == ("check",):
        assert "ok    the store can be written" in said
    else:
        assert (status > 0, f"{named}: nothing was ever kept there" in said.strip()) == (True, True), said


@pytest.mark.parametrize(
    "arguments", [("verify",), ("copy", "--from", "database", "--to", "there"), ("backup", "--to", "there")]
)
async def test_to_look_into_a_database_begins_no_school(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """A school that was never there is told of, and is not there afterwards."""
    url = await fresh_database()
    await run(tmp_path, "migrate", DATABASE_URL=url)
    status, said = await run(tmp_path, *arguments, DATABASE_URL=url)
    assert (status > 0, "nothing was ever kept there" in said) == (True, True), said
    async with await psycopg.AsyncConnection.connect(url) as connection:
        assert await (await connection.execute("SELECT count(*) FROM schools")).fetchone() == (0,)


async def test_a_school_goes_by_its_back_up_into_a_database_and_back(tmp_path: Path) -> None:
    """It says what it has written and brought back, refuses a place that is not empty, and verifies on arrival."""
    async with school_at_work(tmp_path / "var") as rig:
        await play(rig, [(TEACHER, "says", "report threat")])
        await send(rig, TEACHER, {"screenshot.png": png()})
        await play(rig, [(TEACHER, "presses", "Send", {"what": "x"}), (CHAMPION, "reads", "Files kept (1)")])
    url = await fresh_database()
    await run(tmp_path, "migrate", DATABASE_URL=url)
    status, said = await run(tmp_path, "backup", "--to", "one")
    assert (status, "one is written, not encrypted: keep it as you keep the records." in said) == (0, True), said
    status, said = await run(tmp_path, "restore", "--from", "one")
    assert (status, f"there are records in {tmp_path / 'var'} already: choose an empty place" in said) == (2, True), (
        said
    )
    status, said = await run(tmp_path, "restore", "--from", "one", DATABASE_URL=url)
    assert (status, "1 files. The head is " in said, "The record holds: " in said) == (0, True, True), said
    status, said = await run(tmp_path, "restore", "--from", "one", DATABASE_URL=url)
    assert (status, "already: choose an empty place" in said) == (2, True), said
    status, said = await run(tmp_path, "backup", "--to", "two", DATABASE_URL=url)
    assert status == 0, said
    status, said = await run(tmp_path, "restore", "--from", "two", DATA_DIR=str(tmp_path / "back"))
    assert (status, "The record holds: " in said) == (0, True), said
    async with SchoolFolder(tmp_path / "var").at_one_moment() as was:
        before = [each async for each in was.kept], [each async for each in was.files]
    async with SchoolFolder(tmp_path / "back").at_one_moment() as now:
        assert ([each async for each in now.kept], [each async for each in now.files]) == before


async def test_one_school_is_brought_back_of_several(tmp_path: Path) -> None:
    """The schools that the settings name, and no others; one that the back-up does not hold is told of."""
    async with both(tmp_path) as rigs:
        for rig in rigs:
            await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
    schools, own = {"SCHOOL_FILE": str(tmp_path / "schools")}, {"SCHOOL_FILE": str(tmp_path / "schools" / "b.toml")}
    status, said = await run(tmp_path, "backup", "--to", "all", DATA_DIR=str(tmp_path), **schools)
    assert (status, said.count("The head is")) == (0, 2), said
    status, said = await run(tmp_path, "restore", "--from", "all", DATA_DIR=str(tmp_path / "b"), **own)
    assert (status, "Larkspur Hill Primary School: left in the file" in said) == (0, True), said
    status, said = await run(tmp_path, "backup", "--to", "one", DATA_DIR=str(tmp_path / "b"), **own)
    assert status == 0, said
    status, said = await run(tmp_path, "restore", "--from", "one", DATA_DIR=str(tmp_path / "c"), **schools)
    assert (status, "one holds Foxglove Lane" in said, "and not Larkspur Hill" in said) == (2, True, True), said
    assert not (tmp_path / "c").exists()


def _has_begun(there: Path) -> bool:
    return (there / RESTORING).exists() or (there / STORE_FILE).exists()


async def test_a_restore_that_is_killed_leaves_no_school(tmp_path: Path) -> None:
    """Whenever it dies the place has all of it or is known to have none, and the same line brings it back."""
    async with school_at_work(tmp_path / "var") as rig:
        await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "x"})])
    await run(tmp_path, "backup", "--to", "one")
    there = tmp_path / "there"
    arguments = ("restore", "--from", str(tmp_path / "one"))
    settings = environment(tmp_path, SCHOOL_FILE=str(ROOT / "school.toml"), LOG_LEVEL="ERROR", DATA_DIR=f"{there}/var")
    there.mkdir()
    async with process(settings, *arguments) as running:
        await eventually(partial(asyncio.to_thread, _has_begun, there / "var"))
        running.kill()
        await running.wait()
    status, said = await run(tmp_path, "verify", DATA_DIR=f"{there}/var")
    assert (status, "is not whole: do it again" in said) == (1, True) or "The record holds" in said, said
    status, said = await run(tmp_path, *arguments, DATA_DIR=f"{there}/var")
    assert "The record holds: " in said or "there are records in" in said, said
    status, said = await run(tmp_path, "verify", DATA_DIR=f"{there}/var")
    assert status == 0, said


async def test_the_version_is_the_releases(tmp_path: Path) -> None:
    """A back-up names it, and so does `--version`."""
    assert await run(tmp_path, "--version") == (0, f"{VERSION}\n")


async def test_migrate_without_a_database_says_so(tmp_path: Path) -> None:
    """One line, and status 2."""
    status, said = await run(tmp_path, "migrate")
    assert (status, said.strip()) == (2, "DATABASE_URL is not set: there is nothing to migrate")
