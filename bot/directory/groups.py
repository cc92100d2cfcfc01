"""Roles as Microsoft Entra groups (`[directory.groups]`), asked afresh at every question.

Here it is said who may hold a role: users whose account is enabled, and guests only where the school allows them. A
job title never counts: it is free text. `cached` keeps copies, so that a ping does not wait for Graph;
`RoleIndex` puts people together from either.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from bot.directory import reasons
from bot.directory.answers import GraphAccount, object_id
from bot.directory.graph import Graph
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.people import Person
from bot.policy.kit.records import Member
from bot.policy.kit.roles import Role
from bot.services.ports import Directory


class Groups(Directory):
    """`ports.Directory` over Graph, without a copy. A role without a group has no holder."""

    def __init__(self, graph: Graph, groups: Mapping[Role, str], *, guests: bool = False) -> None:
        self._graph = graph
        self._groups = {role: group.lower() for role, group in groups.items()}
        self._guests = guests

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that have a group."""
        return tuple(self._groups)

    def asked_of(self, role: Role) -> str:
        """What `members` asks for that role, as one word: where it changes, an old answer is no answer."""
        return f"{self._groups[role]}{'+guests' if self._guests else ''}"

    async def members(self, role: Role) -> tuple[Member, ...]:
        """Who holds the role just now, in no particular order. Raises `DirectoryUnavailable`."""
        accounts = await self._graph.members(self._groups[role])
        return tuple(Member(id=each.id, name=each.name, mail=each.mail) for each in accounts if self._may_hold(each))

    async def person(self, id: str) -> Person | None:
        """The person of that object id, or None when they hold no role."""
        return (await self._everyone()).person(id) if object_id(id) else None

    async def holders(self, role: Role) -> Sequence[Person]:
        """Everyone who holds the role, by name."""
        return (await self._everyone()).holders(role) if role in self._groups else ()

    async def confirm(self, id: str, roles: Sequence[Role]) -> bool:
        """Does this person hold any of these roles just now, with an account that may? Asks about this person alone."""
        known = object_id(id)
        groups = sorted({self._groups[role] for role in roles if role in self._groups})
        if known is None or not groups:
            return False
        account, member_of = await self._graph.account_in(known, groups)
        return account is not None and self._may_hold(account) and not member_of.isdisjoint(groups)

    def age(self) -> timedelta | None:
        """None: nothing here is a copy."""
        return None

    async def check(self) -> None:
        """Raises `DirectoryUnavailable` when Graph does not answer for every role."""
        await self._everyone()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._graph.close()

    async def _everyone(self) -> RoleIndex:
        return RoleIndex(dict(zip(self.roles, await asyncio.gather(*map(self._group_of, self.roles)), strict=True)))

    async def _group_of(self, role: Role) -> tuple[Member, ...]:
        try:
            return await self.members(role)
        except DirectoryUnavailable as error:
            if error.facts["reason"] == reasons.NO_SUCH_GROUP:
                return ()
            raise

    def _may_hold(self, account: GraphAccount) -> bool:
        # An account of which Graph does not say that it is enabled counts as disabled.
        return account.enabled is True and (self._guests or not account.guest)


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
