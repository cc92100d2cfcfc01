"""Two releases on one store, at once and back again: the tree as it is, and a copy of it that has a field, a kind and a
column more. Each is a process with its own code. On SQLite, which one process writes, they take turns."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from storage.rows import FORMAT
from tests.clock import PATIENCE
from tests.postgres import fresh_database
from tests.storage.release import name

ROOT = Path(__file__).parents[2]
CODE = ("bot", "storage", "cards", "dialogs", "manifest", "tests")
LATER = {
    "bot/policy/incidents/incident.py": {
        # A state, a field that is evidence, one that is nested, and a column.
        '    CLOSED = "closed"\n': '    ESCALATED = "escalated"\n',
        '*("urgency", "unanswered", "removed"),\n': '        "severity",\n',
        "    removed_at: AwareDatetime | None = None\n": (
            "    severity: int = 0\n    looked_at: AwareDatetime | None = None\n"
        ),
    },
    "bot/policy/kit/records.py": {"class Who(ValueObject):": '\n    pronoun: str = ""'},
}
SHELF = '''

class Shelf(Record):
    """A kind of record more."""

    TABLE: ClassVar[str] = "shelves"
    EVIDENCE = Evidence()
'''
MIGRATION = f"""-- format: {FORMAT}
ALTER TABLE documents ADD COLUMN shelf text;
CREATE TABLE shelves (of_a_later_release text);
"""


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree of the later release."""
    tree = tmp_path_factory.mktemp("later")
    for part in CODE:
        shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for file, additions in LATER.items():
        path = tree / file
        text = path.read_text(encoding="utf-8")
        for after, added in additions.items():
            assert text.count(after) == 1, after
            text = text.replace(after, after + added)
        path.write_text(text, encoding="utf-8")
    with (tree / "bot/policy/incidents/incident.py").open("a", encoding="utf-8") as file_of_kinds:
        file_of_kinds.write(SHELF)
    (tree / "storage/postgres/migrations/9000_later.sql").write_text(MIGRATION, encoding="utf-8")
    return tree


class Running:
    """A release that runs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def tell(self, what: str, *arguments: object) -> Any:
        """Its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([what, *arguments]).encode() + b"\n")
        return await self.answer()

    async def answer(self) -> Any:
        """The next one."""
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
        assert line, "it has ended"
        return json.loads(line)

    async def end(self) -> None:
        """It ends, and lets go of the store."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert await asyncio.wait_for(self._process.wait(), PATIENCE) == 0


class Site:
    """A store, and the two releases that may serve from it."""

    def __init__(self, later: Path, folder: Path, url: str) -> None:
        self._trees = {"this": ROOT, "later": later}
        self._folder = folder
        self._url = url
        self._running: dict[str, Running] = {}

    async def start(self, which: str) -> Running:
        """The release as it starts, whichever way it is. On SQLite the other one ends first."""
        if not self._url:
            for other in list(self._running):
                await self.stop(other)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.storage.release", str(self._folder), self._url),
            cwd=self._trees[which],
            env={**os.environ, "PYTHONPATH": str(self._trees[which])},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        running = self._running[which] = Running(process)
        await running.answer()
        if self._url:
            await running.tell("migrate")
        assert await running.tell("open") is None
        return running

    async def on(self, which: str) -> Running:
        """The release, started if it does not run."""
        return self._running[which] if which in self._running else await self.start(which)

    async def stop(self, which: str) -> None:
        """It is replaced."""
        await self._running.pop(which).end()

    async def end(self) -> None:
        """All of them."""
        for which in list(self._running):
            await self.stop(which)


@pytest.fixture(params=["tinydb", "postgres"])
async def site(request: pytest.FixtureRequest, later: Path, tmp_path: Path) -> AsyncIterator[Site]:
    """An empty store."""
    url = await fresh_database() if request.param == "postgres" else ""
    made = Site(later, tmp_path / "data", url)
    yield made
    await made.end()


async def test_two_releases_on_one_store_and_back_again(site: Site) -> None:
    """Each goes on with what the other has written; nothing of it is lost, and `verify` holds at the end of it all."""
    this = await site.on("this")
    for number in (1, 2, 3):
        await this.tell("report", number)

    newer = await site.on("later")  # an upgrade; on PostgreSQL both serve
    await newer.tell("reckon", 1)
    await newer.tell("escalate", 3)
    await newer.tell("report", 4)

    this = await site.on("this")
    await this.tell("take", 1)
    await this.tell("take", 4)
    await this.tell("report", 5)
    held = await this.tell("read", 1)
    assert (held["state"], held["severity"], held["reporter"]["pronoun"]) == ("acknowledged", 3, "they")
    # One that it cannot read holds up nothing but itself.
    assert await this.tell("by", "state", "reported") == [name(2), name(5)]
    assert len(await this.tell("due")) == 4
    assert await this.tell("apart") == [f"incidents {name(3)}"]
    assert "cannot read" in (await this.tell("take", 3))["refused"]
    assert await this.tell("verify") == [f"unreadable incidents {name(3)}"]

    newer = await site.on("later")
    assert await newer.tell("by", "severity", 3) == [name(1)]
    assert await newer.tell("by", "severity", 0) == [name(number) for number in (2, 3, 4, 5)]
    again = await newer.tell("read", 1)
    assert [again[field] for field in ("severity", "looked_at", "reporter", "version")] == [
        held[field] for field in ("severity", "looked_at", "reporter", "version")
    ]
    assert await newer.tell("apart") == []
    assert (await newer.tell("read", 3))["state"] == "escalated"
    await newer.tell("reckon", 4)
    await newer.tell("take", 1)
    assert await newer.tell("verify") == []

    await site.end()  # a step back
    this = await site.on("this")
    await this.tell("take", 4)
    await this.tell("report", 6)
    assert await this.tell("verify") == [f"unreadable incidents {name(3)}"]

    newer = await site.on("later")  # and forward again
    assert await newer.tell("by", "severity", 3) == [name(1), name(4)]
    assert len(await newer.tell("due")) == 6
    await newer.tell("take", 6)
    assert await newer.tell("verify") == []
