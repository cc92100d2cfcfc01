"""Who may still hear of an incident at the moment of speaking, by the roles of that moment and what a card shows.

A role that is lost, and a report that has come to concern somebody, end what they may be told; what a reporter hears of
their own report does not end while they are at the school.
"""

from __future__ import annotations

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.authority import may
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.states import Action
from bot.policy.incidents.telling import ACTION_CARDS, TO_REPORTERS
from bot.policy.kit.people import Person
from bot.policy.kit.records import CardPurpose, Purpose

TO_HANDLERS = ACTION_CARDS | {
    CardPurpose.POINTER,
    IncidentPurpose.TOO_OLD_TO_RING,
    IncidentPurpose.TAKEN_OVER,
    IncidentPurpose.FILE_REFUSED,
}
"""Faces of an incident that are for those who handle it: a reporter sees them only where they do."""
BY_ROLE: dict[Purpose, frozenset[str]] = {
    IncidentPurpose.BREACH_DEADLINE: frozenset({"business_manager"}),  # I13: whatever its ladder is
}
"""Who hears of a thing by a role alone."""


def may_hear(reader: Person, purpose: Purpose, incident: Incident) -> bool:
    """Whether this face of the incident may be put before this reader now."""
    if incident.removed and purpose is CardPurpose.POINTER:
        return True  # what is left says of a card that still stands that its contents are gone, and of nobody anything
    if may(reader, Action.SEE, incident):
        return True
    if reader.id == incident.reporter.id and purpose in TO_REPORTERS:
        return True
    if reader.id in incident.shut_out:
        return False
    if reader.id == incident.reporter.id:
        return purpose not in TO_HANDLERS
    if purpose is IncidentPurpose.ALERTS_CHANGED:
        # Whoever was rung learns that it is with others, and nothing else of it.
        return reader.id in {who.id for who in incident.rung} and not reader.roles.isdisjoint(incident.rung_roles)
    return bool(reader.roles & BY_ROLE.get(purpose, frozenset()))
