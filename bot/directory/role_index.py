"""People put together from the members of roles. It asks nobody: what it is given is all there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.policy.kit.people import Person
from bot.policy.kit.records import Member
from bot.policy.kit.roles import Role


class RoleIndex:
    """Who is who, given who is a member of which role. People stand in the order of their names, then of their ids."""

    def __init__(self, members: Mapping[Role, Iterable[Member]]) -> None:
        known: dict[str, Member] = {}
        roles: dict[str, set[Role]] = {}
        for role, people in members.items():
            for member in people:
                known[member.id] = member
                roles.setdefault(member.id, set()).add(role)
        ordered = sorted(known.values(), key=lambda member: (member.name.casefold(), member.id))
        self._people = {
            each.id: Person(id=each.id, name=each.name, mail=each.mail, roles=frozenset(roles[each.id]))
            for each in ordered
        }

    def person(self, id: str) -> Person | None:
        """The person of that object id, however its letters are written."""
        return self._people.get(id.lower())

    def holders(self, role: Role) -> tuple[Person, ...]:
        """Everyone who holds the role."""
        return tuple(person for person in self._people.values() if role in person.roles)
