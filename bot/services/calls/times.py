"""What time does to video calls: finds what is due, asks the policy, keeps. Run by the ticker."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import structlog

from bot.policy.calls import telling, timing
from bot.policy.calls.call import VideoCall
from bot.policy.incidents.incident import Incident
from bot.policy.kit.absence import Absence
from bot.policy.kit.approval import ApprovalState, Deciders
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice
from bot.services.calls.absence import Absences
from bot.services.calls.loading import CallContext
from bot.services.engine.jobs import Due, for_each
from bot.services.kit.context import ServiceContext
from bot.services.kit.deciders import DECIDERS_INTERVAL
from bot.services.kit.decisions import decide

_log = structlog.get_logger()


class CallTimes:
    """Reminders, expiry and the question afterwards, absences that begin and end, and deciders who are new."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = CallContext.of(context)
        self._absences = Absences(context)
        self._triggers = context.triggers
        self._look_at: datetime | None = None
        # Absences first: who decides a call depends on them.
        store, clock = context.store, context.clock
        self._due = (Due(store, clock, Absence, self._begin_or_end), Due(store, clock, VideoCall, self._tick))

    async def next_due(self) -> datetime | None:
        """When the next call or absence has something due; while a call waits, no later than in some minutes."""
        moments = [*[await due.next() for due in self._due], self._look_at]
        return min((at for at in moments if at is not None), default=None)

    async def run(self) -> None:
        """Decide everything that is due, each on its record as it now stands: absences first, then calls."""
        for due in self._due:
            await due.run()
        now = self._context.clock.now()
        if self._look_at is None or not now < self._look_at <= now + DECIDERS_INTERVAL:
            self._look_at = now + DECIDERS_INTERVAL if await self._ask_new_deciders() else None

    async def _ask_new_deciders(self) -> bool:
        """Put what waits before whoever decides it now and has not been asked; whether anything waits."""
        waiting = await self._context.store.find(VideoCall, where={"state": ApprovalState.WAITING.value})
        if not waiting:
            return False
        try:
            deciders, _ = await self._context.deciders()
        except DirectoryUnavailable as error:
            _log.warning("deciders_not_known", **error.facts)
            return True
        await for_each([call.id for call in waiting], partial(self._ask, deciders))
        return True

    async def _ask(self, deciders: Deciders, reference: str) -> None:
        async def attempt() -> tuple[Outcome, bool]:
            snapshot = (await self._context.load(reference)).snapshot
            if snapshot.call.state is not ApprovalState.WAITING:
                return Outcome(), False
            now = self._context.clock.now()
            people = [who.who for who in deciders.to_ask(snapshot.call.may_not_decide)]
            cause = f"decides.v{snapshot.call.version}"
            asked = telling.put_before(snapshot, people, cause, now, self._context.calendar)
            new = [notice for notice in asked if await self._context.store.get(Notice, notice.id) is None]
            if not new:
                return Outcome(), False
            redrawn = telling.redraw_all(snapshot, now, f"{cause}.{now:%Y%m%d%H%M%S}")
            return Outcome(notices=tuple(new), unchanged=(snapshot.call,)) + redrawn, True

        if await decide(self._context.store, attempt):
            self._triggers.wake(Notice)

    async def _begin_or_end(self, person: str) -> None:
        async def attempt() -> tuple[Outcome, bool]:
            word, now = await self._context.store.get(Absence, person), self._context.clock.now()
            if word is None or word.due_at is None or word.due_at > now:
                return Outcome(), False
            if word.holds(now):
                return await self._absences.begin(word), True
            return await self._absences.end(word, None), False

        if await decide(self._context.store, attempt):
            await self._absences.let_go_on(person)
            self._triggers.wake(Incident)
        self._triggers.wake(Notice)

    async def _tick(self, reference: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            standing = (await self._context.load(reference)).snapshot
            deciders, _ = await self._context.deciders()
            return timing.tick(standing, deciders, self._context.clock.now(), self._context.plan), None

        await decide(self._context.store, attempt)
        self._triggers.wake(Notice)
