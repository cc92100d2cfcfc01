"""Looking through all reports holds up nobody: a few are compared in a round of the loop, and read a page at a time."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from bot.directory.roster import Roster
from bot.policy.finding.finding import ReportScan
from bot.policy.incidents.incident import Incident, Note
from bot.policy.kit.outcome import Outcome
from bot.services.engine.triggers import JobTriggers
from bot.services.finding.finding import REPORTS_A_SLICE, Find
from bot.services.incidents.loading import INCIDENTS_A_PAGE
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor
from bot.settings import load_school
from storage.tinydb_store import TinyStore
from tests.clock import FakeClock
from tests.policy.school import NOW, incident_of, opened

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
CHAMPION = next(person for person in SCHOOL.people if person.holds("champion"))
REPORTS = 4 * INCIDENTS_A_PAGE + 3


async def _never() -> None:
    raise AssertionError("so few are gone through at once")


async def test_others_have_their_turn_while_reports_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In no round of the loop more than a slice is compared; all are, and each once."""
    store = await TinyStore.open(tmp_path)
    first = incident_of(opened("bullying", account={"what": "Jack was laughed at"}))
    reports = [first.model_copy(update={"id": f"OS-2026-{number:04d}"}) for number in range(REPORTS)]
    notes = [
        Note(id=f"{each.id}:note:1", subject=each.id, by=each.reporter, at=NOW, text="Ask Amy") for each in reports
    ]
    await store.keep(Outcome(records=(*reports, *notes)))
    rounds, compared, seen = 0, Counter[int](), Counter[str]()
    look_at = ReportScan.look_at

    def counted(scan: ReportScan, incident: Incident, *beside: object) -> None:
        compared[rounds] += 1
        seen[incident.id] += 1
        look_at(scan, incident, *beside)  # type: ignore[arg-type]

    async def others() -> None:
        nonlocal rounds
        while True:
            rounds += 1
            await asyncio.sleep(0)

    monkeypatch.setattr(ReportScan, "look_at", counted)
    find = Find(ServiceContext(store, Roster(SCHOOL.people), SCHOOL, FakeClock(NOW), JobTriggers()))
    beside = asyncio.create_task(others())
    try:
        found = await find.look(Actor(CHAMPION, "a"), "jack amy", {}, _never)
    finally:
        beside.cancel()
        await store.close()
    assert found.total == REPORTS
    assert set(seen.values()) == {1}
    assert len(seen) == REPORTS
    assert max(compared.values()) <= REPORTS_A_SLICE
