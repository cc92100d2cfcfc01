"""The ladder rings each step when it is due, each person once, and nobody once it has been taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy import ladder
from bot.policy.incident import Incident
from bot.policy.notices import Standing
from bot.policy.people import Person
from bot.policy.records import Purpose, Route, Step, Urgency, Who
from bot.policy.ticking import tick
from tests.policy.school import ALWAYS_OPEN, incident_of, opened

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
BOTH = Person(id="both", name="Both")
ONE = Person(id="one", name="One")


def incident(*steps: Step, owner: Who | None = None) -> Incident:
    """An incident whose ladder has these steps."""
    route = Route(urgency=Urgency.URGENT, steps=steps, again=1800, times=3, acknowledged_for=3600)
    who = Who(id="reporter", name="Reporter")
    started = ladder.start(route, NOW, ALWAYS_OPEN)
    return Incident(id="OS-2026-0001", kind="threat", reporter=who, reported_at=NOW, ladder=started, owner=owner)


def test_one_person_with_two_roles_of_a_step_is_rung_once() -> None:
    """Somebody who is both DSL and Champion gets one card."""
    outcome = ladder.climb(
        incident(Step(roles=("dsl", "champion"), after=0)), {"dsl": [BOTH], "champion": [BOTH, ONE]}, NOW, ALWAYS_OPEN
    )
    assert [notice.to.id for notice in outcome.notices] == ["both", "one"]


def test_a_step_with_nobody_says_so() -> None:
    """The timeline explains a silence."""
    outcome = ladder.climb(incident(Step(roles=("dsl",), after=0)), {}, NOW, ALWAYS_OPEN)
    assert [entry.what for entry in outcome.entries] == ["nobody_to_ring"]
    assert outcome.notices == ()


@given(st.lists(st.integers(0, 7200), min_size=1, max_size=5).map(sorted), st.integers(0, 1_700))
def test_all_that_is_due_is_rung_and_nothing_else(delays: list[int], passed: int) -> None:
    """After any time, the steps that have been rung are those whose delay has passed, and the next is due later."""
    started = incident(*(Step(roles=(f"r{at}",), after=delay) for at, delay in enumerate(delays)))
    holders = {f"r{at}": [Person(id=f"p{at}", name=f"P{at}")] for at in range(len(delays))}
    outcome = ladder.climb(started, holders, NOW + timedelta(seconds=passed), ALWAYS_OPEN)
    (climbed,) = (record for record in outcome.records if isinstance(record, Incident))
    due = [delay for delay in delays if delay <= passed]
    assert len(outcome.notices) == len(due)
    assert {notice.purpose for notice in outcome.notices} <= {Purpose.PING}
    rest = delays[len(due) :]
    after = rest[0] if rest else delays[-1] + 1800
    assert climbed.ladder.next_at == NOW + timedelta(seconds=after)
    assert ladder.climb(climbed, holders, NOW + timedelta(seconds=passed), ALWAYS_OPEN).notices == (), "rung once only"


def test_what_somebody_holds_does_not_ring() -> None:
    """A step that falls due after it was taken is not rung."""
    held = incident(Step(roles=("dsl",), after=0), owner=ONE.who)
    outcome = ladder.climb(held, {"dsl": [BOTH]}, NOW, ALWAYS_OPEN)
    assert outcome.notices == ()
    assert outcome.entries == ()


BREACHED = incident_of(opened("data_loss"))


@pytest.mark.parametrize(
    ("holders", "concerning", "told"),
    [
        ({"business_manager": [BOTH], "champion": [ONE]}, (), ["both"]),
        ({"business_manager": [], "champion": [ONE]}, (), ["one"]),
        ({"business_manager": [BOTH], "champion": [BOTH, ONE]}, (BOTH.who,), ["one"]),
    ],
    ids=["the business manager", "nobody has that role", "the report names them"],
)
def test_the_hours_of_a_breach_are_brought_to_somebodys_mind(
    holders: dict[str, list[Person]], concerning: tuple[Who, ...], told: list[str]
) -> None:
    """The business manager is reminded, and where there is none who may know of it the Champions are (I13)."""
    lost = BREACHED.model_copy(update={"concerning": concerning})
    outcome = tick(Standing(lost), holders, NOW + timedelta(hours=49), ALWAYS_OPEN)
    assert [notice.to.id for notice in outcome.notices if notice.purpose is Purpose.BREACH_DEADLINE] == told
