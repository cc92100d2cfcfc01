"""Announcements as people make, read, correct and withdraw them: load, ask the policy, keep.

Who may tell the staff something is asked of the directory afresh whenever that is done, and fails closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from bot.policy.announcements import reading as reading_rules
from bot.policy.announcements import writing
from bot.policy.announcements.announcement import (
    NEVER_SENT,
    Announcement,
    AnnouncementProposal,
    AnnouncementReading,
    AnnouncementView,
    AnnouncementWork,
    ReadingState,
    may_tell,
    reading_id,
)
from bot.policy.announcements.reading import AnnouncementNotFound
from bot.policy.announcements.writing import AnnouncementWords, TellingNotAllowed
from bot.policy.kit import references
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.records import Notice
from bot.policy.kit.references import ANNOUNCEMENT_PREFIX, draft_id
from bot.policy.kit.roles import TELLERS
from bot.services.announcements.loading import AnnouncementLoader, watched_by
from bot.services.kit.approvals import SentBefore, is_new_place
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import (
    Actor,
    Comes,
    decide,
    keep_unless_seen,
    load_submission,
    mark_seen,
    reconfirm_roles,
)
from bot.services.kit.posted_cards import load_posted
from bot.services.ports import Files

LISTED = 10
"""Announcements on a page of the list."""


class AnnouncementSentBefore(SentBefore):
    """This form was sent before with other words."""

    key = "announcement.sent_before"


class Announcements:
    """What people do with announcements."""

    def __init__(self, context: ServiceContext, files: Files) -> None:
        self._load = AnnouncementLoader.of(context)
        self._store = context.store
        self._clock = context.clock
        self._triggers = context.triggers
        self._files = files
        # References are given in order; taking turns spares two senders a lost race.
        self._filing = asyncio.Lock()

    async def propose(self, by: Person, said: AnnouncementWords) -> AnnouncementProposal:
        """How it would go out. Raises `Incomplete`, `TellingNotAllowed` and `DirectoryUnavailable`."""
        context = self._load.press(by)
        announcement = writing.propose(NEVER_SENT, said, context)
        people = len(await self._load.audience(announcement))
        writing.must_reach_somebody(people)
        return AnnouncementProposal(announcement, people, writing.goes_at(announcement, context))

    async def send(self, actor: Actor, said: AnnouncementWords, draft: str, place: Place | None) -> AnnouncementView:
        """Send it, once with the same form. Raises as `propose`, and `AnnouncementSentBefore` where the form was sent
        with other words."""
        by = await self._confirm(actor)
        proposed = await self.propose(by, said)

        async def attempt() -> tuple[Outcome, str]:
            year = self._load.calendar.school_year(self._clock.now())
            series = references.series(ANNOUNCEMENT_PREFIX, year)
            words = (said.title, said.words, said.who, said.until, said.important)
            form = draft_id(by.id, draft)
            sent = await load_submission(self._store, self._clock, actor, words, draft=form, series=series)
            if sent.filed and sent.comes is Comes.OTHER_WORDS:
                raise AnnouncementSentBefore(sent.filed.subject)
            if sent.filed:
                return Outcome(), sent.filed.subject
            new = proposed.announcement.model_copy(update={"id": sent.reference})
            return writing.send(new, draft, place, self._load.press(by)) + sent.marks(new.id), new.id

        async with self._filing:
            reference = await decide(self._store, attempt)
        self._wake()
        return await self._load.overview(*await self._load.load(reference))

    async def show(self, by: Person, reference: str, place: Place | None = None) -> AnnouncementView:
        """How it stands, for those who may tell the staff something; else the reader's own. Where the first takes a
        card's place it is kept true from then on. Raises `AnnouncementNotFound`."""
        announcement, work = await self._load.load(reference)
        if not may_tell(by):
            return await self.read(by, reference)
        if await is_new_place(self._store, by, place):
            receipt = writing.make_overview(announcement, by.who, place, self._clock.now())
            await self._store.keep(receipt + watched_by(work, by))
        return await self._load.overview(announcement, work)

    async def read(self, by: Person, reference: str) -> AnnouncementView:
        """It as its reader has it. Raises `AnnouncementNotFound` for whoever was not to be told."""
        announcement, _ = await self._load.load(reference)
        reading = await self._load.reading(announcement, by)
        if reading is None or (reading.told_at is None and not reading.seen):
            raise AnnouncementNotFound()
        return AnnouncementView(announcement, reading)

    async def mark_seen(self, actor: Actor, reference: str, shown: int) -> AnnouncementView:
        """The person who presses has seen that edition; those who watch how it stands see it within a minute."""
        by = actor.person

        async def act() -> Outcome:
            announcement, work = await self._load.load(reference)
            reading = await self._load.reading(announcement, by)
            cards, waiting = await load_posted(self._store, reference, by.id)
            outcome = reading_rules.mark_seen(announcement, reading, shown, cards, waiting, self._load.press(by))
            return outcome + await self._recount(work) if outcome else outcome

        await keep_unless_seen(self._store, self._clock, actor, act)
        self._triggers.wake(Notice)
        announcement, _ = await self._load.load(reference)
        return AnnouncementView(announcement, await self._load.reading(announcement, by))

    async def prepare(self, by: Person, reference: str) -> Announcement:
        """It for one who is about to correct or withdraw it. Raises as those."""
        announcement, _ = await self._load.load(reference)
        self._must_see(by)
        if not announcement.is_running:
            raise writing.AnnouncementOver()
        return announcement

    async def correct(
        self, actor: Actor, reference: str, shown: int, title: str, words: str, *, asks_again: bool
    ) -> AnnouncementView:
        """What it says from now on. Raises `Incomplete`, `CorrectedMeanwhile` and as `withdraw`."""
        by = await self._confirm(actor)

        async def act() -> Outcome:
            announcement, work = await self._load.load(reference)
            outcome = writing.correct(
                announcement, work, shown, title, words, asks_again=asks_again, context=self._load.press(by)
            )
            return await self._with_overviews(outcome, work)

        await keep_unless_seen(self._store, self._clock, actor, act, (title, words, str(asks_again)))
        self._wake()
        return await self._load.overview(*await self._load.load(reference))

    async def withdraw(self, actor: Actor, reference: str) -> AnnouncementView:
        """It does not hold. Raises `TellingNotAllowed`, `AnnouncementOver`, `AnnouncementNotFound`."""
        by = await self._confirm(actor)

        async def act() -> Outcome:
            announcement, work = await self._load.load(reference)
            outcome = writing.withdraw(announcement, work, self._load.press(by))
            return await self._with_overviews(outcome, work)

        await keep_unless_seen(self._store, self._clock, actor, act)
        self._wake()
        return await self._load.overview(*await self._load.load(reference))

    async def unseen(self, by: Person, reference: str, state: str, after: str) -> AnnouncementView:
        """A page of those who have not seen it. Raises `TellingNotAllowed`, `AnnouncementNotFound`."""
        announcement, work = await self._load.load(reference)
        self._must_see(by)
        known = ReadingState(state) if state in set(ReadingState) else ReadingState.TOLD
        return await self._load.overview(announcement, work, await self._load.unseen_page(reference, known, after))

    async def export(
        self, actor: Actor, reference: str, content: Callable[[Announcement, Sequence[AnnouncementReading]], bytes]
    ) -> str:
        """Offer who has seen it as a file, once for a press and by the person's roles of now; the file's name.

        Raises `TellingNotAllowed`, `AnnouncementNotFound`, `DirectoryUnavailable`, `AlreadyDone`, and `Undelivered`
        when it is not offered.
        """
        by = await self._confirm(actor)
        announcement, _ = await self._load.load(reference)
        await mark_seen(self._store, self._clock, actor)
        found: list[AnnouncementReading] = []
        async for some in self._load.all_readings(reference):
            found += some
            await asyncio.sleep(0)
        # Twenty thousand lines take a while to write: turns and pings go on meanwhile.
        written = await asyncio.to_thread(content, announcement, found)
        name = f"{reference}-seen.csv"
        await self._files.offer(by, name, written, "announcement_exported")
        return name

    async def list_page(self, by: Person, after: str = "") -> Sequence[Announcement]:
        """A page of announcements, the newest first, and one more where others follow: those that the person has had,
        or for one who may tell the staff something all of them."""
        behind = after or None
        if may_tell(by):
            return await self._store.find(Announcement, newest_first=True, limit=LISTED + 1, after=behind)
        had = await self._store.find(
            AnnouncementReading,
            where={"person_id": by.id},
            newest_first=True,
            limit=LISTED + 1,
            after=reading_id(behind, by.id) if behind else None,
        )
        told = {each.subject for each in had if each.told_at is not None or each.seen}
        found = await self._store.find(Announcement, where={"id": sorted(told)}) if told else []
        return sorted(found, key=lambda each: each.id, reverse=True)

    async def _confirm(self, actor: Actor) -> Person:
        """Who acts, by what the directory's own source says of them now."""
        by = await reconfirm_roles(self._load.directory, actor.person, TELLERS)
        self._must_see(by)
        return by

    @staticmethod
    def _must_see(by: Person) -> None:
        if not may_tell(by):
            raise TellingNotAllowed()

    async def _with_overviews(self, outcome: Outcome, work: AnnouncementWork) -> Outcome:
        """With a redraw of every overview that stands."""
        if not work.watched_by:
            return outcome
        cards, waiting = await load_posted(self._store, work.id, list(work.watched_by))
        drawn = writing.redraw_overviews(cards, waiting, self._clock.now(), f"w{work.version}")
        return outcome + drawn

    async def _recount(self, work: AnnouncementWork) -> Outcome:
        """A redraw of every overview in a moment, unless one is to come already."""
        if not work.watched_by:
            return Outcome()
        cards, waiting = await load_posted(self._store, work.id, list(work.watched_by))
        return writing.recount_overviews(cards, waiting, self._clock.now())

    def _wake(self) -> None:
        self._triggers.wake(Notice, AnnouncementWork)
