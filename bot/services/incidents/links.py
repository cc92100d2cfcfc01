"""Links between reports: what a reader may know of them, and the use cases by which they begin and end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from bot.policy.incidents.authority import allow, may, must_be_known
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.linking import (
    MOST_LINKED,
    MOST_OFFERED,
    TRAIT_FIELDS,
    Chronology,
    LinkedReports,
    ReportLink,
    Trait,
    exists_for,
    in_order,
    link,
    link_id,
    offer_links,
    traits_of,
    unlink,
)
from bot.policy.incidents.states import Action
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Query
from bot.services.incidents.loading import IncidentAnswer, IncidentQueries, load_incident, load_standing
from bot.services.kit.context import Service
from bot.services.kit.decisions import Actor, decide, load_submission
from bot.services.ports import Store

CANDIDATES_READ = 10
"""Reports of the same trait that are read at a time, until there are enough which the reader may see."""
DecideLink = Callable[..., Outcome]


async def with_links(store: Store, view: IncidentView, reader: Person | None) -> IncidentView:
    """The view with what its reader may know of its links."""
    incident = view.incident
    if reader is None or incident.drill or not may(reader, Action.SEE, incident):
        return view
    return replace(view, links=await load_links(store, incident, reader))


async def load_links(store: Store, incident: Incident, reader: Person) -> LinkedReports:
    """What this reader may know of the links of a report which they may see. Nothing is offered before somebody has
    it: a ping asks for that alone, and waits for no search. Most often the store is asked once."""
    one, other = _queries((incident.id,))
    offering = incident.state is not State.REPORTED and not incident.removed
    pages = {trait: _page(trait, key) for trait, key in (traits_of(incident).items() if offering else ())}
    found = await store.find_each(one, other, *pages.values())
    links = _each_once(found[one], found[other])
    ends = sorted({each.across(incident.id) for each in links})
    at_the_ends = await store.find(Incident, where={"id": ends}) if ends else []
    known = {each.id: each for each in at_the_ends if exists_for(reader, each)}
    held = [each.across(incident.id) for each in links if each.holds]
    alike: list[Incident] = []
    for trait, page in pages.items():
        alike += await _alike(store, incident, reader, held, trait, found[page])
    linked = tuple(known[each] for each in sorted(held, reverse=True) if each in known)
    return LinkedReports(linked, offer_links(incident, alike, held)[:MOST_OFFERED], frozenset(known))


async def links_of(store: Store, references: Sequence[str]) -> Sequence[ReportLink]:
    """Every link that these reports have or had."""
    one, other = _queries(references)
    found = await store.find_each(one, other)
    return _each_once(found[one], found[other])


def _queries(references: Sequence[str]) -> tuple[Query[ReportLink], Query[ReportLink]]:
    return Query(ReportLink, {"one": references}), Query(ReportLink, {"other": references})


def _each_once(*found: Sequence[ReportLink]) -> Sequence[ReportLink]:
    return list({each.id: each for some in found for each in some}.values())


def _page(trait: Trait, key: str, after: str | None = None) -> Query[Incident]:
    return Query(Incident, {TRAIT_FIELDS[trait]: key}, newest_first=True, limit=CANDIDATES_READ, after=after)


async def _alike(
    store: Store, incident: Incident, reader: Person, linked: Sequence[str], trait: Trait, page: Sequence[Incident]
) -> Sequence[Incident]:
    """The newest others of the same trait which the reader may see. Whatever else has it moves nothing."""
    found: list[Incident] = []
    known, key = {incident.id, *linked, incident.merged_into, *incident.merged_from}, traits_of(incident)[trait]
    while True:
        found += [each for each in page if each.id not in known and exists_for(reader, each)]
        if len(page) < CANDIDATES_READ or len(found) >= MOST_OFFERED:
            return found
        asks = _page(trait, key, page[-1].id)
        page = (await store.find_each(asks))[asks]


class Links(Service):
    """What handlers do with links."""

    async def link(self, actor: Actor, reference: str, other: str) -> IncidentAnswer:
        """Two reports belong together. Raises `NotFound` for whom one of them does not exist."""
        return await self._change(actor, reference, other, link, "link.already")

    async def unlink(self, actor: Actor, reference: str, other: str) -> IncidentAnswer:
        """They do not after all."""
        return await self._change(actor, reference, other, unlink, "link.none")

    async def prepare(self, by: Person, reference: str) -> Incident:
        """The report for one who is about to link another with it. Raises `NotFound` or `NotAllowed`."""
        incident = await load_incident(self._store, reference)
        allow(by, Action.LINK, incident)
        return incident

    async def known_to(self, view: IncidentView, reader: Person) -> IncidentView:
        """The view with what this reader may know of its links."""
        return await with_links(self._store, view, reader)

    async def chronology(self, by: Person, reference: str) -> Chronology:
        """All that belongs together with a report, from link to link, as far as this person may see it.

        Raises `NotFound` and `NotAllowed` as opening it does.
        """
        start = await load_incident(self._store, reference)
        allow(by, Action.SEE, start)
        reports, new, direct = {start.id: start}, [start.id], frozenset[str]()
        while new and len(reports) < MOST_LINKED:
            held = [each for each in await links_of(self._store, new) if each.holds]
            ends = sorted({end for each in held for end in (each.one, each.other)} - reports.keys())
            found = await self._store.find(Incident, where={"id": ends}) if ends else []
            seen = [each for each in found if exists_for(by, each)][: MOST_LINKED - len(reports)]
            direct = direct or frozenset(each.id for each in seen)
            reports |= {each.id: each for each in seen}
            new = [each.id for each in seen]
        return Chronology(start.id, in_order(reports.values(), self._school.timezone), direct)

    async def _change(
        self, actor: Actor, reference: str, other: str, change: DecideLink, without_effect: str
    ) -> IncidentAnswer:
        async def attempt() -> tuple[Outcome, IncidentAnswer]:
            asks, held = IncidentQueries(reference), Query(ReportLink, {"id": link_id(reference, other)})
            sent = await load_submission(self._store, self._clock, actor, None, *asks.queries, held)
            known = partial(must_be_known, actor.person)
            records = await asks.records(self._store, sent.found, known)
            far = await load_standing(self._store, other, known)
            context = ActionContext(actor.person, self._clock.now(), self._calendar)
            readers = await self._readers(records.snapshot, far)
            outcome = Outcome()
            if sent.repeats is None:
                outcome = change(records.snapshot, far, context, sent.found.one(held), readers)
            else:
                allow(actor.person, Action.SEE, records.incident)
            said = None if outcome else without_effect
            after = records.after(outcome).view
            return (outcome + sent.marks() if outcome else outcome), IncidentAnswer(after, said, {"other": other})

        return await decide(self._store, attempt, self._triggers)

    async def _readers(self, *snapshots: IncidentSnapshot) -> dict[str, Person]:
        """Those who have a card of one of these, as the directory has them now."""
        ids = {card.to.id for snapshot in snapshots for card in snapshot.cards if card.live}
        try:
            return dict(await self._directory.people(ids)) if ids else {}
        except DirectoryUnavailable:  # their cards come to say it with the next change
            return {}
