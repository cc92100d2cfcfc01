"""Gathering what a decision or a card needs: the incident with its cards and notices, and who holds the roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import structlog

from bot.policy.files.evidence import EvidenceFile
from bot.policy.incidents.authority import must_be_known
from bot.policy.incidents.incident import Incident, Note
from bot.policy.incidents.ladder import Holders
from bot.policy.incidents.telling import Snapshot
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.errors import DirectoryUnavailable, NotFound
from bot.policy.kit.people import Person
from bot.policy.kit.records import RINGS, Notice, Route
from bot.policy.kit.roles import Role
from bot.services.kit.posted_cards import load_posted
from bot.services.ports import Directory, Store

_log = structlog.get_logger()

ALWAYS: tuple[Role, ...] = ("champion", "business_manager")
"""Roles that are told of some things whatever the route is: a silence, a deadline."""


async def load_incident(store: Store, reference: str) -> Incident:
    """The incident. Raises `NotFound`."""
    incident = await store.get(Incident, reference) if reference else None
    if incident is None:
        raise NotFound()
    return incident


async def _load_for(store: Store, reference: str, by: Person | None) -> Incident:
    incident = await load_incident(store, reference)
    if by is not None:
        must_be_known(by, incident)
    return incident


async def load_standing(store: Store, reference: str, by: Person | None = None) -> Snapshot:
    """The incident with what has been said about it. Raises `NotFound`; for a person to whom it does not exist before
    anything but the one record is read."""
    incident = await _load_for(store, reference, by)
    alone = await _standing_of(store, incident)
    merged = [await _standing_of(store, other) for other in await merged_into(store, incident)]
    return replace(alone, merged=merged) if merged else alone


async def _standing_of(store: Store, incident: Incident) -> Snapshot:
    return Snapshot(incident, *await load_posted(store, incident.id))


async def load_view(store: Store, reference: str, by: Person | None = None) -> IncidentView:
    """Everything that a card of the incident may show. Raises `NotFound` as `load_standing` does."""
    incident = await _load_for(store, reference, by)
    notices = await store.find(Notice, where={"subject": reference})
    pings = tuple(notice for notice in notices if notice.purpose in RINGS)
    notes = await store.find(Note, where={"subject": reference})
    files = await store.find(EvidenceFile, where={"subject": reference})
    in_order = tuple(sorted(files, key=lambda file: (file.at, file.id)))
    merged = await merged_into(store, incident)
    return IncidentView(incident, pings, tuple(await store.timeline(reference)), tuple(notes), in_order, merged)


async def merged_into(store: Store, incident: Incident) -> tuple[Incident, ...]:
    """The reports that were merged into this one, those that were merged into them included; none opened again."""
    found: list[Incident] = []
    looked_at, left = {incident.id}, list(incident.merged_from)
    while left:
        reference = left.pop(0)
        other = await store.get(Incident, reference) if reference not in looked_at else None
        looked_at.add(reference)
        if other is not None and other.merged_into in looked_at:
            found.append(other)
            left += other.merged_from
    return tuple(found)


async def holders_of(directory: Directory, route: Route, *more: Role) -> Holders:
    """Who holds each role of the route, and each of `more`. Raises `DirectoryUnavailable` as `holders` does."""
    on_it = {role for step in route.steps for role in step.roles}
    found = await holders(directory, on_it)
    return {**found, **await _ask(directory, {*more} - on_it)}


async def holders(directory: Directory, roles: Iterable[Role]) -> Holders:
    """Who holds each of these roles; one that cannot be asked just now has nobody, so that the others are still rung.

    Raises `DirectoryUnavailable` when none of them can be asked.
    """
    asked = set(roles)
    found = await _ask(directory, asked)
    if asked and not found:
        raise DirectoryUnavailable()
    return found


async def _ask(directory: Directory, roles: Iterable[Role]) -> dict[Role, Sequence[Person]]:
    found: dict[Role, Sequence[Person]] = {}
    for role in roles:
        try:
            found[role] = await directory.holders(role)
        except DirectoryUnavailable as error:
            _log.warning("role_unavailable", role=role, reason=error.key)
    return found
