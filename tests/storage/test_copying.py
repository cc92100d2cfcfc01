"""A school moves between stores whole: every record at its version, the chain digest for digest, or nothing at all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import permutations
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Chat, Counter, Notice
from bot.policy.kit.timeline import first_broken
from storage.copying import copy_records
from storage.postgres.migrating import migrate
from storage.postgres.store import PostgresStore
from storage.reading import Kept
from storage.tinydb_store import TinyStore
from tests.postgres import server
from tests.storage.sample_records import CHAMPION, NOON, OTHER, Report, Stage, entry, notice, report

AnyStore = TinyStore | PostgresStore


async def _tiny(name: str) -> AnyStore:
    return await TinyStore.open(Path(name))


async def _postgres(name: str) -> AnyStore:
    await migrate(server().url)
    return await PostgresStore.open(server().url, name)


OPEN: dict[str, Callable[[str], Awaitable[AnyStore]]] = {"tinydb": _tiny, "postgres": _postgres}
WAYS = [*permutations(OPEN, 2), ("tinydb", "tinydb"), ("postgres", "postgres")]


async def _lived_in(store: AnyStore) -> None:
    """Records of several kinds at several versions, odd characters and moments, one that was removed, and a chain."""
    for number in range(150):
        await store.keep(
            Outcome(
                records=(report(number, owner=CHAMPION if number % 2 else None, due=None if number % 3 else NOON),),
                notices=(notice(f"n-{number}"),),
                entries=(entry(number), entry(number, "rang")),
            )
        )
    held = await store.get(Report, "OS-2026-0007")
    assert held is not None
    await store.keep(Outcome(records=(held.model_copy(update={"state": Stage.CLOSED, "due_at": None}),)))
    gone = await store.get(Report, "OS-2026-0008")
    assert gone is not None
    await store.keep(Outcome(removed=(gone,), entries=(entry(8, "removed"),)))
    chat = Chat(id=OTHER.id, service_url="u", conversation="c", bot_id="b", seen_at=NOON)
    await store.keep(Outcome(records=(chat, Counter(id="OS-2026", last=150))))


async def _all(store: AnyStore) -> list[Kept]:
    return sorted([each async for each in store.everything()], key=repr)


@pytest.mark.parametrize(("here", "there"), WAYS)
async def test_a_school_arrives_whole(tmp_path: Path, here: str, there: str) -> None:
    """All records and the whole chain arrive as they were, are found by field and by due time, and life goes on."""
    source, target = await OPEN[here](str(tmp_path / "a")), await OPEN[there](str(tmp_path / "b"))
    await _lived_in(source)
    counts = await copy_records(source, target)
    assert counts == {"chats": 1, "counters": 1, "notices": 150, "reports": 149, "timeline": 301}
    assert await _all(target) == await _all(source)
    assert await target.timeline() == await source.timeline()
    await target.close()
    target = await OPEN[there](str(tmp_path / "b"))
    for asked in ({"where": {"state": "closed"}}, {"where": {"owner_id": CHAMPION.id}}, {"due_by": NOON}):
        found = await target.find(Report, **asked)
        assert found == await source.find(Report, **asked)
        assert found
    assert await target.next_due(Notice, where={"state": "waiting"}) == NOON
    closed = await target.get(Report, "OS-2026-0007")
    assert closed is not None
    assert closed.version == 2
    await target.keep(Outcome(records=(closed, report(8)), entries=(entry(7, "reopened"),)))
    chain = await target.timeline()
    assert chain[-1].seq == 302
    assert first_broken(chain) is None
    await source.close()
    await target.close()


@pytest.mark.parametrize(("here", "there"), WAYS)
async def test_a_target_that_holds_anything_is_refused(tmp_path: Path, here: str, there: str) -> None:
    """Nothing is copied over what is there, be it one record or one line; it stays as it was."""
    for number, outcome in enumerate((Outcome(records=(report(1),)), Outcome(entries=(entry(1),)))):
        source = await OPEN[here](str(tmp_path / f"a{number}"))
        target = await OPEN[there](str(tmp_path / f"b{number}"))
        await source.keep(Outcome(records=(report(2),)))
        await target.keep(outcome)
        before = await _all(target)
        with pytest.raises(StoreUnavailable) as refused:
            await copy_records(source, target)
        assert "empty" in refused.value.facts["reason"]
        with pytest.raises(StoreUnavailable):
            await target.load(source.everything())
        assert await _all(target) == before
        await source.close()
        await target.close()


@pytest.mark.parametrize("there", OPEN)
async def test_a_broken_chain_is_not_passed_on(tmp_path: Path, there: str) -> None:
    """A line that was changed in the database stops the copy with its number, and the target stays empty."""
    source, target = await _postgres(str(tmp_path / "a")), await OPEN[there](str(tmp_path / "b"))
    for number in range(5):
        await source.keep(Outcome(records=(report(number),), entries=(entry(number),)))
    async with await psycopg.AsyncConnection.connect(server().url, autocommit=True) as connection:
        await connection.execute(
            "UPDATE timeline SET body = replace(body::text, 'reported', 'nothing')::json WHERE tenant = %s AND seq = 3",
            (str(tmp_path / "a"),),
        )
    with pytest.raises(StoreUnavailable) as refused:
        await copy_records(source, target)
    assert refused.value.facts["reason"] == "the chain of the source is broken at line 3"
    assert await _all(target) == []
    await source.close()
    await target.close()


@pytest.mark.parametrize("there", OPEN)
async def test_a_source_that_fails_on_the_way_leaves_the_target_empty(tmp_path: Path, there: str) -> None:
    """What arrived before the failure is not there afterwards, and the copy can be made again."""
    source, target = await _tiny(str(tmp_path / "a")), await OPEN[there](str(tmp_path / "b"))
    await _lived_in(source)

    async def failing() -> AsyncIterator[Kept]:
        count = 0
        async for each in source.everything():
            count += 1
            if count > 320:
                raise StoreUnavailable(reason="the disk")
            yield each

    with pytest.raises(StoreUnavailable):
        await target.load(failing())
    assert await _all(target) == []
    await copy_records(source, target)
    assert await _all(target) == await _all(source)
    await source.close()
    await target.close()


async def test_a_kind_that_this_release_does_not_know_stops_the_copy(tmp_path: Path) -> None:
    """A table that an other release has kept is never left out in silence."""
    source = await _postgres(f"unknown {uuid4()}")
    target = await _tiny(str(tmp_path / "b"))
    async with await psycopg.AsyncConnection.connect(server().url, autocommit=True) as connection:
        await connection.execute(
            "INSERT INTO documents SELECT tenant, 'novelties', 'x', 1, NULL, '{}', '{}' FROM schools"
            " WHERE tenant LIKE 'unknown %'"
        )
    with pytest.raises(StoreUnavailable) as refused:
        await copy_records(source, target)
    assert refused.value.facts["reason"] == "this release does not know the kept novelties"
    await source.close()
    await target.close()


async def test_an_empty_school_is_a_school_too(tmp_path: Path) -> None:
    """A copy of nothing is nothing, and the target begins its chain at one."""
    source, target = await _tiny(str(tmp_path / "a")), await _postgres(str(tmp_path / "b"))
    assert await copy_records(source, target) == {}
    await target.keep(Outcome(entries=(entry(1),)))
    assert first_broken(await target.timeline()) is None
    await source.close()
    await target.close()
