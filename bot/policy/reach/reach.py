"""Who can be reached, by role: seen before it is needed, because a ping that nobody gets is the worst there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.policy.kit.briefing import BriefingLine, LineKind
from bot.policy.kit.people import Contact, Holders, Person
from bot.policy.kit.reached import Gap, ReachCheck, Reached
from bot.policy.kit.records import Route, Step
from bot.policy.kit.roles import Role

REACH_READERS: frozenset[Role] = frozenset({"champion", "senior_leader"})
"""Who may see it."""

WRONG_CLOCK_SHOWN_FOR = timedelta(days=7)
"""How long it is shown that the clock was wrong."""


@dataclass(frozen=True, slots=True)
class RoleReach:
    """One role: who holds it, and what is known of reaching them."""

    role: Role
    people: tuple[tuple[Person, Reached | None], ...]
    contacts: tuple[Contact, ...]

    @property
    def away(self) -> Mapping[str, date]:
        """The last day of the absence of each who is away, by object id."""
        return {person.id: person.away_until for person, _ in self.people if person.away_until is not None}


@dataclass(frozen=True, slots=True)
class GapsShown:
    """What a check has found, for whoever is told of it."""

    roles: Sequence[RoleReach]
    check: ReachCheck


def roles_needed(routes: Mapping[str, Route], more: Sequence[Route] = ()) -> tuple[Role, ...]:
    """Every role that some ladder alerts, in the order in which they are first named."""
    steps = (step for route in (*routes.values(), *more) for step in route.steps)
    return tuple(dict.fromkeys(role for step in steps for role in step.roles))


def kinds_without_another(routes: Mapping[str, Route], holders: Holders, person: str) -> tuple[str, ...]:
    """The kinds of report of which a step alerts this person (an object id), and has nobody else who is there."""

    def alone(step: Step) -> bool:
        people = {each.id: each for role in step.roles for each in holders.get(role, ())}
        others = (each for each in people.values() if each.id != person and each.away_until is None)
        return person in people and not any(others)

    return tuple(kind for kind, route in routes.items() if any(map(alone, route.steps)))


def reach_by_role(
    roles: Sequence[Role], holders: Holders, reached: Mapping[str, Reached], contacts: Sequence[Contact]
) -> tuple[RoleReach, ...]:
    """What is known of each role."""
    return tuple(
        RoleReach(
            role,
            tuple((person, reached.get(person.id)) for person in holders.get(role, ())),
            tuple(contact for contact in contacts if role in contact.roles),
        )
        for role in roles
    )


def find_gaps(roles: Sequence[RoleReach]) -> tuple[Gap, ...]:
    """What would not be heard. A role that an outside contact fills is no gap: it is shown, and told by telephone."""
    found: list[Gap] = []
    for each in roles:
        if not each.people and not each.contacts:
            found.append(Gap(role=each.role, reason="nobody"))
        for person, known in each.people:
            if known is not None and known.out_of_reach:
                found.append(Gap(role=each.role, person=person.name, reason=known.reason))
    return tuple(found)


def clock_was_wrong(check: ReachCheck | None, now: datetime) -> datetime | None:
    """When the clock was last found wrong, as long as that is of interest."""
    at = check.clock_wrong_at if check else None
    return at if at is not None and now - at < WRONG_CLOCK_SHOWN_FOR else None


def has_untried(roles: Sequence[RoleReach]) -> bool:
    """Whether of somebody it is not known if they can be reached: no gap, and nothing to rely on either."""
    return any(known is None or not known.tried for each in roles for _, known in each.people)


class ReachLine(LineKind):
    """The lines of who can be reached."""

    UNREACHABLE = "unreachable"


BRIEFED: frozenset[Role] = frozenset({"champion"})
"""Who is owed it, of those who may see who can be reached."""


def reach_lines(person: Person, roles: Sequence[RoleReach]) -> list[BriefingLine]:
    """The person's line: people, of whom one may hold several roles. A role that nobody holds is told of once, by the
    check that finds it."""
    if not person.holds(*BRIEFED):
        return []
    out = {each.id for role in roles for each, known in role.people if known is not None and known.out_of_reach}
    return [BriefingLine(ReachLine.UNREACHABLE, len(out))] if out else []
