"""Records that are over and go after a time, beside reports: what a Champion is shown of one, and its removal. Pure.

Whoever has such records says which are over; whoever removes them knows nothing else of them. Nothing of such a record
stays but its reference, in the timeline: the entries about it, and that it was removed, and by whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.kit import notices
from bot.policy.kit.errors import NotFound, NotPossible
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import CardPurpose, Entry, PostedCard, Record, Urgency, Who
from bot.policy.kit.roles import CHAMPION

REMOVED_PERSON = Who(id="", name="(removed)")
"""Who stands where a person stood."""


@dataclass(frozen=True, slots=True)
class EndedRecord:
    """A record that is over: of which sort (the topic of its notices), since when, and when it began.

    `title` says what it was where every Champion may see that, else it is empty.
    """

    record: Record
    sort: str
    begun_at: datetime
    ended_at: datetime
    title: str = ""

    @property
    def reference(self) -> str:
        """Its reference."""
        return self.record.id

    def is_past(self, kept_for: float, now: datetime) -> bool:
        """Whether it has been over for longer than it is kept."""
        return self.ended_at + timedelta(seconds=kept_for) <= now


def remove_ended(
    by: Person,
    ended: EndedRecord,
    about: Sequence[Record],
    cards: Sequence[PostedCard],
    kept_for: float,
    now: datetime,
) -> Outcome:
    """Take it away for good, with all that is kept `about` it, and its `cards` out of people's chats.

    Raises `NotFound` for whoever is no Champion, and `NotPossible` before its time is over.
    """
    if not by.holds(CHAMPION):
        raise NotFound()
    if not ended.is_past(kept_for, now):
        raise NotPossible()
    dead = [card for card in cards if not card.live]
    facts = {"kind": ended.sort, "closed_at": ended.ended_at.isoformat()}
    entry = Entry(subject=ended.reference, at=now, by=by.who, what="removed", facts=facts)
    gone = Outcome(entries=(entry,), removed=(ended.record, *about, *dead))
    return point_nowhere(cards, Urgency.ROUTINE, now) + gone


def point_nowhere(cards: Sequence[PostedCard], urgency: Urgency, now: datetime) -> Outcome:
    """The cards that still stand, as pointers to what is gone, without a name; and the notices that change them.

    A pointer that can no longer be changed is let be, where any other card would be sent afresh.
    """
    pointers = tuple(
        card.model_copy(update={"purpose": CardPurpose.POINTER, "to": nameless(card.to)}) for card in cards if card.live
    )
    return Outcome(pointers, tuple(notices.refresh(card, urgency, now, "removed") for card in pointers))


def nameless(who: Who) -> Who:
    """The person by their id alone."""
    return Who(id=who.id, name=REMOVED_PERSON.name)
