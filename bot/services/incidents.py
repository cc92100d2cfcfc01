"""Reporting and handling incidents: each use case loads, asks the policy, keeps, and answers with the view."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.policy import handling, ladder, references, reporting, school_time
from bot.policy.errors import NotAllowed, NotFound
from bot.policy.handling import Standing
from bot.policy.ladder import Holders
from bot.policy.outcome import Outcome
from bot.policy.people import Person
from bot.policy.records import Counter, Draft, Incident, Notice, NoticeState, PostedCard, Purpose, Route, State
from bot.policy.reporting import Report
from bot.policy.school import School
from bot.policy.view import IncidentView
from bot.services.decisions import AlreadyDone, By, decide, once
from bot.services.ports import Clock, Directory, Store


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person gets: the incident as it now stands, and a text key with its facts if something is to be said."""

    view: IncidentView
    said: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


class Incidents:
    """The use cases of incidents for one school.

    `outbox` is woken when there is something to say, `ladders` when one has been started or moved.
    """

    def __init__(
        self,
        store: Store,
        directory: Directory,
        school: School,
        clock: Clock,
        *,
        outbox: asyncio.Event,
        ladders: asyncio.Event,
    ) -> None:
        self._store = store
        self._directory = directory
        self._school = school
        self._clock = clock
        self._outbox = outbox
        self._ladders = ladders
        # References are given in order; taking turns here spares reports that arrive together a lost race each.
        self._filing = asyncio.Lock()

    async def report(
        self,
        by: By,
        said: Report,
    ) -> Answer:
        """File a report; the same draft is filed once."""
        reporter = by.person.who
        route = self._school.routes[said.kind]
        holders = await self._holders(route)

        async def attempt() -> tuple[Outcome, str]:
            filed = await self._store.get(Draft, reporting.draft_id(reporter.id, said.draft))
            if filed:
                return Outcome(), filed.subject
            now = self._clock.now()
            series = references.series(references.INCIDENTS, school_time.school_year(now, self._school.timezone))
            reference, counter = references.following(await self._store.get(Counter, series), series)
            numbered = Outcome(records=(counter,))
            outcome = numbered + reporting.report(said, reporter, reference, route, holders, now)
            return await once(self._store, self._clock, by, outcome), reference

        async with self._filing:
            reference = await decide(self._store, attempt)
        self._wake()
        return Answer(await self._view(reference))

    async def acknowledge(self, by: By, reference: str) -> Answer:
        """`by` takes the incident, or learns who has it already. Asks no directory."""
        return await self._change(
            by, reference, lambda standing, now: handling.acknowledge(standing, by.person.who, now)
        )

    async def hand_over(self, by: By, reference: str, to: str) -> Answer:
        """Put the incident before another of its candidates, who is rung at once."""
        chosen = next((person for person in await self.candidates(by.person, reference) if person.id == to), None)
        if chosen is None:
            raise NotAllowed()
        return await self._change(
            by, reference, lambda standing, now: handling.hand_over(standing, by.person.who, chosen, now)
        )

    async def candidates(self, by: Person, reference: str) -> Sequence[Person]:
        """Those who may be handed the incident: whoever holds a role on its ladder, but not `by`. By name."""
        incident = await self._handled(by, reference)
        holders = await self._holders(incident.ladder.route)
        people = {person.id: person for held in holders.values() for person in held if person.id != by.id}
        return sorted(people.values(), key=lambda person: person.name)

    async def handled(self, by: Person, reference: str) -> Answer:
        """The incident for one of its handlers. Raises `NotFound` for everybody else."""
        await self._handled(by, reference)
        return Answer(await self._view(reference))

    async def reported_by(self, person: Person) -> Sequence[Incident]:
        """A person's own reports, the newest first."""
        return await self._store.find(Incident, where={"reporter_id": person.id}, newest_first=True, limit=20)

    async def next_due(self) -> datetime | None:
        """When the next ladder goes on."""
        return await self._store.next_due(Incident, where={"state": State.REPORTED.value})

    async def run(self) -> None:
        """Let every ladder that is due go on, each checked against its incident as it now stands."""
        due = await self._store.find(Incident, where={"state": State.REPORTED.value}, due_by=self._clock.now())
        for incident in due:
            await self._climb(incident.id)
        if due:
            self._outbox.set()

    async def _climb(self, reference: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            standing = await self._standing(reference)
            holders = await self._holders(standing.incident.ladder.route)
            now = self._clock.now()
            climbed = ladder.climb(standing.incident, holders, now)
            return climbed + handling.tell_cards(standing, now), None

        await decide(self._store, attempt)

    async def _change(self, by: By, reference: str, change: handling.Change) -> Answer:
        """Decide on the incident as it stands; a press without effect is answered with who has it."""
        await self._handled(by.person, reference)

        async def attempt() -> tuple[Outcome, bool]:
            outcome = change(await self._standing(reference), self._clock.now())
            if not outcome:
                return outcome, False
            try:
                return await once(self._store, self._clock, by, outcome), True
            except AlreadyDone:
                return Outcome(), False

        changed = await decide(self._store, attempt)
        self._wake()
        view = await self._view(reference)
        owner = view.incident.owner
        if changed or owner is None or owner.id == by.person.id:
            return Answer(view)
        return Answer(view, "already_taken", {"who": owner.name})

    def _wake(self) -> None:
        self._outbox.set()
        self._ladders.set()

    async def _handled(self, by: Person, reference: str) -> Incident:
        incident = await self._store.get(Incident, reference)
        if incident is None or by.id not in {who.id for who in incident.rung}:
            raise NotFound()
        return incident

    async def _standing(self, reference: str) -> Standing:
        incident = await self._store.get(Incident, reference)
        if incident is None:
            raise NotFound()
        cards = await self._store.find(PostedCard, where={"subject": reference})
        waiting = await self._store.find(Notice, where={"subject": reference, "state": NoticeState.WAITING.value})
        return Standing(incident, cards, waiting)

    async def _view(self, reference: str) -> IncidentView:
        return await load_view(self._store, reference)

    async def _holders(self, route: Route) -> Holders:
        roles = {role for step in route.steps for role in step.roles}
        return {role: await self._directory.holders(role) for role in roles}


async def load_view(store: Store, reference: str) -> IncidentView:
    """Everything that a card of the incident may show. Raises `NotFound`."""
    incident = await store.get(Incident, reference)
    if incident is None:
        raise NotFound()
    notices = await store.find(Notice, where={"subject": reference})
    pings = tuple(notice for notice in notices if notice.purpose is Purpose.PING)
    return IncidentView(incident, pings, tuple(await store.timeline(reference)))
