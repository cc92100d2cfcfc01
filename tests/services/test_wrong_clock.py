"""A clock that goes back holds up no ladder and no notice: both are found and put right, and it becomes known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.directory.roster import Roster
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.reached import CHECK_ID, ReachCheck
from bot.policy.kit.records import Notice
from bot.policy.kit.school_time import Calendar
from bot.services.engine.triggers import JobTriggers
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.topic import IncidentTopic
from bot.services.kit.context import ServiceContext
from bot.services.kit.outbox import Outbox
from tests.clock import FakeClock
from tests.fakes import EMPTIED, MemoryStore, Nobody
from tests.policy.school import ANN, BEN, NOW, incident_of, opened
from tests.services.simulated_school import PEOPLE, SCHOOL, draw

DAY = timedelta(days=1)


@pytest.mark.parametrize("restarted", [False, True], ids=["while it runs", "before a start"])
async def test_a_ladder_alerts_though_its_time_comes_a_day_later(restarted: bool) -> None:
    """Found at the next look or at the start, alerted, written into the log and shown by `reach`."""
    store, clock, directory = MemoryStore(), FakeClock(NOW), Roster(PEOPLE)
    filed = opened("illegal_content")
    await store.keep(Outcome(records=(incident_of(filed),), entries=filed.entries))
    ladders = Ladders(ServiceContext(store, directory, SCHOOL, clock, JobTriggers()))
    await ladders.run()
    clock.move(-DAY)
    if restarted:
        ladders = Ladders(ServiceContext(store, directory, SCHOOL, clock, JobTriggers()))
    with capture_logs() as logs:
        await ladders.run()
    pings = [notice for notice in await store.find(Notice) if notice.purpose is IncidentPurpose.PING]
    assert pings
    assert {notice.due_at for notice in pings} == {clock.now()}
    incident = await store.get(Incident, "OS-2026-0001")
    assert incident is not None
    assert incident.due_at is not None
    assert incident.due_at <= clock.now() + timedelta(minutes=10)
    check = await store.get(ReachCheck, CHECK_ID)
    assert check is not None
    assert check.clock_wrong_at == clock.now()
    assert [line["log_level"] for line in logs if line["event"] == "clock_was_wrong"] == ["error"]
    clock.move(timedelta(minutes=2))
    with capture_logs() as quiet:
        await ladders.run()
    assert not [line for line in quiet if line["event"] == "clock_was_wrong"], "put right once"


async def test_a_notice_that_waits_for_tomorrow_goes_now() -> None:
    """The retry of a clock that was a day ahead."""
    store, clock, directory = MemoryStore(), FakeClock(NOW), Roster((ANN, BEN))
    filed = opened("illegal_content")
    late = tuple(notice.model_copy(update={"due_at": NOW + DAY, "attempts": 2}) for notice in filed.notices)
    await store.keep(Outcome(records=(incident_of(filed),), entries=filed.entries, notices=late))
    topic = IncidentTopic(store, directory, clock, Calendar(SCHOOL.hours, SCHOOL.timezone), draw)
    outbox = Outbox(store, Nobody(), clock, {"incident": topic}, JobTriggers(), directory, EMPTIED)
    await outbox.run()
    await outbox.settle(timedelta(seconds=5))
    tried = [notice for notice in await store.find(Notice) if notice.purpose is IncidentPurpose.PING]
    assert {notice.attempts for notice in tried} == {3}
    assert max(notice.due_at for notice in tried) < NOW + timedelta(minutes=10)
