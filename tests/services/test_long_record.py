"""`verify` of a record as no school has one: its time, and that memory does not grow with it."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import AsyncGenerator, Collection
from pathlib import Path

import pytest

from bot.policy.incidents.incident import Note
from bot.policy.kit.records import Entry, Record
from bot.policy.kit.sealing import NO_HASHES, end_taking_in, hashes_of, seal_of
from bot.policy.kit.timeline import Line, kept_text, link
from bot.policy.kit.verifying import Unreadable
from bot.services.log.verifying import VerifySummary, verify_record
from bot.services.null_ports import NoFileStore
from storage.reading import kinds, read_found
from storage.rows import TIMELINE_TABLE
from tests.policy.school import BEN, NOW, incident_of, opened
from tests.soak import IN_FULL

LONGEST = 60.0
"""Seconds of a processor for a million entries."""
ENTRIES_OF_ONE = 4


def written(folder: Path, entries: int) -> tuple[Path, Path]:
    """The texts of so many entries, and of the reports and notes that they left, as a store has them."""
    incident = incident_of(opened()).model_copy(update={"version": 1})
    lines, records = folder / "lines", folder / "records"
    with lines.open("w") as told, records.open("w") as kept:
        last = link(None, end_taking_in(None, NOW).entries[0])
        told.write(kept_text(last) + "\n")
        for number in range(entries // ENTRIES_OF_ONE):
            report = incident.model_copy(update={"id": f"OS-2026-{number:06}"})
            note = Note(id=f"note-{number}", version=1, subject=report.id, by=BEN.who, at=NOW, text=f"Note {number}")
            for record, whats in ((report, ("reported", "ringing")), (note, ("noted", "rang"))):
                seal = seal_of(record, NO_HASHES, hashes_of(record))
                assert seal is not None
                for what, seals in ((whats[0], (seal,)), (whats[1], ())):
                    last = link(last, Entry(subject=report.id, at=NOW, by=BEN.who, what=what, seals=seals))
                    told.write(kept_text(last) + "\n")
                kept.write(f"{record.TABLE}\t{record.id}\t{record.model_dump_json(exclude_defaults=True)}\n")
    return lines, records


class WrittenRecord:
    """Those texts, read one by one."""

    def __init__(self, lines: Path, records: Path) -> None:
        self._lines, self._records = lines, records

    async def read_all(self, tables: Collection[str]) -> AsyncGenerator[Record | Entry | Line | Unreadable, None]:
        """All entries, then the records."""
        with self._lines.open() as lines:
            for line in lines:
                yield read_found(TIMELINE_TABLE, "", line)
        with self._records.open() as records:
            for record in records:
                table, name, body = record.split("\t", 2)
                yield read_found(table, name, body)


@pytest.mark.soak
async def test_a_million_entries(tmp_path: Path) -> None:
    """In under a minute; in `make test` a fortieth of them in a fortieth of it."""
    entries = 1_000_000 if IN_FULL else 25_000
    record, summary = WrittenRecord(*written(tmp_path, entries)), VerifySummary()
    began = time.process_time()
    assert [fault async for fault in verify_record(record, NoFileStore(), list(kinds()), summary)] == []
    took = time.process_time() - began
    print(f"{summary.entries} entries, {summary.records} records: {took:.1f} s of a processor")  # noqa: T201
    assert summary.entries == entries + 1
    # A machine that does other things beside has half as much time again.
    assert took < LONGEST * entries / 1_000_000 * (1 if IN_FULL else 1.5)


async def test_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the parts that are laid aside go to the disk, eight times the entries take no more of it."""
    monkeypatch.setattr("bot.services.log.verifying.IN_MEMORY", 1_024)
    peaks: list[int] = []
    for entries in (800, 800, 6_400):
        folder = tmp_path / str(len(peaks))
        folder.mkdir()
        record = WrittenRecord(*written(folder, entries))
        tracemalloc.start()
        assert [fault async for fault in verify_record(record, NoFileStore(), list(kinds()), VerifySummary())] == []
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 2 * peaks[1], peaks
