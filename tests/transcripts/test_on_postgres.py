"""The same stories with PostgreSQL behind the port: nothing above the store can tell the difference, nor can anybody
tell which of two replicas took their turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from bot.services.ports import Store
from storage.postgres.database import Database
from storage.postgres.store import PostgresFileStore, PostgresStore
from tests.postgres import migrated, server
from tests.rig import CHAMPION, TEACHER, Rig, school_at_work
from tests.sample_files import png
from tests.transcripts import test_kinds, test_reporting
from tests.transcripts.play import Line, play
from tests.transcripts.test_files import send

STORIES = {**test_reporting.STORIES, **test_kinds.STORIES}


@pytest_asyncio.fixture
async def replicas(tmp_path: Path) -> AsyncIterator[tuple[Rig, Rig]]:
    """The bot twice over one school's part of the tests' database, with one Teams. The second is spoken to first."""
    await migrated()
    tenant = str(uuid4())
    async with AsyncExitStack() as stack:

        async def replica(before: Rig | None) -> Rig:
            database = await Database.open(server().url)
            stack.push_async_callback(database.close)

            async def opened(_: Path) -> Store:
                return await PostgresStore.open(database, tenant)

            return await stack.enter_async_context(
                school_at_work(
                    tmp_path / str(uuid4()),
                    teams=before.teams if before else None,
                    clock=before.clock if before else None,
                    opened=opened,
                    file_store=PostgresFileStore(database, tenant),
                )
            )

        first = await replica(None)
        yield first, await replica(first)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(replicas: tuple[Rig, Rig], story: list[Line]) -> None:
    """Each story ends as it is written, with each turn taken by the other replica than the one before."""
    for number, lines in enumerate(_turns(story)):
        rig = replicas[number % 2]
        rig.teams.bot_url = f"{rig.url}/api/messages"
        await play(rig, lines)


def _turns(story: list[Line]) -> list[list[Line]]:
    """A story in pieces: what somebody does, and what is seen of it."""
    turns: list[list[Line]] = []
    for line in story:
        if not turns or line[1] in {"opens", "says", "presses", "presses the fallback"}:
            turns.append([])
        turns[-1].append(line)
    return turns


async def test_a_file_that_one_replica_took_in_is_handed_out_by_the_other(replicas: tuple[Rig, Rig]) -> None:
    """Neither needs what lies on the other's disk."""
    first, second = replicas
    first.teams.bot_url = f"{first.url}/api/messages"
    await play(first, [(TEACHER, "says", "report threat")])
    await send(first, TEACHER, {"screenshot.png": png()})
    await play(first, [(TEACHER, "presses", "Send", {"what": "x"}), (CHAMPION, "reads", "Files kept (1)")])
    second.teams.bot_url = f"{second.url}/api/messages"
    await play(
        second,
        [
            (CHAMPION, "presses", "Open a file"),
            (CHAMPION, "presses", "Send"),
        ],
    )
    assert (await second.teams.accept_file(CHAMPION)).taken
    await play(second, [(CHAMPION, "reads", "A file of OS-2026-0001 is in your OneDrive now")])
    assert bytes(second.teams.files.newest("OS-2026-0001-file-1.png").content) == png()
