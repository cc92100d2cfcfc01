"""`app.py backup` and `app.py restore`: all schools into one file while the bot serves, and out of it elsewhere.

What has been restored is verified at once, and the exit status is that of `verify`. It is 2 where nothing was done.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.commands.verify import Verify
from bot.settings import Environment


@dataclass(frozen=True, slots=True)
class SchoolInBackup:
    """How much there is of a school, and the head of its chain: `head` is empty where it has none."""

    name: str
    records: int
    entries: int
    files: int
    head: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back: as it stood when, by which release; `left` are the names of others in the file."""

    at: datetime
    release: str
    schools: Sequence[SchoolInBackup]
    left: Sequence[str]


BackUp = Callable[[Environment, Path, Path | None], Awaitable[Sequence[SchoolInBackup]]]
"""Write a back-up, perhaps for the public keys of a file. Raises `StoreUnavailable`; there is no file then."""
Restore = Callable[[Environment, Path, Path | None], Awaitable[Restored]]
"""Bring back what is in it, perhaps with the secret keys of a file. Raises `StoreUnavailable`."""


class BackupCommand:
    """The command `backup`."""

    name = "backup"
    about = "write every school, records, timeline and files, into one file; also while the bot serves"

    def __init__(self, back_up: BackUp) -> None:
        self._back_up = back_up

    def arguments(self, parser: ArgumentParser) -> None:
        """Where to, and for whom."""
        parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="a file that is not there yet")
        keys = "a file with the public keys (age1…) of those who may read it, one a line: it is encrypted for them"
        parser.add_argument("--for", dest="keys", type=Path, metavar="KEYFILE", help=keys)

    async def run(self, environment: Environment, chosen: Namespace) -> int:
        """Write it, and say what is in it. Raises `StoreUnavailable`."""
        for school in await self._back_up(environment, chosen.to, chosen.keys):
            print(_line(school))  # noqa: T201 - what the command is for
        whose = (
            f"encrypted for the keys in {chosen.keys}"
            if chosen.keys
            else "not encrypted: keep it as you keep the records"
        )
        print(f"{chosen.to} is written, {whose}.")  # noqa: T201 - what the command is for
        return 0


class RestoreCommand:
    """The command `restore`."""

    name = "restore"
    about = "bring the schools of a back-up into an empty place, and verify them there"

    def __init__(self, restore: Restore, verify: Verify) -> None:
        self._restore = restore
        self._verify = verify

    def arguments(self, parser: ArgumentParser) -> None:
        """From where, and with which key."""
        parser.add_argument("--from", dest="source", type=Path, required=True, metavar="FILE", help="a back-up")
        key = "the file with the secret key, where it is encrypted"
        parser.add_argument("--key", type=Path, metavar="KEYFILE", help=key)

    async def run(self, environment: Environment, chosen: Namespace) -> int:
        """Bring it back, say what there is, and verify it. Raises `StoreUnavailable`."""
        restored = await self._restore(environment, chosen.source, chosen.key)
        print(f"As it stood on {restored.at:%d %B %Y at %H:%M:%S %Z}, by release {restored.release}:")  # noqa: T201
        for school in restored.schools:
            print(_line(school))  # noqa: T201 - what the command is for
        for name in restored.left:
            print(f"{name}: left in the file, as SCHOOL_FILE does not name it.")  # noqa: T201 - what the command is for
        return await self._verify.run(environment, Namespace(head=None))


def _line(school: SchoolInBackup) -> str:
    head = f" The head is {school.head}" if school.head else ""
    return f"{school.name}: {school.records} records, {school.entries} entries, {school.files} files.{head}"
