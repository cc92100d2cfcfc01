"""A school moves between places whole, or not at all: records at their versions, the chain by its digests, files."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import psycopg
import pytest

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Chat, Counter, Notice
from storage.copying import FileContent, Moment, SchoolPlace, copy_school
from storage.file_folder import FileFolder
from storage.postgres.database import Database
from storage.postgres.moving import SchoolInDatabase
from storage.postgres.store import PostgresFileStore, PostgresStore
from storage.reading import KeptItem
from storage.school_folder import EVIDENCE, SchoolFolder
from storage.sqlite_file import STORE_FILE
from storage.tinydb_store import TinyStore
from tests.chain import first_broken
from tests.postgres import migrated, server
from tests.storage.sample_records import CHAMPION, NOON, OTHER, Report, Stage, entry, notice, report

T = TypeVar("T")
AnyStore = TinyStore | PostgresStore
FILES = {"a-1": b"one", "b-2": bytes(range(256)) * 1_000, "c-3": b""}


@dataclass(frozen=True)
class Kind:
    """A kind of place: its store opened by name, its files, and itself."""

    store: Callable[[str], Awaitable[AnyStore]]
    files: Callable[[str], AbstractAsyncContextManager[FileFolder | PostgresFileStore]]
    place: Callable[[str], AbstractAsyncContextManager[SchoolPlace]]


async def _tiny(name: str) -> AnyStore:
    return await TinyStore.open(Path(name))


async def _postgres(name: str) -> AnyStore:
    await migrated()
    return await PostgresStore.open(server().url, name)


@asynccontextmanager
async def _folder_files(name: str) -> AsyncIterator[FileFolder]:
    yield FileFolder(Path(name) / EVIDENCE)


@asynccontextmanager
async def _folder(name: str) -> AsyncIterator[SchoolPlace]:
    yield SchoolFolder(Path(name))


@asynccontextmanager
async def _database() -> AsyncIterator[Database]:
    await migrated()
    database = await Database.open(server().url)
    yield database
    await database.close()


@asynccontextmanager
async def _postgres_files(name: str) -> AsyncIterator[PostgresFileStore]:
    async with _database() as database:
        yield PostgresFileStore(database, name)


@asynccontextmanager
async def _in_database(name: str) -> AsyncIterator[SchoolPlace]:
    async with _database() as database:
        yield SchoolInDatabase(database, name)


KINDS = {
    "folder": Kind(_tiny, _folder_files, _folder),
    "database": Kind(_postgres, _postgres_files, _in_database),
}
WAYS = list(product(KINDS, repeat=2))


async def lived_in(store: AnyStore) -> None:
    """Records of several kinds at several versions, odd characters and moments, one that was removed, and a chain."""
    for number in range(150):
        await store.keep(
            Outcome(
                records=(report(number, owner=CHAMPION if number % 2 else None, due=None if number % 3 else NOON),),
                notices=(notice(f"n-{number}"),),
                entries=(entry(number), entry(number, "rang")),
            )
        )
    held = await store.get(Report, "OS-2026-0007")
    assert held is not None
    await store.keep(Outcome(records=(held.model_copy(update={"state": Stage.CLOSED, "due_at": None}),)))
    gone = await store.get(Report, "OS-2026-0008")
    assert gone is not None
    await store.keep(Outcome(removed=(gone,), entries=(entry(8, "removed"),)))
    chat = Chat(id=OTHER.id, service_url="u", conversation="c", bot_id="b", seen_at=NOON)
    await store.keep(Outcome(records=(chat, Counter(id="OS-2026", last=150))))


async def fill(kind: str, name: str) -> None:
    """A school that has been lived in, with files, and that nobody has open."""
    store = await KINDS[kind].store(name)
    await lived_in(store)
    await store.close()
    async with KINDS[kind].files(name) as files:
        for name_of, content in FILES.items():
            await files.put(name_of, content)


async def all_of(place: SchoolPlace) -> tuple[list[KeptItem], list[FileContent]]:
    """What is there: nothing where nothing was ever kept."""
    try:
        async with place.at_one_moment() as moment:
            return sorted([each async for each in moment.kept]), [each async for each in moment.files]
    except StoreUnavailable as error:
        assert "nothing was ever kept there" in error.facts["reason"]
        return [], []


@pytest.mark.parametrize(("here", "there"), WAYS)
async def test_a_school_arrives_whole(tmp_path: Path, here: str, there: str) -> None:
    """All records, the whole chain and every file arrive as they were, are found by field and by due time, and life
    goes on."""
    a, b = str(tmp_path / "a"), str(tmp_path / "b")
    await fill(here, a)
    async with KINDS[here].place(a) as source, KINDS[there].place(b) as target:
        counts = await copy_school(source, target)
        assert counts == {"chats": 1, "counters": 1, "files": 3, "notices": 150, "reports": 149, "timeline": 301}
        assert await all_of(target) == await all_of(source)
    before, after = await KINDS[here].store(a), await KINDS[there].store(b)
    assert await after.timeline() == await before.timeline()
    for asked in ({"where": {"state": "closed"}}, {"where": {"owner_id": CHAMPION.id}}, {"due_by": NOON}):
        found = await after.find(Report, **asked)
        assert found == await before.find(Report, **asked)
        assert found
    assert await after.next_due(Notice, where={"state": "waiting"}) == NOON
    closed = await after.get(Report, "OS-2026-0007")
    assert closed is not None
    assert closed.version == 2
    await after.keep(Outcome(records=(closed, report(8)), entries=(entry(7, "reopened"),)))
    chain = await after.timeline()
    assert chain[-1].seq == 302
    assert first_broken(chain) is None
    async with KINDS[here].files(a) as sent, KINDS[there].files(b) as files:
        for file_store in (sent, files):
            assert {name: await file_store.get(name) for name in await file_store.ids()} == FILES
    await before.close()
    await after.close()


@pytest.mark.parametrize("held", [Outcome(records=(report(1),)), Outcome(entries=(entry(1),)), None])
@pytest.mark.parametrize("there", KINDS)
async def test_a_target_that_holds_anything_is_refused(tmp_path: Path, there: str, held: Outcome | None) -> None:
    """Nothing is copied over what is there, be it one record, one line or one file; it stays as it was."""
    a, b = str(tmp_path / "a"), str(tmp_path / "b")
    await fill("folder", a)
    if held is not None:
        store = await KINDS[there].store(b)
        await store.keep(held)
        await store.close()
    else:
        async with KINDS[there].files(b) as files:
            await files.put("a-1", b"theirs")
    async with KINDS["folder"].place(a) as source, KINDS[there].place(b) as target:
        for way in (copy_school(source, target), _taken_in(source, target)):
            with pytest.raises(StoreUnavailable) as refused:
                await way
            assert "already: choose an empty place" in refused.value.facts["reason"]
        if held is not None:
            kept, files_of = await all_of(target)
            assert (len(kept), files_of) == (1, [])
    if held is None:
        async with KINDS[there].files(b) as files:
            assert await files.get("a-1") == b"theirs"
            assert await files.ids() == ["a-1"]


async def _taken_in(source: SchoolPlace, target: SchoolPlace) -> None:
    async with source.at_one_moment() as moment:
        await target.take_in(moment.kept, moment.files)


@pytest.mark.parametrize("there", KINDS)
async def test_a_broken_chain_is_not_passed_on(tmp_path: Path, there: str) -> None:
    """A line that was changed in the database stops the copy with its number, and the target stays empty."""
    name = str(tmp_path / "a")
    store = await _postgres(name)
    for number in range(5):
        await store.keep(Outcome(records=(report(number),), entries=(entry(number),)))
    await store.close()
    async with await psycopg.AsyncConnection.connect(server().url, autocommit=True) as connection:
        await connection.execute(
            "UPDATE timeline SET body = replace(body::text, 'reported', 'nothing')::json WHERE tenant = %s AND seq = 3",
            (name,),
        )
    async with _in_database(name) as source, KINDS[there].place(str(tmp_path / "b")) as target:
        with pytest.raises(StoreUnavailable) as refused:
            await copy_school(source, target)
        assert refused.value.facts["reason"] == "the chain of the source is broken at line 3"
        assert await all_of(target) == ([], [])


class Failing:
    """A place whose disk fails on the way, in the middle of what it names."""

    def __init__(self, place: SchoolPlace, after: int, *, files: bool) -> None:
        self._place, self._after, self._files = place, after, files

    @asynccontextmanager
    async def at_one_moment(self) -> AsyncIterator[Moment]:
        async with self._place.at_one_moment() as whole:
            if self._files:
                yield Moment(whole.kept, _cut(whole.files, self._after))
            else:
                yield Moment(_cut(whole.kept, self._after), whole.files)

    async def must_be_empty(self) -> None:
        await self._place.must_be_empty()

    async def take_in(self, kept: AsyncIterator[KeptItem], files: AsyncIterator[FileContent]) -> None:
        await self._place.take_in(kept, files)


async def _cut(whole: AsyncIterator[T], after: int) -> AsyncGenerator[T, None]:
    count = 0
    async for each in whole:
        count += 1
        if count > after:
            raise StoreUnavailable(reason="the disk")
        yield each


@pytest.mark.parametrize(("after", "files"), [(320, False), (0, False), (2, True)])
@pytest.mark.parametrize("there", KINDS)
async def test_a_source_that_fails_on_the_way_leaves_the_target_empty(
    tmp_path: Path, there: str, after: int, files: bool
) -> None:
    """What arrived before the failure is not there afterwards, and the copy can be made again."""
    a, b = str(tmp_path / "a"), str(tmp_path / "b")
    await fill("folder", a)
    async with KINDS["folder"].place(a) as source, KINDS[there].place(b) as target:
        with pytest.raises(StoreUnavailable) as failed:
            await copy_school(Failing(source, after, files=files), target)
        assert failed.value.facts["reason"] == "the disk"
        assert await all_of(target) == ([], [])
        async with KINDS[there].files(b) as file_store:
            assert list(await file_store.ids()) == []
        await copy_school(source, target)
        assert await all_of(target) == await all_of(source)


async def test_what_arrives_otherwise_is_said(tmp_path: Path) -> None:
    """It is read again where it arrived: a byte of a file that the disk lost is found."""
    await fill("folder", str(tmp_path / "a"))

    class Forgetful(SchoolFolder):
        async def take_in(self, kept: AsyncIterator[KeptItem], files: AsyncIterator[FileContent]) -> None:
            await super().take_in(kept, files)
            (tmp_path / "b" / EVIDENCE / "a-1").write_bytes(b"on")

    with pytest.raises(StoreUnavailable) as refused:
        await copy_school(SchoolFolder(tmp_path / "a"), Forgetful(tmp_path / "b"))
    assert refused.value.facts["reason"] == "what arrived is not what was sent: do not use the copy"


async def test_a_kind_that_this_release_does_not_know_stops_the_copy(tmp_path: Path) -> None:
    """A table that an other release has kept is never left out in silence."""
    name = f"unknown {uuid4()}"
    await (await _postgres(name)).close()
    async with await psycopg.AsyncConnection.connect(server().url, autocommit=True) as connection:
        await connection.execute(
            "INSERT INTO documents SELECT tenant, 'novelties', 'x', 1, NULL, '{}', '{}' FROM schools"
            " WHERE tenant LIKE 'unknown %'"
        )
    async with _in_database(name) as source:
        with pytest.raises(StoreUnavailable) as refused:
            await copy_school(source, SchoolFolder(tmp_path / "b"))
    assert refused.value.facts["reason"] == "this release does not know the kept novelties"
    assert not (tmp_path / "b" / STORE_FILE).exists()


async def test_an_empty_school_is_a_school_too(tmp_path: Path) -> None:
    """A copy of nothing is nothing, and the target begins its chain at one."""
    await (await _tiny(str(tmp_path / "a"))).close()
    async with _in_database(str(tmp_path / "b")) as target:
        assert await copy_school(SchoolFolder(tmp_path / "a"), target) == {"files": 0}
    store = await _postgres(str(tmp_path / "b"))
    await store.keep(Outcome(entries=(entry(1),)))
    assert first_broken(await store.timeline()) is None
    await store.close()
