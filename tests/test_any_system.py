"""The process on systems that lack what only Unix has: it starts, takes a report, pings, and stops cleanly."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest

from bot.settings import load_school
from storage.postgres.migrating import migrate
from tests.clock import PATIENCE
from tests.postgres import fresh_database
from tests.rig import CHAMPION, SCHOOL_FILE, TEACHER
from tests.stand_in import StandInTeams
from tests.test_app import ROOT, address, environment, process


async def _database() -> dict[str, str]:
    url = await fresh_database()
    await migrate(url)
    return {"DATABASE_URL": url}


async def _folder() -> dict[str, str]:
    return {}


@pytest.mark.parametrize("where", [_folder, _database], ids=["tinydb", "postgres"])
async def test_it_needs_nothing_that_only_unix_has(
    where: Callable[[], Awaitable[dict[str, str]]], tmp_path: Path
) -> None:
    """Without `fcntl`, `poll`, `pwrite` or signal handlers of the loop a report is taken, told of and kept."""
    school = load_school(SCHOOL_FILE)
    settings = environment(tmp_path, SCHOOL_FILE=str(ROOT / "school.toml"), **await where())
    async with (
        StandInTeams(tenant_id=school.tenant_id, people=school.people).serving() as teams,
        process(settings, "--local", program="tests/bare_system.py") as running,
    ):
        own = await address(running)
        teams.bot_url = f"{own}/api/messages"
        await teams.say(CHAMPION, "help")
        await teams.say(TEACHER, "report threat")
        await teams.press(TEACHER, "Send", {"what": "A letter"})
        await teams.until(lambda: "Acknowledge" in teams.words(CHAMPION), within=PATIENCE)
        async with aiohttp.ClientSession(own) as session, session.get("/readyz") as response:
            assert response.status == 200, await response.text()
        running.send_signal(signal.SIGTERM)
        _, said = await asyncio.wait_for(running.communicate(), PATIENCE)
    assert running.returncode == 0, said
    assert '"event": "stopped"' in said.decode()
