"""Gathering what a decision or a card needs: the incident with its cards and notices, and who holds the roles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog

from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import Incident, Note, State
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.absence import Absence, as_they_are
from bot.policy.kit.errors import DirectoryUnavailable, NotFound
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.queries import Answers, Query, Where
from bot.policy.kit.records import Entry, Notice, NoticeState, PostedCard, Route
from bot.policy.kit.roles import Role
from bot.services.ports import Directory, Store

_log = structlog.get_logger()

ALWAYS: tuple[Role, ...] = ("champion", "business_manager")
"""Roles that are told of some things whatever the route is: a silence, a deadline."""


@dataclass(frozen=True, slots=True)
class IncidentAnswer:
    """What a person gets: the incident as it now stands, and a text key with its facts if something is to be said.

    `people` are those who may be told of it, where they were asked for already.
    """

    view: IncidentView
    said: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Person] | None = None


IncidentCheck = Callable[[Incident], None]
"""Returns for whom the incident exists, or who may do something with it, and raises for everybody else."""


async def load_incident(store: Store, reference: str) -> Incident:
    """The incident. Raises `NotFound`."""
    incident = await store.get(Incident, reference) if reference else None
    if incident is None:
        raise NotFound()
    return incident


@dataclass(frozen=True, slots=True)
class IncidentRecords:
    """What is kept of an incident, as of one moment: what a decision rests on, and all that a card may show.

    `merged` are the reports that were merged into it; the notices, cards, actions and decisions are theirs too.
    """

    incident: Incident
    notices: Sequence[Notice] = ()
    cards: Sequence[PostedCard] = ()
    notes: Sequence[Note] = ()
    files: Sequence[EvidenceFile] = ()
    timeline: Sequence[Entry] = ()
    merged: Sequence[Incident] = ()
    actions: Sequence[ReportAction] = ()
    decisions: Sequence[FilterDecision] = ()

    @classmethod
    def of_new_incident(cls, outcome: Outcome, reference: str) -> IncidentRecords:
        """Those of an incident that this outcome opens."""
        (incident,) = (each for each in outcome.records if isinstance(each, Incident) and each.id == reference)
        return cls(incident).after(outcome)

    @property
    def snapshot(self) -> IncidentSnapshot:
        """The incident with what has been said about it."""
        merged = [self._snapshot(other) for other in self.merged]
        return replace(self._snapshot(self.incident), merged=merged, actions=self.actions, decisions=self.decisions)

    def _snapshot(self, incident: Incident) -> IncidentSnapshot:
        cards = [card for card in self.cards if card.subject == incident.id]
        waiting = (each for each in self.notices if each.state is NoticeState.WAITING)
        return IncidentSnapshot(incident, cards, [each for each in waiting if each.subject == incident.id])

    @property
    def view(self) -> IncidentView:
        """Everything that a card of the incident may show."""
        pings = (each for each in self.notices if each.subject == self.incident.id and each.purpose.alerts)
        files = sorted(self.files, key=lambda file: (file.at, file.id))
        return IncidentView(
            *(self.incident, tuple(pings), tuple(self.timeline), tuple(self.notes), tuple(files), tuple(self.merged)),
            actions=tuple(self.actions),
            decisions=tuple(self.decisions),
        )

    def after(self, outcome: Outcome) -> IncidentRecords:
        """The same once the outcome is kept: what a turn is answered with, without asking the store again."""
        incidents = {each.id: each for each in outcome.applied_to(Incident, (self.incident, *self.merged))}
        subject = self.incident.id
        return IncidentRecords(
            incidents[subject],
            outcome.applied_to(Notice, self.notices),
            outcome.applied_to(PostedCard, self.cards),
            [note for note in outcome.applied_to(Note, self.notes) if note.subject == subject],
            [file for file in outcome.applied_to(EvidenceFile, self.files) if file.subject == subject],
            [*self.timeline, *(entry for entry in outcome.entries if entry.subject == subject)],
            [incidents[other.id] for other in self.merged],
            outcome.applied_to(ReportAction, self.actions),
            outcome.applied_to(FilterDecision, self.decisions),
        )


class IncidentQueries:
    """What the store is asked for about an incident: all that is kept of it, or only how it `stands`."""

    def __init__(self, reference: str, *, stands: bool = False) -> None:
        about = {"subject": reference}
        self._stands = stands
        self._incident = Query(Incident, {"id": reference})
        self._notices = Query(Notice, self._of_notices(about))
        self._cards, self._actions = Query(PostedCard, about), Query(ReportAction, about)
        self._decisions = Query(FilterDecision, about)
        self._notes, self._files, self._lines = Query(Note, about), Query(EvidenceFile, about), Query(Entry, about)

    @property
    def queries(self) -> Sequence[Query[Any]]:
        """All of it."""
        standing = (self._incident, self._notices, self._cards, self._actions, self._decisions)
        return standing if self._stands else (*standing, self._notes, self._files, self._lines)

    async def records(self, store: Store, found: Answers, allowed: IncidentCheck | None) -> IncidentRecords:
        """What was found, with what is asked of reports that were merged into it. Raises `NotFound`, and what `allowed`
        raises of the incident."""
        incident = found.one(self._incident)
        if incident is None:
            raise NotFound()
        if allowed is not None:
            allowed(incident)
        actions, decisions = found[self._actions], found[self._decisions]
        records = IncidentRecords(
            incident, found[self._notices], found[self._cards], actions=actions, decisions=decisions
        )
        if not self._stands:
            notes, files, lines = found[self._notes], found[self._files], found[self._lines]
            records = replace(records, notes=notes, files=files, timeline=lines)
        merged = await merged_into(store, incident)
        if not merged:
            return records
        theirs = {"subject": [other.id for other in merged]}
        notices, cards = Query(Notice, self._of_notices(theirs)), Query(PostedCard, theirs)
        also, ruled = Query(ReportAction, theirs), Query(FilterDecision, theirs)
        beside = await store.find_each(notices, cards, also, ruled)
        return replace(
            records,
            notices=(*records.notices, *beside[notices]),
            cards=(*records.cards, *beside[cards]),
            actions=(*records.actions, *beside[also]),
            decisions=(*records.decisions, *beside[ruled]),
            merged=merged,
        )

    def snapshot(self, found: Answers) -> IncidentSnapshot | None:
        """The incident as it was found to stand, without those that were merged into it; None where there is none."""
        incident = found.one(self._incident)
        return IncidentSnapshot(incident, found[self._cards], found[self._notices]) if incident else None

    def _of_notices(self, about: Where) -> Where:
        return {**about, "state": NoticeState.WAITING.value} if self._stands else about


async def load_records(store: Store, reference: str, allowed: IncidentCheck | None = None) -> IncidentRecords:
    """All that is kept of it. Raises `NotFound`, and what `allowed` raises of the incident."""
    asks = IncidentQueries(reference)
    return await asks.records(store, await store.find_each(*asks.queries), allowed)


async def load_standing(store: Store, reference: str, allowed: IncidentCheck | None = None) -> IncidentSnapshot:
    """The incident with what has been said about it. Raises as `load_records` does."""
    asks = IncidentQueries(reference, stands=True)
    return (await asks.records(store, await store.find_each(*asks.queries), allowed)).snapshot


async def load_view(store: Store, reference: str) -> IncidentView:
    """Everything that a card of the incident may show. Raises `NotFound`."""
    return (await load_records(store, reference)).view


async def merged_into(store: Store, incident: Incident) -> tuple[Incident, ...]:
    """The reports that were merged into this one, those that were merged into them included; none opened again."""
    found: list[Incident] = []
    looked_at, left = {incident.id}, list(incident.merged_from)
    while left:
        reference = left.pop(0)
        other = await store.get(Incident, reference) if reference not in looked_at else None
        looked_at.add(reference)
        if other is not None and other.merged_into in looked_at:
            found.append(other)
            left += other.merged_from
    return tuple(found)


async def goes_on_in(store: Store, incident: Incident) -> AsyncIterator[Incident]:
    """The report that it was merged into, then the one that this was merged into, to the last."""
    looked_at = {incident.id}
    while incident.merged_into and incident.merged_into not in looked_at:
        looked_at.add(incident.merged_into)
        further = await store.get(Incident, incident.merged_into)
        if further is None:
            return
        yield further
        incident = further


async def with_what_goes_on(store: Store, view: IncidentView) -> IncidentView:
    """The view of a report that was merged, with the one that goes on in the end."""
    stands = view.incident
    async for further in goes_on_in(store, stands):
        stands = further
    return view if stands is view.incident else replace(view, goes_on=stands)


async def holders_of(directory: Directory, route: Route, *more: Role) -> Holders:
    """Who holds each role of the route, and each of `more`. Raises `DirectoryUnavailable` as `holders` does."""
    on_it = {role for step in route.steps for role in step.roles}
    found = await holders(directory, on_it)
    return {**found, **await _ask(directory, {*more} - on_it)}


async def people_of(directory: Directory, incident: Incident) -> Mapping[str, Person]:
    """Those who may be told of it, by object id; nobody where the directory cannot say, and nobody shut out."""
    if incident.pending_lookup is not None:
        return {}
    try:
        held = await holders_of(directory, incident.ladder.route, "champion")
    except DirectoryUnavailable:
        return {}
    return may_be_told(held, incident)


async def with_people(directory: Directory, view: IncidentView) -> IncidentView:
    """The view with whoever reported it and the ways to them, and with whom to telephone where its cards say so; as far
    as the directory can say, and without who has left."""
    incident = view.incident
    try:
        view = replace(view, reporter=await directory.person(incident.reporter.id))
        if incident.state is State.REPORTED and incident.ladder.shows_numbers:
            held = await holders_of(directory, incident.ladder.route)
            view = replace(view, to_phone=tuple(may_be_told(held, incident).values()))
    except DirectoryUnavailable:
        return view
    return view


def may_be_told(held: Holders, incident: Incident) -> Mapping[str, Person]:
    """Of those who hold these roles, by object id, whoever is not shut out."""
    return {p.id: p for people in held.values() for p in people if p.id not in incident.shut_out}


async def holders(directory: Directory, roles: Iterable[Role]) -> Holders:
    """Who holds each of these roles; one that cannot be asked just now has nobody, so that the others are still told.

    Raises `DirectoryUnavailable` when none of them can be asked.
    """
    asked = set(roles)
    found = await _ask(directory, asked)
    if asked and not found:
        raise DirectoryUnavailable()
    return found


async def with_absences(store: Store, held: Holders, now: datetime) -> Holders:
    """The same people, each with their own word about being away. Nothing of it is asked of the directory."""
    asked = absences_of(held)
    return as_they_are(held, (await store.find_each(asked))[asked] if held else (), now)


def absences_of(held: Holders) -> Query[Absence]:
    """What the store is asked for to know who of these people is away."""
    return Query(Absence, {"id": sorted({person.id for people in held.values() for person in people})})


async def _ask(directory: Directory, roles: Iterable[Role]) -> Holders:
    asked = set(roles)
    found = await directory.holders_of_each(asked) if asked else {}
    for role in asked - found.keys():
        _log.warning("role_unavailable", role=role)
    return found


INCIDENTS_READ_AT_FIRST, INCIDENTS_READ_OF_ALL = 100, 2_000
"""How many are read at first, and when all are wanted; then four times as many, until there are enough."""


async def gather_incidents(
    store: Store,
    where: Where,
    keeps: Callable[[Incident], bool],
    *,
    wanted: int | None = None,
    newest_first: bool = False,
    ends: Callable[[Incident], bool] | None = None,
) -> list[Incident]:
    """The first `wanted` incidents (None: all) among those by `where` that `keeps` lets through, or a few more.

    `ends` says of the last one read that nothing behind it can be wanted.
    """
    limit = INCIDENTS_READ_OF_ALL if wanted is None else max(INCIDENTS_READ_AT_FIRST, wanted)
    while True:
        found = await store.find(Incident, where=where, newest_first=newest_first, limit=limit)
        kept = [incident for incident in found if keeps(incident)]
        enough = wanted is not None and len(kept) >= wanted
        if enough or len(found) < limit or (ends is not None and ends(found[-1])):
            return kept
        limit *= 4


INCIDENTS_A_PAGE = 50
"""How many are read at a time where all are gone through."""


async def incident_pages(
    store: Store, where: Where | None = None, *, newest_first: bool = True
) -> AsyncIterator[Sequence[Incident]]:
    """The incidents by `where` in pages that are not empty: none is held longer than it is needed."""
    last: str | None = None
    while True:
        found = await store.find(Incident, where=where, newest_first=newest_first, limit=INCIDENTS_A_PAGE, after=last)
        if found:
            yield found
        if len(found) < INCIDENTS_A_PAGE:
            return
        last = found[-1].id
