"""Asking the directory afresh before something that cannot be taken back: a copy of yesterday's roles will not do."""

from __future__ import annotations

from collections.abc import Iterable

from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from bot.services.ports import Directory


async def reconfirm_roles(directory: Directory, person: Person, roles: Iterable[Role]) -> Person:
    """The person with those of `roles` that the directory's own source says they hold now.

    Raises `DirectoryUnavailable` when it cannot be found out.
    """
    held = [role for role in sorted(person.roles & set(roles)) if await directory.confirm(person.id, [role])]
    return person.model_copy(update={"roles": frozenset(held)})
