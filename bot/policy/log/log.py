"""The log as one reader may see it: who reads it at all, in what order, and by which filters (I1, I15).

Knows nothing of stores or cards. What a person may not see is in none of its lists and counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.policy.incidents.authority import OVERSEERS, may
from bot.policy.incidents.incident import OPEN_STATES, Incident, State
from bot.policy.incidents.kinds import ABOUT_CONDUCT, KINDS
from bot.policy.incidents.states import Action
from bot.policy.kit.errors import PolicyError
from bot.policy.kit.people import Person
from bot.policy.kit.records import Urgency, ValueObject
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from bot.policy.log.reviewing import Review

OPEN_ONES, EVERYTHING = "open", "all"
SHOW_CHOICES = (OPEN_ONES, *(state.value for state in State), EVERYTHING)
"""Which incidents a page may show: by state, the open ones, or everything."""


class NoHandler(PolicyError):
    """The log is not for this person; their own reports are."""

    key = "error.log_not_yours"


class Filter(ValueObject):
    """What of the log is asked for. `kind` empty is any; what is not a choice of ours counts as the first one."""

    show: str = OPEN_ONES
    kind: str = ""
    mine: bool = False
    half_term: bool = False
    emergencies: bool = False


@dataclass(frozen=True, slots=True)
class Tier:
    """One stretch of the log in its order: incidents that a store finds by `where`, by their references."""

    where: Mapping[str, str | bool | Sequence[str]]
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log. `total` counts what this reader may see of what was asked for, and `at_least` says that
    there are more than were counted; `untaken` are those of them that nobody has. `at` is when it was looked at.
    """

    incidents: tuple[Incident, ...]
    asked: Filter
    at: datetime
    page: int
    more: bool
    total: int
    at_least: bool
    untaken: int
    reviewed: Review | None = None
    overdue: date | None = None
    """The last day of the half term for which nobody has reviewed the log."""
    removable: int = 0


def handling_roles(school: School) -> frozenset[Role]:
    """The roles whose holders handle reports: those on any ladder of the school, and those who oversee the log."""
    routes = (*school.routes.values(), school.about_the_headteacher)
    return (OVERSEERS | {role for route in routes for step in route.steps for role in step.roles}) - {"staff"}


def must_handle(person: Person, school: School) -> None:
    """Return for whoever handles reports. Raises `NoHandler` for everybody else."""
    if not person.roles & handling_roles(school):
        raise NoHandler


def is_in_log_of(person: Person, incident: Incident) -> bool:
    """Whether an incident stands in this person's log. A drill stands in nobody's."""
    return not incident.drill and may(person, Action.SEE, incident)


def is_in_general_log_of(person: Person, incident: Incident) -> bool:
    """The same for the log that everybody reads: a concern about an adult that has been found to be a low-level one or
    an allegation is kept apart from then on (I17)."""
    return is_in_log_of(person, incident) and not is_kept_apart(incident)


def is_kept_apart(incident: Incident) -> bool:
    """Whether it stands with the concerns about adults, and no more in the log."""
    return incident.kind == ABOUT_CONDUCT and incident.conduct is not None


def read_filter(show: str, kind: str, whose: str, when: str, urgency: str = "") -> Filter:
    """The filter that a card's answers mean."""
    return Filter(
        show=show if show in SHOW_CHOICES else OPEN_ONES,
        kind=kind if kind in KINDS else "",
        mine=whose == "mine",
        half_term=when == "half_term",
        emergencies=urgency == Urgency.EMERGENCY,
    )


def is_in_half_term(asked: Filter, incident: Incident, since: datetime) -> bool:
    """Whether an incident is among those of this half term, where only they are asked for."""
    return not asked.half_term or incident.reported_at >= since


def tiers(asked: Filter, person: Person) -> tuple[Tier, ...]:
    """The stretches of the log in their order: what nobody took though everybody was told, what nobody has taken yet,
    what somebody has, each by urgency and the oldest first; then what is closed, the newest first.
    """
    narrowed: dict[str, str | bool | Sequence[str]] = {}
    if asked.kind:
        narrowed["kind"] = asked.kind
    if asked.mine:
        narrowed["owner_id"] = person.id
    if asked.emergencies:
        narrowed["urgency"] = Urgency.EMERGENCY.value
    wanted = {OPEN_ONES: OPEN_STATES, EVERYTHING: tuple(State)}.get(asked.show) or (State(asked.show),)
    found: list[Tier] = []
    if State.REPORTED in wanted:
        for unanswered in (True, False):
            found += _by_urgency({**narrowed, "state": State.REPORTED.value, "unanswered": unanswered})
    taken = [state.value for state in wanted if state in OPEN_STATES and state is not State.REPORTED]
    if taken:
        found += _by_urgency({**narrowed, "state": taken})
    if State.CLOSED in wanted:
        found.append(Tier({**narrowed, "state": State.CLOSED.value}, newest_first=True))
    return tuple(found)


def _by_urgency(where: Mapping[str, str | bool | Sequence[str]]) -> list[Tier]:
    return [
        Tier({**where, "urgency": each.value}) for each in Urgency if where.get("urgency", each.value) == each.value
    ]
