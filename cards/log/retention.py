"""What is past its retention time, one by one or all at once, and the question before it is gone for good."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import AdaptiveCard, CardElement

from bot.policy.incidents.incident import Incident
from bot.policy.kit.school import School
from bot.policy.log.retention import ended_at
from cards.incidents import IncidentVerb
from cards.kit import parts, times
from cards.log import LogVerb, RetentionVerb
from cards.words.kinds import KIND_WORDS


def removal_list(school: School, incidents: Sequence[Incident], *, note: str | None = None) -> AdaptiveCard:
    """Closed incidents to confirm for removal, the oldest first. `All of these` is what is shown and no more."""
    if not incidents:
        return parts.card(
            parts.title("Past the retention time"),
            parts.banner(note, "good") if note else None,
            parts.words(f"Nothing is. Closed reports are kept for {_length(school.retention.closed_incidents)}."),
            parts.buttons(parts.ask("Log", LogVerb.SHOW)),
        )
    everything = ",".join(incident.id for incident in incidents)
    return parts.card(
        parts.title("Past the retention time"),
        parts.banner(note, "good") if note else None,
        parts.words(
            f"These were closed more than {_length(school.retention.closed_incidents)} ago. Removing one leaves its "
            "reference, kind and dates, and the timeline. What was written and sent in is gone for good."
        ),
        *(element for incident in incidents for element in _row(school, incident)),
        parts.heading("Or at once"),
        parts.buttons(parts.press(f"Remove all {len(incidents)} of these", RetentionVerb.CONFIRM, {"id": everything}))
        if len(incidents) > 1
        else None,
        parts.small("More of them are listed once these are gone. CPOMS keeps its own record."),
    )


def confirm(school: School, incidents: Sequence[Incident]) -> AdaptiveCard:
    """The question before a removal, which cannot be undone."""
    references = ",".join(incident.id for incident in incidents)
    return parts.card(
        parts.title("Remove for good?" if len(incidents) == 1 else f"Remove {len(incidents)} reports for good?"),
        parts.words("What was written and sent in cannot be brought back."),
        *(element for incident in incidents for element in _incident_line(school, incident)),
        parts.buttons(
            parts.press("Remove for good", RetentionVerb.REMOVE, {"id": references}, style="destructive"),
            parts.press("Back", RetentionVerb.SHOW),
        ),
    )


def _incident_line(school: School, incident: Incident) -> list[CardElement]:
    ended = ended_at(incident)
    closed = f" · closed {times.at(school, ended)}" if ended else ""
    return [
        parts.heading(KIND_WORDS[incident.kind].name),
        parts.small(f"{incident.id} · reported {times.at(school, incident.reported_at)}{closed}"),
    ]


def _row(school: School, incident: Incident) -> list[CardElement]:
    return [
        *_incident_line(school, incident),
        parts.buttons(
            parts.ask(f"Open {incident.id}", IncidentVerb.SHOW, {"id": incident.id}),
            parts.press(f"Remove {incident.id}", RetentionVerb.CONFIRM, {"id": incident.id}),
        ),
    ]


def _length(seconds: float) -> str:
    days = round(seconds / 86400)
    return f"{days // 366} years" if days >= 2 * 366 and days % 366 == 0 else f"{days} days"
