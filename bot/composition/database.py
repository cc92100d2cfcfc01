"""The PostgreSQL database that schools share: each school's part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.policy.kit.school import School
from storage.postgres.database import Database
from storage.postgres.moving import SchoolInDatabase
from storage.postgres.scope import SchoolRows
from storage.postgres.store import PostgresFileStore, PostgresStore


@dataclass(frozen=True, slots=True)
class SchoolsInDatabase:
    """An open one."""

    database: Database

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect. Raises `StoreUnavailable` with one line."""
        return cls(await Database.open(url))

    async def close(self) -> None:
        """Let go."""
        await self.database.close()

    async def store_of(self, school: School, *, looking: bool = False) -> PostgresStore:
        """Its records; who is only looking begins nothing."""
        return await PostgresStore.open(self.database, school.key, looking=looking)

    async def knows(self, key: str) -> bool:
        """Whether a school of this key was ever opened here."""
        return await SchoolRows(self.database, key).is_known()

    def files_of(self, school: School) -> PostgresFileStore:
        """The files that its people sent in."""
        return PostgresFileStore(self.database, school.key)

    def place_of(self, school: School) -> SchoolInDatabase:
        """Both, to be copied."""
        return SchoolInDatabase(self.database, school.key)
