"""Gathering what a decision or a card of an announcement needs. It counts people, and lists a page of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from bot.policy.announcements.announcement import (
    NOT_SEEN,
    Announcement,
    AnnouncementReading,
    AnnouncementView,
    AnnouncementWork,
    ReadingState,
    UnseenPage,
    reading_id,
    standing_key,
)
from bot.policy.announcements.reading import AnnouncementNotFound, audience_of
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.roles import ROLES
from bot.services.kit.context import ServiceContext
from bot.services.kit.lots import in_lots

UNSEEN_PER_PAGE = 20
"""People on a page of those who have not seen it."""
UNREACHED_SHOWN = 5
"""Of those who could not be reached so many stand on the overview; the others are on the pages."""
PEOPLE_PER_LOOK = 200
"""People of an audience, or their readings, that are looked at in one go where all are wanted."""


@dataclass(frozen=True, slots=True)
class AnnouncementLoader(ServiceContext):
    """What every use case of announcements works with."""

    def press(self, person: Person) -> ActionContext:
        """What this person presses now."""
        return ActionContext(person, self.clock.now(), self.calendar)

    async def load(self, reference: str) -> tuple[Announcement, AnnouncementWork]:
        """The announcement, and what is still to be done about it. Raises `AnnouncementNotFound`."""
        announcement = await self.store.get(Announcement, reference) if reference else None
        work = await self.store.get(AnnouncementWork, reference) if announcement else None
        if announcement is None or work is None:
            raise AnnouncementNotFound()
        return announcement, work

    async def audience(self, announcement: Announcement) -> list[Who]:
        """Whom it is told, by the directory as it is now. Raises `DirectoryUnavailable`."""
        roles = announcement.audience or ROLES
        held = await self.directory.holders_of_each(roles)
        if len(held) < len(roles):
            raise DirectoryUnavailable()
        meant: dict[str, Who] = {}
        for people in held.values():
            async for some in in_lots(people, PEOPLE_PER_LOOK):
                meant.update((who.id, who) for who in audience_of(announcement, some))
        return [meant[each] for each in sorted(meant)]

    async def reading(self, announcement: Announcement, person: Person) -> AnnouncementReading | None:
        """How this person stands with it; None for whoever was not to be told."""
        return await self.store.get(AnnouncementReading, reading_id(announcement.id, person.id))

    async def overview(
        self, announcement: Announcement, work: AnnouncementWork, unseen: UnseenPage | None = None
    ) -> AnnouncementView:
        """How it stands, for those who may tell the staff something."""
        counts = {state: await self._count(announcement.id, state) for state in ReadingState}
        unreached = (
            await self.store.find(
                AnnouncementReading,
                where={"standing": standing_key(announcement.id, ReadingState.UNREACHED)},
                limit=UNREACHED_SHOWN,
            )
            if counts[ReadingState.UNREACHED]
            else ()
        )
        return AnnouncementView(
            announcement,
            counts=counts,
            unreached=unreached,
            spreading=announcement.is_running and not work.everybody,
            timeline=await self.store.timeline(announcement.id),
            unseen=unseen,
        )

    async def unseen_page(self, reference: str, state: ReadingState, after: str) -> UnseenPage:
        """A page of those who have not seen it: first those who have it, then those to whom it is still to come or
        cannot come. `after` is the key behind which it begins, empty for the first."""
        states = NOT_SEEN[NOT_SEEN.index(state) :] if state in NOT_SEEN else NOT_SEEN
        for each in states:
            found = await self.store.find(
                AnnouncementReading,
                where={"standing": standing_key(reference, each)},
                limit=UNSEEN_PER_PAGE + 1,
                after=after if after and each is state else None,
            )
            if not found:
                continue
            shown = found[:UNSEEN_PER_PAGE]
            people = sorted(shown, key=lambda reading: reading.who.name.casefold())
            if len(found) > UNSEEN_PER_PAGE:
                return UnseenPage(people, each, shown[-1].id)
            following = NOT_SEEN[NOT_SEEN.index(each) + 1 :]
            for behind in following:
                if await self._count(reference, behind):
                    return UnseenPage(people, behind, "")
            return UnseenPage(people, each)
        return UnseenPage()

    async def all_readings(self, reference: str) -> AsyncIterator[Sequence[AnnouncementReading]]:
        """Everybody's, some at a time, in the order of their ids."""
        after: str | None = None
        while True:
            found = await self.store.find(
                AnnouncementReading, where={"subject": reference}, limit=PEOPLE_PER_LOOK, after=after
            )
            if not found:
                return
            yield found
            after = found[-1].id

    async def _count(self, reference: str, state: ReadingState) -> int:
        return await self.store.count(AnnouncementReading, where={"standing": standing_key(reference, state)})


def watched_by(work: AnnouncementWork, person: Person) -> Outcome:
    """The overview stands in this person's chat too from now on."""
    if person.id in work.watched_by:
        return Outcome()
    return Outcome((work.model_copy(update={"watched_by": (*work.watched_by, person.id)}),))
