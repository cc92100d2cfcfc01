"""People as the directory knows them, the outside contacts, and the roles that the policy names (R1 to R11)."""

from __future__ import annotations

from typing import Literal, get_args

from bot.policy.kit.records import ValueObject, Who

Role = Literal[
    "headteacher",
    "dsl",
    "deputy_dsl",
    "champion",
    "computing_coordinator",
    "business_manager",
    "technician",
    "senior_leader",
    "chair_of_governors",
    "staff",
]
ROLES: tuple[str, ...] = get_args(Role)


class Person(ValueObject):
    """A member of the school's tenant, by Entra object id, with the roles held at the moment of asking."""

    id: str
    name: str
    mail: str = ""
    phone: str = ""
    roles: frozenset[str] = frozenset()

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
    roles: frozenset[str] = frozenset()
