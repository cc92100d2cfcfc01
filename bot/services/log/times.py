"""What the log does at its times: it asks for its review, and puts the head of the record out of reach.

`signed_head` gives the head to whatever else leaves the machine, a review or a pack for a committee.
"""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime
from typing import Generic, TypeVar

from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice
from bot.policy.kit.timeline import SignedHead, fingerprint, signed_message
from bot.policy.log import head_telling, reviewing
from bot.policy.log.cpoms import CpomsRound
from bot.policy.log.head_telling import HeadTelling
from bot.policy.log.recurring import PatternRound, PatternsTold, first_pattern_round, tell_of_doubled
from bot.policy.log.reviewing import LOG_TOPIC, Review, ReviewRound
from bot.services.kit.context import Service
from bot.services.kit.decisions import decide
from bot.services.log.recurring import count_recurring
from bot.services.ports import Signer, Store

T = TypeVar("T", ReviewRound, HeadTelling, CpomsRound, PatternRound)


async def signed_head(store: Store, signer: Signer, tenant: str) -> SignedHead | None:
    """The head as it now stands; None while there is no entry."""
    newest = await store.head()
    if newest is None:
        return None
    head = fingerprint(newest)
    return SignedHead(head=head, signature=await signer.sign(signed_message(tenant, head)))


class Recurring(Service, Generic[T]):
    """A job whose next time is kept, in the one record of its kind."""

    kind: type[T]

    def first(self, now: datetime) -> T:
        """The very first time: nothing is said, only when it will be."""
        raise NotImplementedError

    def when_due(self, held: T, now: datetime) -> Awaitable[Outcome]:
        """What is said, and when it is due again."""
        raise NotImplementedError

    async def next_due(self) -> datetime | None:
        """When it is due next."""
        return await self._store.next_due(self.kind)

    async def run(self) -> None:
        """Do it, if it is time."""

        async def attempt() -> tuple[Outcome, None]:
            now = self._clock.now()
            held = await self._store.get(self.kind, LOG_TOPIC)
            if held is None:
                return Outcome(records=(self.first(now),)), None
            return (await self.when_due(held, now) if held.due_at <= now else Outcome()), None

        await decide(self._store, attempt)
        self._triggers.wake(Notice)


class Reviews(Recurring[ReviewRound]):
    """Each half term every Champion is asked once."""

    kind = ReviewRound

    def first(self, now: datetime) -> ReviewRound:
        """From here on the log is in use."""
        return reviewing.first_round(now, self._calendar)

    async def when_due(self, held: ReviewRound, now: datetime) -> Outcome:
        """The Champions are asked; what that card says once it is done is in `topic`."""
        found = await self._store.find(Review, newest_first=True, limit=1)
        champions = await self._directory.holders("champion")
        return reviewing.ask_for_review(held, champions, found[0] if found else None, now, self._calendar)


class Heads(Recurring[HeadTelling]):
    """Once a month the Headteacher gets one line in their chat, which nobody can change afterwards."""

    kind = HeadTelling

    def first(self, now: datetime) -> HeadTelling:
        """In the month that follows."""
        return head_telling.first_telling(now, self._calendar)

    async def when_due(self, held: HeadTelling, now: datetime) -> Outcome:
        """Whoever is the Headteacher is told."""
        return head_telling.tell_head(held, await self._directory.holders("headteacher"), now, self._calendar)


class PatternRounds(Recurring[PatternRound]):
    """Each school day it is looked what has doubled against the term before, of what the Headteacher may see."""

    kind = PatternRound

    def first(self, now: datetime) -> PatternRound:
        """From the next school day on."""
        return first_pattern_round(now, self._calendar)

    async def when_due(self, held: PatternRound, now: datetime) -> Outcome:
        """Each Headteacher is told of what is new to them."""
        found = []
        for person in await self._directory.holders("headteacher") if self._calendar.next_open(now) <= now else ():
            recurring = await count_recurring(self._store, person, now, self._calendar)
            found.append((person, recurring, await self._store.get(PatternsTold, person.id)))
        return tell_of_doubled(held, found, now, self._calendar)
