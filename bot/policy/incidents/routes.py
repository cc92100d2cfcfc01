"""Who is told of each kind of report, how fast and how insistently: the school's defaults, in one table.

A row cites the clauses that it carries. The first step of a row is what the policy document asks; the later steps,
the repeats and the time an owner has are this product's own sound choices, and `[routes]` in `school.toml` may change
any of them. The table does not know who holds a role, what time it is, or what a card says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, cast

from bot.policy.kit.people import Contact, Person
from bot.policy.kit.records import Route, Step, Urgency
from bot.policy.kit.roles import ROLES, Role

MINUTES = 60.0
HOURS = 60 * MINUTES
SCHOOL_DAYS = 9 * HOURS
"""What is routine counts open hours: a day of the usual ones, from eight to five."""

EMERGENCY, URGENT, ROUTINE = Urgency.EMERGENCY, Urgency.URGENT, Urgency.ROUTINE


class _Pace(NamedTuple):
    """How an urgency rings: when its steps fall due, the whole ladder again, how often, and how long an owner has."""

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


def _route(urgency: Urgency, *steps: str, contacts: str = "") -> Route:
    """A row of the table: the roles of each step in words parted by spaces, at the pace of its urgency."""
    pace = _PACES[urgency]
    return Route(
        urgency=urgency,
        steps=tuple(Step(roles=_roles(s), after=after) for s, after in zip(steps, pace.steps, strict=False)),
        again=pace.again,
        times=pace.times,
        acknowledged_for=pace.acknowledged_for,
        contacts=tuple(contacts.split()),
    )


DEFAULT_ROUTES: dict[str, Route] = {
    # I3, I4: to the Headteacher at once, and on to Police, CEOP and IWF, who own the investigation.
    "illegal_content": _route(
        EMERGENCY,
        "headteacher dsl deputy_dsl",
        "champion senior_leader",
        "headteacher dsl deputy_dsl champion senior_leader",
        contacts="police ceop iwf",
    ),
    # I3, I5, I18: a picture that nobody may look at; the safeguarding leads first.
    "nudes": _route(
        EMERGENCY,
        "dsl deputy_dsl",
        "headteacher champion",
        "dsl deputy_dsl headteacher champion senior_leader",
        contacts="police ceop report_remove",
    ),
    # I3, I7: a pupil may be in danger from somebody; the safeguarding leads first.
    "harmful_contact": _route(
        EMERGENCY,
        "dsl deputy_dsl",
        "headteacher champion",
        "dsl deputy_dsl headteacher champion senior_leader",
        contacts="police ceop",
    ),
    # I2, I16: a pupil may be in danger from themselves; the safeguarding leads first.
    "self_harm": _route(
        EMERGENCY,
        "dsl deputy_dsl",
        "headteacher champion",
        "dsl deputy_dsl headteacher champion senior_leader",
        contacts="police",
    ),
    # I17: an adult's conduct is the Headteacher's alone at first. Whoever is named in it is never told.
    "staff_conduct": _route(URGENT, "headteacher", "dsl deputy_dsl", "chair_of_governors", contacts="lado"),
    # I3, I16: what draws a pupil to extremists is the safeguarding leads', who may refer it.
    "extremism": _route(URGENT, "dsl deputy_dsl", "headteacher champion", "senior_leader", contacts="police"),
    # I11: a threatening or offensive message goes to a Champion.
    "threat": _route(URGENT, "champion", "dsl deputy_dsl", "senior_leader"),
    # I14: online bullying goes to a Champion too.
    "bullying": _route(URGENT, "champion", "dsl deputy_dsl", "senior_leader"),
    # I8, I9: what got past the filter is reported at once, and to the filtering service (LGfL) where needed.
    "filter_breach": _route(
        URGENT, "champion computing_coordinator", "dsl deputy_dsl", "senior_leader", contacts="lgfl"
    ),
    # I8, I9: what should open, or will look odd in the filter's reports, waits for school hours.
    "filter_request": _route(ROUTINE, "computing_coordinator dsl", "champion", "senior_leader"),
    # I12: a break-in goes to named points of contact.
    "security_breach": _route(
        URGENT, "computing_coordinator technician business_manager", "headteacher", "senior_leader"
    ),
    # I13: the School Business Manager deals with data loss; the Headteacher knows of it from the start.
    "data_loss": _route(URGENT, "business_manager headteacher", "senior_leader", "champion"),
    # I18, D5: images of pupils without consent; the Business Manager keeps the consents.
    "image_misuse": _route(
        URGENT,
        "champion business_manager",
        "dsl deputy_dsl",
        "headteacher senior_leader",
        contacts="report_remove",
    ),
    # I10: spam goes to the Computing Coordinator and the Champions; BT Lancashire Services are rung by them.
    "spam": _route(
        ROUTINE, "computing_coordinator champion", "business_manager", "senior_leader", contacts="bt_lancashire"
    ),
    # I2: every concern is reported, also one that fits no other kind.
    "other": _route(ROUTINE, "champion", "dsl deputy_dsl", "senior_leader"),
}

KINDS: tuple[str, ...] = tuple(DEFAULT_ROUTES)
"""The kinds of report, in the order in which they are offered."""

# I17, as statutory guidance has it: nobody whom the Headteacher leads is put between the reporter and the Chair.
ABOUT_THE_HEADTEACHER: Route = _route(URGENT, "chair_of_governors", contacts="lado")
"""The way of a report that names the Headteacher, at its own urgency. A school cannot route it elsewhere."""

HEADTEACHER: Role = "headteacher"
LADO = "lado"
"""The id of the outside contact who hears of an adult's conduct (I17)."""


def past_the_headteacher(own: Route, chair: Route) -> Route:
    """The way of an emergency that names the Headteacher: its own ladder without them, the chair rung with its first
    step. A pupil may be in danger now, and the chair need be neither in school nor in Teams (I3, I7, I17)."""
    steps = [(tuple(role for role in step.roles if role != HEADTEACHER), step.after) for step in own.steps]
    first, after = steps[0]
    steps[0] = (tuple(dict.fromkeys((*chair.steps[0].roles, *first))), after)
    return own.model_copy(
        update={
            "steps": tuple(Step(roles=roles, after=after) for roles, after in steps if roles),
            "contacts": tuple(dict.fromkeys((*own.contacts, *chair.contacts))),
        }
    )


LAST_RESORT: tuple[Role, ...] = ("headteacher", "dsl", "deputy_dsl", "champion", "senior_leader", "chair_of_governors")
"""Who is rung of a report that names everybody on its own ladder."""


def reaching_somebody(route: Route, holders: Mapping[Role, Sequence[Person]], named: AbstractSet[str]) -> Route:
    """The route, with a last step of those who can still be told where everybody on it is among `named` (object ids).

    What goes to the chair of governors alone goes to nobody else: beyond the chair stands the LADO, who is no user.
    """
    on_it = {role for step in route.steps for role in step.roles}
    told = any(person.id not in named for role in on_it for person in holders.get(role, ()))
    if told or "chair_of_governors" in route.steps[-1].roles:
        return route
    last = Step(roles=tuple(role for role in LAST_RESORT if role not in on_it), after=route.steps[-1].after)
    return route.model_copy(update={"steps": (*route.steps, last)})


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
