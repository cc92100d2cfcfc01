"""Cards that stand in chats and must tell the truth: a card in the place of the form that was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.policy.kit.notices import About, refresh
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Address, PostedCard, Purpose, Who


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sent form stands, and whether the turn's own answer draws the receipt there."""

    at: Address
    drawn: bool


def stand_in(place: Place, id: str, about: About, to: Who, purpose: Purpose, now: datetime) -> Outcome:
    """The card in the place of a form, to be kept true from now on."""
    card = PostedCard(
        id=id, subject=about.subject, topic=about.topic, to=to, purpose=purpose, address=place.at, posted_at=now
    )
    redrawn = () if place.drawn else (refresh(card, about.urgency, now, "filed"),)
    return Outcome(records=(card,), notices=redrawn)
