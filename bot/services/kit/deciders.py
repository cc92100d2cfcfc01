"""Who decides what is asked for, asked of the directory at that moment. It fails closed: unknown is nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from bot.policy.kit.absence import Absence
from bot.policy.kit.approval import DeciderRole, Deciders, DecidingRoles
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.queries import Answers, Query
from bot.services.kit.context import ServiceContext
from bot.services.ports import Directory

DECIDERS_INTERVAL = timedelta(minutes=10)
"""How often it is asked who decides what waits: as often as the copies of the directory are renewed."""


class RoleHolders:
    """Who holds the deciding roles. Which of them decide now rests on `absences`, which the store is asked for."""

    def __init__(self, roles: DecidingRoles, held: Holders) -> None:
        self._roles = roles
        self._held = held
        people = {person.id for role in roles.all for person in held[role]}
        self.absences = Query(Absence, {"id": sorted(people)})

    @classmethod
    async def load(cls, directory: Directory, roles: DecidingRoles) -> Self:
        """Those of now. Raises `DirectoryUnavailable` where the holders of one of the roles are not known."""
        asked = set(roles.all)
        held = await directory.holders_of_each(asked)
        if len(held) < len(asked):
            raise DirectoryUnavailable()
        return cls(roles, held)

    def deciders(self, found: Answers, now: datetime) -> tuple[Deciders, tuple[Absence, ...]]:
        """Who decides, and their own words about being away on which that rests."""
        said = tuple(found[self.absences])
        return Deciders.by(self._held, self._roles, said, now), said


async def load_deciders(context: ServiceContext, roles: DecidingRoles) -> tuple[Deciders, tuple[Absence, ...]]:
    """Who decides now, and the words on which that rests. Raises as `RoleHolders.load` does."""
    holders = await RoleHolders.load(context.directory, roles)
    return holders.deciders(await context.store.find_each(holders.absences), context.clock.now())


async def confirm_role(directory: Directory, person: Person, roles: DecidingRoles) -> DeciderRole:
    """Which deciding role the person holds, asked afresh. Raises `DirectoryUnavailable`."""
    if await directory.confirm(person.id, roles.approvers):
        return DeciderRole(approver=True, deputy=False)
    deputy = bool(roles.deputies) and await directory.confirm(person.id, roles.deputies)
    return DeciderRole(approver=False, deputy=deputy)
