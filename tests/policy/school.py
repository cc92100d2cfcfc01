"""A small school for the policy's own tests: four people, three roles, always open."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.incidents.reporting import Filing, Report, file_report
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from bot.policy.kit.school_time import Calendar

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
ANN = Person(id="ann", name="Ann", roles=frozenset({"staff", "champion", "dsl"}))
BEN = Person(id="ben", name="Ben", roles=frozenset({"staff", "champion", "deputy_dsl"}))
CAT = Person(id="cat", name="Cat", roles=frozenset({"staff", "senior_leader"}))
DOT = Person(id="dot", name="Dot", roles=frozenset({"staff"}))
EVE = Person(id="eve", name="Eve", roles=frozenset({"staff"}))
PEOPLE = (ANN, BEN, CAT, DOT, EVE)
ALWAYS_OPEN = Calendar(None, ZoneInfo("Europe/London"))


def holders(*people: Person) -> dict[Role, list[Person]]:
    """Who of them holds which role."""
    roles = {role for person in people for role in person.roles}
    return {role: [person for person in people if role in person.roles] for role in roles}


HOLDERS = holders(*PEOPLE)


def opened(kind: str = "threat", reference: str = "OS-2026-0001", **said: object) -> Outcome:
    """A report just made by Dot."""
    told = Report(kind, None, **{"account": {"what": "words"}, "draft": "draft", "place": None, **said})  # type: ignore[arg-type]
    return file_report(told, DOT, Filing(reference, DEFAULT_ROUTES[kind], HOLDERS, ALWAYS_OPEN), NOW)


def incident_of(outcome: Outcome) -> Incident:
    """The incident among an outcome's records."""
    (found,) = (record for record in outcome.records if isinstance(record, Incident))
    return found


def pressed(by: Person, now: datetime = NOW) -> ActionContext:
    """A press by this person."""
    return ActionContext(by, now, ALWAYS_OPEN)
