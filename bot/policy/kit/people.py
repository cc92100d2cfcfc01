"""People as the directory knows them, and the outside contacts, with their roles (R1 to R11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.policy.kit.records import ValueObject, Who
from bot.policy.kit.roles import Role


class Person(ValueObject):
    """A member of the school's tenant, by Entra object id, with the roles held at the moment of asking."""

    id: str
    name: str
    mail: str = ""
    phone: str = ""
    roles: frozenset[Role] = frozenset()
    away_until: date | None = None
    """The last day of an absence, by their own word; None while they are there, and where nobody has asked."""

    def holds(self, *roles: Role) -> bool:
        """Whether the person holds any of these roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def who(self) -> Who:
        """How a record remembers this person."""
        return Who(id=self.id, name=self.name)


class Contact(ValueObject):
    """An outside contact (R11): told by phone, e-mail or web form, never a Teams user and never pinged."""

    id: str
    name: str
    phone: str = ""
    mail: str = ""
    web: str = ""
    roles: frozenset[Role] = frozenset()


Holders = Mapping[Role, Sequence[Person]]
"""Who holds each role, at the moment of deciding."""
