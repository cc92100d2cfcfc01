"""Which store a school has: TinyDB in a folder of its own, or its part of a PostgreSQL database that schools share."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.commands.stores import DATABASE
from bot.commands.verify import RecordToVerify
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.school import School
from bot.services.ports import FileStore, Store
from bot.settings import Environment
from storage.copying import Movable, MovableFiles, copy_records, copying_files
from storage.file_folder import FileFolder
from storage.postgres.database import Database
from storage.postgres.file_store import PostgresFileStore
from storage.postgres.store import PostgresStore
from storage.tinydb_store import TinyStore, opened_to_read

EVIDENCE = "evidence"
"""The folder of files that people sent in, beside a school's store in a folder."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SchoolStores:
    """A school with where its records and its files lie."""

    school: School
    store: Store
    file_store: FileStore


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a school can be copied from or to."""

    store: Movable
    file_store: MovableFiles


@asynccontextmanager
async def open_stores(environment: Environment, schools: Sequence[School]) -> AsyncIterator[Sequence[SchoolStores]]:
    """The stores of these schools, closed with the block. Raises `StoreUnavailable` with one line."""
    async with AsyncExitStack() as stack:
        database = await _database(environment, stack)
        kept = []
        for school in schools:
            folder = folder_of(environment, school, alone=len(schools) == 1)
            if database is not None:
                store: Store = await PostgresStore.open(database, school.tenant_id)
                file_store: FileStore = PostgresFileStore(database, school.tenant_id)
            else:
                tiny = await TinyStore.open(folder)
                log.info("store_opened", moved=tiny.moved)
                store, file_store = tiny, FileFolder(folder / EVIDENCE)
            stack.push_async_callback(store.close)
            kept.append(SchoolStores(school, store, file_store))
        yield kept


def folder_of(environment: Environment, school: School, *, alone: bool) -> Path:
    """Where a school's files lie: `DATA_DIR` itself for the only one, else a folder in it by the tenant's id."""
    return environment.data_dir if alone else environment.data_dir / school.tenant_id


@asynccontextmanager
async def open_read_only(
    environment: Environment, schools: Sequence[School]
) -> AsyncIterator[Sequence[RecordToVerify]]:
    """What a command reads that changes nothing, without disturbing a bot that serves from it."""
    async with AsyncExitStack() as stack:
        database = await _database(environment, stack)
        found: list[RecordToVerify] = []
        for school in schools:
            if database is None:
                folder = folder_of(environment, school, alone=len(schools) == 1)
                tiny = await stack.enter_async_context(opened_to_read(folder))
                found.append(RecordToVerify(school.name, tiny, FileFolder(folder / EVIDENCE)))
            else:
                store = await PostgresStore.open(database, school.tenant_id)
                stack.push_async_callback(store.close)
                files = PostgresFileStore(database, school.tenant_id)
                found.append(RecordToVerify(school.name, store, files))
        yield found


async def copy_school(environment: Environment, school: School, source: str, target: str) -> Mapping[str, int]:
    """Copy a school, records and files, from one place to another, and verify it there. Raises `StoreUnavailable`."""
    async with AsyncExitStack() as stack:
        here = await _place(environment, school, source, stack)
        there = await _place(environment, school, target, stack)
        async with copying_files(here.file_store, there.file_store) as files:
            return {**await copy_records(here.store, there.store), "files": files}


async def _place(environment: Environment, school: School, named: str, stack: AsyncExitStack) -> _Place:
    """What a word of the command line names: a folder, a URL, or the word for the one in the environment."""
    if named == DATABASE:
        if environment.database_url is None:
            raise StoreUnavailable(reason="DATABASE_URL is not set")
        named = environment.database_url.get_secret_value()
    if named.startswith(("postgresql://", "postgres://")):
        database = await Database.open(named)
        stack.push_async_callback(database.close)
        return _Place(
            await PostgresStore.open(database, school.tenant_id), PostgresFileStore(database, school.tenant_id)
        )
    store = await TinyStore.open(Path(named))
    stack.push_async_callback(store.close)
    return _Place(store, FileFolder(Path(named) / EVIDENCE))


async def _database(environment: Environment, stack: AsyncExitStack) -> Database | None:
    if environment.database_url is None:
        return None
    database = await Database.open(environment.database_url.get_secret_value())
    stack.push_async_callback(database.close)
    return database
