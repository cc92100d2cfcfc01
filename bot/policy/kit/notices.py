"""Making notices: what must be said to whom. Nothing else makes one. What becomes of them is in `delivery`.

An id names what is said, to whom and because of what, so that a store keeps the same thing once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import CardPurpose, Notice, PostedCard, Purpose, Urgency, Who
from bot.policy.kit.school_time import Calendar


@dataclass(frozen=True, slots=True)
class About:
    """What a notice is about: the record `subject` of a topic, and how urgent it is."""

    topic: str
    subject: str
    urgency: Urgency


def tell(
    about: About, to: Who, purpose: Purpose, cause: str, now: datetime, *, due_at: datetime | None = None, id: str = ""
) -> Notice:
    """A new message to a person, due now unless said otherwise.

    `cause` names what happened, once and for all: the same cause is told once. `id` is for what has an id of its own.
    """
    return Notice(
        id=id or f"{about.subject}:{purpose.value}:{cause}:{to.id}",
        subject=about.subject,
        topic=about.topic,
        to=to,
        purpose=purpose,
        urgency=about.urgency,
        made_at=now,
        due_at=due_at or now,
    )


def routine_at(now: datetime, calendar: Calendar, before: datetime | None = None) -> datetime:
    """When something routine is said that came about `now`: in school hours, so that nobody hears of it at night.

    `before` is the moment that it is about, as a call's start: where school hours begin no sooner, it is said now.
    """
    opens = calendar.next_school_hours(now)
    return now if before is not None and before <= opens else opens


def tell_routinely(
    about: About,
    people: Iterable[Who],
    purpose: Purpose,
    cause: str,
    now: datetime,
    calendar: Calendar,
    *,
    before: datetime | None = None,
    waiting: Iterable[Notice] = (),
) -> tuple[Notice, ...]:
    """A new message to each of these people, once, when routine things are said (`routine_at`).

    Whoever has the same message `waiting` for them, due no later, is not sent a second: that one is drawn from the
    record as it will then stand.
    """
    due_at = routine_at(now, calendar, before)
    coming = {
        each.to.id for each in waiting if each.card is None and each.purpose is purpose and now < each.due_at <= due_at
    }
    unique = {who.id: who for who in people if who.id not in coming}.values()
    return tuple(tell(about, who, purpose, cause, now, due_at=due_at) for who in unique)


def tell_again(notice: Notice, purpose: Purpose, now: datetime) -> Notice:
    """The new message in the place of one that cannot be delivered as it was meant."""
    about = About(notice.topic, notice.subject, notice.urgency)
    return tell(about, notice.to, purpose, "", now, id=f"{notice.id}:afresh")


def refresh(card: PostedCard, urgency: Urgency, now: datetime, cause: str) -> Notice:
    """The notice that redraws one card because of `cause`."""
    about = About(card.topic, card.subject, urgency)
    redrawn = tell(about, card.to, CardPurpose.REFRESH, cause, now, id=f"{card.id}:refresh:{cause}")
    return redrawn.model_copy(update={"card": card.id})


def refresh_all(
    cards: Iterable[PostedCard], waiting: Iterable[Notice], urgency: Urgency, now: datetime, cause: str
) -> Outcome:
    """A notice for every live card of a record, so that each shows the record as it will then stand.

    The new messages among those that are `waiting` are kept to: one that lands meanwhile is a card that must be told
    too. So are the cards: where one has meanwhile been given up, the message in its place must be told.
    """
    live = tuple(card for card in cards if card.live)
    on_their_way = (notice for notice in waiting if notice.card is None)
    return Outcome(
        notices=tuple(refresh(card, urgency, now, cause) for card in live),
        unchanged=(*on_their_way, *(card for card in live if card.version)),
    )
