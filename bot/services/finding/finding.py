"""Finding reports: all that the reader may see is gone through in pages, so that nobody else waits for it.

Nothing is kept beside the reports to be looked through: an index of words would hold what a removal must take away,
and could not overlook slips. A page is read, and its reports are compared a few at a time, between which the loop is
free.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.policy.finding.finding import LOOKS, FoundReports, ReportScan, as_found, exists_for, looks_shown, note_look
from bot.policy.finding.words import Search
from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.incident import Incident, Note
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Entry
from bot.policy.log.log import handling_roles, is_in_log_of, must_handle
from bot.services.incidents.loading import incident_pages
from bot.services.kit.context import Service
from bot.services.kit.decisions import Actor, keep_unless_seen

REPORTS_A_SLICE = 10
"""Reports that are compared before other work gets its turn."""
LONG_SCAN = 3_000
"""Reports of those that exist for the reader after which they are told that it is under way."""


class Find(Service):
    """Looking for reports by what is said in them."""

    async def look(
        self, actor: Actor, said: str, kind_names: Mapping[str, str], when_long: Callable[[], Awaitable[None]]
    ) -> FoundReports:
        """What the person finds; `when_long` is done once if there is much to go through. That they have looked is in
        the timeline before they are answered, once for each press.

        Raises `Incomplete` where nothing is looked for.
        """
        search = Search(said)
        if not search:
            raise Incomplete(words="find.what")
        person = actor.person
        finding, gone_through = ReportScan(person, search, kind_names), 0
        handles = bool(person.roles & handling_roles(self._school))
        async for incidents in incident_pages(self._store, {} if handles else {"reporter_id": person.id}):
            before, gone_through = gone_through, gone_through + await self._compare(finding, person, incidents)
            if before < LONG_SCAN <= gone_through:
                await when_long()
        found = finding.result()

        async def note() -> Outcome:
            return note_look(person, found.total, self._clock.now())

        await keep_unless_seen(self._store, self._clock, actor, note)
        return found

    async def show(self, by: Person, references: Sequence[str]) -> FoundReports:
        """These reports, in this order, as far as they exist for the person: a further page of what they found."""
        held = {each.id: each for each in await self._store.find(Incident, where={"id": list(references)})}
        some = [held[each] for each in dict.fromkeys(references) if each in held]
        return as_found(by, some, len(some))

    async def history(self, by: Person) -> Sequence[Entry]:
        """Who has looked, and when. Raises `NoHandler`."""
        must_handle(by, self._school)
        return looks_shown(by, await self._store.timeline(LOOKS))

    async def _compare(self, finding: ReportScan, person: Person, incidents: Sequence[Incident]) -> int:
        """Look at those that exist for the person, with what handlers wrote beside those that they handle, and what
        their files are called; how many these are."""
        shown = [each for each in incidents if exists_for(person, each)]
        about = {"subject": [each.id for each in shown if is_in_log_of(person, each)]}
        notes: defaultdict[str, list[Note]] = defaultdict(list)
        actions: defaultdict[str, list[ReportAction]] = defaultdict(list)
        files: defaultdict[str, list[EvidenceFile]] = defaultdict(list)
        if about["subject"]:
            all_notes, all_actions, all_files = (
                Query(Note, about),
                Query(ReportAction, about),
                Query(EvidenceFile, about),
            )
            beside = await self._store.find_each(all_notes, all_actions, all_files)
            for note in beside[all_notes]:
                notes[note.subject].append(note)
            for action in beside[all_actions]:
                actions[action.subject].append(action)
            for file in beside[all_files]:
                files[file.subject].append(file)
        for at, each in enumerate(shown, 1):
            finding.look_at(each, notes[each.id], actions[each.id], files[each.id])
            if at % REPORTS_A_SLICE == 0 or each.untouchable:
                await asyncio.sleep(0)
        await asyncio.sleep(0)
        return len(shown)
