"""A back-up holds a school as it stood at one moment, and gives it back whole, into either store, or says why not."""

from __future__ import annotations

import asyncio
import errno
import gzip
import io
import json
import os
import shutil
import subprocess
import tarfile
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count, product
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage.x25519 import Identity
from typing_extensions import Buffer

from bot.policy.kit.errors import RecordUnreadable, StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Counter
from bot.policy.kit.timeline import fingerprint
from storage import rows
from storage.archive import BACKUP_FORMAT, BackupHeader, SchoolNamed
from storage.backing_up import back_up, bring_in, read_through
from storage.copying import Moment, SchoolPlace
from storage.file_folder import FileFolder
from storage.files import FileSystem
from storage.school_folder import EVIDENCE, SchoolFolder
from storage.sqlite_file import RESTORING, STORE_FILE
from storage.tinydb_store import TinyStore
from tests.chain import first_broken
from tests.storage.sample_records import NOON, Report, entry, report
from tests.storage.test_copying import KINDS, all_of, fill
from tests.tampering import FolderTamper

WAYS = list(product(KINDS, repeat=2))
TENANT = "11111111-2222-4333-8444-555555555555"
ABOUT = BackupHeader(release="1.0", at=NOON, schools=(SchoolNamed(tenant=TENANT, name="Example Primary School"),))


class Keys:
    """A pair of keys, in files as `age-keygen` and `age-keygen -y` write them."""

    def __init__(self, folder: Path, name: str = "key") -> None:
        secret = Identity.generate()
        self.secret, self.public = folder / f"{name}.txt", folder / f"{name}.pub"
        self.secret.write_text(f"# created: today\n# public key: {secret.to_public()}\n{secret}\n", encoding="utf-8")
        self.public.write_text(f"{secret.to_public()}\n", encoding="utf-8")


def _public(keys: Keys | None) -> Path | None:
    return None if keys is None else keys.public


def _secret(keys: Keys | None) -> Path | None:
    return None if keys is None else keys.secret


async def _backed_up(folder: Path, keys: Keys | None = None) -> Path:
    """A back-up of a school that has been lived in."""
    await fill("folder", str(folder / "a"))
    file = folder / "backup"
    await back_up(file, _public(keys), ABOUT, [SchoolFolder(folder / "a")])
    return file


async def _restore(file: Path, key: Path | None, place: SchoolPlace) -> None:
    read_through(file, key)
    await bring_in(file, key, {TENANT: place})


def _refusal(file: Path, key: Path | None = None) -> str:
    """The one line with which it is refused before anything is written."""
    with pytest.raises(StoreUnavailable) as refused:
        read_through(file, key)
    line = refused.value.facts["reason"]
    assert "\n" not in line
    return line


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
@pytest.mark.parametrize(("here", "there"), WAYS)
async def test_what_was_backed_up_comes_back(tmp_path: Path, here: str, there: str, encrypted: bool) -> None:
    """From either store into either, letter for letter; nobody else may read the file, and it says what is in it."""
    a, b, file = str(tmp_path / "a"), str(tmp_path / "b"), tmp_path / "backup"
    keys = Keys(tmp_path) if encrypted else None
    await fill(here, a)
    async with KINDS[here].place(a) as source, KINDS[there].place(b) as target:
        (told,) = await back_up(file, _public(keys), ABOUT, [source])
        assert file.stat().st_mode & 0o777 == 0o600
        about, summaries = read_through(file, _secret(keys))
        assert (about, summaries) == (ABOUT, {TENANT: told})
        assert told.counts == {"chats": 1, "counters": 1, "files": 3, "notices": 150, "reports": 149, "timeline": 301}
        await bring_in(file, _secret(keys), {TENANT: target})
        assert await all_of(target) == await all_of(source)
        with pytest.raises(StoreUnavailable) as refused:
            await bring_in(file, _secret(keys), {TENANT: target})
        assert "already: choose an empty place" in refused.value.facts["reason"]
    store = await KINDS[there].store(b)
    chain = await store.timeline()
    assert told.head == fingerprint(chain[-1])
    await store.keep(Outcome(entries=(entry(7, "reopened"),)))
    assert first_broken(await store.timeline()) is None
    await store.close()


def _shell(script: str, *arguments: Path) -> None:
    subprocess.run(["sh", "-eu", "-c", script, "sh", *arguments], check=True)


