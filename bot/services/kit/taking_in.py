"""The first start of a release in which records have hashes: those that are there get theirs, before all else.

How far that has come is kept with each step, so that it goes on after a crash, and two replicas do it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.policy.kit import taking_in
from bot.policy.kit.errors import Conflict
from bot.policy.kit.records import Record, SealedSince
from bot.policy.kit.taking_in import RECORD
from bot.services.ports import Clock, Store

RECORDS_PER_ENTRY = 100


async def take_in_records(store: Store, kinds: Iterable[type[Record]], clock: Clock) -> None:
    """Give each record of these kinds its hash, once in the life of a store. `store` is the one beneath the sealed."""
    in_order = sorted((kind for kind in kinds if kind.EVIDENCE is not None), key=lambda kind: kind.TABLE)
    while True:
        since = await store.get(SealedSince, RECORD)
        if since is not None and since.done:
            return
        try:
            await _go_on(store, since, in_order, clock)
            return
        except Conflict:
            continue  # another replica was at it: it goes on from there


async def _go_on(store: Store, since: SealedSince | None, in_order: Sequence[type[Record]], clock: Clock) -> None:
    for kind in in_order:
        at, last = (since.kind, since.last) if since is not None else ("", "")
        if at > kind.TABLE:
            continue
        found = [record for record in await store.find(kind) if at < kind.TABLE or record.id > last]
        for start in range(0, len(found), RECORDS_PER_ENTRY):
            some = found[start : start + RECORDS_PER_ENTRY]
            await store.keep(taking_in.take_in(since, some, clock.now()))
            since = await store.get(SealedSince, RECORD)
    await store.keep(taking_in.end_taking_in(since, clock.now()))
