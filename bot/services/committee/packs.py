"""The pack of a half term: gathered report by report, so that others have their turn, and offered as files.

What a file looks like is the caller's; who may have it is decided here, with the directory asked afresh.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.policy.answers.unanswered import Unanswered
from bot.policy.calls.call import VideoCall
from bot.policy.committee.meeting import (
    CommitteeDecision,
    CommitteeMeeting,
    must_read,
)
from bot.policy.committee.pack import BesideReports, Pack, PackCount
from bot.policy.documents.campaigns import CampaignKind
from bot.policy.duties.duty import Duty, DutyState
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Entry
from bot.services.committee.committee import Committee
from bot.services.documents.loading import all_current, current
from bot.services.incidents.loading import incident_pages
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import Actor, decide, reconfirm_roles, reject_if_seen
from bot.services.log.times import signed_head
from bot.services.ports import Files

COUNTED_AT_ONCE = 10
"""Reports that are counted before other work gets its turn."""
DrawPack = Callable[[Pack], bytes]
"""Draws the pack as a file. It is called in a thread."""


class Packs(Service):
    """Building the committee's pack."""

    def __init__(self, context: ServiceContext, committee: Committee, files: Files) -> None:
        super().__init__(context)
        self._committee = committee
        self._files = files

    async def build(
        self,
        actor: Actor,
        meeting_id: str,
        files: Callable[[CommitteeMeeting], Mapping[str, DrawPack]],
        under_way: Callable[[], Awaitable[None]],
    ) -> Sequence[str]:
        """Offer the pack of a meeting's half term as these files, by their names, once for a press; the names.

        That it was built stands in the timeline, and is said by `under_way`, before the work begins. Raises
        `CommitteeNotYours`, `UnknownMeeting`, `DirectoryUnavailable`, `AlreadyDone`, and `Undelivered` when a file
        could not be offered.
        """
        person = await reconfirm_roles(self._directory, actor.person, self._committee.readers)
        must_read(person, self._committee.readers)
        view = await self._committee.view(person, meeting_id)
        drawn = files(view.meeting)
        facts = {"file": ", ".join(drawn)}
        entry = Entry(subject=view.meeting.id, at=self._clock.now(), by=person.who, what="committee_pack", facts=facts)

        async def attempt() -> tuple[Outcome, None]:
            return await reject_if_seen(self._store, self._clock, actor, Outcome(entries=(entry,))), None

        await decide(self._store, attempt)
        await under_way()
        pack = await self.gather(view.meeting)
        for name, draw in drawn.items():
            content = await asyncio.to_thread(draw, pack)
            await self._files.offer(person, name, content, "committee_pack_given")
        return list(drawn)

    async def gather(self, meeting: CommitteeMeeting) -> Pack:
        """The pack of a meeting's half term, the same whoever asks. Raises `DirectoryUnavailable`."""
        count = PackCount(meeting, [each.id for each in await self._readers()], self._clock.now(), self._calendar)
        async for page in incident_pages(self._store):
            for at, incident in enumerate(page, 1):
                count.add(incident)
                if at % COUNTED_AT_ONCE == 0:
                    await asyncio.sleep(0)
            if not page[-1].drill and page[-1].reported_at < count.since:
                break
        return count.result(await self._beside())

    async def _readers(self) -> list[Person]:
        """All who may read it. Where one role cannot be asked nothing is built: a report may name whoever holds it."""
        found = await self._directory.holders_of_each(self._committee.readers)
        if found.keys() != self._committee.readers:
            raise DirectoryUnavailable()
        return [person for people in found.values() for person in people]

    async def _beside(self) -> BesideReports:
        decided, calls, asked = Query(FilterDecision, {}), Query(VideoCall, {}), Query(Unanswered, {})
        duties = Query(Duty, {"state": DutyState.OPEN.value})
        undone = Query(CommitteeDecision, {"is_open": True})
        found = await self._store.find_each(decided, calls, asked, duties, undone)
        return BesideReports(
            decisions=found[decided],
            documents=await all_current(self._store),
            training=await current(self._store, CampaignKind.TRAINING),
            calls=found[calls],
            duties=found[duties],
            unanswered=found[asked],
            undone=found[undone],
            head=await signed_head(self._store, self._signer, self._school.key),
        )
