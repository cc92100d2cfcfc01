"""Taking an incident and handing it on: whatever the order of presses, at most one person holds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy import ladder
from bot.policy.errors import NotAllowed, NotPossible
from bot.policy.outcome import Outcome
from bot.policy.people import Person
from bot.policy.records import Entry, Incident, Notice, NoticeState, PostedCard, Purpose, State, Who

HAND_OVER_GRACE = timedelta(minutes=15)
"""How long a hand-over waits for the new person before the ladder rings again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An incident with what has been said about it: the cards that stand in chats and the notices still to be sent."""

    incident: Incident
    cards: Sequence[PostedCard] = ()
    waiting: Sequence[Notice] = ()


Change = Callable[[Standing, datetime], Outcome]
"""A decision on an incident as it stands; an empty outcome means that it changed nothing."""


def acknowledge(standing: Standing, by: Who, now: datetime) -> Outcome:
    """`by` takes the incident: the ladder stops, pings not yet sent are withdrawn, every card is told.

    Nothing changes when somebody holds it already: that is an answer, not an error. Raises `NotAllowed` for a person
    before whom it was never put.
    """
    incident = standing.incident
    must_be_rung(incident, by)
    if incident.owner is not None:
        return Outcome()
    taken = incident.model_copy(
        update={
            "state": State.ACKNOWLEDGED,
            "owner": by,
            "owned_at": now,
            "handed_to": None,
            "due_at": None,
        }
    )
    entry = Entry(subject=incident.id, at=now, by=by, what="acknowledged", facts=_from_to(incident, taken))
    return Outcome((taken, *_withdrawn(standing.waiting, now)), entries=(entry,)) + tell_cards(standing, now)


def hand_over(standing: Standing, by: Who, to: Person, now: datetime) -> Outcome:
    """The incident is put before `to`, who is rung at once; until they take it nobody holds it, and the ladder waits.

    Raises `NotAllowed` when `by` was never rung, or when somebody else holds it.
    """
    incident = standing.incident
    must_be_rung(incident, by)
    if incident.owner is not None and incident.owner.id != by.id:
        raise NotAllowed(who=incident.owner.name)
    if to.id == by.id:
        raise NotPossible()
    again = ladder.start(incident.ladder.route, now + HAND_OVER_GRACE)
    handed = incident.model_copy(
        update={
            "state": State.REPORTED,
            "owner": None,
            "owned_at": None,
            "handed_to": to.who,
            "rung": tuple({who.id: who for who in (*incident.rung, to.who)}.values()),
            "ladder": again,
            "due_at": ladder.next_at(again),
        }
    )
    entry = Entry(
        subject=incident.id,
        at=now,
        by=by,
        what="handed_over",
        facts={"to": to.name, "to_id": to.id, **_from_to(incident, handed)},
    )
    rings = Notice(
        id=f"{incident.id}:hand_over:{incident.version}:{to.id}",
        subject=incident.id,
        to=to.who,
        purpose=Purpose.PING,
        urgency=incident.ladder.route.urgency,
        made_at=now,
        due_at=now,
    )
    return Outcome((handed, *_withdrawn(standing.waiting, now)), (rings,), (entry,)) + tell_cards(standing, now)


def must_be_rung(incident: Incident, by: Who) -> None:
    """Raises `NotAllowed` unless the incident was put before this person."""
    if by.id not in {who.id for who in incident.rung}:
        raise NotAllowed()


def tell_cards(standing: Standing, now: datetime, cause: str | None = None) -> Outcome:
    """A notice for every live card of the incident, so that each shows the record as it will then stand.

    `cause` names what happened, once and for all; by default it is the change of the incident's present version.
    """
    why = cause or f"v{standing.incident.version}"
    return Outcome(notices=tuple(refresh(card, standing.incident, now, why) for card in standing.cards if card.live))


def refresh(card: PostedCard, incident: Incident, now: datetime, cause: str) -> Notice:
    """The notice that redraws one card because of `cause`."""
    return Notice(
        id=f"{card.id}:refresh:{cause}",
        subject=incident.id,
        to=card.to,
        purpose=Purpose.REFRESH,
        urgency=incident.ladder.route.urgency,
        made_at=now,
        due_at=now,
        card=card.id,
    )


def still_to_be_said(notice: Notice, incident: Incident) -> bool:
    """Whether a notice is still true when its turn comes: nobody is rung for what somebody holds."""
    return notice.purpose is not Purpose.PING or incident.owner is None


def _withdrawn(waiting: Sequence[Notice], now: datetime) -> tuple[Notice, ...]:
    return tuple(
        notice.model_copy(update={"state": NoticeState.WITHDRAWN, "settled_at": now, "reason": "taken"})
        for notice in waiting
        if notice.purpose is Purpose.PING
    )


def _from_to(before: Incident, after: Incident) -> dict[str, str]:
    """The change of state and owner, for the timeline."""
    return {
        "before": before.state.value,
        "after": after.state.value,
        "owner_before": before.owner.name if before.owner else "",
        "owner_after": after.owner.name if after.owner else "",
    }
