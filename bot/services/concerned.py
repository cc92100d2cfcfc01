"""Whom a report concerns, and the route that follows from it: asked when it is filed and whenever its words change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.policy import naming, reporting
from bot.policy.errors import DirectoryUnavailable, Incomplete
from bot.policy.ladder import once
from bot.policy.people import Person
from bot.policy.records import Route, Who
from bot.policy.reporting import Report
from bot.policy.school import School
from bot.services.ports import Directory


async def concerned(
    directory: Directory, school: School, kind: str, account: Mapping[str, str], adult: str = "", author: str = ""
) -> tuple[Who, ...]:
    """The adults at the school whom these words name: the one chosen, and any whose full name says whom it is about.

    `author` is the object id of whoever wrote the message that is reported: they count when they are of the school.
    `adult` is an object id as the people picker gave it. Raises `Incomplete` when that is nobody of the staff, and
    `DirectoryUnavailable` when a name cannot be looked up at all. Asks nothing when nobody is named.
    """
    said = naming.said_of(kind, account)
    named = naming.named_in(kind, account, await _everybody(directory, school)) if said else ()
    wrote = await directory.person(author) if author else None
    if wrote is not None:
        named = once((wrote.who, *named))
    if not adult:
        return named
    chosen = await directory.person(adult)
    if chosen is None:
        raise Incomplete(adult="form.not_staff")
    return once((chosen.who, *named))


async def route_of(directory: Directory, school: School, said: Report) -> Route:
    """The route of a report as it now reads. The Headteacher is asked for only when somebody is named."""
    heads = await directory.holders("headteacher") if said.concerning else ()
    return reporting.route_for(said, school.routes, school.about_the_headteacher, heads)


async def _everybody(directory: Directory, school: School) -> Sequence[Person]:
    """All who hold any role that is rung, and the staff. A role that cannot be asked now has nobody to ring either."""
    routes = (*school.routes.values(), school.about_the_headteacher)
    roles = {role for route in routes for step in route.steps for role in step.roles} | {"staff", "headteacher"}
    found: dict[str, Person] = {}
    failed: DirectoryUnavailable | None = None
    for role in sorted(roles):
        try:
            found |= {person.id: person for person in await directory.holders(role)}
        except DirectoryUnavailable as error:
            failed = error
    if failed is not None and not found:
        raise failed
    return tuple(found.values())
