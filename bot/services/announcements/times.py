"""What time and many people make of an announcement: everybody is told, reminded, drawn again; it ends by itself.

Run by the ticker. However many people there are, they are written some at a time, so that turns and pings go on
between; a stop between two writes goes on where it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import structlog

from bot.policy.announcements import reading as reading_rules
from bot.policy.announcements import writing
from bot.policy.announcements.announcement import (
    NOT_SEEN,
    Announcement,
    AnnouncementReading,
    AnnouncementWork,
    ReadingState,
    reading_id,
    standing_key,
)
from bot.policy.kit.absence import Absence
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Notice, Who
from bot.services.announcements.loading import AnnouncementLoader
from bot.services.engine.jobs import Due
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import decide
from bot.services.kit.lots import PEOPLE_PER_WRITE, in_lots
from bot.services.kit.posted_cards import load_posted

AUDIENCE_PAUSE = timedelta(minutes=5)
"""How long its audience waits when the directory does not answer."""
RECOUNT_EVERY = timedelta(minutes=1)
"""How often its overview is drawn again while messages are still on their way."""
_log = structlog.get_logger()


class AnnouncementTimes:
    """The announcements of one school. What is due is in the store."""

    def __init__(self, context: ServiceContext) -> None:
        self._load = AnnouncementLoader.of(context)
        self._store = context.store
        self._clock = context.clock
        self._triggers = context.triggers
        self._due = Due(context.store, context.clock, AnnouncementWork, self._go_on)

    async def next_due(self) -> datetime | None:
        """When the next one has something due."""
        return await self._due.next()

    async def run(self) -> None:
        """Do all that is due now."""
        await self._due.run()

    async def _go_on(self, reference: str) -> None:
        announcement = await self._store.get(Announcement, reference)
        if announcement is None:
            await self._sweep(reference)
            return
        if announcement.is_running and self._clock.now() >= announcement.ends_at(self._load.calendar):
            await self._end(reference)
        while await self._redraw_some(reference):
            self._triggers.wake(Notice)
        pause = None
        try:
            await self._follow(reference)
        except DirectoryUnavailable:
            pause = self._clock.now() + AUDIENCE_PAUSE
            _log.warning("audience_not_answered", announcement=reference)
        await self._schedule(reference, pause)
        self._triggers.wake(Notice)

    @property
    def _context(self) -> ActionContext:
        """Nobody acts: time does."""
        return ActionContext(Person(id="", name=""), self._clock.now(), self._load.calendar)

    async def _end(self, reference: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            announcement, work = await self._load.load(reference)
            if not announcement.is_running:
                return Outcome(), None
            now = self._clock.now()
            cards, waiting = await load_posted(self._store, reference, list(work.watched_by))
            drawn = writing.redraw_overviews(cards, waiting, now, f"w{work.version}")
            return writing.end(announcement, work, now) + drawn, None

        await decide(self._store, attempt)

    async def _redraw_some(self, reference: str) -> bool:
        """Draw the cards of the next people again, if that is to be done; whether there may be more."""

        async def attempt() -> tuple[Outcome, bool]:
            announcement, work = await self._load.load(reference)
            if not work.redraws:
                return Outcome(), False
            readings = await self._store.find(
                AnnouncementReading, where={"subject": reference}, limit=PEOPLE_PER_WRITE, after=work.after or None
            )
            if not readings:
                return Outcome((work.model_copy(update={"redraws": "", "after": ""}),)), False
            people = [each.who.id for each in readings]
            cards, waiting = await load_posted(self._store, reference, people)
            further = work.model_copy(update={"after": readings[-1].id})
            drawn = reading_rules.redraw_some(announcement, work, readings, cards, waiting, self._context)
            return Outcome((further,), unchanged=(announcement,)) + drawn, True

        return await decide(self._store, attempt)

    # Its audience

    async def _follow(self, reference: str) -> None:
        """Tell whoever is to be told and was not, remind whoever is due, and let go of whoever has left."""
        announcement, work = await self._load.load(reference)
        if not announcement.is_running or work.follow_at is None or work.follow_at > self._clock.now():
            return
        audience = await self._load.audience(announcement)
        async for some in in_lots(audience):
            if not await self._tell_some(reference, some):
                return
            self._triggers.wake(Notice)
        if work.everybody:
            await self._let_go(reference, {who.id for who in audience})

        async def attempt() -> tuple[Outcome, None]:
            held, todo = await self._load.load(reference)
            if not held.is_running:
                return Outcome(), None
            next_look = self._load.calendar.next_morning(self._clock.now())
            return Outcome((todo.model_copy(update={"everybody": True, "follow_at": next_look}),)), None

        await decide(self._store, attempt)

    async def _tell_some(self, reference: str, people: Sequence[Who]) -> bool:
        """Tell and remind these; whether it is still running."""

        async def attempt() -> tuple[Outcome, bool]:
            running, mine = Query(Announcement, {"id": reference}), [each.id for each in people]
            theirs = Query(AnnouncementReading, {"id": [reading_id(reference, each) for each in mine]})
            absent = Query(Absence, {"id": mine})
            found = await self._store.find_each(running, theirs, absent)
            announcement = found.one(running)
            if announcement is None or not announcement.is_running:
                return Outcome(), False
            held = {each.who.id: each for each in found[theirs]}
            away = {each.id for each in found[absent] if each.holds(self._clock.now())}
            outcome = reading_rules.follow(announcement, people, held, away, self._context)
            return outcome + Outcome(unchanged=(announcement,)) if outcome else outcome, True

        return await decide(self._store, attempt)

    async def _let_go(self, reference: str, audience: Collection[str]) -> None:
        """Whoever has not seen it and is no longer meant counts no more; so many at once are not believed."""
        gone: list[str] = []
        total = 0
        for state in NOT_SEEN:
            after: str | None = None
            where = {"standing": standing_key(reference, state)}
            while found := await self._store.find(
                AnnouncementReading, where=where, limit=PEOPLE_PER_WRITE, after=after
            ):
                gone += [each.id for each in found if each.who.id not in audience]
                total, after = total + len(found), found[-1].id
                await asyncio.sleep(0)
        if not reading_rules.is_believable(len(gone), total):
            _log.warning("audience_doubted", announcement=reference, missing=len(gone), of=total)
            return
        async for some in in_lots(gone):
            await self._let_go_of(some)

    async def _let_go_of(self, ids: Sequence[str]) -> None:
        async def attempt() -> tuple[Outcome, None]:
            held = await self._store.find(AnnouncementReading, where={"id": list(ids)})
            return reading_rules.leave(each for each in held if each.state in NOT_SEEN), None

        await decide(self._store, attempt)

    # What comes next

    async def _schedule(self, reference: str, pause: datetime | None) -> None:
        async def attempt() -> tuple[Outcome, None]:
            announcement, work = await self._load.load(reference)
            view = await self._load.overview(announcement, work)
            counted = tuple(view.counts[state] for state in ReadingState)
            now = self._clock.now()
            due = self._next_look(announcement, work, view.count(ReadingState.COMING), now)
            after = work.model_copy(update={"due_at": max(due, pause) if pause else due, "counted": counted})
            drawn = Outcome()
            if counted != work.counted and work.watched_by:
                cards, waiting = await load_posted(self._store, reference, list(work.watched_by))
                drawn = writing.redraw_overviews(cards, waiting, now, f"c{work.version}")
            return Outcome((after,)) + drawn, None

        await decide(self._store, attempt)

    def _next_look(self, announcement: Announcement, work: AnnouncementWork, coming: int, now: datetime) -> datetime:
        """When there is something to do next: at once where something is left, soon while messages are on their way."""
        calendar = self._load.calendar
        if work.redraws:
            return now
        if not announcement.is_running:
            kept_for = timedelta(seconds=self._load.school.retention.ended_announcements)
            return max((announcement.ended_at or now) + kept_for, calendar.next_day(now))
        moments = [announcement.ends_at(calendar), work.follow_at or now]
        if coming:
            opens = now if announcement.important else calendar.next_school_hours(now)
            moments.append(opens + RECOUNT_EVERY)
        return min(moments)

    # The end of its retention time

    async def _sweep(self, reference: str) -> None:
        """It has been removed: how everybody stood with it goes too."""

        async def some() -> tuple[Outcome, bool]:
            found = await self._store.find(AnnouncementReading, where={"subject": reference}, limit=PEOPLE_PER_WRITE)
            if found:
                return Outcome(removed=tuple(found)), True
            work = await self._store.get(AnnouncementWork, reference)
            return Outcome(removed=(work,) if work else ()), False

        while await decide(self._store, some):
            pass
