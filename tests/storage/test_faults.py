"""A disk that does not do its part: nothing acknowledged is lost, nothing refused is half kept."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice
from storage.tinydb_store import TinyStore
from tests.chain import first_broken
from tests.soak import IN_FULL
from tests.storage.faulty_disk import EIO, ENOSPC, FaultyDisk
from tests.storage.sample_records import Report, entry, notice, report


def _whole(number: int, said: str = "x" * 300) -> Outcome:
    """An outcome over three tables, so that half of it would show."""
    return Outcome(
        records=(report(number, said=said),),
        notices=(notice(f"n-{number:04d}", subject=f"OS-2026-{number:04d}"),),
        entries=(entry(number),),
    )


async def _held(store: TinyStore) -> set[int]:
    """The numbers of the outcomes that are there; each is there in all three tables, and the chain holds."""
    incidents = {int(found.id[-4:]) for found in await store.find(Report)}
    chain = await store.timeline()
    assert incidents == {int(found.subject[-4:]) for found in await store.find(Notice)}
    assert incidents == {int(line.subject[-4:]) for line in chain}
    assert len(chain) == len(incidents)
    assert first_broken(chain) is None
    return incidents


async def _reopened(folder: Path) -> set[int]:
    store = await TinyStore.open(folder)
    held = await _held(store)
    await store.keep(_whole(9999))
    await store.close()
    store = await TinyStore.open(folder)
    assert await _held(store) == held | {9999}
    await store.close()
    return held


async def _keep(store: TinyStore, number: int) -> bool:
    try:
        await store.keep(_whole(number))
    except StoreUnavailable as refused:
        assert refused.facts["reason"]
        assert "\n" not in refused.facts["reason"]
        return False
    return True


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("error", [EIO, ENOSPC], ids=["EIO", "ENOSPC"])
async def test_a_fault_at_any_call(tmp_path: Path, error: dict[str, int], *, for_good: bool) -> None:
    """Whichever call to the disk fails, in a write or a sweep: what was acknowledged is there after a new start.

    What was refused is not, unless the disk also refused to take it back: then it is whole or not there.
    """
    with FaultyDisk() as disk:
        for call in count(1, 1 if IN_FULL else 4):
            folder = tmp_path / str(call)
            store = await TinyStore.open(folder)
            disk.arm(call, error=error, for_good=for_good)
            kept: set[int] = set()
            refused: set[int] = set()
            for number in range(1, 5):
                (kept if await _keep(store, number) else refused).add(number)
                if number == 2:
                    with suppress(StoreUnavailable):
                        await store.compact()
                assert await _held(store) == kept
            await store.close()
            failed = disk.failed
            disk.arm(None)
            held = await _reopened(folder)
            assert kept <= held
            assert held <= (kept | refused if for_good else kept)
            if not failed:
                break
            if not for_good:
                assert len(refused) <= 1 or "sync" in failed


async def test_a_refused_write_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """After a write that the disk refused, nothing is changed and the next write is taken."""
    with FaultyDisk() as disk:
        store = await TinyStore.open(tmp_path / "data")
        await store.keep(_whole(1))
        disk.arm(1, only="write", error=ENOSPC)
        with pytest.raises(StoreUnavailable) as refused:
            await store.keep(_whole(2))
        assert refused.value.facts["reason"].endswith("database or disk is full")
        assert await _held(store) == {1}
        await store.keep(_whole(2))
        assert await _held(store) == {1, 2}
        await store.close()
        assert await _reopened(tmp_path / "data") == {1, 2}


async def test_after_a_failed_sync_nothing_is_taken_until_a_new_start(tmp_path: Path) -> None:
    """Nobody can say what reached the disk, so the store says no to every write and check, and still answers."""
    with FaultyDisk() as disk:
        store = await TinyStore.open(tmp_path / "data")
        await store.keep(_whole(1))
        disk.arm(1, only="sync")
        for number in (2, 3):
            with pytest.raises(StoreUnavailable, match=r".*") as refused:
                await store.keep(_whole(number))
            assert "restart" in refused.value.facts["reason"]
        with pytest.raises(StoreUnavailable):
            await store.check()
        assert await _held(store) == {1}
        await store.close()
        assert await _reopened(tmp_path / "data") == {1}


@pytest.mark.parametrize("spare", [0, 5_000, 50_000, 150_000])
async def test_a_full_disk_refuses_and_a_freed_one_takes(tmp_path: Path, spare: int) -> None:
    """With no room left writes are refused whole, also after part of one went; with room again they are taken."""
    folder = tmp_path / "data"
    with FaultyDisk() as disk:
        store = await TinyStore.open(folder)
        disk.folder = folder
        kept = {number for number in range(1, 4) if await _keep(store, number)}
        disk.room = sum(path.stat().st_size for path in folder.iterdir()) + spare
        refused: set[int] = set()
        for number in range(4, 10):
            (kept if await _keep_large(store, number) else refused).add(number)
        assert refused
        assert await _held(store) == kept
        disk.room = None
        await store.compact()
        await store.check()
        assert all([await _keep_large(store, number) for number in sorted(refused)])
        assert await _held(store) == kept | refused
        await store.close()
        assert await _reopened(folder) == kept | refused


async def _keep_large(store: TinyStore, number: int) -> bool:
    """Keep an outcome of about 100 KB; whether it was taken."""
    try:
        await store.keep(_whole(number, "y" * 100_000))
    except StoreUnavailable:
        return False
    return True


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB, where this machine lets us mount one; `FaultyDisk.room` stands in for it elsewhere."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    folder = tmp_path / "disk"
    folder.mkdir()
    if mount is None or unmount is None or os.geteuid() != 0:
        pytest.skip("needs the right to mount a tmpfs; the same is tested with a file system that pretends")
    asked = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if asked.returncode:
        pytest.skip("mounting a tmpfs was refused; the same is tested with a file system that pretends")
    try:
        yield folder
    finally:
        subprocess.run([unmount, str(folder)], check=True)


async def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    """On a file system of 2 MB: refused when full, nothing lost, and taken again when something else made room."""
    folder = small_disk / "data"
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(600_000))
    store = await TinyStore.open(folder)
    kept: set[int] = set()
    number = 1
    while await _keep_large(store, number):
        kept.add(number)
        number += 1
    assert kept
    assert not await _keep_large(store, number)
    assert await _held(store) == kept
    ballast.unlink()
    assert await _keep_large(store, number)
    kept.add(number)
    assert await _held(store) == kept
    await store.close()
    store = await TinyStore.open(folder)
    assert await _held(store) == kept
    await store.close()


async def test_a_page_that_cannot_be_read(tmp_path: Path) -> None:
    """Whichever read fails, the answer is right or is one line that says so; the next one is given as ever."""
    with FaultyDisk() as disk:
        store = await TinyStore.open(tmp_path)
        held = {number for number in range(1, 60) if await _keep(store, number)}
        await store.close()
        failed = 0
        for call in range(1, 40, 3):
            store = await TinyStore.open(tmp_path)
            disk.arm(call, only="read")
            try:
                assert await _held(store) == held
            except StoreUnavailable as refused:
                failed += 1
                assert f"the store in {tmp_path} cannot be read" in refused.facts["reason"]
            disk.arm(None)
            assert await _held(store) == held
            await store.close()
        assert failed


@pytest.mark.parametrize("error", [EIO, ENOSPC], ids=["EIO", "ENOSPC"])
async def test_a_store_that_cannot_be_opened_says_why_in_one_line(tmp_path: Path, error: dict[str, int]) -> None:
    """A failing disk at the start is one clear line, and lets go of the lock."""
    with FaultyDisk() as disk:
        for call in count(1, 1 if IN_FULL else 3):
            folder = tmp_path / str(call)
            disk.arm(call, error=error)
            try:
                store = await TinyStore.open(folder)
            except StoreUnavailable as refused:
                assert f"the store in {folder} cannot be opened" in refused.facts["reason"]
                assert "\n" not in refused.facts["reason"]
            else:
                await store.close()
                if not disk.failed:
                    break
            disk.arm(None)
            await (await TinyStore.open(folder)).close()


def _remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


async def test_a_folder_that_can_only_be_read(small_disk: Path) -> None:
    """It is refused in one line, to whoever may do everything too, and is taken when it can be written again."""
    folder = small_disk / "data"
    await (await TinyStore.open(folder)).close()
    _remount(small_disk, "ro")
    with pytest.raises(StoreUnavailable) as refused:
        await TinyStore.open(folder)
    assert f"the store in {folder} cannot be opened" in refused.value.facts["reason"]
    _remount(small_disk, "rw")
    await (await TinyStore.open(folder)).close()


async def test_what_others_wait_for_is_told_when_the_batch_is_refused(tmp_path: Path) -> None:
    """Writes that share a sync share its failure; a version judged against a refused write is not called a conflict."""
    with FaultyDisk() as disk:
        store = await TinyStore.open(tmp_path / "data")
        disk.arm(1, only="write", error=ENOSPC, for_good=True)
        verdicts = await asyncio.gather(*(store.keep(_whole(1)) for _ in range(3)), return_exceptions=True)
        assert all(isinstance(verdict, StoreUnavailable) for verdict in verdicts)
        disk.arm(None)
        await store.keep(_whole(1))
        assert await _held(store) == {1}
        await store.close()