async def test_age_and_tar_read_it_without_the_bot(tmp_path: Path) -> None:
    """Whoever has the key needs no release of ours: the hashes are those of `sha256sum`, a record is a line of JSON."""
    tools = ("age", "tar", "sha256sum")
    keys = Keys(tmp_path)
    file = await _backed_up(tmp_path, keys)
    if shutil.which("age") is None:
        clear = tmp_path / "clear"
        pyrage.decrypt_file(str(file), str(clear), [Identity.from_str(keys.secret.read_text().split()[-1])])
        script = 'tar -xzf "$2" -C "$3" && cd "$3" && sha256sum --check --quiet SHA256SUMS'
        file = clear
    else:
        script = 'age --decrypt -i "$1" "$2" | tar -xzf - -C "$3" && cd "$3" && sha256sum --check --quiet SHA256SUMS'
    assert all(shutil.which(tool) for tool in tools[1:])
    there = tmp_path / "there"
    there.mkdir()
    await asyncio.to_thread(_shell, script, keys.secret, file, there)
    lines = (there / TENANT / "reports-000001.jsonl").read_text(encoding="utf-8").split("\n")
    assert json.loads(lines[0])["id"] == "OS-2026-0000"
    assert (there / TENANT / "files" / "a-1").read_bytes() == b"one"


async def test_what_age_has_encrypted_is_read(tmp_path: Path) -> None:
    """A plain back-up that somebody encrypts by hand is one like any other."""
    if shutil.which("age") is None:
        pytest.skip("no age here")
    keys, file = Keys(tmp_path), await _backed_up(tmp_path)
    await asyncio.to_thread(_shell, 'age -R "$1" -o "$3" "$2"', keys.public, file, tmp_path / "by-hand")
    assert read_through(tmp_path / "by-hand", keys.secret) == read_through(file, None)


async def test_what_is_not_for_this_key_is_refused(tmp_path: Path) -> None:
    """Each with its own line: another's key, none where one is needed, one where none is."""
    keys, others = Keys(tmp_path), Keys(tmp_path, "other")
    file = await _backed_up(tmp_path, keys)
    assert _refusal(file, others.secret) == f"{file} was not encrypted for the key in {others.secret}"
    assert _refusal(file) == f"{file} is encrypted: name the file with its secret key (--key KEYFILE)"
    plain = tmp_path / "plain"
    await back_up(plain, None, ABOUT, [SchoolFolder(tmp_path / "a")])
    assert _refusal(plain, keys.secret) == f"{plain} is not encrypted: if that is no surprise, leave --key out"
    assert _refusal(file, keys.public).endswith("is no file of age's keys (AGE-SECRET-KEY-1…, one a line)")
    assert _refusal(file, tmp_path / "absent").endswith("absent cannot be read: No such file or directory")


async def test_for_whom_must_be_clear(tmp_path: Path) -> None:
    """A secret key that lies on the machine is pointed out; without a key nothing is written in clear by mistake."""
    keys, there = Keys(tmp_path), tmp_path / "backup"
    await fill("folder", str(tmp_path / "a"))
    (tmp_path / "empty").write_text("# nothing\n", encoding="utf-8")
    for named, said in (
        (keys.secret, "holds a secret key: keep it elsewhere"),
        (tmp_path / "empty", "is no file of age's"),
    ):
        with pytest.raises(StoreUnavailable) as refused:
            await back_up(there, named, ABOUT, [SchoolFolder(tmp_path / "a")])
        assert said in refused.value.facts["reason"]
    assert not there.exists()


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_whatever_is_changed_is_noticed(tmp_path: Path, encrypted: bool) -> None:
    """A byte that is another, an end that is missing, something behind it: each is refused in one line. Where packing
    can say the same in two ways, it may be said in the other: then it is the same back-up."""
    keys = Keys(tmp_path) if encrypted else None
    file = await _backed_up(tmp_path, keys)
    secret, whole, changed = _secret(keys), file.read_bytes(), tmp_path / "changed"

    def refused(content: bytes) -> None:
        changed.write_bytes(content)
        if not encrypted and _unpacked(content) == _unpacked(whole):
            assert read_through(changed, secret) == read_through(file, secret)
        else:
            assert _refusal(changed, secret).startswith(f"{changed} ")

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, len(whole) - 1), st.integers(1, 255))
    def flipped(at: int, by: int) -> None:
        refused(whole[:at] + bytes([whole[at] ^ by]) + whole[at + 1 :])

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, len(whole) - 1))
    def cut(at: int) -> None:
        refused(whole[:at])

    flipped()
    cut()
    refused(whole[:-1])
    refused(whole + b"more")


