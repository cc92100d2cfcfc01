"""Cards that cannot be redrawn now, as the store is full or Teams cannot be reached, are tried again after a pause.

They neither keep the process busy nor use up what Teams takes: a ping that comes then goes before them, and at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.policy.incidents import IncidentPurpose
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.notices import refresh
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Address, Message, Notice, NoticeState, PostedCard, Urgency, Who
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.outbox import Outbox
from tests.clock import FakeClock
from tests.fakes import EMPTIED, Everybody, Nobody
from tests.services.simulated_school import PlayedStore
from tests.services.test_outbox import Plain, notices

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
PEOPLE = tuple(Who(id=f"person-{number}", name="N") for number in range(5))
"""One more than Teams takes messages for at a time, so that their cards fall due at different moments."""
ATTEMPTS_IN_AN_HOUR = 40
"""Of one thing that goes wrong: each pause is twice as long as the last one, up to two minutes at the least."""


@dataclass(frozen=True)
class Trouble:
    """What is wrong, and how many things are tried for it, each with its own pauses."""

    full: bool = False
    honest: bool = True
    unreachable: bool = False
    things: int = len(PEOPLE) * 2


TROUBLES = {
    "the store is full": Trouble(full=True, things=1),
    "the store is full and does not say so": Trouble(full=True, honest=False),
    "Teams cannot be reached": Trouble(unreachable=True),
    "Teams cannot be reached and the store is full": Trouble(full=True, unreachable=True, things=1),
    "Teams cannot be reached and the store does not say that it is full": Trouble(
        full=True, honest=False, unreachable=True
    ),
}


class Teams(Nobody):
    """A messenger that notes what it is asked, and may be out of reach."""

    def __init__(self) -> None:
        self.unreachable = False
        self.asked: list[str] = []

    async def post(self, to: str, message: Message) -> Address:
        return self._take(f"post {to}", to)

    async def edit(self, address: Address, message: Message) -> None:
        self._take(f"edit {address.conversation}", address.conversation)

    def _take(self, what: str, to: str) -> Address:
        self.asked.append(what)
        if self.unreachable:
            raise Undelivered("no_road", for_good=False)
        return Address(service_url="https://example.org", conversation=to, activity=str(len(self.asked)))


def cards() -> Sequence[PostedCard]:
    """Two that stand in each person's chat."""
    return tuple(
        PostedCard(
            id=f"card:{who.id}:{number}",
            subject="OS-2026-0001",
            topic="plain",
            to=who,
            purpose=IncidentPurpose.STANDING,
            address=Address(service_url="https://example.org", conversation=who.id, activity=str(number)),
            posted_at=NOW,
        )
        for who in PEOPLE
        for number in range(2)
    )


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
async def test_what_cannot_be_redrawn_waits_and_a_ping_goes_before_it(trouble: Trouble) -> None:
    """There are few attempts, for as long as it lasts; then all is well, and a ping to one of these people is the first
    to go, in no time, though nobody has just looked whether all is well. In the end every card is redrawn."""
    clock, store, teams = FakeClock(NOW), PlayedStore(), Teams()
    outbox = Outbox(store, teams, clock, {"plain": Plain()}, JobTriggers(), Everybody(), EMPTIED)
    await store.keep(Outcome(records=tuple(cards())))
    await store.keep(Outcome(notices=tuple(refresh(card, Urgency.URGENT, NOW, "v2") for card in cards())))
    store.full, store.honest, teams.unreachable = trouble.full, trouble.honest, trouble.unreachable
    looks = 0
    while clock.now() < NOW + timedelta(hours=1):
        await outbox.run()
        await outbox.settle(timedelta(seconds=5))
        looks += 1
        until = await outbox.next_due()
        assert until is not None
        clock.move_to(max(until, clock.now()))
        assert looks < trouble.things * ATTEMPTS_IN_AN_HOUR, f"it runs in a circle since {NOW}: {clock.now()}"
    assert len(teams.asked) < len(cards()) * ATTEMPTS_IN_AN_HOUR

    await outbox.run()
    await outbox.settle(timedelta(seconds=5))
    clock.move(timedelta(seconds=1))
    store.full, teams.unreachable, teams.asked = False, False, []
    (old,) = notices(PEOPLE[0], 1)
    ping = old.model_copy(update={"made_at": clock.now(), "due_at": clock.now()})
    await store.keep(Outcome(notices=(ping,)))
    for _ in range(3):
        await outbox.run()
        await outbox.settle(timedelta(seconds=5))
    assert teams.asked[:1] == [f"post {ping.to.id}"]

    for _ in range(60):
        await outbox.run()
        await outbox.settle(timedelta(seconds=5))
        if (until := await outbox.next_due()) is not None:
            clock.move_to(max(until, clock.now()))
    assert not await store.find(Notice, where={"state": NoticeState.WAITING.value})
