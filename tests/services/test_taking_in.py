"""Records of an earlier release get their hashes once: after a crash on the way, and with two replicas at it."""

from __future__ import annotations

import pytest

from bot.policy.incidents.incident import Incident, Note
from bot.policy.kit.errors import StoreUnavailable
from bot.policy.kit.outcome import Outcome
from bot.services.kit.sealed_store import RECORDS_PER_ENTRY, take_in_records
from bot.services.null_ports import NoFileStore
from tests.clock import FakeClock
from tests.fakes import MemoryStore
from tests.policy.school import BEN, NOW, incident_of, opened
from tests.record import must_hold

KINDS = (Incident, Note)
NOTES = 2 * RECORDS_PER_ENTRY + 1


class InterruptedStore(MemoryStore):
    """A store on which something befalls at the write of that number."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._left = at
        self.befalls = self.fail

    async def keep(self, outcome: Outcome) -> None:
        self._left -= 1
        if self._left == 0:
            await self.befalls()
        await super().keep(outcome)

    async def fail(self) -> None:
        raise StoreUnavailable(reason="the process dies")

    async def another_replica(self) -> None:
        await take_in_records(self, KINDS, FakeClock(NOW))


async def older(store: MemoryStore) -> None:
    """A report with notes, as a release without hashes kept them."""
    incident = incident_of(opened())
    notes = [Note(id=f"n-{at:03}", subject=incident.id, by=BEN.who, at=NOW, text=f"{at}") for at in range(NOTES)]
    await MemoryStore.keep(store, Outcome((incident, *notes)))


@pytest.mark.parametrize("at", range(1, 6))
async def test_after_a_crash(at: int) -> None:
    """It goes on where it was, and takes no record in twice."""
    store = InterruptedStore(at)
    await older(store)
    with pytest.raises(StoreUnavailable):
        await take_in_records(store, KINDS, FakeClock(NOW))
    await take_in_records(store, KINDS, FakeClock(NOW))
    await must_hold(store, NoFileStore())
    seals = [seal.id for entry in await store.timeline() for seal in entry.seals]
    assert len(seals) == len(set(seals)) == NOTES + 1


@pytest.mark.parametrize("at", range(1, 6))
async def test_with_another_replica(at: int) -> None:
    """Whoever is second finds it done."""
    store = InterruptedStore(at)
    store.befalls = store.another_replica
    await older(store)
    await take_in_records(store, KINDS, FakeClock(NOW))
    await must_hold(store, NoFileStore())
    assert [entry.what for entry in await store.timeline()].count("sealed_from_here") == 1