def _unpacked(content: bytes) -> bytes | None:
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return None


def _tar(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(mode="w:gz", fileobj=packed) as tar:
        for name, content in members.items():
            told = tarfile.TarInfo(name)
            told.size = len(content)
            tar.addfile(told, io.BytesIO(content))
    return packed.getvalue()


NOT_OURS = {
    "nothing": b"",
    "text": b"Dear Headteacher",
    "a packed text": gzip.compress(b"Dear Headteacher"),
    "another archive": _tar({"store.db": b"SQLite format 3"}),
    "another program's": _tar({"backup.json": b'{"product": "other", "format": 1}'}),
    "no JSON": _tar({"backup.json": b"format: 1"}),
}


@pytest.mark.parametrize("content", NOT_OURS.values(), ids=NOT_OURS)
@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes, encrypted: bool) -> None:
    """Also where it was encrypted for the right key."""
    keys, file = Keys(tmp_path), tmp_path / "file"
    secret = Identity.from_str(keys.secret.read_text(encoding="utf-8").split()[-1])
    file.write_bytes(pyrage.encrypt(content, [secret.to_public()]) if encrypted else content)
    said = _refusal(file, keys.secret if encrypted else None)
    assert said in (f"{file} is not a back-up of this program", f"{file} is damaged or not whole: take another back-up")


NEWER = {
    "of the file": (
        {"format": BACKUP_FORMAT + 1},
        f"has format {BACKUP_FORMAT + 1}, and this release reads {BACKUP_FORMAT}",
    ),
    "of the records": ({"records": rows.FORMAT + 1}, f"holds has format {rows.FORMAT + 1}, and this release reads"),
}


@pytest.mark.parametrize(("newer", "said"), NEWER.values(), ids=NEWER)
def test_a_newer_format_is_refused(tmp_path: Path, newer: dict[str, int], said: str) -> None:
    """With the number that it has and those that are read here, whatever else it says."""
    told = {
        "product": "online-safety-bot",
        "format": BACKUP_FORMAT,
        "records": rows.FORMAT,
        "release": "9.0",
        "novelty": True,
    }
    (tmp_path / "file").write_bytes(_tar({"backup.json": json.dumps({**told, **newer}).encode()}))
    assert said in _refusal(tmp_path / "file")


async def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A file of that name stays what it is, and what another back-up has begun there is left to it."""
    await fill("folder", str(tmp_path / "a"))
    for there in ("backup", "backup.part"):
        (tmp_path / there).write_bytes(b"mine")
        with pytest.raises(StoreUnavailable) as refused:
            await back_up(tmp_path / "backup", None, ABOUT, [SchoolFolder(tmp_path / "a")])
        assert refused.value.facts["reason"].startswith(f"{tmp_path / there} is there already: ")
        assert (tmp_path / there).read_bytes() == b"mine"
        (tmp_path / there).unlink()


class FullDisk(io.FileIO):
    """A disk that takes some of a file, and no more."""

    def write(self, data: Buffer, /) -> int:
        if self.tell() + memoryview(data).nbytes > 8_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_a_disk_that_is_full_leaves_nothing(
    tmp_path: Path, encrypted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half of a back-up is taken for one."""
    await fill("folder", str(tmp_path / "a"))
    keys = Keys(tmp_path) if encrypted else None
    monkeypatch.setattr(FileSystem, "begin", lambda _, path: io.BufferedWriter(FullDisk(path, "xb")))
    with pytest.raises(StoreUnavailable) as refused:
        await back_up(tmp_path / "backup", _public(keys), ABOUT, [SchoolFolder(tmp_path / "a")])
    assert "No space left on device" in refused.value.facts["reason"]
    assert not {"backup", "backup.part"} & set(FileSystem().names(tmp_path))


@pytest.mark.parametrize("there", KINDS)
async def test_one_record_that_cannot_be_read_holds_up_no_other(tmp_path: Path, there: str) -> None:
    """It is in the back-up as it lies in the store, comes back so, and is set apart there as it was before."""
    await fill("folder", str(tmp_path / "a"))
    FolderTamper(tmp_path / "a").change("reports", "OS-2026-0005", ladder="a novelty")
    source = SchoolFolder(tmp_path / "a")
    await back_up(tmp_path / "backup", None, ABOUT, [source])
    async with KINDS[there].place(str(tmp_path / "b")) as target:
        await _restore(tmp_path / "backup", None, target)
        assert await all_of(target) == await all_of(source)
    store = await KINDS[there].store(str(tmp_path / "b"))
    with pytest.raises(RecordUnreadable):
        await store.get(Report, "OS-2026-0005")
    assert len(await store.find(Report)) == 148
    await store.close()


