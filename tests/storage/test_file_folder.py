"""The file store in a folder, beyond what every file store promises: for its owner alone, and whole on a full disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.policy.kit.errors import StoreUnavailable
from storage.file_folder import FileFolder
from storage.files import FileSystem


async def test_for_its_owner_alone(tmp_path: Path) -> None:
    """Whatever the process's mask."""
    before = os.umask(0)
    try:
        await FileFolder(tmp_path / "evidence").put("a", b"one")
    finally:
        os.umask(before)
    assert (tmp_path / "evidence").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "evidence" / "a").stat().st_mode & 0o777 == 0o600


class Full(FileSystem):
    """A disk that has room for a few bytes."""

    def write(self, descriptor: int, data: memoryview) -> int:
        """Three bytes, then no more."""
        if os.fstat(descriptor).st_size >= 3:
            raise OSError(28, "No space left on device")
        return super().write(descriptor, data[:3])


async def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    """The old file stands; of the new one there is nothing."""
    folder = tmp_path / "evidence"
    await FileFolder(folder).put("a", b"old words")
    with pytest.raises(StoreUnavailable):
        await FileFolder(folder, files=Full()).put("a", b"new words")
    assert await FileFolder(folder).get("a") == b"old words"
    assert [path.name for path in folder.iterdir()] == ["a"]
