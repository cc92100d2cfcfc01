"""Words for those outside the school: who to ring in which case, and messages ready to copy."""

from __future__ import annotations

from bot.policy.incidents.incident import Incident

CHECKLIST: dict[str, str] = {
    "police": "A crime, or danger to anybody: 999 in an emergency, otherwise 101.",
    "ceop": "An adult who makes contact with a child online for sexual reasons.",
    "iwf": "Sexual images of children on a public site: report the address, never a copy.",
    "report_remove": "A child's own nude picture is online: the child asks there, in private, to have it taken down.",
    "lado": "It concerns an adult who works in the school: within one working day.",
}
"""When each of them is told (I3, I17), by the contact's id in `school.toml`."""


def message_to_copy(school: str, incident: Incident, reported: str) -> str:
    """A message for the service that this kind is reported to. It holds nobody's name."""
    account = incident.account
    if incident.kind == "filter_breach":
        return (
            f"{school}: an address with unsuitable content was not stopped by the filter.\n"
            f"Address: {account.get('address', 'not given')[:500]}\n"
            f"Reported: {reported}\nOur reference: {incident.id}\n"
            "Please block it and tell us the ticket number."
        )
    return (
        f"{school}: a suspicious message has reached a school mailbox.\n"
        f"Sender: {account.get('sender', 'not given')[:300]}\nSubject: {account.get('subject', 'not given')[:300]}\n"
        f"Link: {account.get('link', 'none')[:500]}\nReported: {reported}\nOur reference: {incident.id}\n"
        "Please block the sender and tell us the ticket number."
    )