@asynccontextmanager
async def _writing(kind: str, name: str) -> AsyncIterator[None]:
    """A burst of writes: each report comes with the next number, and two entries that follow each other."""
    store, begun, ended = await KINDS[kind].store(name), asyncio.Event(), asyncio.Event()

    async def write() -> None:
        for number in count(1):
            held = await store.get(Counter, "OS-2026") or Counter(id="OS-2026", last=0)
            records = (report(number), held.model_copy(update={"last": number}))
            await store.keep(Outcome(records=records, entries=(entry(number), entry(number, "rang"))))
            begun.set()
            if ended.is_set():
                return

    writing = asyncio.create_task(write())
    await begun.wait()
    yield
    ended.set()
    await writing
    await store.close()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_back_up_in_a_burst_of_writes_is_one_moment(tmp_path: Path, kind: str) -> None:
    """Each of several: reports, their number and their entries agree, as they did at every moment; none is earlier than
    the one before."""
    seen = []
    async with _writing(kind, str(tmp_path / "a")), KINDS[kind].place(str(tmp_path / "a")) as place:
        for number in range(6):
            await back_up(tmp_path / f"backup-{number}", None, ABOUT, [place])
    for number in range(6):
        there = tmp_path / f"there-{number}"
        await _restore(tmp_path / f"backup-{number}", None, SchoolFolder(there))
        store = await TinyStore.open(there)
        counter, reports, chain = await store.get(Counter, "OS-2026"), await store.find(Report), await store.timeline()
        assert counter is not None
        assert [len(reports), len(chain)] == [counter.last, 2 * counter.last]
        assert first_broken(chain) is None
        seen.append(counter.last)
        await store.close()
    assert seen == sorted(seen)
    assert seen[0] < seen[-1]


class Busy(SchoolFolder):
    """A school whose bot takes a file away each time that somebody begins to read it whole."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._theirs = FileFolder(folder / EVIDENCE)

    @asynccontextmanager
    async def at_one_moment(self) -> AsyncIterator[Moment]:
        async with super().at_one_moment() as moment:
            for name in (await self._theirs.ids())[-1:]:
                await self._theirs.remove(name)
            yield moment


async def test_files_that_are_taken_away_meanwhile_begin_it_anew(tmp_path: Path) -> None:
    """No record is in a back-up that lacks its file: the back-up is of a moment after that."""
    await fill("folder", str(tmp_path / "a"))
    (told,) = await back_up(tmp_path / "backup", None, ABOUT, [Busy(tmp_path / "a")])
    assert "files" not in told.counts, "all three were taken away, one in each try"


def _with_half_of_the_records(there: Path) -> None:
    (there / RESTORING).mkdir(parents=True)
    (there / RESTORING / STORE_FILE).write_bytes(b"half")


def _with_the_files_in_place(there: Path) -> None:
    (there / RESTORING).mkdir(parents=True)
    (there / EVIDENCE).mkdir()
    (there / EVIDENCE / "a-1").write_bytes(b"one")


@pytest.mark.parametrize("killed", [_with_half_of_the_records, _with_the_files_in_place])
async def test_a_restore_that_was_cut_short_is_known_and_done_again(
    tmp_path: Path, killed: Callable[[Path], None]
) -> None:
    """Until it is whole nobody begins a store there, and the next restore clears away what it finds."""
    file, there = await _backed_up(tmp_path), tmp_path / "there"
    killed(there)
    for look in (TinyStore.open(there), _look(SchoolFolder(there))):
        with pytest.raises(StoreUnavailable) as refused:
            await look
        said = f"what was brought into {there} is not whole: do it again, it begins anew"
        assert refused.value.facts["reason"] == said
    await _restore(file, None, SchoolFolder(there))
    assert await all_of(SchoolFolder(there)) == await all_of(SchoolFolder(tmp_path / "a"))
    assert not (there / RESTORING).exists()


async def _look(place: SchoolPlace) -> None:
    async with place.at_one_moment():
        pass
