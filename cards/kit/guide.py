"""What somebody can do here, as help and the welcome show it: words to type and buttons, each for certain roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from cards.kit.parts import Verb

EVERYBODY: frozenset[Role] = frozenset()
PLAIN: frozenset[Role] = frozenset({"staff"})
"""What somebody is taken for whose roles cannot be asked, and what is nobody's own: it stands behind what is."""


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
        roles = PLAIN if reader is None else reader.roles
        return Guide(_theirs(self.lines, roles), _theirs(self.buttons, roles))


def _theirs(all_of_them: Sequence[G], roles: frozenset[Role]) -> list[G]:
    found = [each for each in all_of_them if not each.roles or each.roles & roles]
    return sorted(found, key=_place)


def _place(each: HelpLine | HelpButton) -> tuple[bool, bool]:
    last = isinstance(each, HelpLine) and each.last
    return last, not each.roles or bool(each.roles & PLAIN)
