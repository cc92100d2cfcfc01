"""One turn as the dialogs see it: who acts, by which activity, and where the pressed card stands."""

from __future__ import annotations

from dataclasses import dataclass

from botbuilder.core import TurnContext
from structlog.contextvars import bind_contextvars

from bot.policy.incidents.reporting import Place
from bot.policy.kit.people import Person
from bot.policy.kit.records import Address
from bot.services.kit.decisions import Actor


@dataclass(frozen=True, slots=True)
class Turn:
    """Who acts is the directory's person for the activity's Entra object id; nothing of it comes from a card."""

    person: Person
    activity: str
    pressed: Address | None = None
    replaces: bool = False
    """Whether the card answered to a press takes the pressed card's place (an invoke), or is sent below it."""

    @property
    def place(self) -> Place | None:
        """Where a receipt may take the pressed card's place."""
        return Place(self.pressed, drawn=self.replaces) if self.pressed else None

    @property
    def by(self) -> Actor:
        """The person and the activity, for a service."""
        return Actor(self.person, self.activity)


def put(context: TurnContext, turn: Turn) -> None:
    """Lay the turn where its dialogs find it."""
    context.turn_state[Turn.__name__] = turn


def of(context: TurnContext) -> Turn:
    """The turn that was laid there."""
    turn = context.turn_state[Turn.__name__]
    assert isinstance(turn, Turn)  # noqa: S101 - laid there by `put` at the start of every turn
    return turn


def does(word: str) -> None:
    """Let the log say what is done in this turn: a word of our own tables, and never what was typed."""
    bind_contextvars(does=word)
