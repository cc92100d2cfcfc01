"""What every file store promises, sentence by sentence of `ports.FileStore`. A new one needs a row in `FILE_STORES`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.policy.files.contents import LARGEST_FILE_BYTES
from bot.policy.kit.errors import NotFound, StoreUnavailable
from storage.file_folder import FileFolder
from storage.postgres.database import Database
from storage.postgres.store import PostgresFileStore
from tests.postgres import migrated, server


@asynccontextmanager
async def _folder(folder: Path) -> AsyncIterator[FileFolder]:
    yield FileFolder(folder)


@asynccontextmanager
async def _postgres(folder: Path) -> AsyncIterator[PostgresFileStore]:
    """The folder's name is the school's tenant."""
    await migrated()
    database = await Database.open(server().url)
    yield PostgresFileStore(database, str(folder))
    await database.close()


Opened = Callable[[Path], AbstractAsyncContextManager[FileFolder | PostgresFileStore]]
FILE_STORES: dict[str, Opened] = {"folder": _folder, "postgres": _postgres}


@pytest.fixture(params=FILE_STORES)
def opened(request: pytest.FixtureRequest) -> Opened:
    """How a file store of one kind is opened, as often as a test asks."""
    return FILE_STORES[str(request.param)]


CONTENTS = {
    "bytes": bytes(range(256)),
    "nothing": b"",
    "the largest that is taken": b"\0\xff" * (LARGEST_FILE_BYTES // 2),
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
async def test_what_is_put_comes_back(opened: Opened, tmp_path: Path, content: bytes) -> None:
    """To the byte, after a restart too, and to whoever else has this file store open."""
    async with opened(tmp_path / "a") as file_store:
        await file_store.put("a-1", content)
        assert await file_store.get("a-1") == content
        async with opened(tmp_path / "a") as another:
            assert await another.get("a-1") == content
    async with opened(tmp_path / "a") as again:
        assert await again.get("a-1") == content


async def test_the_same_id_replaces_and_what_is_removed_is_gone(opened: Opened, tmp_path: Path) -> None:
    """Of two files with one id the later stands; removing twice is no error."""
    async with opened(tmp_path / "a") as file_store:
        await file_store.put("a-1", b"one")
        await file_store.put("a-2", b"two")
        await file_store.put("a-1", b"another")
        assert await file_store.get("a-1") == b"another"
        for _ in range(2):
            await file_store.remove("a-1")
            with pytest.raises(NotFound):
                await file_store.get("a-1")
        assert await file_store.get("a-2") == b"two"


async def test_all_ids_are_told(opened: Opened, tmp_path: Path) -> None:
    """In order, and none before the first file."""
    async with opened(tmp_path / "a") as file_store:
        assert list(await file_store.ids()) == []
        for name in ("b-1", "B-1", "a-1"):
            await file_store.put(name, b"x")
        await file_store.remove("a-1")
        assert list(await file_store.ids()) == ["B-1", "b-1"]


IDS = ["", ".", "..", "../a", "/etc/passwd", "a/b", "a\0", "a\n", "a.part", "é", "a" * 101, "a' OR '1'='1"]


@pytest.mark.parametrize("id", IDS)
async def test_an_id_that_is_none_of_ours_names_no_file(opened: Opened, tmp_path: Path, id: str) -> None:
    """And leads nowhere else."""
    async with opened(tmp_path / "a") as file_store:
        for act in (file_store.get(id), file_store.remove(id), file_store.put(id, b"x")):
            with pytest.raises(NotFound):
                await act
        assert list(await file_store.ids()) == []


async def test_files_put_at_once_are_all_whole(opened: Opened, tmp_path: Path) -> None:
    """Of one id put twenty times at once one content stands, whole; others beside it are untouched."""
    contents = [bytes([number]) * 100_000 for number in range(20)]
    async with opened(tmp_path / "a") as file_store:
        await asyncio.gather(
            *(file_store.put("same", content) for content in contents),
            *(file_store.put(f"own-{number}", content) for number, content in enumerate(contents)),
        )
        assert await file_store.get("same") in contents
        assert [await file_store.get(f"own-{number}") for number in range(20)] == contents


async def test_a_database_that_is_gone_is_told_in_one_line() -> None:
    """Neither read, written nor removed from, and nothing is taken for missing."""
    await migrated()
    database = await Database.open(server().url)
    file_store = PostgresFileStore(database, "gone")
    await file_store.put("a-1", b"x")
    await database.close()
    for act in (file_store.get("a-1"), file_store.put("a-1", b"y"), file_store.remove("a-1"), file_store.ids()):
        with pytest.raises(StoreUnavailable):
            await act
