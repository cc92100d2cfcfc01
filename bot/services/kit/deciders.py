"""Who decides what is asked for, asked of the directory at that moment. It fails closed: unknown is nobody."""

from __future__ import annotations

from bot.policy.kit.absence import Absence
from bot.policy.kit.approval import DeciderRole, Deciders, DecidingRoles
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.people import Person
from bot.services.kit.context import ServiceContext
from bot.services.ports import Directory


async def load_deciders(context: ServiceContext, roles: DecidingRoles) -> tuple[Deciders, tuple[Absence, ...]]:
    """Who decides now, and the approvers' own words about being away on which that rests.

    Raises `DirectoryUnavailable` where the holders of one of the roles are not known.
    """
    asked = set(roles.all)
    held = await context.directory.holders_of_each(asked)
    if len(held) < len(asked):
        raise DirectoryUnavailable()
    approvers = {person.id for role in roles.approvers for person in held[role]}
    said = tuple(await context.store.find(Absence, where={"id": sorted(approvers)}))
    return Deciders.by(held, roles, said, context.clock.now()), said


async def confirm_role(directory: Directory, person: Person, roles: DecidingRoles) -> DeciderRole:
    """Which deciding role the person holds, asked afresh. Raises `DirectoryUnavailable`."""
    if await directory.confirm(person.id, roles.approvers):
        return DeciderRole(approver=True, deputy=False)
    deputy = bool(roles.deputies) and await directory.confirm(person.id, roles.deputies)
    return DeciderRole(approver=False, deputy=deputy)
