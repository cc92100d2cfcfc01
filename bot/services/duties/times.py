"""What time does to duties: a job that looks each morning which begin, and what of the open ones is to be said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.policy.duties import telling
from bot.policy.duties.duty import Duty, DutyPeople
from bot.policy.duties.falling_due import Beginning, CalendarDay, begin, beginnings, next_look, tick
from bot.policy.duties.owed import begun_by, follow, plan_owed
from bot.policy.kit import references
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.owed_duties import OwedDuty
from bot.policy.kit.records import Counter, Draft, Notice
from bot.policy.kit.school_time import local
from bot.services.duties.loading import DutyLoader, load_owed
from bot.services.engine.jobs import Due, for_each
from bot.services.feature import DutySource
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import decide

CALENDAR_ID = "duties"
ASK_HOLDERS_AGAIN = timedelta(minutes=10)
"""When the directory is asked again that could not say whose a duty is."""
_log = structlog.get_logger()


class DutyTimes:
    """Duties that begin, once each whatever restarts; their reminders; and those who are new among their holders."""

    def __init__(self, context: ServiceContext, sources: Sequence[DutySource] = ()) -> None:
        self._load = DutyLoader.of(context)
        self._sources = sources
        self._due = Due(context.store, context.clock, Duty, self._tick)
        self._look_at: datetime | None = None

    async def next_due(self) -> datetime | None:
        """The next morning, or when the next duty has something due; at once after a start."""
        now = self._load.clock.now()
        looks = self._look_at if self._look_at is not None else now
        reminds = await self._due.next()
        return min(looks, reminds) if reminds is not None else looks

    async def run(self) -> None:
        """Begin what is due, and say what is to be said."""
        now = self._load.clock.now()
        # A clock that was put back is looked at afresh too.
        if self._look_at is None or not now < self._look_at <= next_look(now, self._load.calendar):
            try:
                await self._look(now)
            except DirectoryUnavailable as error:
                _log.warning("duties_put_off", **error.facts)
                self._look_at = now + ASK_HOLDERS_AGAIN
                return
            self._look_at = next_look(now, self._load.calendar)
        await self._due.run()

    async def _look(self, now: datetime) -> None:
        looked = await self._load.store.get(CalendarDay, CALENDAR_ID)
        rules, calendar, owed = self._load.school.duties, self._load.calendar, await load_owed(self._sources)
        found = [*beginnings(rules, looked, now, calendar), *begun_by(plan_owed(rules, owed), now, calendar)]
        begun = await self._load.store.find(Draft, where={"id": [each.guard for each in found]}) if found else []
        guards = {each.id for each in begun}
        await for_each([each for each in found if each.guard not in guards], self._begin)
        await for_each([duty.id for duty in await self._load.open_ones()], partial(self._follow, owed))
        open_ones = sorted(await self._load.open_ones(), key=lambda duty: duty.expected_on)
        await for_each([duty.id for duty in open_ones], self._put_before_new)
        await decide(self._load.store, self._mark_looked)
        self._load.triggers.wake(Notice)

    async def _follow(self, owed: Sequence[OwedDuty], reference: str) -> None:
        """End or move a duty with what asked for it."""

        async def attempt() -> tuple[Outcome, None]:
            snapshot = (await self._load.load(reference)).snapshot
            return follow(snapshot, owed, self._load.clock.now(), self._load.calendar), None

        await decide(self._load.store, attempt)

    async def _mark_looked(self) -> tuple[Outcome, None]:
        looked = await self._load.store.get(CalendarDay, CALENDAR_ID)
        today = local(self._load.clock.now(), self._load.calendar.timezone).date()
        if looked is not None and looked.day == today:
            return Outcome(), None
        kept = looked or CalendarDay(id=CALENDAR_ID, day=today)
        return Outcome((kept.model_copy(update={"day": today}),)), None

    async def _begin(self, beginning: Beginning) -> None:
        async def attempt() -> tuple[Outcome, None]:
            if await self._load.store.get(Draft, beginning.guard) is not None:
                return Outcome(), None
            now, calendar = self._load.clock.now(), self._load.calendar
            series = references.series(references.DUTY_PREFIX, calendar.school_year(now))
            counter = await self._load.store.get(Counter, series)
            reference, taken = references.next_reference(counter, series)
            people = DutyPeople(await self._load.holders([beginning.rule.role]))
            days = await self._load.taken_days(people.acting_on(beginning.rule))
            return begin(beginning, reference, people, days, now, calendar) + Outcome((taken,)), None

        await decide(self._load.store, attempt)

    async def _put_before_new(self, reference: str) -> None:
        """Put what is open before whoever acts on it now and does not have it before them."""

        async def attempt() -> tuple[Outcome, None]:
            snapshot = (await self._load.load(reference)).snapshot
            duty, now = snapshot.duty, self._load.clock.now()
            if not duty.is_open:
                return Outcome(), None
            people = await self._load.people(duty)
            days = await self._load.taken_days(people.acting(duty))
            told = telling.put_before(snapshot, people, days, now, self._load.calendar)
            new = [notice for notice in told if await self._load.store.get(Notice, notice.id) is None]
            return (Outcome(notices=tuple(new), unchanged=(duty,)) if new else Outcome()), None

        await decide(self._load.store, attempt)

    async def _tick(self, reference: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            snapshot = (await self._load.load(reference)).snapshot
            people = await self._load.people(snapshot.duty)
            return tick(snapshot, people, self._load.clock.now(), self._load.calendar), None

        await decide(self._load.store, attempt)
        self._load.triggers.wake(Notice)
