"""What PostgreSQL adds to the store's promises: several processes, connections that break, and one line for each."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import psycopg
import pytest

from bot.policy.kit.errors import Conflict, StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Counter
from storage.postgres.database import Database
from storage.postgres.migrating import migrate
from storage.postgres.store import PostgresStore
from tests.chain import first_broken
from tests.clock import PATIENCE
from tests.postgres import Server, migrated, server
from tests.storage.sample_records import NOON, Report, entry, notice, report


async def _opened(tenant: str, count: int = 1) -> list[PostgresStore]:
    await migrated()
    return [await PostgresStore.open(server().url, tenant) for _ in range(count)]


async def _closed(*stores: PostgresStore) -> None:
    for store in stores:
        await store.close()


async def test_replicas_add_to_one_chain() -> None:
    """Three stores of one school keep entries at the same time: all are kept, in one chain that holds."""
    stores = await _opened("one-chain", 3)
    await asyncio.gather(
        *(
            stores[number % 3].keep(Outcome(records=(report(number),), entries=(entry(number), entry(number, "rang"))))
            for number in range(60)
        )
    )
    for store in stores:
        chain = await store.timeline()
        assert len(chain) == 120
        assert first_broken(chain) is None
    await _closed(*stores)


async def test_replicas_change_one_record_one_at_a_time() -> None:
    """Of three stores that count one counter up, each trying again on `Conflict`, no count is ever lost."""
    stores = await _opened("one-counter", 3)
    await stores[0].keep(Outcome(records=(Counter(id="OS", last=0),)))

    async def count(store: PostgresStore) -> None:
        for _ in range(20):
            while True:
                seen = await store.get(Counter, "OS")
                assert seen is not None
                try:
                    await store.keep(Outcome(records=(seen.model_copy(update={"last": seen.last + 1}),)))
                except Conflict:
                    continue
                break

    await asyncio.gather(*(count(store) for store in stores))
    assert await stores[0].get(Counter, "OS") == Counter(id="OS", last=60, version=61)
    await _closed(*stores)


async def test_outcomes_that_cross_never_wait_for_each_other_in_a_circle() -> None:
    """Two stores that change and make the same records in opposite order, lines beside them, never deadlock."""
    stores = await _opened("alerts", 2)
    names = [f"OS-{number}" for number in range(8)]
    await stores[0].keep(Outcome(records=tuple(Counter(id=name, last=0) for name in names)))
    kept = [0, 0]

    async def change(which: int) -> None:
        store = stores[which]
        for round_number in range(40):
            held = [record for record in await store.find(Counter) if record.id in names]
            counters = tuple(record.model_copy(update={"last": record.last + 1}) for record in held)
            both = [report(round_number), report(100 + round_number)]
            if which:
                counters, both = counters[::-1], both[::-1]
            try:
                await store.keep(Outcome((*counters[:4], *both), entries=(entry(1),), unchanged=seen(held, which)))
            except Conflict:
                continue
            kept[which] += 1

    def seen(held: list[Counter], which: int) -> tuple[Counter, ...]:
        return tuple(held[4:] if which else held[:4][::-1])

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(change(0), change(1))
    assert await _deadlocks() == 0
    chain = await stores[0].timeline()
    assert len(chain) == sum(kept) > 0
    assert first_broken(chain) is None
    await _closed(*stores)


async def _deadlocks() -> int:
    async with await psycopg.AsyncConnection.connect(server().url) as connection:
        row = await (await connection.execute("SELECT sum(deadlocks) FROM pg_stat_database")).fetchone()
        assert row is not None
        return int(row[0])


async def test_what_a_decision_rests_on_stays_until_it_is_kept() -> None:
    """Of two outcomes that each rest on the record that the other makes or changes, one is kept and one refused."""
    stores = await _opened("skew", 2)
    for number in range(25):
        await stores[0].keep(Outcome(records=(Counter(id=f"a-{number}", last=0), Counter(id=f"b-{number}", last=0))))
        a, b = Counter(id=f"a-{number}", last=1, version=1), Counter(id=f"b-{number}", last=1, version=1)
        c, d = Counter(id=f"c-{number}", last=1), Counter(id=f"d-{number}", last=1)
        for one, other in ((a, b), (c, d)):
            verdicts = await asyncio.gather(
                stores[0].keep(Outcome(records=(one,), unchanged=(other,))),
                stores[1].keep(Outcome(records=(other,), unchanged=(one,))),
                return_exceptions=True,
            )
            assert [type(verdict) for verdict in verdicts if verdict is not None] == [Conflict]
    await _closed(*stores)


async def test_a_name_is_claimed_by_one_store_at_a_time() -> None:
    """Names are one store's until it releases them or the lease has run out; its own are prolonged; others' stay."""
    one, other = await _opened("leases", 2)
    long, run_out = timedelta(minutes=10), timedelta(0)
    assert await one.claim(["a", "b", "a"], long) == {"a", "b"}
    assert await other.claim(["a", "b", "c"], long) == {"c"}
    await other.release(["a", "b"])
    assert await other.claim(["a"], long) == set()
    await one.release(["a"])
    assert await other.claim(["a", "b"], long) == {"a"}
    assert await other.claim(["b"], long) == set()
    assert await one.claim(["b"], run_out) == {"b"}
    assert await other.claim(["b"], long) == {"b"}
    assert await one.claim([], long) == set()
    await _closed(one, other)


async def test_of_many_who_claim_at_once_each_name_goes_to_one() -> None:
    """Six stores that claim the same forty names at once share them out: each is one store's, and none is nobody's."""
    stores = await _opened("rush", 6)
    names = [f"chat-{number}" for number in range(40)]
    for _ in range(5):
        shares = await asyncio.gather(*(store.claim(names, timedelta(minutes=1)) for store in stores))
        assert sorted(name for share in shares for name in share) == sorted(names)
        for store, share in zip(stores, shares, strict=True):
            await store.release(sorted(share))
    await _closed(*stores)


async def test_schools_share_connections() -> None:
    """Two schools in one `Database` live on when one of them is closed."""
    await migrated()
    database = await Database.open(server().url)
    one, other = await PostgresStore.open(database, "sharing-1"), await PostgresStore.open(database, "sharing-2")
    await one.close()
    await other.check()
    with pytest.raises(StoreUnavailable):
        await one.check()
    await database.close()


async def test_a_connection_that_the_server_ends_is_replaced() -> None:
    """When every connection has been ended, the next answers come as ever, and no error is seen."""
    (store,) = await _opened("ended")
    await asyncio.gather(*(store.keep(Outcome(records=(report(number),))) for number in range(10)))
    for _ in range(5):
        async with await psycopg.AsyncConnection.connect(server().url, autocommit=True) as connection:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'online-safety-bot' AND pid <> pg_backend_pid()"
            )
        await asyncio.sleep(0.05)
        assert len(await store.find(Report)) == 10
    await store.close()


async def test_a_database_that_goes_and_comes_back() -> None:
    """While it is gone each answer is `StoreUnavailable` with one line; when it is back, all that was kept is there."""
    own = Server()
    try:
        await migrate(own.url)
        database = await Database.open(own.url, patience=1.0)
        store = await PostgresStore.open(database, "there-again")
        await store.keep(Outcome(records=(report(1),), notices=(notice("n-1"),), entries=(entry(1),)))
        own.stop(at_once=True)
        for _ in range(2):
            with pytest.raises(StoreUnavailable) as gone:
                await store.keep(Outcome(records=(report(2),)))
            assert gone.value.facts["reason"]
            assert "\n" not in gone.value.facts["reason"]
        own.start()
        await _in_time(store)
        assert [found.id for found in await store.find(Report)] == ["OS-2026-0001"]
        await store.keep(Outcome(records=(report(2),), entries=(entry(2),)))
        assert first_broken(await store.timeline()) is None
        await database.close()
    finally:
        own.discard()


async def _in_time(store: PostgresStore) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                await store.check()
            except StoreUnavailable:
                await asyncio.sleep(0.1)
                continue
            return


REFUSED = [
    ("postgresql://u:se%40cret@127.0.0.1:1/x", "refused"),
    ("postgresql://u:se%40cret@no-such-host.invalid/x", "no-such-host.invalid"),
    ("postgresql://u:se%40cret@127.0.0.1:x/x", "port"),
    ("postgresql://u:se%40cret@[::1/x", "DATABASE_URL cannot be read"),
]


@pytest.mark.parametrize(("url", "says"), REFUSED)
async def test_why_it_cannot_be_opened(url: str, says: str) -> None:
    """One line says what is wrong, and never the password."""
    with pytest.raises(StoreUnavailable) as refused:
        await PostgresStore.open(url, "x")
    reason = refused.value.facts["reason"]
    assert says in reason
    assert "\n" not in reason
    assert "se@cret" not in reason
    assert "se%40cret" not in reason


async def test_what_postgresql_cannot_hold_is_a_mistake_and_not_a_failure() -> None:
    """An id with U+0000 is refused as the caller's mistake, and found nowhere; the store goes on."""
    (store,) = await _opened("zero")
    with pytest.raises(ValueError, match="NUL"):
        await store.keep(Outcome(records=(Counter(id="a\0b", last=1),)))
    assert await store.get(Counter, "a\0b") is None
    await store.check()
    await store.close()


