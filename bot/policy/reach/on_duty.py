"""Who would be told first of each kind of report at this hour: for any member of staff, before they need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.people import Contact, Holders, Person
from bot.policy.kit.records import Route, Urgency
from bot.policy.kit.roles import Role
from bot.policy.kit.school_time import Calendar


@dataclass(frozen=True, slots=True)
class OnDuty:
    """The kinds of which the same people would be told first, each with the role by which that is done.

    `waits_until` is when school opens, where they are told no sooner. A confidential kind has the people of its first
    step alone: it goes to nobody else by itself (I17).
    """

    kinds: tuple[str, ...]
    roles: tuple[Role, ...]
    people: tuple[tuple[Role, Person], ...] = ()
    contacts: tuple[Contact, ...] = ()
    waits_until: datetime | None = None


def on_duty(
    routes: Mapping[str, Route], holders: Holders, contacts: Sequence[Contact], now: datetime, calendar: Calendar
) -> tuple[OnDuty, ...]:
    """Who would be told first of each kind, in the order of the kinds; those with the same people stand together."""
    found: list[OnDuty] = []
    for kind, route in routes.items():
        each = replace(_first_told(kind, route, holders, contacts), waits_until=_waits_until(route, now, calendar))
        alike = next((at for at, other in enumerate(found) if replace(other, kinds=each.kinds) == each), None)
        if alike is None:
            found.append(each)
        else:
            found[alike] = replace(each, kinds=(*found[alike].kinds, kind))
    return tuple(found)


def _first_told(kind: str, route: Route, holders: Holders, contacts: Sequence[Contact]) -> OnDuty:
    """The first step of which somebody is there; where nobody is anywhere, the first that has anybody at all."""
    steps = []
    for step in route.steps[:1] if KINDS[kind].confidential else route.steps:
        people = {person.id: (role, person) for role in reversed(step.roles) for person in holders.get(role, ())}
        outside = tuple(contact for contact in contacts if contact.roles & {*step.roles})
        steps.append(OnDuty((kind,), step.roles, tuple(reversed(people.values())), outside))
    there = (replace(each, people=_there(each)) for each in steps if _there(each) or each.contacts)
    return next(there, next((each for each in steps if each.people), steps[0]))


def _there(step: OnDuty) -> tuple[tuple[Role, Person], ...]:
    return tuple((role, person) for role, person in step.people if person.away_until is None)


def _waits_until(route: Route, now: datetime, calendar: Calendar) -> datetime | None:
    opens = calendar.next_open(now) if route.urgency is Urgency.ROUTINE else now
    return opens if opens > now else None
