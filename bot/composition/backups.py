"""Back-ups of the schools that `SCHOOL_FILE` names: each from where its records lie, and back to there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from bot import VERSION
from bot.clock import SystemClock
from bot.commands.backups import Restored, SchoolInBackup
from bot.composition.stores import open_places
from bot.policy.kit.errors import StoreUnavailable
from bot.settings import Environment, load_schools
from storage.archive import BackupHeader, SchoolNamed
from storage.backing_up import BackupSummary, back_up, bring_in, read_through
from storage.copying import FILES_FOLDER
from storage.rows import TIMELINE_TABLE


async def back_up_schools(environment: Environment, path: Path, key_file: Path | None) -> Sequence[SchoolInBackup]:
    """Write them into one file; what there is of each. Raises `StoreUnavailable`."""
    schools = load_schools(environment.school_file)
    async with AsyncExitStack() as stack:
        places = await open_places(environment, schools, stack)
        named = tuple(SchoolNamed(tenant=school.key, name=school.name) for school in schools)
        about = BackupHeader(release=VERSION, at=SystemClock().now(), schools=named)
        summaries = await back_up(path, key_file, about, places)
    return [_as_in_backup(school, summary) for school, summary in zip(named, summaries, strict=True)]


async def restore_schools(environment: Environment, path: Path, key_file: Path | None) -> Restored:
    """Bring them back into their places, each of which must be empty. All of the file is read before any is written.

    Raises `StoreUnavailable`.
    """
    schools = load_schools(environment.school_file)
    async with AsyncExitStack() as stack:
        opened = await open_places(environment, schools, stack)
        places = {school.key: place for school, place in zip(schools, opened, strict=True)}
        for place in places.values():
            await place.must_be_empty()
        about, summaries = await asyncio.to_thread(read_through, path, key_file)
        held = {school.tenant for school in about.schools}
        for school in schools:
            if school.key not in held:
                others = ", ".join(f"{other.name} ({other.tenant})" for other in about.schools)
                raise StoreUnavailable(reason=f"{path} holds {others}, and not {school.name} ({school.key})")
        await bring_in(path, key_file, places)
    return Restored(
        at=about.at,
        release=about.release,
        schools=[_as_in_backup(each, summaries[each.tenant]) for each in about.schools if each.tenant in places],
        left=[each.name for each in about.schools if each.tenant not in places],
    )


def _as_in_backup(school: SchoolNamed, summary: BackupSummary) -> SchoolInBackup:
    counts = dict(summary.counts)
    entries, files = counts.pop(TIMELINE_TABLE, 0), counts.pop(FILES_FOLDER, 0)
    return SchoolInBackup(school.name, sum(counts.values()), entries, files, summary.head)
