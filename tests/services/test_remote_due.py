"""What a replica leaves undone is found by another, for the school that it concerns and no other."""

from __future__ import annotations

from datetime import timedelta

from bot.composition.features import DUE_KINDS
from bot.policy.documents.campaigns import Ask, Campaign, CampaignKind
from bot.policy.incidents.incident import Incident
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice, NoticeState
from bot.services.engine.remote_due import POLL_INTERVAL, RemoteDuePoller
from bot.services.engine.triggers import JobTriggers
from storage.postgres.database import Database
from storage.postgres.store import PostgresStore
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.postgres import migrated, server
from tests.storage.sample_records import NOON, TEACHER, notice

A_MINUTE = timedelta(minutes=1)
TENANTS = ("left: one", "left: other")


async def test_what_falls_due_wakes_its_own_school_alone() -> None:
    """Not before its time, whichever process kept it, and no more once it is settled."""
    await migrated()
    database, clock = await Database.open(server().url), FakeClock(NOON)
    served = {tenant: (await PostgresStore.open(database, tenant), JobTriggers()) for tenant in TENANTS}
    outbox, others = (triggers.on(Notice) for _, triggers in served.values())
    ladders = served[TENANTS[0]][1].on(Incident)
    looking = RemoteDuePoller(served, DUE_KINDS, clock)
    replica = await PostgresStore.open(server().url, TENANTS[0])
    waiting = notice("n-1", after=A_MINUTE)
    await replica.keep(Outcome(notices=(waiting,)))
    await looking.run()
    assert not outbox.is_set()
    assert await looking.next_due() == NOON + POLL_INTERVAL
    clock.move(A_MINUTE)
    await looking.run()
    assert outbox.is_set()
    assert not ladders.is_set()
    assert not others.is_set()
    outbox.clear()
    await replica.keep(Outcome(notices=(waiting.model_copy(update={"version": 1, "state": NoticeState.SENT}),)))
    await looking.run()
    assert not outbox.is_set()
    await replica.close()
    await database.close()


async def test_a_version_that_was_replaced_wakes_nobody() -> None:
    """Whoever had not signed it stays due for as long as records are kept: that is no work for anybody."""
    await migrated()
    database, clock = await Database.open(server().url), FakeClock(NOON)
    triggers, store = JobTriggers(), await PostgresStore.open(database, "left: replaced")
    campaigns = triggers.on(Campaign, Ask)
    replaced = Campaign(
        id="AUP-2025-26", what=CampaignKind.AUP, label="2025-26", begun_at=NOON, window=1.0, current=False
    )
    ask = Ask(
        id="AUP-2025-26:t",
        subject=replaced.id,
        who=TEACHER,
        asked_at=NOON - A_MINUTE,
        asked_on=NOON.date(),
        due_at=NOON - A_MINUTE,
    )
    await store.keep(Outcome(records=(replaced, ask)))
    await RemoteDuePoller({"left: replaced": (store, triggers)}, DUE_KINDS, clock).run()
    assert not campaigns.is_set()
    await database.close()


async def test_without_a_database_nothing_is_asked() -> None:
    """A school in files has no replicas."""
    looking = RemoteDuePoller({"in files": (MemoryStore(), JobTriggers())}, DUE_KINDS, FakeClock(NOON))
    await looking.run()
    assert await looking.next_due() is None
