"""The default routes: what is promised of each kind, and what makes a ladder sound."""

from __future__ import annotations

import pytest

from bot.policy.incidents.kinds import DEFAULT_ROUTES, KINDS
from bot.policy.incidents.routes import ABOUT_THE_HEADTEACHER, CONTACT_NAMES, SHIPPED_CONTACTS, past_the_headteacher
from bot.policy.kit.records import Route, Step, Urgency
from bot.policy.kit.roles import ROLES

PROMISED = [
    # kind, urgency, first told
    ("illegal_content", "emergency", "headteacher, dsl, deputy_dsl"),
    ("nudes", "emergency", "dsl, deputy_dsl"),
    ("harmful_contact", "emergency", "dsl, deputy_dsl"),
    ("self_harm", "emergency", "dsl, deputy_dsl"),
    ("staff_conduct", "urgent", "headteacher"),
    ("extremism", "urgent", "dsl, deputy_dsl"),
    ("threat", "urgent", "champion"),
    ("bullying", "urgent", "champion"),
    ("filter_breach", "urgent", "champion, computing_coordinator"),
    ("filter_request", "routine", "computing_coordinator, dsl"),
    ("security_breach", "urgent", "computing_coordinator, technician, business_manager"),
    ("data_loss", "urgent", "business_manager, headteacher"),
    ("image_misuse", "urgent", "champion, business_manager"),
    ("spam", "routine", "computing_coordinator, champion"),
    ("other", "routine", "champion"),
]
EVERY_ROUTE = [*DEFAULT_ROUTES.items(), ("about the Headteacher", ABOUT_THE_HEADTEACHER)]


@pytest.mark.parametrize(("kind", "urgency", "first"), PROMISED, ids=[row[0] for row in PROMISED])
def test_first_told(kind: str, urgency: str, first: str) -> None:
    """Each kind has the urgency and the first roles of the interface's table."""
    route = DEFAULT_ROUTES[kind]
    assert route.urgency == urgency
    assert ", ".join(route.steps[0].roles) == first
    assert route.steps[0].after == 0


def test_kinds_stand_in_the_order_of_the_interface() -> None:
    """The kinds, in the order in which people are offered them."""
    assert [row[0] for row in PROMISED] == list(KINDS)


def test_about_the_headteacher_only_the_chair_is_told() -> None:
    """A report about the Headteacher goes past everyone whom the Headteacher leads (I17)."""
    assert {role for step in ABOUT_THE_HEADTEACHER.steps for role in step.roles} == {"chair_of_governors"}


@pytest.mark.parametrize("kind", ["illegal_content", "nudes", "harmful_contact", "self_harm"])
def test_an_emergency_about_the_headteacher_still_alerts_those_who_can_act(kind: str) -> None:
    """The chair is told with the safeguarding leads, who are in school, and the rest of the ladder stays (I3, I17)."""
    own = DEFAULT_ROUTES[kind]
    route = past_the_headteacher(own, ABOUT_THE_HEADTEACHER)
    assert route.steps[0].roles == ("chair_of_governors", "dsl", "deputy_dsl")
    assert "headteacher" not in {role for step in route.steps for role in step.roles}
    assert [step.after for step in route.steps] == [step.after for step in own.steps]
    assert (route.urgency, route.again, route.times) == (Urgency.EMERGENCY, own.again, own.times)
    assert route.contacts == (*own.contacts, "lado")


def test_an_emergency_that_alerts_the_headteacher_alone_alerts_the_chair() -> None:
    """A step of a school's own ladder that has nobody but the Headteacher is left out, and the next is not hastened."""
    steps = (Step(roles=("headteacher",), after=0), Step(roles=("dsl", "headteacher"), after=300))
    own = DEFAULT_ROUTES["harmful_contact"].model_copy(update={"steps": steps})
    route = past_the_headteacher(own, ABOUT_THE_HEADTEACHER)
    assert [(step.roles, step.after) for step in route.steps] == [(("chair_of_governors",), 0), (("dsl",), 300)]


@pytest.mark.parametrize(("kind", "route"), EVERY_ROUTE, ids=[kind for kind, _ in EVERY_ROUTE])
def test_ladders_are_sound(kind: str, route: Route) -> None:
    """Steps alert roles that exist, in order, each of them a little later; contacts have a name."""
    assert {role for step in route.steps for role in step.roles} <= set(ROLES), kind
    delays = [step.after for step in route.steps]
    assert delays == sorted(set(delays))
    assert set(route.contacts) <= {*CONTACT_NAMES, *(contact.id for contact in SHIPPED_CONTACTS)}


@pytest.mark.parametrize(
    ("kind", "contacts"),
    [("spam", {"bt_lancashire"}), ("filter_breach", {"lgfl"}), ("illegal_content", {"police", "ceop", "iwf"})],
)
def test_outside_contacts(kind: str, contacts: set[str]) -> None:
    """The outside contacts that the document names for a kind are on its card (I3, I8, I10)."""
    assert set(DEFAULT_ROUTES[kind].contacts) == contacts


def test_the_more_urgent_the_faster() -> None:
    """An emergency climbs, repeats and expires faster than an urgent kind, and that faster than a routine one."""
    paces: dict[Urgency, set[tuple[float, float, float]]] = {urgency: set() for urgency in Urgency}
    for route in DEFAULT_ROUTES.values():
        paces[route.urgency].add((route.steps[1].after, route.again, route.acknowledged_for))
    assert max(paces[Urgency.EMERGENCY]) < min(paces[Urgency.URGENT])
    assert max(paces[Urgency.URGENT]) < min(paces[Urgency.ROUTINE])
