"""Which store a school has: TinyDB in a folder of its own, or its part of a PostgreSQL database that schools share."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import structlog

from bot.commands.stores import DATABASE
from bot.commands.verify import RecordToVerify
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.school import School
from bot.services.ports import FileStore, Store
from bot.settings import Environment
from storage.copying import SchoolPlace, copy_school
from storage.file_folder import FileFolder
from storage.school_folder import EVIDENCE, SchoolFolder
from storage.sqlite_file import must_be_finished, unavailable
from storage.tinydb_store import TinyStore, has_store, opened_to_read

if TYPE_CHECKING:
    from bot.composition.database import SchoolsInDatabase

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SchoolStores:
    """A school with where its records and its files lie."""

    school: School
    store: Store
    file_store: FileStore
    folder: Path | None = None
    """The folder in which they lie; None where that is a database."""


@dataclass(frozen=True, slots=True)
class OpenStores:
    """The stores of the schools of one process. Another school's may be opened later; all are closed with the block."""

    schools: Sequence[SchoolStores]
    open: Callable[[School], Awaitable[SchoolStores]]
    """Open those of one more. Raises `StoreUnavailable` with one line."""


@asynccontextmanager
async def open_stores(
    environment: Environment, schools: Sequence[School], *, alone: bool | None = None, looking: bool = False
) -> AsyncIterator[OpenStores]:
    """The stores of these schools, closed with the block. Raises `StoreUnavailable` with one line.

    `alone`: whether `SCHOOL_FILE` names no other, be it one that cannot be read; by default whether one is given.
    Somebody who only looks makes no new store: where a folder has none, they get an empty one that goes with the block.
    """
    async with AsyncExitStack() as stack:
        database = await _database(environment, stack)

        async def open_school(school: School, *, alone: bool) -> SchoolStores:
            if database is not None:
                store = await database.store_of(school)
                stack.push_async_callback(store.close)
                return SchoolStores(school, store, database.files_of(school))
            folder = folder_of(environment, school, alone=alone)
            if looking and not has_store(folder):
                folder = stack.enter_context(_passing_folder(folder))
            tiny = await TinyStore.open(folder)
            stack.push_async_callback(tiny.close)
            log.info("store_opened", school=school.name, moved=tiny.moved)
            return SchoolStores(school, tiny, FileFolder(folder / EVIDENCE), folder)

        for school in schools:
            if school.id and not any(other.key == school.tenant_id for other in schools):
                await _must_be_new(environment, school, database)
        only = len(schools) == 1 if alone is None else alone
        kept = [await open_school(school, alone=only) for school in schools]
        yield OpenStores(kept, partial(open_school, alone=False))


def folder_of(environment: Environment, school: School, *, alone: bool) -> Path:
    """Where a school's files lie: `DATA_DIR` itself for the only one, else a folder in it by the school's key.

    What was kept before schools came or went is found where it lies. Raises `StoreUnavailable` where it is not sure
    whose it is: a school whose records seem to be gone would begin anew, with an empty log.
    """
    whole = environment.data_dir.absolute()  # as it stands in what is said of it
    own = whole / school.key
    if has_store(own) and not (alone and has_store(whole)):
        return own
    if not alone and has_store(whole):
        raise StoreUnavailable(
            reason=f"{whole} holds the records of the school that was alone there: stop the bot, and move them to a "
            f"folder in it that is named by that school's tenant_id, and by its id behind a full stop where it has one "
            f"({own} if it is {school.name})"
        )
    return whole if alone else own


async def _must_be_new(environment: Environment, school: School, database: SchoolsInDatabase | None) -> None:
    """Raises `StoreUnavailable` for a school that was given an id where its tenant's only school has records without
    one: its log would begin anew."""
    if database is None:
        found = not has_store(environment.data_dir.absolute() / school.key) and any(
            has_store(place) for place in _without_id(environment, school)
        )
    else:
        found = await database.knows(school.tenant_id) and not await database.knows(school.key)
    if found:
        raise StoreUnavailable(
            reason=f"there are records of a school of the tenant {school.tenant_id} that has no id: take its id out of "
            "its file again, or serve that school as well"
        )


