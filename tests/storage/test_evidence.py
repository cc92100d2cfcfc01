"""The cabinet in a folder: whole files or none, for their owner alone, under ids of ours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.policy.errors import NotFound, StoreUnavailable
from storage.evidence import EvidenceFolder
from storage.files import Files


async def test_what_is_put_comes_back(tmp_path: Path) -> None:
    """After a restart too; the same id again replaces it; what is removed is gone."""
    cabinet = EvidenceFolder(tmp_path / "evidence")
    await cabinet.put("a-1", b"one")
    await cabinet.put("a-1", b"two")
    assert await EvidenceFolder(tmp_path / "evidence").get("a-1") == b"two"
    await cabinet.remove("a-1")
    await cabinet.remove("a-1")
    with pytest.raises(NotFound):
        await cabinet.get("a-1")


async def test_for_its_owner_alone(tmp_path: Path) -> None:
    """Whatever the process's mask."""
    before = os.umask(0)
    try:
        await EvidenceFolder(tmp_path / "evidence").put("a", b"one")
    finally:
        os.umask(before)
    assert (tmp_path / "evidence").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "evidence" / "a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("id", ["", ".", "..", "../a", "/etc/passwd", "a/b", "a\0", "a\n", "a.part", "é", "a" * 101])
async def test_no_id_leads_out_of_the_folder(tmp_path: Path, id: str) -> None:
    """An id that is none of ours names no file."""
    cabinet = EvidenceFolder(tmp_path / "evidence")
    for act in (cabinet.get(id), cabinet.remove(id), cabinet.put(id, b"x")):
        with pytest.raises(NotFound):
            await act
    assert not [*tmp_path.iterdir()]  # noqa: ASYNC240 - nothing else waits here


class Full(Files):
    """A disk that has room for a few bytes."""

    def write(self, descriptor: int, data: bytes | memoryview, offset: int) -> int:
        """Three bytes, then no more."""
        if offset >= 3:
            raise OSError(28, "No space left on device")
        return super().write(descriptor, data[:3], offset)


async def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    """The old file stands; of the new one there is nothing."""
    folder = tmp_path / "evidence"
    await EvidenceFolder(folder).put("a", b"old words")
    with pytest.raises(StoreUnavailable):
        await EvidenceFolder(folder, files=Full()).put("a", b"new words")
    assert await EvidenceFolder(folder).get("a") == b"old words"
    assert [path.name for path in folder.iterdir()] == ["a"]
