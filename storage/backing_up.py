"""Schools into the file of a back-up, and out of it again. Knows no database, and of a record no more than its table.

Records go in as they lie in the store, those too that this release cannot read: no record refuses a back-up.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.records import Entry
from bot.policy.kit.timeline import Line, fingerprint
from storage.archive import (
    ABOUT_FILE,
    ArchiveMember,
    ArchiveReader,
    ArchiveWriter,
    BackupHeader,
    archive_damage,
    reading,
    writing,
)
from storage.copying import FILES_FOLDER, FileContent, Moment, SchoolPlace
from storage.reading import KeptItem, read_found
from storage.rows import TIMELINE_TABLE
from storage.school_folder import FilesTakenAway

MOST_TRIES = 5
"""How often to begin anew when somebody removes files meanwhile."""
MEMBER_BYTES = 1 << 20
"""How long the records of one member become, in bytes, before the next begins."""
SUMMARY = "summary.json"
_RECORDS = re.compile(r"([0-9A-Za-z_]+)-\d{6,}\.jsonl")


class BackupSummary(BaseModel):
    """How much of a school there is of each table, how many files, and the head of its chain."""

    model_config = ConfigDict(frozen=True)

    head: str
    counts: dict[str, int]


async def back_up(
    path: Path, key_file: Path | None, about: BackupHeader, places: Sequence[SchoolPlace]
) -> Sequence[BackupSummary]:
    """Write the schools that `about` names, each as it stands at one moment; what there is of each.

    Raises `StoreUnavailable` with one line. No such file is there then.
    """
    left = MOST_TRIES
    while True:
        try:
            with writing(path, key_file) as archive:
                await asyncio.to_thread(archive.add, ABOUT_FILE, about.model_dump_json(indent=1).encode())
                return [
                    await _write(archive, school.tenant, place)
                    for school, place in zip(about.schools, places, strict=True)
                ]
        except FilesTakenAway:
            left -= 1
            if not left:
                raise


async def _write(archive: ArchiveWriter, tenant: str, place: SchoolPlace) -> BackupSummary:
    counts, numbers, head = Counter[str](), Counter[str](), ""

    async def add(name: str, content: bytes) -> None:
        await asyncio.to_thread(archive.add, f"{tenant}/{name}", content)

    async with place.at_one_moment() as moment:
        async for table, lines in _pieces(moment):
            numbers[table] += 1
            await add(f"{table}-{numbers[table]:06d}.jsonl", "\n".join([*lines, ""]).encode())
            counts[table] += len(lines)
            head = lines[-1] if table == TIMELINE_TABLE else head
        async for name, content in moment.files:
            await add(f"{FILES_FOLDER}/{name}", content)
            counts[FILES_FOLDER] += 1
    last = read_found(TIMELINE_TABLE, "", head)
    summary = BackupSummary(head=fingerprint(last) if isinstance(last, Entry | Line) else "", counts=dict(counts))
    await add(SUMMARY, summary.model_dump_json(indent=1).encode())
    return summary


async def _pieces(moment: Moment) -> AsyncGenerator[tuple[str, list[str]], None]:
    """Records of one table, as many as make a member."""
    table, lines, size = "", list[str](), 0
    async for each in moment.kept:
        if lines and (table != each.table or size > MEMBER_BYTES):
            yield table, lines
            lines, size = [], 0
        table = each.table
        # In JSON the end of a line stands between marks alone, and means nothing there.
        lines.append(each.text.replace("\n", " "))
        size += len(each.text)
    if lines:
        yield table, lines


def read_through(path: Path, key_file: Path | None) -> tuple[BackupHeader, Mapping[str, BackupSummary]]:
    """Read all of a back-up; what it says of itself, and what there is of each school, by its tenant.

    Raises `StoreUnavailable` with one line for whatever is not a whole back-up that this release reads.
    """
    said: dict[str, BackupSummary] = {}
    with reading(path, key_file) as archive:
        counts = {school.tenant: Counter[str]() for school in archive.about.schools}
        for member in archive.members():
            tenant, _, name = member.name.partition("/")
            if tenant not in counts:
                raise archive_damage(path)
            if name == SUMMARY:
                said[tenant] = archive.read(BackupSummary, member.content)
            elif name.startswith(f"{FILES_FOLDER}/"):
                counts[tenant][FILES_FOLDER] += 1
            else:
                counts[tenant][_table(name)] += member.content.count(b"\n")
        if {tenant: summary.counts for tenant, summary in said.items()} != counts:
            raise archive_damage(path)
        return archive.about, said


async def bring_in(path: Path, key_file: Path | None, places: Mapping[str, SchoolPlace]) -> None:
    """Bring the schools of these tenants into their places, one after the other: each whole, or not at all. Others are
    left where they are. Raises `StoreUnavailable` with one line."""
    with reading(path, key_file) as archive:
        members = _Members(archive)
        while (tenant := await members.tenant()) is not None:
            if tenant in places:
                await places[tenant].take_in(members.records(tenant), members.files(tenant))
            await members.leave(tenant)


class _Members:
    """The members one after the other; the next one is looked at before it is taken."""

    def __init__(self, archive: ArchiveReader) -> None:
        self._members = archive.members()
        self._next: ArchiveMember | None = None

    async def tenant(self) -> str | None:
        """Whose the next one is; None when there is none."""
        return None if (name := await self._name()) is None else name.partition("/")[0]

    async def records(self, tenant: str) -> AsyncIterator[KeptItem]:
        """The records that come next, if they are this school's."""
        while (found := _RECORDS.fullmatch(await self._next_of(tenant))) is not None:
            for line in self._take().content.split(b"\n")[:-1]:
                yield KeptItem(found[1], line.decode())

    async def files(self, tenant: str) -> AsyncIterator[FileContent]:
        """The files that come next, if they are this school's."""
        while (name := await self._next_of(tenant)).startswith(f"{FILES_FOLDER}/"):
            yield name.removeprefix(f"{FILES_FOLDER}/"), self._take().content

    async def leave(self, tenant: str) -> None:
        """Pass over what is left of this school."""
        while await self.tenant() == tenant:
            self._take()

    async def _next_of(self, tenant: str) -> str:
        """What the next one is called within this school; empty where it is none of its."""
        owner, _, name = (await self._name() or "").partition("/")
        return name if owner == tenant else ""

    async def _name(self) -> str | None:
        if self._next is None:
            self._next = await asyncio.to_thread(next, self._members, None)
        return None if self._next is None else self._next.name

    def _take(self) -> ArchiveMember:
        if self._next is None:
            raise ValueError("nothing was looked at")
        taken, self._next = self._next, None
        return taken


def _table(name: str) -> str:
    found = _RECORDS.fullmatch(name)
    if found is None:
        raise StoreUnavailable(reason=f"the back-up has something in it that this release does not know: {name}")
    return found[1]
