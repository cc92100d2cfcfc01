"""The directory as the list of people in `school.toml`: for trying the bot out, and for a school without Entra groups.

It knows only what it was given, never changes, and asks nobody. A role that an outside contact fills has no holder
here: contacts are shown, never pinged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from bot.services.ports import Directory


class Roster(Directory):
    """`ports.Directory` over a fixed list of people, in the order in which the school wrote them down."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_id: dict[str, Person] = {}
        self._by_role: dict[Role, list[Person]] = {}
        for person in people:
            if person.roles:
                self._by_id[person.id.lower()] = person
            for role in person.roles:
                self._by_role.setdefault(role, []).append(person)

    async def person(self, id: str) -> Person | None:
        """The person of that Entra object id, however its letters are written; None for whoever holds no role here."""
        return self._by_id.get(id.lower())

    async def holders(self, role: Role) -> Sequence[Person]:
        """Everyone who holds the role, in the school's own order."""
        return tuple(self._by_role.get(role, ()))

    async def confirm(self, id: str, roles: Sequence[Role]) -> bool:
        """Does this person hold any of these roles? The list is the source, so this answer is always fresh."""
        person = await self.person(id)
        return person is not None and not person.roles.isdisjoint(roles)

    def age(self) -> timedelta | None:
        """None: nothing here is a copy."""
        return None

    async def check(self) -> None:
        """A roster is always usable."""
