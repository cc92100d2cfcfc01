"""Time's work on incidents: one that fails holds up no other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.directory.roster import Roster
from bot.policy.errors import DirectoryUnavailable
from bot.policy.incident import Incident
from bot.policy.people import Person
from bot.policy.reporting import Report
from bot.services.decisions import By
from bot.services.ladders import Ladders
from bot.services.reports import Reports
from bot.services.wake import Wake
from bot.settings import load_school
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.services.test_simulation import START

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")


class Patchy(Roster):
    """A directory that does not know one role just now."""

    silent = ""

    async def holders(self, role: str) -> tuple[Person, ...]:
        if role == self.silent:
            raise DirectoryUnavailable(reason="timeout")
        return tuple(await super().holders(role))


async def test_one_that_fails_holds_up_no_other() -> None:
    """The incident whose roles cannot be asked for stays due; the others go on, and the failure is told."""
    store, clock, directory, wake = MemoryStore(), FakeClock(START), Patchy(SCHOOL.people), Wake()
    reports = Reports(store, directory, SCHOOL, clock, wake)
    reporter = By(SCHOOL.people[6], "1")
    for number, kind in enumerate(("security_breach", "threat")):
        said = Report(kind, None, {"what": "x"}, f"draft-{number}", None)
        await reports.report(By(reporter.person, str(number)), said)
    directory.silent = "technician"
    clock.move(timedelta(minutes=16))
    with pytest.raises(DirectoryUnavailable):
        await Ladders(store, directory, SCHOOL, clock, wake).run()
    steps = {incident.kind: incident.ladder.next_step for incident in await store.find(Incident)}
    assert steps == {"security_breach": 1, "threat": 2}
