"""A school at work for each transcript: over TinyDB with buttons of either sort, and a tenth of them over PostgreSQL.

`make soak` has all of them over both, and each case of a table with buttons of either sort; `make test` tries the older
sort with each story, and with one case of each table.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import uuid4
from zlib import crc32

import pytest
import pytest_asyncio

from storage.postgres.database import Database
from storage.postgres.store import PostgresFileStore, PostgresStore
from tests.postgres import migrated, server
from tests.rig import Rig, school_at_work
from tests.soak import IN_FULL

HERE = Path(__file__).parent
POSTGRES, SUBMIT = "postgres", "submit"


@pytest.fixture(autouse=True, params=["execute", pytest.param(SUBMIT, marks=pytest.mark.soak)])
def buttons(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How the buttons of all cards of this transcript are sent."""
    monkeypatch.setattr("tests.rig.BUTTONS", request.param)


@pytest_asyncio.fixture(params=["tinydb", pytest.param(POSTGRES, marks=pytest.mark.soak)])
async def rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Rig]:
    """The bot and Teams, on a Monday morning in term."""
    async with AsyncExitStack() as stack:
        if request.param != POSTGRES:
            yield await stack.enter_async_context(school_at_work(tmp_path))
            return
        await migrated()
        database, tenant = await Database.open(server().url), str(uuid4())
        stack.push_async_callback(database.close)

        async def opened(_: Path) -> PostgresStore:
            return await PostgresStore.open(database, tenant)

        file_store = PostgresFileStore(database, tenant)
        yield await stack.enter_async_context(school_at_work(tmp_path, opened=opened, file_store=file_store))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Who looks into the folder itself is for TinyDB alone; of the others on PostgreSQL a tenth is kept."""
    submitted: set[Callable[..., object]] = set()
    left = {item for item in items if HERE in item.path.parents and _is_left_out(item, submitted)}
    if left:
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]


def _is_left_out(item: pytest.Item, submitted: set[Callable[..., object]]) -> bool:
    case = getattr(item, "callspec", None)
    if case is None or not isinstance(item, pytest.Function):
        return False
    on_postgres = case.params.get("rig") == POSTGRES or "replicas" in item.fixturenames
    if case.params["buttons"] == SUBMIT:
        # What a store keeps does not depend on how a button was sent, and a forged press is sent in one way.
        if on_postgres or not {"play", "press"} & set(item.function.__code__.co_names):
            return True
        # The cases of a table press the same buttons with other values; each story presses others.
        again = item.function in submitted and item.originalname != "test_stories"
        submitted.add(item.function)
        return again and not IN_FULL
    if not on_postgres or "replicas" in item.fixturenames:
        return False
    looks_into_the_folder = "tmp_path" in item.function.__code__.co_varnames
    return looks_into_the_folder or not (IN_FULL or crc32(item.nodeid.encode()) % 10 == 0)
