"""The same stories with PostgreSQL behind the port: nothing above the store can tell the difference."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from bot.services.ports import Store
from storage.postgres.migrating import migrate
from storage.postgres.store import PostgresStore
from tests.postgres import server
from tests.rig import Rig, school_at_work
from tests.transcripts import test_kinds, test_reporting
from tests.transcripts.play import Line, play

STORIES = {**test_reporting.STORIES, **test_kinds.STORIES}


async def _postgres(_: Path) -> Store:
    """A school of its own in the tests' database."""
    url = server().url
    await migrate(url)
    return await PostgresStore.open(url, str(uuid4()))


@pytest_asyncio.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """The bot and Teams over PostgreSQL."""
    async with school_at_work(tmp_path, opened=_postgres) as at_work:
        yield at_work


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_stories(rig: Rig, story: list[Line]) -> None:
    """Each story ends as it is written."""
    await play(rig, story)
