"""What time does to video calls: finds what is due, asks the policy, keeps. Run by the ticker."""

from __future__ import annotations

from datetime import datetime

from bot.policy.calls import timing
from bot.policy.calls.call import VideoCall
from bot.policy.calls.deciders import Away
from bot.policy.outcome import Outcome
from bot.policy.school import School
from bot.services.calls.absence import Absences
from bot.services.calls.loading import CallDesk
from bot.services.decisions import decide
from bot.services.jobs import for_each
from bot.services.ports import Clock, Directory, Store
from bot.services.wake import Wake


class CallTimes:
    """Reminders, expiry and the question afterwards, and the ends of absences."""

    def __init__(self, store: Store, directory: Directory, school: School, clock: Clock, wake: Wake) -> None:
        self._desk = CallDesk(store, directory, school, clock)
        self._absences = Absences(store, directory, school, clock, wake)
        self._wake = wake

    async def next_due(self) -> datetime | None:
        """When the next call or absence has something due."""
        moments = [await self._desk.store.next_due(kind) for kind in (VideoCall, Away)]
        return min((at for at in moments if at is not None), default=None)

    async def run(self) -> None:
        """Decide everything that is due, each on its record as it now stands: absences first, then calls."""
        now = self._desk.clock.now()
        words = await self._desk.store.find(Away, due_by=now)
        calls = await self._desk.store.find(VideoCall, due_by=now)
        try:
            await for_each((word.id for word in words), self._end)
            await for_each((call.id for call in calls), self._tick)
        finally:
            if words or calls:
                self._wake.outbox.set()

    async def _end(self, person: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            word = await self._desk.store.get(Away, person)
            if word is None or word.due_at is None or word.due_at > self._desk.clock.now():
                return Outcome(), None
            return await self._absences.ended(word, None), None

        await decide(self._desk.store, attempt)

    async def _tick(self, reference: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            standing = await self._desk.standing(reference)
            deciders, _ = await self._desk.deciders()
            outcome = timing.tick(standing, deciders, self._desk.clock.now(), self._desk.plan)
            return standing.resting(outcome), None

        await decide(self._desk.store, attempt)
