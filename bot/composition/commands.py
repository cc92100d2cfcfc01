"""What `app.py` does beside serving: its commands, each handed what it works on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager

from bot.clock import SystemClock
from bot.commands import Command
from bot.commands.backups import BackupCommand, RestoreCommand
from bot.commands.check import Check
from bot.commands.simulate import Simulate, StaffedSchool
from bot.commands.stores import CopyCommand, MigrateCommand
from bot.commands.told import Told
from bot.commands.verify import RecordToVerify, Verify
from bot.composition.backups import back_up_schools, restore_schools
from bot.composition.checks import run_checks
from bot.composition.stores import copy_between, open_read_only
from bot.directory.graph import Graph
from bot.directory.groups import Groups
from bot.directory.roster import Roster
from bot.policy.kit.absence import Absence
from bot.policy.kit.errors import DirectoryUnavailable, StoreUnavailable
from bot.policy.kit.reached import Reached
from bot.policy.kit.records import Record
from bot.policy.kit.school import School
from bot.policy.simulation.simulating import Staffing, roles_asked
from bot.services.incidents.loading import holders
from bot.services.ports import Directory
from bot.settings import Environment, SettingsError, load_schools
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


async def _read_staffing(environment: Environment) -> AsyncIterator[StaffedSchool]:
    """Each school with who holds which role, who is away and who is out of reach. Where nothing is kept yet nobody is.

    Raises `SettingsError` where the directory does not answer.
    """
    schools = load_schools(environment.school_file)
    for school in schools:
        async with AsyncExitStack() as stack:
            try:
                held = await holders(_directory_of(school, stack), roles_asked(school))
            except DirectoryUnavailable as error:
                said = f"{school.name}: the directory does not answer ({error.facts.get('reason', '')})"
                raise SettingsError(f"{said}; `python app.py check` says what to do") from None
            absences, reached, note = await _what_is_known(environment, school, alone=len(schools) == 1)
            yield StaffedSchool(school, Staffing(held, absences, reached, mails=bool(environment.smtp_url)), note)


def _directory_of(school: School, stack: AsyncExitStack) -> Directory:
    if school.source == "roster":
        return Roster(school.people)
    groups = Groups(Graph(tenant=school.tenant_id), school.groups, guests=school.guests)
    stack.push_async_callback(groups.close)
    return groups


async def _what_is_known(
    environment: Environment, school: School, *, alone: bool
) -> tuple[list[Absence], dict[str, Reached], str]:
    absences: list[Absence] = []
    reached: dict[str, Reached] = {}
    try:
        async with open_read_only(environment, [school], alone=alone) as records:
            for record in records:
                async with aclosing(record.store.read_all([Absence.TABLE, Reached.TABLE])) as found:
                    async for each in found:
                        if isinstance(each, Absence):
                            absences.append(each)
                        elif isinstance(each, Reached):
                            reached[each.id] = each
    except StoreUnavailable:
        return absences, reached, "nothing is kept yet, so nobody is known to be away or out of reach"
    return absences, reached, ""


_verify = Verify(_reading, _kinds)
COMMANDS: Sequence[Command] = (
    Check(run_checks),
    _verify,
    Told(_reading, SystemClock()),
    Simulate(_read_staffing, SystemClock()),
    MigrateCommand(migrate),
    CopyCommand(_copy),
    BackupCommand(back_up_schools),
    RestoreCommand(restore_schools, _verify),
)
"""By the word after `app.py`."""
