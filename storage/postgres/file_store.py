"""The file store of one school on PostgreSQL: what one replica has taken in, any other can hand out.

A file is a row, put there in one statement. Knows nothing of incidents, of senders, or of what a file is called.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.kit.errors import NotFound
from storage.file_folder import check_file_id
from storage.postgres.database import Database
from storage.postgres.scope import SchoolRows


class PostgresFileStore:
    """`FileStore` in a database that schools share."""

    def __init__(self, database: Database, tenant: str) -> None:
        self._school = SchoolRows(database, tenant)

    async def put(self, id: str, content: bytes) -> None:
        """Keep all of it, durably, or none. Raises `StoreUnavailable`."""
        check_file_id(id)
        await self._school.put_file(id, content)

    async def get(self, id: str) -> bytes:
        """The file of that id. Raises `NotFound` or `StoreUnavailable`."""
        check_file_id(id)
        content = await self._school.file(id)
        if content is None:
            raise NotFound()
        return content

    async def remove(self, id: str) -> None:
        """Take the file away. Raises `StoreUnavailable`."""
        check_file_id(id)
        await self._school.remove_file(id)

    async def ids(self) -> Sequence[str]:
        """The ids of all files, in order. Raises `StoreUnavailable`."""
        return await self._school.files()
