"""What somebody can do here, as help, the welcome and the briefing show it: words to type, buttons, and lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bot.policy.kit.briefing import LineKind
from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from cards.kit.parts import ButtonData, Verb
from cards.words.kit import LineWords

EVERYBODY: frozenset[Role] = frozenset()
NO_ROLE_KNOWN: frozenset[Role] = frozenset({"staff"})
"""What somebody is taken for whose roles cannot be asked, and what is nobody's own: it stands behind what is."""


class Opener(Verb):
    """What a card of any feature may offer to open: answered by the area of the feature whose it is."""

    REPORT = "report.start"
    MY_REPORTS = "reports.mine"
    LOG = "log.show"
    FIND = "find.ask"
    TELL_STAFF = "announcement.new"
    GOVERNORS = "log.governors"
    """As it was called while the log's patterns had a text for them: cards with it stand in chats."""
    CHANGE_POLICY = "policy.change"
    COMMAND = "command.open"
    """Whatever a typed command opens: its words are carried as `COMMAND_WORDS`."""


WARNS_OF = "ready"
"""Where a button that tells the staff something says of what kind of report its words are to warn."""
COMMAND_WORDS = "command"
"""Where a button says which command it stands for."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Words to type, and what they are for. `roles` are those that they are for; none is everybody.

    One that is `last`, for those who know their way, stands behind all others.
    """

    commands: str
    what: str
    roles: frozenset[Role] = EVERYBODY
    last: bool = False


@dataclass(frozen=True, slots=True)
class HelpButton:
    """A button that does something at once, and for whom; `form` says that what it opens is a form."""

    title: str
    opens: Verb
    roles: frozenset[Role] = EVERYBODY
    form: bool = False


G = TypeVar("G", HelpLine, HelpButton)


@dataclass(frozen=True, slots=True)
class Guide:
    """The lines and the buttons of the help."""

    lines: Sequence[HelpLine]
    buttons: Sequence[HelpButton]

    def of(self, reader: Person | None) -> Guide:
        """What of it is the reader's, what is theirs by a role of their own in front. None is somebody whose roles
        cannot be asked."""
        roles = NO_ROLE_KNOWN if reader is None else reader.roles
        return Guide(_theirs(self.lines, roles), _theirs(self.buttons, roles))


def _theirs(all_of_them: Sequence[G], roles: frozenset[Role]) -> list[G]:
    found = [each for each in all_of_them if not each.roles or each.roles & roles]
    return sorted(found, key=_place)


def _place(each: HelpLine | HelpButton) -> tuple[bool, bool]:
    last = isinstance(each, HelpLine) and each.last
    return last, not each.roles or bool(each.roles & NO_ROLE_KNOWN)


@dataclass(frozen=True, slots=True)
class LineFace:
    """The words of a line of the briefing, and the button that opens how it stands when it is pressed."""

    words: LineWords
    opens: Verb
    data: ButtonData = field(default_factory=dict)


Faces = Mapping[LineKind, LineFace]
