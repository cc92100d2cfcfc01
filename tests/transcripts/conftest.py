"""A school at work for each transcript."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.rig import Rig, school_at_work


@pytest_asyncio.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """The bot and Teams, on a Monday morning in term."""
    async with school_at_work(tmp_path) as at_work:
        yield at_work
