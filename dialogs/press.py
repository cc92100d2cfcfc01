"""A press: who pressed, on which record, and the texts that came with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from bot.policy.kit.errors import PolicyError
from bot.policy.kit.people import Person
from bot.services.kit.decisions import Actor
from bot.services.services import Services
from cards.kit import parts
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpButton, HelpLine
from cards.kit.parts import Verb
from dialogs.conversation import FormForWords, Turn, TurnDialogs

MAX_NUMBER_DIGITS = 4
MAX_VERSION_CHARACTERS = 20


class UnknownPress(PolicyError):
    """No button of ours has this verb, or its data is not what that button sends."""

    key = "error.unknown_press"


class NotMeant(Exception):
    """A typed word that means nothing to its area just now."""


@dataclass(frozen=True, slots=True)
class Press:
    """One press. What it carries comes from the client: it names a record, and never says who acts or what they may."""

    dialogs: TurnDialogs
    data: Mapping[str, object]
    verb: str = ""
    reopens: bool = False
    """Whether a form is opened again, with words that were typed past it: what its fields hold is not sent."""

    @property
    def turn(self) -> Turn:
        """Whose turn it is."""
        return self.dialogs.turn

    @property
    def person(self) -> Person:
        """Who pressed or typed it."""
        return self.turn.person

    @property
    def by(self) -> Actor:
        """Who acts, for a service, and with which form."""
        return replace(self.turn.by, form=self.form)

    @property
    def form(self) -> str:
        """Which form was sent: by its own id, else by the record and version that it showed."""
        drawn = self.text("draft") or self._version
        return "|".join((self.verb, self.id, drawn)) if self.id or drawn else ""

    @property
    def _version(self) -> str:
        value = self.data.get("v")
        return str(value)[:MAX_VERSION_CHARACTERS] if isinstance(value, int | str) else ""

    @property
    def id(self) -> str:
        """The record that the card is about."""
        return self.text("id")

    @property
    def draft(self) -> str:
        """The id of the form that was sent. Raises `UnknownPress` when it has none."""
        if draft := self.text("draft"):
            return draft
        raise UnknownPress

    def text(self, key: str) -> str:
        """A text of the press's data; anything that is not text counts as empty."""
        value = self.data.get(key)
        return value.strip() if isinstance(value, str) else ""

    def sends(self, field: str) -> bool:
        """Whether the form with this field is sent, rather than opened. A client may leave out an empty field."""
        return not self.reopens and (field in self.data or parts.SENT in self.data)

    def number(self, key: str) -> int:
        """A whole number from 0 to 9,999 of the press's data; anything else counts as 0."""
        text = self.text(key)
        return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_NUMBER_DIGITS else 0

    def texts(self) -> dict[str, str]:
        """All texts of the press's data, to be put back into a form."""
        return {key: text for key in self.data if (text := self.text(key))}

    def form_for_words(self, verb: Verb, takes: str, answers: Mapping[str, str] | None = None) -> FormForWords:
        """The form that this press opens, or that comes back from it: `verb` opens it again on the same record with all
        that the press holds, and these answers. `takes` is the field for words, or empty."""
        draft = self.text("draft") or f"{verb}|{self.id}"
        return FormForWords(draft, verb, takes, {**self.texts(), **(answers or {})})


def new_draft() -> str:
    """An id for a form: a form acts once, however often it is sent."""
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class FormCard:
    """A card that asks for words. It opens apart from the card that offers it, as a dialog of Teams or as a message of
    its own: nothing redraws it before it is sent or put away. `form` is how it opens again with words typed past it;
    None for a page that is only read."""

    card: AdaptiveCard
    form: FormForWords | None = None


@dataclass(frozen=True, slots=True)
class FormResult:
    """What sending a form did. Its dialog closes by itself, and `card`, whose gist is `said`, comes into the chat, so
    that it is still there to be read later; where the form was a message, `card` takes its place. `stands`: a card of
    the chat shows it already, and a dialog closes without another."""

    said: str
    card: AdaptiveCard
    stands: bool = False


Reply = AdaptiveCard | FormCard | FormResult
PressHandler = Callable[[Press], Awaitable[Reply]]
"""What a button or a command does: a service call, and what answers it."""


def card_of(reply: Reply) -> AdaptiveCard:
    """The card that a reply shows in a chat."""
    return reply if isinstance(reply, AdaptiveCard) else reply.card


class Area:
    """What people press and type of one part of the product: a handler for each verb and for each typed command.

    A command is in small letters. One that ends in `*` takes what follows it, as the text `said`: `away until *`. One
    with a series (`os-*`, `note os-*`) takes a reference, as `id`, and what follows that exactly as it was typed; each
    such line is a form of its own, which acts once. A handler raises `NotMeant` for a word that means nothing now.
    """

    help: Sequence[HelpLine] = ()
    """Its lines of the help, each for its roles."""
    buttons: Sequence[HelpButton] = ()
    """What of it help and the welcome offer to press, beside **Report something**."""

    def __init__(self, services: Services) -> None:
        self._services, self._school = services, services.school
        self.verbs: dict[Verb, PressHandler] = {}
        self.commands: dict[str, PressHandler] = {}
        self.on_question: PressHandler | None = None
        self.on_report: PressHandler | None = None
        self.on_answer: PressHandler | None = None
        """What answers a question that is no command, as the text `said`; what answers a line that names the report
        `id`, saying something `beside` that; and what answers a line `said` that may be the person's answer to what
        they were asked: one area of all does."""

    @property
    def _now(self) -> datetime:
        """The moment at which what it answers is drawn."""
        return self._services.clock.now()
