"""Settings without a restart: the school's file, or the folder with one for each, is looked at every few seconds.

What has changed is read once nobody writes it any more. A file that cannot be used changes nothing: its school goes on
as it was, and a Champion of it, the log and `check` say what is wrong. In a folder a new file begins a school, and one
that is gone ends its school.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.composition.school import RunningSchool
from bot.composition.schools import Schools
from bot.composition.stores import SchoolStores
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.school import School
from bot.services.engine.triggers import Trigger
from bot.services.ports import Clock
from bot.settings import SchoolsRead, SettingsError, load_school, must_be_told_apart, read_schools, school_files

LOOK_PAUSE = timedelta(seconds=3)
"""How often the files are looked at, and so for how long one must have stood still before it is read."""
BEGIN_AGAIN = timedelta(minutes=1)
"""When a school is begun again whose records could not be opened."""
Stamp = tuple[int, int, int]
"""By which a file that was written is told from before: its time, its size, and which file it is."""
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SettingsOnDisk:
    """What `SCHOOL_FILE` named when the process started."""

    path: Path
    stamps: Mapping[Path, Stamp]
    """Those of before it was read: what was written meanwhile is found to have changed."""
    read: SchoolsRead
    open: Callable[[School], Awaitable[SchoolStores]]
    """Opens the stores of one more school. Raises `StoreUnavailable`."""
    asked: Trigger = field(default_factory=Trigger)
    """Set to have all of it read anew at once."""

    @property
    def is_folder(self) -> bool:
        """Whether schools may come and go."""
        return self.path.is_dir()


def stamps_of(path: Path) -> Mapping[Path, Stamp]:
    """The stamps of the files that are there now. Empty where there are none at all."""
    try:
        files = school_files(path)
    except SettingsError:
        return {}
    found: dict[Path, Stamp] = {}
    for file in files:
        try:
            stat = file.stat()
        except OSError:
            continue
        found[file] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def read_settings(path: Path) -> tuple[Mapping[Path, Stamp], SchoolsRead]:
    """The files as they are now. Raises `SettingsError` where no school can be served by them; each further file that
    is wrong is told to the log."""
    stamps, read = stamps_of(path), read_schools(path)
    if not read.schools:
        raise next(iter(read.faults.values()))
    for file, fault in read.faults.items():
        _log.error("settings_wrong", file=file.name, reason=str(fault))
    return stamps, read


class SettingsWatch:
    """A job of the process."""

    def __init__(self, settings: SettingsOnDisk, schools: Schools, clock: Clock) -> None:
        self._settings = settings
        self._schools = schools
        self._clock = clock
        self._next: datetime | None = None
        self._seen = dict(settings.stamps)
        """The stamp with which each file was read last."""
        self._glimpsed: dict[Path, Stamp | None] = {}
        """The stamps of files that had changed at the last look, and may still be being written."""
        self._school_of = {file: each.key.lower() for file, each in settings.read.schools.items()}
        """The keys of the schools that are served, by the file that says how."""
        self._not_before: dict[Path, datetime] = {}

    async def next_due(self) -> datetime | None:
        """Some seconds after the last look."""
        return self._next

    async def run(self) -> None:
        """Look, and put in force what stands still. Where somebody asked, all is read as it is."""
        now, expected = self._clock.now(), self._next
        self._next = now + LOOK_PAUSE
        asked = expected is not None and now < expected
        stamps = await asyncio.to_thread(stamps_of, self._settings.path)
        if not stamps and self._settings.is_folder:
            return  # a folder that is being put in another's place: no school ends because of that
        if asked:
            _log.info("settings_asked_for")
            changed = list(dict.fromkeys((*self._seen, *stamps)))
        else:
            known = (*self._seen, *stamps)
            changed = [file for file in dict.fromkeys(known) if stamps.get(file) != self._seen.get(file)]
        still = [file for file in changed if asked or self._glimpsed.get(file, ()) == stamps.get(file)]
        self._glimpsed = {file: stamps.get(file) for file in changed if file not in still}
        # What is gone first: the same school may be in a file of another name now.
        for file in sorted(still, key=lambda each: each in stamps):
            if self._not_before.get(file, now) <= now:
                await self._take(file, stamps.get(file))

    async def _take(self, file: Path, stamp: Stamp | None) -> None:
        running = self._schools.by_key.get(self._school_of.get(file, ""))
        if stamp is None and self._settings.is_folder:
            self._seen.pop(file, None)
            self._school_of.pop(file, None)
            if running is not None:
                await self._schools.end(running)
                _log.info("school_ended", school=running.school.name, file=file.name)
            return
        try:
            school = await asyncio.to_thread(load_school, file)
            self._must_be_possible(file, school, running)
        except SettingsError as fault:
            self._note_seen(file, stamp)
            name = running.school.name if running is not None else None
            _log.error("settings_wrong", file=file.name, reason=str(fault), school=name, goes_on=running is not None)
            if running is not None:
                running.note_fault(str(fault))
            return
        if running is None:
            await self._begin(file, stamp, school)
            return
        self._note_seen(file, stamp)
        running.note_fault("")
        if school == running.school:
            _log.info("settings_the_same", school=school.name, file=file.name)
            return
        before = running.school
        await self._schools.change(running, school)
        changed = [key for key in School.model_fields if getattr(before, key) != getattr(school, key)]
        _log.info("settings_changed", school=school.name, file=file.name, changed=changed)

    async def _begin(self, file: Path, stamp: Stamp | None, school: School) -> None:
        try:
            kept = await self._settings.open(school)
            (begun,) = await self._schools.add(kept)
        except StoreUnavailable as error:
            self._not_before[file] = self._clock.now() + BEGIN_AGAIN
            self._glimpsed[file] = stamp
            _log.error("school_not_begun", school=school.name, file=file.name, **error.facts)
            return
        self._note_seen(file, stamp)
        self._school_of[file] = school.key.lower()
        begun.start()
        _log.info("school_begun", school=school.name, file=file.name)

    def _note_seen(self, file: Path, stamp: Stamp | None) -> None:
        self._not_before.pop(file, None)
        if stamp is None:
            self._seen.pop(file, None)
        else:
            self._seen[file] = stamp

    def _must_be_possible(self, file: Path, school: School, running: RunningSchool | None) -> None:
        """Raises `SettingsError` for what cannot change while the bot runs."""
        if running is not None:
            before = running.school
            for key, was, now in (
                ("tenant_id", before.tenant_id.lower(), school.tenant_id.lower()),
                ("id", before.id, school.id),
            ):
                if was != now:
                    again = f"write {was} again" if was else "leave it out again"
                    cannot = f"school.{key} cannot change while the bot runs; {again}, or stop the bot and start it"
                    raise SettingsError(f"{file.name}: {cannot}")
        served = self._schools.by_key
        others = {each: served[key].school for each, key in self._school_of.items() if each != file and key in served}
        must_be_told_apart(file, school, others)
