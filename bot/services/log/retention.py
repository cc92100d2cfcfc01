"""The end of the retention time: what is over it, its confirmed removal, and the sweeping up afterwards.

The sweeping is a job with stored due times, so that a stop of the process leaves nothing behind: the files that were
sent in go, the store writes its own files anew, and a day later the last traces of the cards go.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.policy.files.offers import Offer
from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.evidence import Arrival, EvidenceFile
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import Incident, Note, State
from bot.policy.kit.ended import EndedRecord
from bot.policy.kit.errors import NotDone, NotFound, NotPossible
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Where
from bot.policy.kit.records import Draft, Notice, PostedCard
from bot.policy.kit.roles import CHAMPION
from bot.policy.log import retention
from bot.policy.log.log import handling_roles, must_handle
from bot.policy.log.retention import Removable, Removal, Traces
from bot.services.incidents.links import links_of
from bot.services.incidents.loading import gather_incidents, goes_on_in, load_incident
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import Actor, decide, keep_unless_seen, reconfirm_roles
from bot.services.kit.ended_records import EndedRecords
from bot.services.ports import Compacts, FileStore

RECORDS_PER_PAGE = 8
MAX_RECORDS_COUNTED = 100


class RetentionNotAllowed(NotDone):
    """Confirming a removal is for a Champion."""

    key = "error.retention_not_yours"


class Retention(Service):
    """Removal after the retention time, and the job that sweeps up after it."""

    def __init__(
        self, context: ServiceContext, file_store: FileStore, others: Sequence[EndedRecords[Any]] = ()
    ) -> None:
        super().__init__(context)
        self._others = others
        self._periods = context.school.retention
        self._file_store = file_store

    async def to_confirm(self, by: Person) -> Removable:
        """The first page of what this person may confirm for removal, reports first, each sort the oldest first.

        Raises `NoHandler`, and `RetentionNotAllowed` for a handler who is no Champion and has nothing to confirm.
        """
        must_handle(by, self._school)
        found = (await self._over(by, RECORDS_PER_PAGE))[:RECORDS_PER_PAGE]
        if not found and not by.holds(CHAMPION):
            raise RetentionNotAllowed
        room = RECORDS_PER_PAGE - len(found)
        return Removable(found, (await self._past(by, room))[:room] if room else ())

    async def count(self, by: Person) -> int:
        """How many this person may confirm for removal; counting stops at `MAX_RECORDS_COUNTED`."""
        found = len(await self._over(by, MAX_RECORDS_COUNTED)) + len(await self._past(by, MAX_RECORDS_COUNTED))
        return min(found, MAX_RECORDS_COUNTED)

    async def _past(self, by: Person, wanted: int) -> Sequence[EndedRecord]:
        """Of what is no report; for a Champion alone."""
        if not by.holds(CHAMPION):
            return ()
        return [each for others in self._others for each in await others.past(wanted)]

    async def remove(self, actor: Actor, references: Sequence[str]) -> Sequence[str]:
        """Remove each of these that the person may confirm and whose time is over; those that were removed.

        The directory is asked afresh. Raises `DirectoryUnavailable`, and `NotFound` or `NotPossible` when it is but
        one and that cannot be done.
        """
        person = await reconfirm_roles(self._directory, actor.person, handling_roles(self._school))
        removed = []
        for reference in references:
            try:
                each = Actor(person, f"{actor.activity}|{reference}")
                if await self._remove(each, reference):
                    removed.append(reference)
            except NotDone:
                if len(references) == 1:
                    raise
        self._triggers.wake(Notice, Removal)
        return removed

    async def next_due(self) -> datetime | None:
        """When there is something to sweep up."""
        return await self._store.next_due(Removal)

    async def run(self) -> None:
        """Sweep up after what was removed. The store's files are written anew before that counts as done."""
        due = await self._store.find(Removal, due_by=self._clock.now())
        for file in [file for left in due for file in left.files]:
            await self._file_store.remove(file)
        if any(not left.swept for left in due):
            await self._compact()
        for left in due:
            await self._sweep(left.id)
        if any(left.swept for left in due):
            await self._compact()

    async def _compact(self) -> None:
        if isinstance(self._store, Compacts):
            await self._store.compact()

    async def _over(self, by: Person, wanted: int) -> Sequence[Incident]:
        """The oldest. A kind that goes sooner is asked for by itself: nobody reads years of reports to find a few."""
        found = list(await self._over_of({}, self._periods.closed_incidents, by, wanted))
        for kind, seconds in self._periods.sooner.items():
            found += await self._over_of({"kind": kind}, seconds, by, wanted)
        by_reference = {incident.id: incident for incident in found}
        return [by_reference[reference] for reference in sorted(by_reference)]

    async def _over_of(self, where: Where, seconds: float, by: Person, wanted: int) -> Sequence[Incident]:
        closed, now = {"state": State.CLOSED.value, "removed": False, **where}, self._clock.now()

        def is_younger(last: Incident) -> bool:
            # References count up: what was reported within the retention time was not closed before it.
            return not last.drill and (now - last.reported_at).total_seconds() < seconds

        def is_over(incident: Incident) -> bool:
            return retention.is_over(incident, self._periods, now) and retention.may_remove(by, incident)

        oldest = await self._store.find(Incident, where=closed, limit=1)
        if not oldest or is_younger(oldest[0]):
            return ()  # mostly there are none
        more = wanted
        while True:
            found = await gather_incidents(self._store, closed, is_over, wanted=more, ends=is_younger)
            left = [each for each in found if not await self._is_part_of_one_that_stays(each)]
            if len(left) >= wanted or len(found) < more:
                return left
            more *= 2

    async def _is_part_of_one_that_stays(self, incident: Incident) -> bool:
        """Whether it was merged into a report that is open, or under a legal hold, which needs what it says."""
        return any([each.state is not State.CLOSED or each.on_hold async for each in goes_on_in(self._store, incident)])

    async def _remove(self, actor: Actor, reference: str) -> bool:
        others = next((each for each in self._others if reference.startswith(f"{each.prefix}-")), None)

        async def remove() -> Outcome:
            if others is not None:
                if not actor.person.holds(CHAMPION):
                    raise NotFound()
                ended, kept_for = await others.load(reference), others.kept_for
                traces = await self._traces(reference)
                return retention.remove_other(actor.person, ended, traces, kept_for, self._clock.now())
            incident = await load_incident(self._store, reference)
            traces = await self._traces(reference)
            outcome = retention.remove(actor.person, incident, traces, self._periods, self._clock.now())
            if await self._is_part_of_one_that_stays(incident):
                raise NotPossible()
            return outcome

        return await keep_unless_seen(self._store, self._clock, actor, remove)

    async def _sweep(self, reference: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            left = await self._store.get(Removal, reference)
            if left is None or left.due_at > self._clock.now():
                return Outcome(), None
            return retention.sweep(left, await self._traces(reference), self._clock.now()), None

        await decide(self._store, attempt)

    async def _traces(self, reference: str) -> Traces:
        forms = await self._store.find(Draft, where={"subject": reference})
        guards = tuple(each.guards for each in self._others if each.guards)
        return Traces(
            notes=await self._store.find(Note, where={"subject": reference}),
            notices=await self._store.find(Notice, where={"subject": reference}),
            cards=await self._store.find(PostedCard, where={"subject": reference}),
            files=await self._store.find(EvidenceFile, where={"subject": reference}),
            arrivals=await self._store.find(Arrival, where={"subject": reference}),
            offers=await self._store.find(Offer, where={"subject": reference}),
            forms=[form for form in forms if not form.id.startswith(guards)],
            actions=await self._store.find(ReportAction, where={"subject": reference}),
            decisions=await self._store.find(FilterDecision, where={"subject": reference}),
            links=await links_of(self._store, (reference,)),
        )
