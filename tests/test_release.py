"""A release: its version in one place, its changelog, and the way to it and back, by the lines of `docs/running.md`."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from bot import VERSION
from storage.rows import FORMAT
from tests.clock import PATIENCE
from tests.commands.test_verify import filled
from tests.storage.test_backing_up import Keys
from tests.storage.test_two_releases import CODE, LATER
from tests.test_app import ROOT, environment, free_port, process
from tests.test_backup import lines

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
HEADING = re.compile(r"^## (\d+\.\d+\.\d+), (\d{1,2} [A-Z][a-z]+ \d{4})$")
NEXT = "99.0.0"
HEAD = r"\d+:[0-9a-f]{64}"


def test_the_version_stands_in_one_place() -> None:
    """Whatever has to say it reads it there; the chart, which cannot, says the same."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'version = { attr = "bot.VERSION" }' in project
    assert f'"{VERSION}"' not in project
    chart = (ROOT / "deploy/helm/online-safety/Chart.yaml").read_text(encoding="utf-8")
    assert re.findall(r'^(?:version|appVersion): "?([\d.]+)"?$', chart, re.MULTILINE) == [VERSION, VERSION]


def test_each_release_has_its_day_and_what_must_be_done() -> None:
    """The newest is the one that runs, the days go back, and what must be done stands first."""
    releases = [HEADING.match(line) for line in CHANGELOG.splitlines() if line.startswith("## ")]
    assert releases
    assert all(releases)
    known = [(found[1], datetime.strptime(found[2], "%d %B %Y").date()) for found in releases if found]  # noqa: DTZ007
    assert known[0][0] == VERSION
    days: list[date] = [day for _, day in known]
    assert days == sorted(days, reverse=True)
    for text in re.split(r"^## .+$", CHANGELOG, flags=re.MULTILINE)[1:]:
        assert text.strip().startswith("What you must do\n- ")


def _copied(tree: Path, form: int) -> Path:
    """A later release: more is kept, under its own version, in that format."""
    for part in CODE:
        shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for file in ("app.py", "aup.md", "school.toml"):
        shutil.copy(ROOT / file, tree)
    changes = {**LATER, "bot/__init__.py": {}, "storage/rows.py": {}}
    for name, additions in changes.items():
        path = tree / name
        text = path.read_text(encoding="utf-8").replace(f'VERSION = "{VERSION}"', f'VERSION = "{NEXT}"')
        for after, added in additions.items():
            text = text.replace(after, after + added)
        path.write_text(text.replace(f"FORMAT = {FORMAT}\n", f"FORMAT = {form}\n", 1), encoding="utf-8")
    return tree


class Technician:
    """Somebody who follows the page, on one machine, with a release in its folder."""

    def __init__(self, folder: Path) -> None:
        keys = Keys(folder)
        self.settings = {
            **environment(folder, SCHOOL_FILE=str(ROOT / "school.toml")),
            "BACKUP": str(folder / "before.backup"),
            "PUBLIC": str(keys.public),
            "KEY": str(keys.secret),
        }
        self.settings["PATH"] = f"{Path(sys.executable).parent}:{self.settings['PATH']}"

    def does(self, release: Path, script: str) -> list[str]:
        """Run the page's lines in the release's folder; they must succeed."""
        done = subprocess.run(
            ["sh", "-eu", "-c", script], cwd=release, env=self.settings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    async def starts(self, release: Path) -> str:
        """Start the bot and stop it again. Returns what it complained of, where it did not start."""
        # Each time on a port of its own: the one of before may by now be another program's.
        async with process({**self.settings, "PORT": str(free_port())}, "--local", code=release) as running:
            if running.stdout is None or not (line := await asyncio.wait_for(running.stdout.readline(), PATIENCE)):
                _, said = await running.communicate()
                assert running.returncode == 2
                return said.decode()
            assert b"http://127.0.0.1" in line
            running.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(running.wait(), PATIENCE) == 0
        return ""


@pytest.fixture
async def technician(tmp_path: Path) -> Technician:
    """With a bot that has run for a while."""
    await filled(tmp_path / "var")
    return Technician(tmp_path)


def _blocks() -> tuple[str, str, str]:
    before, after, back = lines("Upgrade")
    return before, after, back


async def test_an_upgrade_and_the_way_back_within_a_format(technician: Technician, tmp_path: Path) -> None:
    """The lines before and after it work, the record holds with each release, and the old one takes up again."""
    later = _copied(tmp_path / "later", FORMAT)
    before, after, _ = _blocks()
    assert technician.does(ROOT, before)[0] == VERSION
    assert await technician.starts(later) == ""
    said = technician.does(later, after)
    assert said[0] == NEXT
    assert said[-1].startswith("The record holds: ")
    assert await technician.starts(ROOT) == ""
    assert technician.does(ROOT, after)[-1].startswith("The record holds: ")


async def test_the_way_back_when_the_format_went_up(technician: Technician, tmp_path: Path) -> None:
    """The old release refuses the newer format in one line; the back-up brings back what was."""
    later = _copied(tmp_path / "later", FORMAT + 1)
    before, after, back = _blocks()
    head = re.findall(HEAD, " ".join(technician.does(ROOT, before)))
    assert await technician.starts(later) == ""
    assert technician.does(later, after)[-1].startswith("The record holds: ")
    (refused,) = (await technician.starts(ROOT)).splitlines()
    assert "start the release that wrote it" in refused
    restored = technician.does(ROOT, back)
    assert restored[-1].startswith("The record holds: ")
    assert head
    assert head == re.findall(HEAD, restored[-1])
    assert await technician.starts(ROOT) == ""
