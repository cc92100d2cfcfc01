"""What is of no more use is forgotten; what happened is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from structlog.testing import capture_logs

from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import CardPurpose, Entry, Notice, NoticeState, Purpose, Seen, Urgency, Who
from bot.services.engine.housekeeping import HOUSEKEEPING_INTERVAL, Housekeeping
from bot.services.kit.decisions import mark_of
from tests.clock import FakeClock
from tests.fakes import MemoryStore

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


def notice(name: str, purpose: Purpose, state: NoticeState) -> Notice:
    """A notice made now."""
    who = Who(id="ann", name="Ann")
    return Notice(
        id=name,
        subject="s",
        topic="incident",
        to=who,
        purpose=purpose,
        urgency=Urgency.URGENT,
        made_at=NOW,
        due_at=NOW,
        state=state,
    )


async def test_the_head_of_the_chain_is_told_elsewhere() -> None:
    """Each time the line for `verify --seen` goes to the program's log; nothing is told of an empty chain."""
    store = MemoryStore()
    housekeeping = Housekeeping(store, FakeClock(NOW))
    with capture_logs() as said:
        await housekeeping.run()
        await store.keep(Outcome(entries=(Entry(subject="s", at=NOW, by=None, what="reported"),)))
        await housekeeping.run()
    (entry,) = await store.timeline()
    assert [line["seen"] for line in said if line["event"] == "timeline_head"] == [f"1:{entry.digest}"]


async def test_only_what_is_past_use_goes() -> None:
    """Marks after two days, settled redrawings after two days; pings and what still waits stay for good."""
    store, clock = MemoryStore(), FakeClock(NOW)
    kept = (
        notice("ping", IncidentPurpose.PING, NoticeState.SENT),
        notice("waiting", CardPurpose.REFRESH, NoticeState.WAITING),
        notice("redrawn", CardPurpose.REFRESH, NoticeState.SENT),
    )
    await store.keep(Outcome(records=(mark_of("a", NOW), *kept)))
    housekeeping = Housekeeping(store, clock)
    await housekeeping.run()
    assert len(await store.find(Notice)) == 3
    clock.move(timedelta(days=3))
    await housekeeping.run()
    assert [each.id for each in await store.find(Notice)] == ["ping", "waiting"]
    assert await store.find(Seen) == []
    assert await housekeeping.next_due() == clock.now() + HOUSEKEEPING_INTERVAL
