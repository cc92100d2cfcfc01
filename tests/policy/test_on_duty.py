"""Who is said to be on duty is who a ladder tells first: for every kind, every absence, and at every hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.policy.incidents import ladder
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import Who
from bot.policy.kit.roles import ROLES
from bot.policy.kit.school_time import Calendar
from bot.policy.reach.on_duty import OnDuty, on_duty
from bot.settings import load_school

SCHOOL = load_school(Path(__file__).parents[2] / "school.toml")
CALENDAR = Calendar(SCHOOL.hours, SCHOOL.timezone)
DAY, NIGHT = datetime(2026, 11, 23, 10, 31, tzinfo=UTC), datetime(2026, 11, 23, 23, 31, tzinfo=UTC)
OPEN_KINDS = [kind for kind, rule in KINDS.items() if not rule.confidential]
ABSENCES: list[Sequence[Person]] = [(), *((person,) for person in SCHOOL.people[:6]), SCHOOL.people]


def held_without(away: Sequence[Person]) -> Holders:
    """Who holds each role, with those who are away."""
    gone = {person.id for person in away}
    people = [each.model_copy(update={"away_until": DAY.date()}) if each.id in gone else each for each in SCHOOL.people]
    return {role: [each for each in people if role in each.roles] for role in ROLES}


def of_kind(shown: Sequence[OnDuty], kind: str) -> OnDuty:
    """What is said of it."""
    (found,) = [each for each in shown if kind in each.kinds]
    return found


@pytest.mark.parametrize("away", ABSENCES, ids=lambda away: ", ".join(each.name for each in away)[:40] or "nobody")
def test_it_is_whoever_the_ladder_tells_first(away: Sequence[Person]) -> None:
    """With nobody there everybody is told; then those of the first step are shown."""
    held = held_without(away)
    shown = on_duty(SCHOOL.routes, held, SCHOOL.contacts, DAY, CALENDAR)
    assert sorted(kind for each in shown for kind in each.kinds) == sorted(SCHOOL.routes)
    for kind in OPEN_KINDS:
        started = ladder.start_ladder(SCHOOL.routes[kind], DAY, CALENDAR)
        reporter = Who(id="r", name="R")
        report = Incident(id="OS-1", kind=kind, reporter=reporter, reported_at=DAY, ladder=started)
        told = {notice.to.id for notice in ladder.climb(report, held, DAY, CALENDAR).notices}
        said = {person.id for _, person in of_kind(shown, kind).people}
        assert said or of_kind(shown, kind).contacts, "somebody is shown"
        assert said <= told
        there = {person.id for people in held.values() for person in people if person.away_until is None}
        assert said == told & there or not there


def test_a_concern_about_an_adult_goes_to_its_first_step_and_to_nobody_else() -> None:
    """Also while they are away: whom it goes to then is nobody's to know beforehand."""
    head = next(person for person in SCHOOL.people if person.holds("headteacher"))
    for away in ([], [head]):
        shown = of_kind(on_duty(SCHOOL.routes, held_without(away), SCHOOL.contacts, DAY, CALENDAR), "staff_conduct")
        assert (shown.roles, [who.id for _, who in shown.people]) == (("headteacher",), [head.id])


def test_what_is_routine_waits_at_night_and_nothing_else_does() -> None:
    """Until school opens."""
    shown = on_duty(SCHOOL.routes, held_without(()), SCHOOL.contacts, NIGHT, CALENDAR)
    waits = {kind for each in shown if each.waits_until is not None for kind in each.kinds}
    assert waits == {"spam", "filter_request", "other"}
    assert not [each for each in on_duty(SCHOOL.routes, held_without(()), (), DAY, CALENDAR) if each.waits_until]
