"""Load, decide, keep: one attempt, and again when somebody else was quicker. Nothing else writes to the store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.policy.errors import Conflict, PolicyError
from bot.policy.outcome import Outcome
from bot.policy.people import Person
from bot.policy.records import Seen
from bot.services.ports import Clock, Store

A = TypeVar("A")
REMEMBERED = timedelta(days=2)
ATTEMPTS = 100
"""How often a decision is taken afresh. Each lost race means that another decision was kept, so this ends."""


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and the activity by which they did: the same activity delivered twice acts once."""

    person: Person
    activity: str


class AlreadyDone(PolicyError):
    """This very activity has been acted on before."""

    key = "error.already_done"


def seen(activity: str, now: datetime) -> Seen:
    """The mark that an activity has been acted on."""
    return Seen(id=activity, at=now, due_at=now + REMEMBERED)


async def decide(store: Store, attempt: Callable[[], Awaitable[tuple[Outcome, A]]]) -> A:
    """Keep what `attempt` decides, trying afresh on `Conflict`; its answer once kept."""
    for _ in range(ATTEMPTS - 1):
        outcome, answer = await attempt()
        try:
            if outcome:
                await store.keep(outcome)
        except Conflict:
            continue
        return answer
    outcome, answer = await attempt()
    await store.keep(outcome)
    return answer


async def once(store: Store, clock: Clock, by: By, outcome: Outcome) -> Outcome:
    """`outcome` with the mark that this activity has been acted on. Raises `AlreadyDone` when it was."""
    if await store.get(Seen, by.activity):
        raise AlreadyDone
    return replace(outcome, records=(*outcome.records, seen(by.activity, clock.now())))


async def mark(store: Store, clock: Clock, by: By) -> None:
    """Keep that this activity is acted on, where it changes no record. Raises `AlreadyDone` when it was."""

    async def attempt() -> tuple[Outcome, None]:
        return await once(store, clock, by, Outcome()), None

    await decide(store, attempt)


async def unless_done(store: Store, clock: Clock, by: By, outcome: Outcome) -> Outcome:
    """As `once`, but nothing to be kept when this activity has been acted on: a press delivered twice is no error."""
    try:
        return await once(store, clock, by, outcome)
    except AlreadyDone:
        return Outcome()
