"""What is over is let go, and what is to be fetched is, when its time has come, also at an awkward moment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.directory.roster import Roster
from bot.policy.incidents.evidence import Arrival, EvidenceFile, SentFile
from bot.policy.kit.errors import Conflict
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Seen
from bot.services.engine.housekeeping import Housekeeping
from bot.services.engine.triggers import JobTriggers
from bot.services.files.clearing import Clearing
from bot.services.files.evidence import FileIntake
from bot.services.files.fetching import Fetching
from bot.services.kit.context import ServiceContext
from bot.services.null_ports import NoFileStore
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.policy.school import ANN, NOW

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
SOON = NOW + timedelta(seconds=2)
KEPT = EvidenceFile(
    id="f", subject="draft", by=ANN.who, at=NOW, name="a.png", kind="png", size=1, sha256="0", due_at=SOON
)
COMING = Arrival(id="a", subject="draft", by=ANN.who, at=NOW, due_at=SOON)


class Racing(MemoryStore):
    """A store in which somebody else is always quicker, once."""

    raced = False

    async def keep(self, outcome: Outcome) -> None:
        if outcome.removed and not self.raced:
            self.raced = True
            raise Conflict(table="files", id="f")
        await super().keep(outcome)


async def test_what_somebody_changed_meanwhile_is_looked_at_again_in_a_moment() -> None:
    """Its time is past, so that no later time would ever name it."""
    store, clock = Racing(), FakeClock(SOON)
    desk = FileIntake(ServiceContext(store, Roster(SCHOOL.people), SCHOOL, clock, JobTriggers()))
    job = Clearing(store, NoFileStore(), clock, desk)
    await store.keep(Outcome(records=(KEPT,)))
    await job.run()
    until = await job.next_due()
    assert until is not None
    assert until <= clock.now() + timedelta(seconds=5)
    clock.move_to(until)
    await job.run()
    assert await store.find(EvidenceFile) == []


async def test_housekeeping_that_somebody_else_is_at_is_done_in_a_moment() -> None:
    """What is left then is not left for hours."""
    store, clock = Racing(), FakeClock(SOON)
    await store.keep(Outcome(records=(Seen(id="s", at=NOW - timedelta(days=400), due_at=NOW),)))
    job = Housekeeping(store, clock)
    await job.run()
    until = await job.next_due()
    assert until is not None
    assert until <= clock.now() + timedelta(seconds=5)


class Unasked:
    """A host from which nothing is to be fetched."""

    async def fetch(self, sent: SentFile) -> bytes:
        raise AssertionError("nothing is due")


@pytest.mark.parametrize("record", [KEPT, COMING], ids=["a file is over", "a file is to be fetched"])
async def test_what_falls_due_while_it_looks_is_not_passed_over(record: EvidenceFile | Arrival) -> None:
    """The time comes after what is due was read, and before it is asked what will be: it looks again at once."""
    store, clock, triggers = MemoryStore(), FakeClock(NOW), JobTriggers()
    desk = FileIntake(ServiceContext(store, Roster(SCHOOL.people), SCHOOL, clock, triggers))
    job = Fetching(store, NoFileStore(), Unasked(), desk, clock, triggers)
    await store.keep(Outcome(records=(record,)))
    await job.run()
    clock.move(timedelta(seconds=3))
    until = await job.next_due()
    assert until is not None
    assert until <= clock.now()
