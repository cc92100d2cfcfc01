"""The end of the retention time: which closed incidents are over it, who confirms, and what is left of them.

The reference, the kind, the dates and the timeline's entries stay, so that the chain still holds. What anybody wrote,
and who they were, goes. Of the adults whom it named the object ids stay: it still does not exist for them (I17).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.files.offers import Offer
from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.evidence import Arrival, EvidenceFile
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import BreachClock, Closing, Incident, Note, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.linking import ReportLink, end_links
from bot.policy.kit.ended import REMOVED_PERSON, EndedRecord, nameless, point_nowhere, remove_ended
from bot.policy.kit.errors import NotFound, NotPossible
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Draft, Entry, Notice, PostedCard, Record
from bot.policy.kit.school import RetentionPeriods
from bot.policy.log.log import is_in_log_of

CARDS_CHANGED_WITHIN = timedelta(days=1)
"""How long the cards in people's chats have to be changed before the last traces of them are swept."""


class Removal(Record):
    """What still has to be done for a removed incident or other record, whose reference is its id.

    First the `files` that were sent in go and the store's own files are written anew; then, once the cards in people's
    chats have been changed, the records of those go too (`swept`).
    """

    TABLE: ClassVar[str] = "removals"

    due_at: AwareDatetime
    files: tuple[str, ...] = ()
    swept: bool = False


@dataclass(frozen=True, slots=True)
class Traces:
    """All that is kept about an incident beside itself and its timeline."""

    notes: Sequence[Note] = ()
    notices: Sequence[Notice] = ()
    cards: Sequence[PostedCard] = ()
    files: Sequence[EvidenceFile] = ()
    arrivals: Sequence[Arrival] = ()
    offers: Sequence[Offer] = ()
    forms: Sequence[Draft] = ()
    actions: Sequence[ReportAction] = ()
    decisions: Sequence[FilterDecision] = ()
    links: Sequence[ReportLink] = ()

    @property
    def all_but_cards(self) -> tuple[Record, ...]:
        """What goes at once. The cards in people's chats must be changed first."""
        written = (*self.notes, *self.actions, *self.decisions, *self.links)
        return (*written, *self.notices, *self.files, *self.arrivals, *self.offers, *self.forms)


@dataclass(frozen=True, slots=True)
class Removable:
    """What somebody may confirm for removal: reports, and what else is past its time."""

    incidents: Sequence[Incident] = ()
    others: Sequence[EndedRecord] = ()

    @property
    def references(self) -> Sequence[str]:
        """Of all of them."""
        return [*(each.id for each in self.incidents), *(each.reference for each in self.others)]

    def only(self, references: Collection[str]) -> Removable:
        """Those of these references."""
        return Removable(
            [each for each in self.incidents if each.id in references],
            [each for each in self.others if each.reference in references],
        )


def ended_at(incident: Incident) -> datetime | None:
    """When it was closed or merged, or None while it is open."""
    if incident.state is not State.CLOSED:
        return None
    return incident.closing.at if incident.closing else incident.touched_at


def is_over(incident: Incident, periods: RetentionPeriods, now: datetime) -> bool:
    """Whether it has been closed for longer than its kind is kept, is still there, and under no legal hold."""
    ended = ended_at(incident)
    if incident.removed or incident.on_hold or ended is None:
        return False
    return ended + timedelta(seconds=periods.of_kind(incident.kind)) <= now


def may_remove(person: Person, incident: Incident) -> bool:
    """A Champion who may see it; of a confidential kind, whoever was alerted, because perhaps no Champion was."""
    return is_in_log_of(person, incident) and (person.holds("champion") or KINDS[incident.kind].confidential)


def remove(by: Person, incident: Incident, traces: Traces, periods: RetentionPeriods, now: datetime) -> Outcome:
    """Take its contents away for good. Raises `NotFound` for whom it does not exist or is not theirs to remove, and
    `NotPossible` before the retention time is over, and under a legal hold."""
    if not may_remove(by, incident):
        raise NotFound()
    if not is_over(incident, periods, now):
        raise NotPossible()
    dead = [card for card in traces.cards if not card.live]
    gone = (*traces.all_but_cards, *dead)
    ended = ended_at(incident)
    facts = {"kind": incident.kind, "closed_at": ended.isoformat() if ended else ""}
    entry = Entry(subject=incident.id, at=now, by=by.who, what="removed", facts=facts)
    ends = end_links(incident, traces.links, by, now)
    left = to_sweep(incident.id, traces, now)
    told = point_nowhere(traces.cards, incident.urgency, now)
    return Outcome((_tombstone(incident, now), left), (), (entry, *ends), removed=gone) + told


def remove_other(by: Person, ended: EndedRecord, traces: Traces, kept_for: float, now: datetime) -> Outcome:
    """Take away a record that is no report, with its files and all that was said of it. Raises as `remove_ended`."""
    gone = remove_ended(by, ended, traces.all_but_cards, traces.cards, kept_for, now)
    return gone + Outcome(records=(to_sweep(ended.reference, traces, now),))


def to_sweep(reference: str, traces: Traces, now: datetime) -> Removal:
    """What is left to be done for it."""
    return Removal(id=reference, due_at=now, files=tuple(file.id for file in traces.files))


def sweep(left: Removal, traces: Traces, now: datetime) -> Outcome:
    """The next thing to be kept of a removal, once what it asked for has been done."""
    if not left.swept:
        return Outcome(records=(left.model_copy(update={"due_at": now + CARDS_CHANGED_WITHIN, "swept": True}),))
    return Outcome(removed=(*traces.all_but_cards, *traces.cards, left))


def _tombstone(incident: Incident, now: datetime) -> Incident:
    """What is left: the reference, the kind, the dates, and for whom it does not exist."""
    ended = incident.closing
    clock = incident.breach
    return Incident(
        id=incident.id,
        version=incident.version,
        kind=incident.kind,
        reporter=REMOVED_PERSON,
        reported_at=incident.reported_at,
        happened_at=incident.happened_at,
        happened_on=incident.happened_on,
        concerning=tuple(nameless(who) for who in incident.concerning if who.id),
        held_back=tuple(nameless(who) for who in incident.held_back if who.id),
        drill=incident.drill,
        state=State.CLOSED,
        # Of a confidential kind they alone may know that it was ever there.
        rung=tuple(nameless(who) for who in incident.rung) if KINDS[incident.kind].confidential else (),
        touched_at=incident.touched_at,
        ladder=incident.ladder.model_copy(update={"next_at": None, "waits": False}),
        merged_into=incident.merged_into,
        breach=BreachClock(deadline=clock.deadline, decided_at=clock.decided_at) if clock else None,
        closing=Closing(at=ended.at, by=REMOVED_PERSON, outcome="", reason="", cpoms="") if ended else None,
        removed_at=now,
    )
