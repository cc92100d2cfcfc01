"""How fast and how insistently each urgency alerts, and where a report goes whose own route leads to nobody.

The route of a kind stands in its row (`bot.policy.incidents.kinds`). Nothing here knows who holds a role, what time it
is, or what a card says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, cast

from bot.policy.kit.people import Contact, Person
from bot.policy.kit.records import Route, Step, Urgency
from bot.policy.kit.roles import HEADTEACHER, ROLES, Role

MINUTES = 60.0
HOURS = 60 * MINUTES
SCHOOL_DAYS = 9 * HOURS
"""What is routine counts open hours: a day of the usual ones, from eight to five."""

EMERGENCY, URGENT, ROUTINE = Urgency.EMERGENCY, Urgency.URGENT, Urgency.ROUTINE


class _Pace(NamedTuple):
    """How an urgency alerts: when its steps fall due, the whole ladder again, how often, and how long an owner has."""

    steps: tuple[float, ...]
    again: float
    times: int
    acknowledged_for: float


_PACES: dict[Urgency, _Pace] = {
    EMERGENCY: _Pace((0, 5 * MINUTES, 10 * MINUTES), again=10 * MINUTES, times=3, acknowledged_for=1 * HOURS),
    URGENT: _Pace((0, 15 * MINUTES, 30 * MINUTES), again=30 * MINUTES, times=3, acknowledged_for=4 * HOURS),
    ROUTINE: _Pace((0, 4 * HOURS, 8 * HOURS), again=1 * SCHOOL_DAYS, times=3, acknowledged_for=3 * SCHOOL_DAYS),
}


def _roles(words: str) -> tuple[Role, ...]:
    """The roles named there. Raises `ValueError` for a word that is none."""
    return tuple(ROLES[ROLES.index(cast(Role, word))] for word in words.split())


def all_come_by_default(urgency: Urgency, number: int) -> bool:
    """Whether everybody of a step, by its place from 0, is to come where nobody has said otherwise."""
    return urgency is EMERGENCY and number == 0


def pace(urgency: Urgency, *steps: str, contacts: str = "") -> Route:
    """A route at the pace of its urgency. Each of `steps` and `contacts` are ids parted by spaces. Of an emergency all
    who are told first are to come (I3)."""
    times = _PACES[urgency]
    moments = zip(steps, times.steps, strict=False)
    return Route(
        urgency=urgency,
        steps=tuple(
            Step(roles=_roles(roles), after=after, all_come=all_come_by_default(urgency, number))
            for number, (roles, after) in enumerate(moments)
        ),
        again=times.again,
        times=times.times,
        acknowledged_for=times.acknowledged_for,
        contacts=tuple(contacts.split()),
    )


# I17, as statutory guidance has it: nobody whom the Headteacher leads is put between the reporter and the Chair.
ABOUT_THE_HEADTEACHER: Route = pace(URGENT, "chair_of_governors", contacts="lado")
"""The way of a report that names the Headteacher, at its own urgency. A school cannot route it elsewhere."""

LADO = "lado"
"""The id of the outside contact who hears of an adult's conduct (I17)."""


def past_the_headteacher(own: Route, chair: Route) -> Route:
    """The way of an emergency that names the Headteacher: its own ladder without them, the chair alerted with its first
    step. A pupil may be in danger now, and the chair need be neither in school nor in Teams (I3, I7, I17)."""
    steps = [(step, tuple(role for role in step.roles if role != HEADTEACHER)) for step in own.steps]
    first, roles = steps[0]
    steps[0] = (first, tuple(dict.fromkeys((*chair.steps[0].roles, *roles))))
    return own.model_copy(
        update={
            "steps": tuple(step.model_copy(update={"roles": roles}) for step, roles in steps if roles),
            "contacts": tuple(dict.fromkeys((*own.contacts, *chair.contacts))),
        }
    )


LAST_RESORT: tuple[Role, ...] = ("headteacher", "dsl", "deputy_dsl", "champion", "senior_leader", "chair_of_governors")
"""Who is told of a report on whose own ladder nobody is, or nobody whom it does not name."""


def reaching_somebody(route: Route, holders: Mapping[Role, Sequence[Person]], named: AbstractSet[str]) -> Route:
    """The route, with a last step of those who can still be told where nobody is on it who is not among `named` (object
    ids): with nobody to wait for, that step is told at once.

    What goes to the chair of governors alone goes to nobody else: beyond the chair stands the LADO, who is no user.
    """
    on_it = {role for step in route.steps for role in step.roles}
    told = any(person.id not in named for role in on_it for person in holders.get(role, ()))
    if told or "chair_of_governors" in route.steps[-1].roles:
        return route
    others = tuple(role for role in LAST_RESORT if role not in on_it)
    last = (Step(roles=others, after=route.steps[-1].after),) if others else ()
    return route.model_copy(update={"steps": (*route.steps, *last)}) if last else route


SHIPPED_CONTACTS: tuple[Contact, ...] = (
    Contact(id="police", name="Police", phone="999 in danger, otherwise 101", web="https://www.police.uk/"),
    Contact(id="ceop", name="CEOP", web="https://www.ceop.police.uk/"),
    Contact(id="iwf", name="Internet Watch Foundation", web="https://report.iwf.org.uk/"),
    Contact(id="report_remove", name="Report Remove", web="https://www.childline.org.uk/remove"),
)
"""The national ones, which are the same for every school: a school that enters one of them has its own (R11)."""

CONTACT_NAMES: dict[str, str] = {
    "bt_lancashire": "BT Lancashire Services",
    "lgfl": "LGfL, the filtering service",
    "lado": "the Local Authority Designated Officer (LADO)",
}
"""What the other outside contacts of the defaults are called, for a school that has not entered them yet (R11)."""
