"""Speaking of announcements: their cards drawn as they stand, and what a delivery says of its reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from bot.policy.announcements import AnnouncementPurpose
from bot.policy.announcements import reading as reading_rules
from bot.policy.announcements.announcement import (
    Announcement,
    AnnouncementReading,
    AnnouncementView,
    AnnouncementWork,
    may_tell,
    reading_id,
)
from bot.policy.kit.errors import DirectoryUnavailable, NotFound, Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Answers, Query
from bot.policy.kit.records import CardPurpose, Message, Notice, PostedCard, Purpose, Record
from bot.services.announcements.loading import AnnouncementLoader
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import decide
from bot.services.kit.topics import Drawing, Drawn, DrawResult, Landing, NotTheirs, Superseded, Topic

DrawAnnouncement = Callable[[Purpose, AnnouncementView, Person], Message]
"""Draws the card of an announcement that a purpose asks for, for its reader."""
_TO_READERS = frozenset(AnnouncementPurpose) - {AnnouncementPurpose.OVERVIEW}


class _CardQueries:
    """What a card of an announcement is drawn from: it, and how its reader stands with it."""

    def __init__(self, notice: Notice) -> None:
        self.announcement = Query(Announcement, {"id": notice.subject})
        self.reading = Query(AnnouncementReading, {"id": reading_id(notice.subject, notice.to.id)})

    @property
    def queries(self) -> tuple[Query[Announcement], Query[AnnouncementReading]]:
        """Both."""
        return self.announcement, self.reading


class AnnouncementTopic(Topic):
    """The topic `announcement`."""

    def __init__(self, context: ServiceContext, draw: DrawAnnouncement) -> None:
        self._load = AnnouncementLoader.of(context)
        self._store = context.store
        self._clock = context.clock
        self._triggers = context.triggers
        self._draw = draw

    def drawing(self, notice: Notice) -> Drawing:
        """Its reader's card; without one where it need not be said any more."""
        asked = _CardQueries(notice)

        async def draw(found: Answers, purpose: Purpose, reader: Person | None) -> DrawResult:
            if purpose is CardPurpose.POINTER:
                return Superseded()
            announcement, reading = found.one(asked.announcement), found.one(asked.reading)
            if announcement is None:
                raise NotFound()
            if reader is None:
                raise DirectoryUnavailable()
            if purpose is AnnouncementPurpose.OVERVIEW:
                return await self._overview(announcement, reader)
            if reading is None:
                return None
            if not announcement.is_for(reader):
                return NotTheirs()
            if notice.card is None and not reading_rules.still_to_be_said(announcement, reading):
                return None
            message = self._draw(purpose, AnnouncementView(announcement, reading), reader)
            return Drawn(message, (announcement, reading))

        return Drawing(asked.queries, draw)

    def landing(self, notice: Notice) -> Landing:
        """A message that has come says that its reader has been told."""
        asked = _CardQueries(notice)
        overview = notice.purpose is AnnouncementPurpose.OVERVIEW

        async def sources(found: Answers) -> Sequence[Record]:
            return (*found[asked.announcement], *(() if overview else found[asked.reading]))

        async def on_arrival(found: Answers, card: PostedCard) -> Outcome:
            reading = found.one(asked.reading)
            if overview or reading is None:
                return Outcome()
            return reading_rules.note_arrival(reading, self._clock.now())

        return Landing(asked.queries, sources, on_arrival)

    async def replaces(self, notice: Notice) -> Set[Purpose]:
        """A reader has the newest card of it, and whoever watches how it stands the newest overview."""
        return _TO_READERS if notice.purpose in _TO_READERS else {AnnouncementPurpose.OVERVIEW}

    async def on_refusal(self, notice: Notice, why: Undelivered) -> Outcome:
        """Who cannot be reached is marked, with why."""
        if notice.card is not None or not why.of_one or notice.purpose is AnnouncementPurpose.OVERVIEW:
            return Outcome()
        reading = await self._store.get(AnnouncementReading, reading_id(notice.subject, notice.to.id))
        return reading_rules.note_refusal(reading, why.reason, self._clock.now()) if reading else Outcome()

    async def on_reach(self, person: str) -> None:
        """Whoever can be reached again is told what still holds."""
        for missed in await self._store.find(AnnouncementReading, where={"to_reach": person}):
            await self._tell_again(missed.id)

    async def _tell_again(self, id: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            reading = await self._store.get(AnnouncementReading, id)
            announcement = await self._store.get(Announcement, reading.subject) if reading else None
            if reading is None or announcement is None or not announcement.is_running or reading.to_reach is None:
                return Outcome(), None
            context = self._load.press(Person(id="", name=""))
            return reading_rules.tell_again(announcement, reading, context) + Outcome(unchanged=(announcement,)), None

        await decide(self._store, attempt)
        self._triggers.wake(Notice)

    async def _overview(self, announcement: Announcement, reader: Person) -> DrawResult:
        if not may_tell(reader):
            return NotTheirs()
        work = await self._store.get(AnnouncementWork, announcement.id)
        if work is None:
            raise NotFound()
        view = await self._load.overview(announcement, work)
        return Drawn(self._draw(AnnouncementPurpose.OVERVIEW, view, reader), (announcement,))
