"""Reports that belong together, each of them whole: linked, unlinked again, offered for what they share (I1, I15).

A link exists for whoever may see both reports, and for nobody else: it is a record of its own, so that the report which
somebody may see does not change by one that they may not, and neither timeline tells them of the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import ClassVar
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from bot.policy.incidents import telling
from bot.policy.incidents.authority import allow, may
from bot.policy.incidents.changing import entry_of
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import NotPossible
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Evidence, Record, Who
from bot.policy.kit.school_time import instant

LINK_ENTRIES = frozenset({"linked", "unlinked"})
"""What the timeline says of links: only to whoever may see the other report too."""
MOST_OFFERED = 2
"""So many reports are offered for each trait, the newest."""
MOST_LINKED = 40
"""So many reports may belong together."""


class Trait(StrEnum):
    """What two reports may have in common."""

    SENDER = "sender"
    SITE = "site"
    DEVICE = "device"
    PUPIL = "pupil"


TRAIT_FIELDS: Mapping[Trait, str] = {trait: f"{trait.value}_key" for trait in Trait}
"""The indexed field by which reports of the same are found."""


class ReportLink(Record):
    """That two reports belong together: `one` is the first of them by its reference. `ended_at` says since when not."""

    TABLE: ClassVar[str] = "report_links"
    INDEXED: ClassVar[tuple[str, ...]] = ("one", "other")
    EVIDENCE = Evidence()

    one: str
    other: str
    by: Who
    at: AwareDatetime
    ended_by: Who | None = None
    ended_at: AwareDatetime | None = None

    @property
    def subject(self) -> str:
        """The report in whose timeline it is vouched for."""
        return self.one

    @property
    def holds(self) -> bool:
        """Whether they still belong together."""
        return self.ended_at is None

    def across(self, reference: str) -> str:
        """The report at its other end."""
        return self.other if reference == self.one else self.one


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """A report that may belong to another, by what both have in common."""

    incident: Incident
    traits: tuple[Trait, ...]


@dataclass(frozen=True, slots=True)
class LinkedReports:
    """What one reader may know of the links of a report: those that hold, the newest first, what is offered, and the
    references (`known`) of all with which it is or was linked, as far as they may see them."""

    linked: tuple[Incident, ...] = ()
    offers: tuple[LinkOffer, ...] = ()
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Chronology:
    """Reports that belong together as one reader may see them, the earliest first. `direct` are linked with the one
    (`reference`) from which it was opened, and may be unlinked from it."""

    reference: str
    reports: tuple[Incident, ...]
    direct: frozenset[str]


def link_id(reference: str, other: str) -> str:
    """The id of the link between two reports, whichever is named first."""
    return "+".join(sorted((reference, other)))


def traits_of(incident: Incident) -> dict[Trait, str]:
    """What of it others may have in common with it."""
    found = {trait: getattr(incident, field) for trait, field in TRAIT_FIELDS.items()}
    return {trait: key for trait, key in found.items() if key is not None}


def exists_for(reader: Person, incident: Incident) -> bool:
    """Whether a report may be offered to this reader, and shown as linked."""
    return not incident.drill and not incident.removed and may(reader, Action.SEE, incident)


def offer_links(incident: Incident, alike: Iterable[Incident], linked: Collection[str]) -> tuple[LinkOffer, ...]:
    """What is offered of reports that the reader may see: those with the most in common first, then the newest."""
    own = traits_of(incident)
    merged = {incident.merged_into, *incident.merged_from}
    offers = []
    for other in {each.id: each for each in alike}.values():
        theirs = traits_of(other)
        shared = tuple(trait for trait, key in own.items() if theirs.get(trait) == key)
        if shared and other.id != incident.id and other.id not in linked and other.id not in merged:
            offers.append(LinkOffer(other, shared))
    newest = sorted(offers, key=lambda offer: offer.incident.id, reverse=True)
    return tuple(sorted(newest, key=lambda offer: -len(offer.traits)))


def link(
    snapshot: IncidentSnapshot,
    other: IncidentSnapshot,
    context: ActionContext,
    held: ReportLink | None,
    readers: Mapping[str, Person],
) -> Outcome:
    """They belong together. Nothing where that was known. `readers` are those who have a card of either.

    Raises `NotFound` for whom one of them does not exist, `NotPossible` for a report and itself, and for a drill.
    """
    one, two = _allow_both(snapshot, other, context)
    if held is not None and held.holds:
        return Outcome()
    first, second = sorted((one.id, two.id))
    kept = ReportLink(
        id=link_id(one.id, two.id),
        version=held.version if held else 0,
        one=first,
        other=second,
        by=context.by.who,
        at=context.now,
    )
    return _tell_both(snapshot, other, context, "linked", kept, readers)


def unlink(
    snapshot: IncidentSnapshot,
    other: IncidentSnapshot,
    context: ActionContext,
    held: ReportLink | None,
    readers: Mapping[str, Person],
) -> Outcome:
    """They do not belong together after all. Nothing where they are not linked. Raises as `link` does."""
    _allow_both(snapshot, other, context)
    if held is None or not held.holds:
        return Outcome()
    ended = held.model_copy(update={"ended_by": context.by.who, "ended_at": context.now})
    return _tell_both(snapshot, other, context, "unlinked", ended, readers)


def end_links(removed: Incident, links: Iterable[ReportLink], by: Person, now: datetime) -> tuple[Entry, ...]:
    """What the timelines of the reports at the other ends say when one is removed after its time, and its links are."""
    return tuple(
        Entry(subject=each.across(removed.id), at=now, by=by.who, what="unlinked", facts={"reference": removed.id})
        for each in links
    )


def entries_shown(
    entries: Sequence[Entry], hidden: Sequence[Entry], known: Collection[str]
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The timeline with what it says of links with reports that are known to its reader, and what is `hidden` of it."""
    told = [each for each in entries if each.what not in LINK_ENTRIES]
    links = [each for each in (*hidden, *entries) if each.what in LINK_ENTRIES]
    shown = [each for each in links if each.facts.get("reference") in known]
    if shown:
        # What has just been kept has no number yet, and is the newest.
        told = sorted((*told, *shown), key=lambda each: (each.seq == 0, each.seq))
    return tuple(told), tuple(each for each in links if each not in shown)


