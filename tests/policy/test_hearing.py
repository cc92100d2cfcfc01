"""A role that is lost ends what somebody was to an incident, and what they may hear of it; the owner keeps it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.authority import Relation, may, relations
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import DEFAULT_ROUTES, KINDS
from bot.policy.incidents.states import Action
from bot.policy.incidents.telling import TO_HANDLERS, may_hear
from bot.policy.kit.people import Person
from bot.policy.kit.records import Purpose
from bot.policy.kit.roles import ROLES, Role
from tests.policy.school import ANN, CAT, DOT, NOW, incident_of, opened

LOST: frozenset[Role] = frozenset({"staff"})


def with_roles(person: Person, roles: frozenset[Role]) -> Person:
    """The same person with these roles."""
    return person.model_copy(update={"roles": roles})


def alerted(kind: str = "threat", /, **update: object) -> Incident:
    """A report by Dot that Ann and Cat were alerted for."""
    return incident_of(opened(kind)).model_copy(update={"rung": (ANN.who, CAT.who), **update})


TAKEN: dict[str, object] = {"owner": ANN.who, "owned_at": NOW, "state": State.ACKNOWLEDGED}
CASES: dict[str, tuple[Incident, frozenset[Role], bool]] = {
    "told as what she still is": (alerted(), ANN.roles, True),
    "told, and plain staff now": (alerted(), LOST, False),
    "told, and something else now": (alerted(), frozenset({"staff", "technician"}), False),
    "told by what it was before": (alerted(rung_roles=("technician",)), frozenset({"staff", "technician"}), True),
    "told by what it was before it was confidential": (
        alerted("staff_conduct", rung_roles=("champion",)),
        frozenset({"champion"}),
        False,
    ),
    "told, and oversees": (alerted(), frozenset({"senior_leader"}), True),
    "owner, and plain staff now": (alerted(**TAKEN), LOST, True),
    "handed to her": (alerted("spam", handed_to=ANN.who), frozenset({"dsl"}), True),
    "handed to her, who is plain staff now": (alerted("spam", handed_to=ANN.who), LOST, False),
    "told for a confidential one": (alerted("staff_conduct"), frozenset({"headteacher"}), True),
    "told for a confidential one, and a Champion alone": (alerted("staff_conduct"), frozenset({"champion"}), False),
    "handed a confidential one as a Champion": (
        alerted("staff_conduct", handed_to=ANN.who),
        frozenset({"champion"}),
        True,
    ),
    "told for a confidential one, and plain staff now": (alerted("staff_conduct"), LOST, False),
}


@pytest.mark.parametrize("case", CASES)
def test_a_role_that_is_lost(case: str) -> None:
    """Ann goes on with it, or is a stranger."""
    incident, roles, goes_on = CASES[case]
    ann = with_roles(ANN, roles)
    assert may(ann, Action.SEE, incident) is goes_on
    assert may_hear(ann, IncidentPurpose.PING, incident) is goes_on
    assert may_hear(ann, IncidentPurpose.DETAILS, incident) is goes_on
    assert may_hear(ann, IncidentPurpose.RECEIPT, incident) is goes_on


@given(
    st.sampled_from(sorted(KINDS)),
    st.frozensets(st.sampled_from(ROLES)),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, ANN, CAT]),
)
def test_being_alerted_gives_nothing_that_a_role_does_not(
    kind: str, roles: frozenset[Role], owns: bool, named: bool, handed_to: Person | None
) -> None:
    """Who neither owns it nor holds a role that is alerted, oversees or may be handed it, is nobody to it."""
    update: dict[str, object] = dict(TAKEN) if owns else {}
    update["handed_to"] = handed_to.who if handed_to else None
    if named:
        update["concerning"] = (ANN.who,)
    incident, ann = alerted(kind, **update), with_roles(ANN, roles)
    are = relations(ann, incident)
    on_it = {role for step in DEFAULT_ROUTES[kind].steps for role in step.roles}
    if named:
        assert not are
    elif owns:
        assert Relation.OWNER in are
    elif not roles & (on_it | {"champion", "dsl", "deputy_dsl", "senior_leader"}):
        assert not are
        assert not any(may_hear(ann, purpose, incident) for purpose in TO_HANDLERS - {IncidentPurpose.BREACH_DEADLINE})
    if KINDS[kind].confidential and not owns and not roles & on_it and handed_to is not ANN:
        assert not are


@pytest.mark.parametrize("purpose", Purpose)
def test_what_a_reporter_hears(purpose: Purpose) -> None:
    """Everything that is said to a reporter, and no face of it that is for handlers."""
    assert may_hear(DOT, purpose, alerted()) is (purpose not in TO_HANDLERS)


def test_a_reporter_whom_it_names() -> None:
    """Hears what a reporter hears of it, and nothing else."""
    incident = alerted(concerning=(DOT.who,))
    assert {purpose for purpose in Purpose.all() if may_hear(DOT, purpose, incident)} == {
        IncidentPurpose.RECEIPT,
        IncidentPurpose.NOBODY_TOOK_IT,
        IncidentPurpose.ALERTS_CHANGED,
        IncidentPurpose.TAKEN,
        IncidentPurpose.DEALT_WITH,
    }


def test_whoever_was_alerted_hears_that_it_is_with_others() -> None:
    """A Champion who was alerted before it became confidential is told so, and may not know what it is about."""
    incident = alerted("staff_conduct", rung_roles=("champion",))
    champion, nobody = with_roles(ANN, frozenset({"champion"})), with_roles(ANN, LOST)
    assert {purpose for purpose in Purpose.all() if may_hear(champion, purpose, incident)} == {
        IncidentPurpose.ALERTS_CHANGED
    }
    assert not may_hear(nobody, IncidentPurpose.ALERTS_CHANGED, incident)


def test_the_business_manager_hears_of_the_deadline_alone() -> None:
    """Of a breach on whose ladder they are not (I13)."""
    manager = Person(id="m", name="M", roles=frozenset({"staff", "business_manager"}))
    assert {purpose for purpose in Purpose.all() if may_hear(manager, purpose, alerted())} == {
        IncidentPurpose.BREACH_DEADLINE
    }
