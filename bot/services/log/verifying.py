"""A school's whole record verified: the chain, every record and every file, however many there are.

Entries and records are read once, and what matters of them is laid aside in parts, by reference, in files that are
gone when it is done. One part at a time is then compared: memory does not grow with the record.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Iterator
from contextlib import ExitStack, aclosing
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol
from zlib import crc32

from pydantic_core import from_json, to_json

from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.kit.errors import NotFound
from bot.policy.kit.records import Entry, Record
from bot.policy.kit.sealing import tables_of
from bot.policy.kit.timeline import Line, fingerprint
from bot.policy.kit.verifying import Chain, Claim, Fault, Standing, Unreadable, claims_of, compare, standing_of
from bot.services.ports import FileStore

PARTS_ON_DISK = 64
IN_MEMORY = 256 * 1024
"""What a part may have before it goes to the disk. A school's own record rarely does."""
PER_SLICE = 200
"""How many entries or records are gone through before other work gets its turn."""
IS_CLAIM, IS_STANDING = 0, 1


class Verifiable(Protocol):
    """What a store offers to be verified."""

    def read_all(self, tables: Collection[str]) -> AsyncGenerator[Record | Entry | Line | Unreadable, None]:
        """All entries in their order, then what lies in these tables, as they stand at one moment."""


@dataclass(slots=True)
class VerifySummary:
    """What was gone through: entries and records, the head, and whether every record has its hash."""

    entries: int = 0
    records: int = 0
    head: str = ""
    sealed: bool = False
    looked_for: bool = False
    """Whether the head that was looked for is there."""
    of_later_kinds: set[str] = field(default_factory=set)
    """The tables of which entries speak, and which only a later release can look into."""


async def verify_record(
    store: Verifiable, files: FileStore, kinds: Collection[type[Record]], summary: VerifySummary, head: str = ""
) -> AsyncIterator[Fault]:
    """Every fault, the chain's first. `summary` is filled in meanwhile; `head` is looked for among the entries."""
    chain, at, tables = Chain(), 0, frozenset(tables_of(kinds))
    unreadable: set[tuple[str, str]] = set()
    with ExitStack() as stack:
        parts = [stack.enter_context(SpooledTemporaryFile(IN_MEMORY)) for _ in range(PARTS_ON_DISK)]
        async with aclosing(store.read_all(tables)) as found:
            async for each in found:
                at += 1
                if at % PER_SLICE == 0:
                    await asyncio.sleep(0)
                if isinstance(each, Entry | Line):
                    for fault in chain.follow(each):
                        yield fault
                    summary.looked_for = summary.looked_for or (bool(head) and fingerprint(each) == head)
                    for claim in claims_of(each):
                        _lay_aside(parts, IS_CLAIM, claim)
                elif isinstance(each, Unreadable):
                    unreadable.add((each.table, each.id))
                    seq = () if each.id else (chain.count + 1,)
                    yield Fault("unreadable", each.id or "timeline", each.table, each.id, seq, each.reason)
                else:
                    summary.records += 1
                    _lay_aside(parts, IS_STANDING, standing_of(each))
                    if isinstance(each, EvidenceFile) and each.is_evidence and (why := await _wrong(files, each)):
                        yield Fault(why, each.subject, each.TABLE, each.id)
        summary.entries, summary.sealed = chain.count, chain.sealed
        summary.head = fingerprint(chain.last) if chain.last else ""
        for part in parts:
            await asyncio.sleep(0)
            for fault in compare(_claims(part), _standings(part), sealed=chain.sealed):
                if fault.what == "gone" and fault.kind not in tables:
                    summary.of_later_kinds.add(fault.kind)
                elif fault.what != "gone" or (fault.kind, fault.id) not in unreadable:
                    yield fault


async def _wrong(files: FileStore, file: EvidenceFile) -> str:
    """What is wrong with the file that was kept, as a text key."""
    try:
        content = await files.get(file.id)
    except NotFound:
        return "file_gone"
    return "" if hashlib.sha256(content).hexdigest() == file.sha256 else "file_changed"


def _lay_aside(parts: list[SpooledTemporaryFile[bytes]], sort: int, told: Claim | Standing) -> None:
    part = parts[crc32(told.reference.encode()) % PARTS_ON_DISK]
    part.write(to_json((sort, *told)) + b"\n")


def _claims(part: IO[bytes]) -> Iterator[Claim]:
    return (Claim(*told) for told in _laid_aside(part, IS_CLAIM))


def _standings(part: IO[bytes]) -> Iterator[Standing]:
    return (Standing(*told) for told in _laid_aside(part, IS_STANDING))


def _laid_aside(part: IO[bytes], sort: int) -> Iterator[list[Any]]:
    part.seek(0)
    begins = f"[{sort},".encode()
    for line in part:
        if line.startswith(begins):
            yield from_json(line)[1:]
