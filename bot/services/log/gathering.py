"""Gathering from a store the incidents that one reader may see: no more than are needed, in the store's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.policy.incidents.incident import Incident
from bot.policy.kit.queries import Value
from bot.services.ports import Store

Where = Mapping[str, Value | Sequence[Value]]
FIRST, OF_ALL = 100, 2_000
"""How many are read at first, and when all are wanted; then four times as many, until there are enough."""


async def gather(
    store: Store,
    where: Where,
    keeps: Callable[[Incident], bool],
    *,
    wanted: int | None = None,
    newest_first: bool = False,
    ends: Callable[[Incident], bool] | None = None,
) -> list[Incident]:
    """The first `wanted` incidents (None: all) among those by `where` that `keeps` lets through, or a few more.

    `ends` says of the last one read that nothing behind it can be wanted.
    """
    limit = OF_ALL if wanted is None else max(FIRST, wanted)
    while True:
        found = await store.find(Incident, where=where, newest_first=newest_first, limit=limit)
        kept = [incident for incident in found if keeps(incident)]
        enough = wanted is not None and len(kept) >= wanted
        if enough or len(found) < limit or (ends is not None and ends(found[-1])):
            return kept
        limit *= 4
