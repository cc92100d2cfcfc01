"""`app.py migrate` and `app.py copy`: bringing a database up to date, and moving a school from one store to another."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.policy.kit.errors import StoreUnavailable
from bot.settings import Environment

Migrate = Callable[[str], Awaitable[Sequence[str]]]
"""Bring the database of this URL up to date; what was done, a line each."""
Copy = Callable[[Environment, str, str], Awaitable[Mapping[str, int]]]
"""Move the school from one place to another; how many of each table, and files, there are."""

DATABASE = "database"
"""The word for the database of `DATABASE_URL`: a URL on the command line could be read by others on the machine."""


class MigrateCommand:
    """The command `migrate`."""

    name = "migrate"
    about = "bring the database of DATABASE_URL up to date"

    def __init__(self, migrate: Migrate) -> None:
        self._migrate = migrate

    def arguments(self, parser: ArgumentParser) -> None:
        """It takes none."""

    async def run(self, environment: Environment, chosen: Namespace) -> int:
        """Migrate, and say what was done. Raises `StoreUnavailable`."""
        if environment.database_url is None:
            raise StoreUnavailable(reason="DATABASE_URL is not set: there is nothing to migrate")
        done = await self._migrate(environment.database_url.get_secret_value())
        for each in done or ["The database is up to date."]:
            print(each)  # noqa: T201 - what the command is for
        return 0


class CopyCommand:
    """The command `copy`."""

    name = "copy"
    about = "copy the school from one store to another, and check the chain on arrival"

    def __init__(self, copy: Copy) -> None:
        self._copy = copy

    def arguments(self, parser: ArgumentParser) -> None:
        """From where, and to where."""
        place = f"a folder, a postgresql:// URL, or the word {DATABASE} for the one in DATABASE_URL"
        parser.add_argument("--from", dest="source", required=True, help=place)
        parser.add_argument("--to", dest="target", required=True, help=f"{place}; it must be empty")

    async def run(self, environment: Environment, chosen: Namespace) -> int:
        """Copy, and say how much. Raises `StoreUnavailable`; the target is then left empty."""
        counts = await self._copy(environment, chosen.source, chosen.target)
        for table, count in counts.items():
            print(f"{count:>8}  {table}")  # noqa: T201 - what the command is for
        print("The chain holds on arrival. Every file is the one that was sent.")  # noqa: T201 - what the command is for
        return 0
