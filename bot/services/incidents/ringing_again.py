"""Somebody can be reached again: what nobody has taken, and what could not be told to them, rings them now."""

from __future__ import annotations

from bot.policy.incidents.incident import Incident, State
from bot.policy.kit import delivery
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import RINGS, Notice
from bot.services.kit.decisions import decide
from bot.services.ports import Clock, Store


async def ring_again(store: Store, clock: Clock, person: str) -> None:
    """Ring the person for every report that waits and of which Teams had refused to tell them."""
    for incident in await store.find(Incident, where={"state": State.REPORTED.value}):
        if any(who.id == person for who in incident.rung):
            await _ring(store, clock, incident.id, person)


async def _ring(store: Store, clock: Clock, reference: str, person: str) -> None:
    async def attempt() -> tuple[Outcome, None]:
        incident = await store.get(Incident, reference)
        if incident is None:
            return Outcome(), None
        told = await store.find(Notice, where={"subject": reference, "to_id": person})
        pings = [notice for notice in told if notice.purpose in RINGS]
        return delivery.ring_again(incident, pings, clock.now()), None

    await decide(store, attempt)