def _without_id(environment: Environment, school: School) -> tuple[Path, Path]:
    whole = environment.data_dir.absolute()
    return whole / school.tenant_id, whole


@contextmanager
def _passing_folder(folder: Path) -> Iterator[Path]:
    """A folder beneath this one, or as near to it as there is one, that is gone with the block."""
    try:
        must_be_finished(folder)
        nearest = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
        with TemporaryDirectory(dir=nearest) as passing:
            yield Path(passing)
    except OSError as error:
        raise unavailable(folder, "opened", error) from error


@asynccontextmanager
async def open_read_only(
    environment: Environment, schools: Sequence[School], *, alone: bool | None = None
) -> AsyncIterator[Sequence[RecordToVerify]]:
    """What a command reads that changes nothing, without disturbing a bot that serves from it; `alone` as in
    `open_stores`."""
    async with AsyncExitStack() as stack:
        database = await _database(environment, stack)
        found: list[RecordToVerify] = []
        for school in schools:
            if database is None:
                folder = folder_of(environment, school, alone=len(schools) == 1 if alone is None else alone)
                tiny = await stack.enter_async_context(opened_to_read(folder))
                found.append(RecordToVerify(school.name, tiny, FileFolder(folder / EVIDENCE), school.timezone))
            else:
                store = await database.store_of(school, looking=True)
                stack.push_async_callback(store.close)
                found.append(RecordToVerify(school.name, store, database.files_of(school), school.timezone))
        yield found


async def open_places(
    environment: Environment, schools: Sequence[School], stack: AsyncExitStack
) -> Sequence[SchoolPlace]:
    """Where these schools' records lie, or will; whatever is opened for it is closed with the stack."""
    database = await _database(environment, stack)
    return [
        SchoolFolder(folder_of(environment, school, alone=len(schools) == 1))
        if database is None
        else database.place_of(school)
        for school in schools
    ]


async def copy_between(environment: Environment, school: School, source: str, target: str) -> Mapping[str, int]:
    """Copy a school, records and files, from one place to another, and verify it there. Raises `StoreUnavailable`."""
    async with AsyncExitStack() as stack:
        here, there = await _place(environment, school, source, stack), await _place(environment, school, target, stack)
        if isinstance(here, SchoolFolder):
            await _hold(Path(source), stack)
        return await copy_school(here, there)


async def _place(environment: Environment, school: School, named: str, stack: AsyncExitStack) -> SchoolPlace:
    """The place that an argument names: a folder, a URL, or the word for the database of the environment."""
    if named == DATABASE:
        if environment.database_url is None:
            raise StoreUnavailable(reason="DATABASE_URL is not set")
        named = environment.database_url.get_secret_value()
    if named.startswith(("postgresql://", "postgres://")):
        return (await _connect(named, stack)).place_of(school)
    return SchoolFolder(Path(named))


async def _hold(folder: Path, stack: AsyncExitStack) -> None:
    """Nobody writes what is copied: it would not be in the copy. An older release's files are moved over."""
    if not has_store(folder):
        raise StoreUnavailable(reason=f"there is no store in {folder}: nothing was ever kept there")
    stack.push_async_callback((await TinyStore.open(folder)).close)


async def _connect(url: str, stack: AsyncExitStack) -> SchoolsInDatabase:
    # Imported here because a school in a folder of its own has no use for a driver of PostgreSQL.
    from bot.composition.database import SchoolsInDatabase  # noqa: PLC0415

    try:
        database = await SchoolsInDatabase.open(url)
    except StoreUnavailable as error:
        reason = error.facts["reason"]
        if reason.startswith(("DATABASE_URL", "the database")):
            raise
        raise StoreUnavailable(reason=f"the database that DATABASE_URL names cannot be opened: {reason}") from error
    stack.push_async_callback(database.close)
    return database


async def _database(environment: Environment, stack: AsyncExitStack) -> SchoolsInDatabase | None:
    url = environment.database_url
    return None if url is None else await _connect(url.get_secret_value(), stack)
