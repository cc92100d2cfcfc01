"""Cards that stand in chats and must tell the truth: what a new one changes, and one in the place of a form.

A card that a person sees is drawn from the record as it stood at some moment not before the last change that was kept.
Two guards keep this, one on either side. A message becomes a card only together with the records from which it is
drawn, unchanged; where they have moved since it was drawn, a redraw of it is kept in the same write. A change of a
record is kept only together with the messages that are on their way and the cards that stand (`notices.refresh_all`):
one that lands meanwhile is then told too. Of the two, whoever is second sees the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from bot.policy.kit.notices import About, refresh
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Address, CardPurpose, Notice, PostedCard, Purpose, Record, Who


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sent form stands, and whether the turn's own answer draws the receipt there."""

    at: Address
    drawn: bool


def card_in_place(place: Place, id: str, about: About, to: Who, purpose: Purpose, now: datetime) -> Outcome:
    """The card in the place of a form, to be kept true from now on."""
    card = PostedCard(
        id=id, subject=about.subject, topic=about.topic, to=to, purpose=purpose, address=place.at, posted_at=now
    )
    redrawn = () if place.drawn else (refresh(card, about.urgency, now, "filed"),)
    return Outcome(records=(card,), notices=redrawn)


def card_of(notice: Notice, at: Address, now: datetime) -> PostedCard:
    """The card that a new message has become."""
    return PostedCard(
        id=notice.id,
        subject=notice.subject,
        topic=notice.topic,
        to=notice.to,
        purpose=notice.purpose,
        address=at,
        posted_at=now,
    )


def post_card(
    notice: Notice,
    card: PostedCard,
    drawn_from: Sequence[Record],
    sources: Sequence[Record],
    older: Iterable[PostedCard],
    now: datetime,
) -> Outcome:
    """A card has come into a chat. It was drawn from `drawn_from`, which are `sources` as they stand now: had they
    changed, it is redrawn at once. The reader's `older` cards become pointers to it."""
    pointers = tuple(each.model_copy(update={"purpose": CardPurpose.POINTER}) for each in older)
    stale = (card,) if _versions(drawn_from) != _versions(sources) else ()
    told = tuple(refresh(each, notice.urgency, now, cause_of(notice)) for each in (*stale, *pointers))
    return Outcome(records=(card, *pointers), notices=told, unchanged=tuple(sources))


def cause_of(notice: Notice) -> str:
    """This delivery of the notice, as the cause of what it changes."""
    return f"{notice.id}:{notice.attempts}"


def cards_to_replace(notice: Notice, cards: Iterable[PostedCard], alike: Set[Purpose]) -> tuple[PostedCard, ...]:
    """The person's older cards of these purposes, of which they have the newest."""
    return tuple(
        card
        for card in cards
        if card.live and card.to.id == notice.to.id and card.purpose in alike and card.id != notice.id
    )


def _versions(records: Iterable[Record]) -> frozenset[tuple[str, str, int]]:
    return frozenset((record.TABLE, record.id, record.version) for record in records)
