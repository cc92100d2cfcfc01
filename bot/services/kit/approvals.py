"""What is kept of anything that somebody asks for and somebody decides, read as of one moment, for every feature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Self, TypeVar

from bot.policy.kit.approval import Asked, TooLate
from bot.policy.kit.delivery import UNSETTLED, find_unreached
from bot.policy.kit.errors import NotPossible
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Entry, Notice, NoticeState, PostedCard
from bot.services.ports import Store

A = TypeVar("A", bound=Asked)


class SentBefore(NotPossible):
    """This form was sent before with other answers; `facts["reference"]` is what it has become."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference=reference)
        self.reference = reference


class AskedQueries(Generic[A]):
    """What the store is asked for about one of them."""

    def __init__(self, kind: type[A], reference: str) -> None:
        about = {"subject": reference}
        self.asked = Query(kind, {"id": reference})
        self.notices = Query(Notice, {"subject": reference, "state": UNSETTLED})
        self.cards, self.lines = Query(PostedCard, about), Query(Entry, about)

    @property
    def queries(self) -> Sequence[Query[Any]]:
        """All of it."""
        return (self.asked, self.notices, self.cards, self.lines)


@dataclass(frozen=True, slots=True)
class AskedRecords(Generic[A]):
    """What a decision rests on, and what the store has for the cards."""

    asked: A
    notices: Sequence[Notice] = ()
    cards: Sequence[PostedCard] = ()
    timeline: Sequence[Entry] = ()

    @property
    def waiting(self) -> Sequence[Notice]:
        """The notices that are still to be sent."""
        return [each for each in self.notices if each.state is NoticeState.WAITING]

    @property
    def unreached(self) -> tuple[Notice, ...]:
        """The notices that Teams has refused."""
        return find_unreached(self.notices)

    def after(self, outcome: Outcome) -> Self:
        """The same once the outcome is kept: what a turn is answered with, without asking the store again."""
        return replace(
            self,
            asked={each.id: each for each in outcome.applied_to(type(self.asked), (self.asked,))}[self.asked.id],
            notices=outcome.applied_to(Notice, self.notices),
            cards=outcome.applied_to(PostedCard, self.cards),
            timeline=[*self.timeline, *outcome.entries],
        )


async def is_new_place(store: Store, reader: Person, place: Place | None) -> bool:
    """Whether a card that takes this place is to be kept true from then on, and is not yet."""
    if place is None or not place.drawn:
        return False
    cards = await store.find(PostedCard, where={"to_id": reader.id})
    return all(card.address.activity != place.at.activity for card in cards)


def facts_of_late(asked: Asked, late: TooLate) -> tuple[str, Mapping[str, str]]:
    """The text key for whoever comes too late, with who has decided it meanwhile, and when."""
    ruling = asked.ruling
    who = ruling.by.name if ruling and ruling.by else ""
    return late.key, {"who": who, "at": ruling.at.isoformat() if ruling else ""}