def in_order(reports: Iterable[Incident], tz: ZoneInfo) -> tuple[Incident, ...]:
    """The reports by when it happened, or else was reported, the earliest first."""
    return tuple(sorted(reports, key=lambda each: (_moment_of(each, tz), each.id)))


def _moment_of(incident: Incident, tz: ZoneInfo) -> datetime:
    if incident.happened_at is not None:
        return incident.happened_at
    day: date | None = incident.happened_on
    return instant(day, time.min, tz) if day is not None else incident.reported_at


def _allow_both(
    snapshot: IncidentSnapshot, other: IncidentSnapshot, context: ActionContext
) -> tuple[Incident, Incident]:
    one, two = snapshot.incident, other.incident
    for each in (one, two):
        allow(context.by, Action.LINK, each)
        state_after(Action.LINK, each.state)
    if one.id == two.id:
        raise NotPossible()
    return one, two


def _tell_both(
    snapshot: IncidentSnapshot,
    other: IncidentSnapshot,
    context: ActionContext,
    what: str,
    changed: ReportLink,
    readers: Mapping[str, Person],
) -> Outcome:
    """Both timelines say it, and the cards of whoever may see both are drawn again."""
    one, two = snapshot.incident, other.incident
    both = {reader.id for reader in readers.values() if may(reader, Action.SEE, one) and may(reader, Action.SEE, two)}
    entries = (
        entry_of(one, context, what, {"reference": two.id}),
        entry_of(two, context, what, {"reference": one.id}),
    )
    outcome = Outcome((changed,), entries=entries, unchanged=(one, two))
    for each in (snapshot, other):
        shown = replace(each, cards=[card for card in each.cards if card.to.id in both])
        outcome += telling.redraw_all(shown, context.now, f"{changed.id}.v{changed.version}")
    return outcome
