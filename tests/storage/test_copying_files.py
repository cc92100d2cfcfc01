"""A school's files move with it: every one to the byte, or none."""

from __future__ import annotations

from contextlib import AsyncExitStack
from itertools import product
from pathlib import Path

import pytest

from bot.policy.kit.errors import StoreUnavailable
from storage.copying import copying_files
from storage.file_folder import FileFolder
from tests.storage.test_file_stores import FILE_STORES

WAYS = list(product(FILE_STORES, repeat=2))
FILES = {"a-1": b"one", "b-2": bytes(range(256)) * 1_000, "c-3": b""}


class Forgetful(FileFolder):
    """A file store whose disk loses a byte of one file."""

    async def get(self, id: str) -> bytes:
        content = await super().get(id)
        return content[:-1] if id == "b-2" else content


@pytest.mark.parametrize(("here", "there"), WAYS)
async def test_every_file_arrives(tmp_path: Path, here: str, there: str) -> None:
    """In either direction, and they are counted; the source keeps its own."""
    async with FILE_STORES[here](tmp_path / "a") as source, FILE_STORES[there](tmp_path / "b") as target:
        for name, content in FILES.items():
            await source.put(name, content)
        async with copying_files(source, target) as count:
            assert count == len(FILES)
        for file_store in (source, target):
            assert {name: await file_store.get(name) for name in await file_store.ids()} == FILES


@pytest.mark.parametrize("there", FILE_STORES)
async def test_what_goes_wrong_with_the_records_takes_the_files_back(tmp_path: Path, there: str) -> None:
    """When the block fails the target is empty again, and the copy can be made anew."""
    source = FileFolder(tmp_path / "a")
    await source.put("a-1", b"one")
    async with FILE_STORES[there](tmp_path / "b") as target:
        with pytest.raises(StoreUnavailable):
            async with copying_files(source, target):
                raise StoreUnavailable(reason="the records")
        assert list(await target.ids()) == []
        async with copying_files(source, target):
            pass
        assert list(await target.ids()) == ["a-1"]


@pytest.mark.parametrize("there", FILE_STORES)
async def test_a_target_that_holds_a_file_is_refused(tmp_path: Path, there: str) -> None:
    """Whatever it is called; it stays as it was."""
    source = FileFolder(tmp_path / "a")
    await source.put("a-1", b"one")
    async with FILE_STORES[there](tmp_path / "b") as target:
        await target.put("a-1", b"theirs")
        async with AsyncExitStack() as stack:
            with pytest.raises(StoreUnavailable) as refused:
                await stack.enter_async_context(copying_files(source, target))
        assert "empty" in refused.value.facts["reason"]
        assert await target.get("a-1") == b"theirs"


async def test_a_file_that_arrives_otherwise_stops_the_copy(tmp_path: Path) -> None:
    """It is read again where it arrived; the line names it, and nothing stays behind."""
    source, target = FileFolder(tmp_path / "a"), Forgetful(tmp_path / "b")
    for name, content in FILES.items():
        await source.put(name, content)
    async with AsyncExitStack() as stack:
        with pytest.raises(StoreUnavailable) as refused:
            await stack.enter_async_context(copying_files(source, target))
    assert refused.value.facts["reason"] == "the file b-2 did not arrive as it was sent"
    assert list(await target.ids()) == []
