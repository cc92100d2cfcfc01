"""What `app.py` does beside serving: its commands, each handed what it works on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager

from bot.clock import SystemClock
from bot.commands import Command
from bot.commands.backups import BackupCommand, RestoreCommand
from bot.commands.check import Check
from bot.commands.stores import CopyCommand, MigrateCommand
from bot.commands.told import Told
from bot.commands.verify import RecordToVerify, Verify
from bot.composition.backups import back_up_schools, restore_schools
from bot.composition.checks import run_checks
from bot.composition.stores import copy_between, open_read_only
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.records import Record
from bot.settings import Environment, load_schools
from storage.postgres.migrating import migrate
from storage.reading import kinds


@asynccontextmanager
async def _reading(environment: Environment) -> AsyncIterator[Sequence[RecordToVerify]]:
    async with open_read_only(environment, load_schools(environment.school_file)) as records:
        yield records


def _kinds() -> Collection[type[Record]]:
    return list(kinds())


async def _copy(environment: Environment, source: str, target: str) -> Mapping[str, int]:
    schools = load_schools(environment.school_file)
    if len(schools) > 1:
        raise StoreUnavailable(reason="copy moves one school: let SCHOOL_FILE name its file and not the folder")
    return await copy_between(environment, schools[0], source, target)


_verify = Verify(_reading, _kinds)
COMMANDS: Sequence[Command] = (
    Check(run_checks),
    _verify,
    Told(_reading, SystemClock()),
    MigrateCommand(migrate),
    CopyCommand(_copy),
    BackupCommand(back_up_schools),
    RestoreCommand(restore_schools, _verify),
)
"""By the word after `app.py`."""
