"""Back-up and restore, by the very lines that `docs/running.md` gives: what comes back is the school as it was."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.incident import Incident, State
from bot.settings import load_school
from storage.file_folder import FileFolder
from storage.tinydb_store import opened_to_read
from tests.chain import first_broken
from tests.clock import PATIENCE, FakeClock
from tests.rig import CHAMPION, MONDAY, SCHOOL_FILE, TEACHER, Rig, school_at_work, stand_in
from tests.sample_files import png
from tests.stand_in import StandInTeams
from tests.storage.test_backing_up import Keys
from tests.test_app import address, environment, free_port, process
from tests.test_crash import Day
from tests.transcripts.play import play
from tests.transcripts.test_files import send

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


def lines(name: str) -> list[str]:
    """The blocks of shell lines below the heading of that name."""
    section = re.search(rf"^#+ {name}\n(.*?)^## ", PAGE, re.DOTALL | re.MULTILINE)
    found = re.findall(r"```sh\n(.*?)```", section[1], re.DOTALL) if section else []
    assert found, f"running.md has no lines for {name}"
    return found


def run(script: str, **settings: Path | str) -> str:
    """Run shell lines as a technician would; they must all succeed."""
    python = str(Path(sys.executable).parent)
    environment = {**os.environ, **{name: str(path) for name, path in settings.items()}}
    environment["PATH"] = f"{python}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["sh", "-eu", "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


async def at_work(rig: Rig) -> None:
    """A report with a screenshot, taken by the Champion, with a note."""
    await play(rig, [(TEACHER, "says", "report threat")])
    await send(rig, TEACHER, {"screenshot.png": png()})
    await play(
        rig,
        [
            (TEACHER, "presses", "Send", {"what": "Nasty words"}),
            (CHAMPION, "reads", "OS-2026-0001"),
            (CHAMPION, "presses", "Acknowledge"),
            (CHAMPION, "presses", "Add a note"),
            (CHAMPION, "presses", "Send", {"note": "Rang the parent"}),
            (CHAMPION, "reads", "Rang the parent"),
        ],
    )


async def as_it_was(rig: Rig, folder: Path) -> None:
    """The incident has its owner, its note and its file, the chain holds, and references count on."""
    incident = await rig.store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert (incident.state, incident.owner_id) == (State.IN_HAND, CHAMPION)
    (file,) = await rig.store.find(EvidenceFile, where={"subject": "OS-2026-0001"})
    assert await FileFolder(folder / "evidence").get(file.id) == png()
    assert first_broken(await rig.store.timeline()) is None
    await play(
        rig,
        [
            (TEACHER, "says", "report threat"),
            (TEACHER, "presses", "Send", {"what": "Another"}),
            (TEACHER, "reads", "OS-2026-0002"),
        ],
    )


@asynccontextmanager
async def teams() -> AsyncIterator[tuple[StandInTeams, FakeClock]]:
    """Teams and the time, which go on while the bot is away."""
    clock = FakeClock(MONDAY)
    async with stand_in(load_school(SCHOOL_FILE), clock) as opened:
        yield opened, clock


async def _shell(script: str, **settings: Path | str) -> str:
    return await asyncio.to_thread(partial(run, script, **settings))


async def test_back_up_wipe_and_restore(tmp_path: Path) -> None:
    """Backed up while it serves, and everything is lost; the lines for a restore bring it back, and verify it."""
    data, backup, keys = tmp_path / "var", tmp_path / "today.backup", Keys(tmp_path)
    async with teams() as (there, clock):
        async with school_at_work(data, teams=there, clock=clock) as rig:
            await at_work(rig)
            said = await _shell(lines("Back up")[0], DATA_DIR=data, BACKUP=backup, PUBLIC=keys.public)
        assert f"{backup} is written, encrypted for the keys in {keys.public}." in said
        assert backup.stat().st_mode & 0o077 == 0, "nobody else may read a back-up"
        shutil.rmtree(data)
        said = await _shell(lines("Restore")[0], DATA_DIR=data, BACKUP=backup, KEY=keys.secret)
        assert "The record holds" in said
        assert data.stat().st_mode & 0o077 == 0, "nobody else may read what was restored"
        async with school_at_work(data, teams=there, clock=clock) as again:
            await as_it_was(again, data)


async def _found(folder: Path) -> tuple[set[str], int]:
    """The references there, and how many entries."""
    async with opened_to_read(folder) as store:
        return {incident.id for incident in await store.find(Incident)}, len(await store.timeline())


async def test_the_drill(tmp_path: Path) -> None:
    """By the lines of the page: backed up while reports come in, killed, restored elsewhere, verified and compared.

    What was answered before the back-up is in it, and a bot starts from it.
    """
    school, keys = load_school(SCHOOL_FILE), Keys(tmp_path)
    data, backup, drill = tmp_path / "var", tmp_path / "today.backup", tmp_path / "drill"
    settings = environment(tmp_path, SCHOOL_FILE=str(SCHOOL_FILE), LOG_LEVEL="ERROR")
    first, second, third, last = lines("The drill")
    async with StandInTeams(tenant_id=school.tenant_id, people=school.people, patience=3.0).serving() as there:
        day = Day(there, seed=1)
        async with process(settings, "--local") as running:
            there.bot_url = f"{await address(running)}/api/messages"
            await day.go_on()
            answered = set(day.answered)
            going_on = asyncio.gather(*(day.go_on() for _ in range(4)))
            told = await _shell(first, DATA_DIR=data, BACKUP=backup, PUBLIC=keys.public)
            running.kill()
            await running.wait()
            await going_on
        said = await _shell(second, DRILL=drill, BACKUP=backup, KEY=keys.secret)
        counts = next(line for line in told.splitlines() if line.startswith(school.name))
        assert counts in said.splitlines()
        head = counts.rpartition(" ")[2]
        assert f"Its head is {head}" in said
        assert "The record holds" in await _shell(third, DATA_DIR=data, HEAD=head)
        was, now = await _found(drill), await _found(data)
        assert answered <= was[0] <= now[0]
        assert was[1] == int(head.partition(":")[0]) <= now[1]
        async with process({**settings, "DATA_DIR": str(drill), "PORT": str(free_port())}, "--local") as running:
            await address(running)
    await _shell(last, DRILL=drill)
    assert not drill.exists()


async def test_a_ladder_rings_on_from_a_back_up(tmp_path: Path) -> None:
    """Whoever had not taken a report when the back-up was made is pinged again once the bot has started from it."""
    backup, there_too = tmp_path / "today.backup", tmp_path / "restored"
    async with teams() as (there, clock):
        async with school_at_work(tmp_path / "var", teams=there, clock=clock) as rig:
            await play(rig, [(TEACHER, "says", "report threat"), (TEACHER, "presses", "Send", {"what": "Nasty words"})])
            await rig.at_rest()
            told = there.chat(CHAMPION).from_bot[-1].at
            await _shell(f"{sys.executable} app.py backup --to $BACKUP", DATA_DIR=tmp_path / "var", BACKUP=backup)
        await _shell(f"{sys.executable} app.py restore --from $BACKUP", DATA_DIR=there_too, BACKUP=backup)
        clock.move(timedelta(hours=1))
        async with school_at_work(there_too, teams=there, clock=clock) as again:
            await again.at_rest()
            assert there.chat(CHAMPION).from_bot[-1].at >= told + timedelta(hours=1)


def _by_another_process(data: Path, copy: Path) -> None:
    """As a disk's snapshot is taken: who reads the files within the bot would let go of its locks on them."""
    subprocess.run(["cp", "-R", data, copy], check=True)


async def test_a_snapshot_of_the_disk_while_the_bot_serves_is_a_back_up(tmp_path: Path) -> None:
    """What stands on the disk at one moment opens as the school was at that moment, with the bot writing on."""
    data, snapshot = tmp_path / "var", tmp_path / "snapshot"
    async with teams() as (there, clock):
        async with school_at_work(data, teams=there, clock=clock) as rig:
            await at_work(rig)
            await asyncio.to_thread(_by_another_process, data, snapshot)
            await play(rig, [(TEACHER, "says", "report spam"), (TEACHER, "presses", "Send", {"what": "Later"})])
        async with school_at_work(snapshot, teams=there, clock=clock) as again:
            await as_it_was(again, snapshot)
