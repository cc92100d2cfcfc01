"""What time does to video calls: finds what is due, asks the policy, keeps. Run by the ticker."""

from __future__ import annotations

from datetime import datetime

from bot.policy.calls import timing
from bot.policy.calls.call import VideoCall
from bot.policy.calls.deciders import Away
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice
from bot.services.calls.absence import Absences
from bot.services.calls.loading import CallContext
from bot.services.engine.jobs import Due
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import decide


class CallTimes:
    """Reminders, expiry and the question afterwards, and the ends of absences."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = CallContext.of(context)
        self._absences = Absences(context)
        self._triggers = context.triggers
        # Absences first: who decides a call depends on them.
        store, clock = context.store, context.clock
        self._due = (Due(store, clock, Away, self._end), Due(store, clock, VideoCall, self._tick))

    async def next_due(self) -> datetime | None:
        """When the next call or absence has something due."""
        moments = [await due.next() for due in self._due]
        return min((at for at in moments if at is not None), default=None)

    async def run(self) -> None:
        """Decide everything that is due, each on its record as it now stands: absences first, then calls."""
        for due in self._due:
            await due.run()

    async def _end(self, person: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            word = await self._context.store.get(Away, person)
            if word is None or word.due_at is None or word.due_at > self._context.clock.now():
                return Outcome(), None
            return await self._absences.end(word, None), None

        await decide(self._context.store, attempt)
        self._triggers.wake(Notice)

    async def _tick(self, reference: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            standing = (await self._context.load(reference)).snapshot
            deciders, _ = await self._context.deciders()
            return timing.tick(standing, deciders, self._context.clock.now(), self._context.plan), None

        await decide(self._context.store, attempt)
        self._triggers.wake(Notice)
