"""A turn asks the store and the directory for what its decision needs once: how often is counted over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.composition import school as composition
from bot.composition.school import HeldDirectory
from bot.directory.roster import Roster
from bot.policy.kit.school import School
from bot.services.ports import Clock, Store
from storage.tinydb_store import TinyStore
from tests.rig import CHAMPION, HEAD, TEACHER, Rig, school_at_work
from tests.transcripts.calls import asking
from tests.transcripts.play import Line, play
from tests.turn_operations import Operations

WORDS = {"about": "A parent of 4B", "what": "Nasty words about a colleague", "sender": "x@example.com"}
REPORTING: list[Line] = [(TEACHER, "says", "report"), (TEACHER, "presses", "Threatening or offensive message")]

TURNS: dict[str, tuple[list[Line], Line, int]] = {
    "a report is sent": (REPORTING, (TEACHER, "presses", "Send", WORDS), 7),
    "a report is acknowledged": (
        [*REPORTING, (TEACHER, "presses", "Send", WORDS), (CHAMPION, "reads", "OS-2026-0001")],
        (CHAMPION, "presses", "Acknowledge"),
        6,
    ),
    "a call is approved": ([*asking(), (HEAD, "reads", "VC-2026-0001")], (HEAD, "presses", "Approve"), 7),
}
"""What comes before, the turn that is counted, and how many operations it takes at the most."""


@pytest.fixture
async def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Rig, Operations]]:
    operations = Operations()

    def directory_of(school: School, store: Store, clock: Clock) -> HeldDirectory:
        return HeldDirectory(operations.directory(Roster(school.people)))

    async def opened(folder: Path) -> Store:
        return operations.store(await TinyStore.open(folder))

    monkeypatch.setattr(composition, "directory_of", directory_of)
    async with school_at_work(tmp_path, opened=opened) as rig:
        yield rig, operations


@pytest.mark.parametrize("turn", TURNS)
async def test_a_turn_loads_what_it_needs_once(counted: tuple[Rig, Operations], turn: str) -> None:
    """The operations of the whole turn, from the edge to the answer; too many fail with each of them by its name."""
    rig, operations = counted
    before, counting, most = TURNS[turn]
    await play(rig, before)
    await rig.at_rest()
    await play(rig, [counting])
    asked = operations.last()
    assert len(asked) <= most, "\n".join([f"{turn}: {len(asked)} operations", *asked])
