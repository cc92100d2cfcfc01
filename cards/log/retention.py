"""What is past its retention time, one by one or all at once, and the question before it is gone for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.incidents.incident import Incident
from bot.policy.kit.school import School
from bot.policy.log.retention import ended_at
from cards.incidents import IncidentVerb
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard, CardElement, ToggleInput
from cards.kit.guide import Opener
from cards.log import RetentionVerb
from cards.words import log as wording
from cards.words.kinds import KIND_WORDS
from cards.words.sentences import sentence

SURE_ID = "sure"
"""The field that is ticked before anything is removed."""


def removal_list(
    school: School, now: datetime, incidents: Sequence[Incident], *, note: str | None = None
) -> AdaptiveCard:
    """Closed incidents to confirm for removal, the oldest first. `All of these` is what is shown and no more."""
    head, length = (parts.title(wording.PAST_RETENTION), parts.note(note, "good")), _length(school)
    if not incidents:
        nothing = parts.paragraph(wording.NONE_PAST_RETENTION.format(length=length))
        return parts.card(*head, nothing, parts.buttons(parts.opener("Log", Opener.LOG)))
    everything = ",".join(incident.id for incident in incidents)
    return parts.card(
        *head,
        parts.paragraph(wording.REMOVAL_EXPLAINED.format(length=length)),
        *(element for incident in incidents for element in _row(school, now, incident)),
        parts.heading("All at once"),
        parts.buttons(
            parts.button(wording.REMOVE_ALL.format(count=len(incidents)), RetentionVerb.CONFIRM, {"id": everything})
        )
        if len(incidents) > 1
        else None,
        parts.small(wording.REMOVAL_MORE),
    )


def confirm_card(
    school: School, now: datetime, incidents: Sequence[Incident], wrong: str | None = None
) -> AdaptiveCard:
    """The question before a removal, which cannot be undone: nothing goes before the box is ticked."""
    references = ",".join(incident.id for incident in incidents)
    return parts.card(
        parts.title("Remove for good?" if len(incidents) == 1 else wording.REMOVE_MANY.format(count=len(incidents))),
        parts.paragraph(wording.REMOVAL_IS_FINAL),
        *(element for incident in incidents for element in _incident_line(school, now, incident)),
        *parts.problems(wrong),
        ToggleInput(
            id=SURE_ID,
            label=wording.BEFORE_IT_GOES,
            title=wording.NOTHING_IS_NEEDED,
            value="false",
            wrap=True,
            is_required=True,
            error_message=sentence("log.tick_first"),
        ),
        parts.buttons(
            parts.button("Remove for good", RetentionVerb.REMOVE, {"id": references}, style="destructive"),
            parts.button("Back", RetentionVerb.SHOW, inputs=False),
        ),
    )


def _incident_line(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    ended = ended_at(incident)
    closed = f" · closed {times.in_answer(school, ended, now, timed=False)}" if ended else ""
    return [
        parts.heading(KIND_WORDS[incident.kind].name),
        parts.small(
            f"{incident.id} · reported {times.in_answer(school, incident.reported_at, now, timed=False)}{closed}"
        ),
    ]


def _row(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    return [
        *_incident_line(school, now, incident),
        parts.buttons(
            parts.opener(f"Open {incident.id}", IncidentVerb.SHOW, {"id": incident.id}),
            parts.button(f"Remove {incident.id}", RetentionVerb.CONFIRM, {"id": incident.id}),
        ),
    ]


def _length(school: School) -> str:
    days = round(school.retention.closed_incidents / 86400)
    return f"{days // 366} years" if days >= 2 * 366 and days % 366 == 0 else f"{days} days"
