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
from pathlib import Path

import pytest

from bot.local.teams import StandInTeams
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.incident import Incident, State
from bot.policy.kit.timeline import first_broken
from bot.settings import load_school
from storage.file_folder import FileFolder
from tests.clock import FakeClock
from tests.rig import CHAMPION, MONDAY, SCHOOL_FILE, TEACHER, Rig, school_at_work, stand_in
from tests.sample_files import png
from tests.transcripts.play import play
from tests.transcripts.test_files import send

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


def lines(name: str) -> str:
    """The shell lines below the heading of that name."""
    found = re.search(rf"^#+ {name}\n.*?```sh\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
    assert found, f"running.md has no lines for {name}"
    return found[1]


def run(script: str, **settings: Path) -> str:
    """Run shell lines as a technician would; they must all succeed."""
    python = str(Path(sys.executable).parent)
    environment = {**os.environ, **{name: str(path) for name, path in settings.items()}}
    environment["PATH"] = f"{python}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["sh", "-eu", "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
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


@pytest.mark.skipif(shutil.which("tar") is None, reason="no tar here")
async def test_back_up_wipe_and_restore(tmp_path: Path) -> None:
    """The bot is stopped, backed up, and everything is lost; the lines for a restore bring it back, and verify it."""
    data, backup = tmp_path / "var", tmp_path / "backup.tar.gz"
    async with teams() as (there, clock):
        async with school_at_work(data, teams=there, clock=clock) as rig:
            await at_work(rig)
        run(lines("Back up"), DATA_DIR=data, BACKUP=backup)
        assert backup.stat().st_mode & 0o077 == 0, "nobody else may read a back-up"
        shutil.rmtree(data)
        assert "The record holds" in run(lines("Restore"), DATA_DIR=data, BACKUP=backup)
        assert data.stat().st_mode & 0o077 == 0, "nobody else may read what was restored"
        async with school_at_work(data, teams=there, clock=clock) as again:
            await as_it_was(again, data)


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
