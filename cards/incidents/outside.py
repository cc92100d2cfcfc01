"""Those outside the school: who to ring in which case, and the message to copy for the one a kind is reported to."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import CardElement

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.people import Contact
from bot.policy.kit.school import School
from cards.kit import parts, times
from cards.words import incidents as wording
from cards.words.outside import CHECKLIST, message_to_copy

EMERGENCY_NUMBER = "999"


def checklist(contacts: Sequence[Contact]) -> list[CardElement]:
    """Who to ring in which case (I3, I16, I17)."""
    rows = [(contact.name, _when_to_ring(contact)) for contact in contacts if contact.id in CHECKLIST]
    return [parts.heading(wording.WHO_TO_RING), parts.facts(rows)] if rows else []


def _when_to_ring(contact: Contact) -> str:
    """When they are told, and how; the number that the words have already is not said twice."""
    words, reach = CHECKLIST[contact.id], contact.phone or contact.web
    return words if EMERGENCY_NUMBER in words and EMERGENCY_NUMBER in reach else f"{words} {reach}".strip()


def copy_block(school: School, incident: Incident, contacts: Sequence[Contact]) -> list[CardElement]:
    """A message ready to copy for the contact whom this kind is reported to (I8, I10)."""
    tell = KINDS[incident.kind].tell
    contact = next((contact for contact in contacts if contact.id == tell), None)
    if contact is None:
        return []
    words = message_to_copy(school.name, incident, times.at(school, incident.reported_at))
    reach = " · ".join(part for part in (contact.phone, contact.mail, contact.web) if part)
    return [parts.heading(f"Message for {contact.name}"), parts.typed_text(reach), parts.typed_text(words, 2_000)]