async def test_a_field_of_any_length_is_found() -> None:
    """What a reporter typed may be long, or hold U+0000: it is kept whole and found by equality."""
    (store,) = await _opened("long")
    long, other = "kind " * 5_000, "kind " * 5_000 + "\0"
    await store.keep(Outcome(records=(report(1, kind=long), report(2, kind=other), report(3, kind="none"))))
    for number, kind in ((1, long), (2, other), (3, "none")):
        assert [found.id[-1] for found in await store.find(Report, where={"kind": kind})] == [str(number)]
    assert await store.next_due(Report, where={"kind": long}) == NOON
    await store.close()


@pytest.mark.parametrize("steps", range(12))
async def test_whoever_is_cancelled_while_waiting_for_a_connection_ends_and_takes_none_with_them(steps: int) -> None:
    """However close the cancellation comes to the moment in which the connection is free."""
    database = await Database.open(server().url, connections=1, patience=1.0)

    async def work() -> None:
        async with database.connection():
            pass
        await asyncio.Event().wait()

    async with database.connection():
        waiting = asyncio.create_task(work())
        for _ in range(5):
            await asyncio.sleep(0)
    for _ in range(steps):
        await asyncio.sleep(0)
    waiting.cancel()
    _, still_there = await asyncio.wait([waiting], timeout=PATIENCE)
    assert not still_there
    async with database.connection():
        pass
    await database.close()
