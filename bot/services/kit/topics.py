"""What can be spoken of: each topic draws its own messages and says what a delivery changes on its own records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Address, Message, Notice, Purpose


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as its record stood at that version."""

    message: Message
    version: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Teams took it: a new message at `at`, or an edit; drawn from that version of its record."""

    at: Address | None
    drawn_from: int


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """Its reader may not hear of it any more: they are told nothing, and the card that they have is emptied."""


class Topic(Protocol):
    """A kind of record that notices are about, by `Notice.topic`."""

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The message for the notice's reader from the record as it stands; None when it need not be said any more.

        `purpose` is the face to draw: the notice's own, or that of the card to be redrawn. `reader` has the roles of
        now; it is None where the directory cannot say, and what must be heard is said all the same. Raises `NotFound`
        when there is no such record, and `DirectoryUnavailable` when nothing can be drawn without the directory.
        """

    async def settle(self, notice: Notice, result: Sent | Undelivered, outcome: Outcome) -> Outcome:
        """What else changes, on the records as they now stand, when `outcome` settles the notice."""
