"""What can be spoken of: each topic draws its own messages, and says what a delivery changes on its own records."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Answers, Query
from bot.policy.kit.records import Address, Message, Notice, PostedCard, Purpose, Record


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message, and the records as they stood when it was drawn from them."""

    message: Message
    sources: Sequence[Record] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """Teams took it: a new message at `at`, drawn from these records as they then stood, or an edit.

    `gone`: what it took is that the message is no more; `gathered`: it is one message for several notices, and no card
    of this one's record.
    """

    at: Address | None
    drawn_from: Sequence[Record] = ()
    gone: bool = False
    gathered: bool = False


@dataclass(frozen=True, slots=True)
class Superseded:
    """A newer card to the same reader says it: the one that stands is taken out of their chat."""


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """Its reader may not hear of it any more: they are told nothing, and the card that they have is emptied."""


DrawResult = Drawn | NotTheirs | Superseded | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message to be drawn: what is asked of the store together with its notice, and who draws it from the answers."""

    queries: Sequence[Query[Any]]
    draw: Callable[[Answers, Purpose, Person | None], Awaitable[DrawResult]]


@dataclass(frozen=True, slots=True)
class Landing:
    """A new message that has come into a chat: what is asked of the store together with its notice, and what is made of
    the answers, as `Topic.sources` and `Topic.on_arrival` say."""

    queries: Sequence[Query[Any]]
    sources: Callable[[Answers], Awaitable[Sequence[Record]]]
    on_arrival: Callable[[Answers, PostedCard], Awaitable[Outcome]]


class Topic:
    """A kind of record that notices are about, by `Notice.topic`. Whatever a topic does not say is as here.

    A topic that speaks often loads with the notice all that it needs: it says so by `drawing` and `landing`, and then
    `draw`, `sources` and `on_arrival` are not asked.
    """

    def drawing(self, notice: Notice) -> Drawing:
        """How the notice is drawn: by default by `draw`, which loads for itself."""
        return Drawing((), lambda _, purpose, reader: self.draw(notice, purpose, reader))

    def landing(self, notice: Notice) -> Landing:
        """What its arrival changes: by default as `sources` and `on_arrival` say, which load for themselves."""
        return Landing((), lambda _: self.sources(notice), lambda _, card: self.on_arrival(notice, card))

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> DrawResult:
        """The message for the notice's reader from the record as it stands; None when it need not be said any more.

        `purpose` is the face to draw: the notice's own, or that of the card to be redrawn. `reader` has the roles of
        now; it is None where the directory cannot say, and what must be heard is said all the same. Raises `NotFound`
        when there is no such record, and `DirectoryUnavailable` when nothing can be drawn without the directory.
        """
        raise NotImplementedError

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The records of which this new message shows how they stand, as they stand now: by default none, because
        it says once and for all how something stood."""
        return ()

    async def replaces(self, notice: Notice) -> Set[Purpose]:
        """The purposes of those older cards of the same reader and record in whose place the new one comes."""
        return frozenset()

    async def on_arrival(self, notice: Notice, card: PostedCard) -> Outcome:
        """What else changes, on the records as they now stand, when the new message has become this card."""
        return Outcome()

    async def on_refusal(self, notice: Notice, why: Undelivered) -> Outcome:
        """What else changes when Teams has not taken the notice, or nobody may say it to this reader any more."""
        return Outcome()

    async def on_needless(self, notice: Notice) -> Outcome:
        """What else changes when a new message need not be said any more, and was not."""
        return Outcome()

    async def may_give_up(self, notice: Notice) -> bool:
        """Whether a refusal that is this one person's ends a new message to them; else it is tried again."""
        return True

    async def on_reach(self, person: str) -> None:
        """Somebody can be reached again who could not."""

    async def on_wrong_clock(self, now: datetime, found: int) -> None:
        """So many notices were found that a wrong clock had put too far off; they are due now."""
