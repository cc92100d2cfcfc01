"""What is past its retention time, one by one or all at once, and the question before it is gone for good."""

from __future__ import annotations

from datetime import datetime

from bot.policy.incidents.incident import Incident
from bot.policy.kit.ended import EndedRecord
from bot.policy.kit.school import School
from bot.policy.log.retention import Removable, ended_at
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
ENDED_TITLE_BYTES = 300


def removal_list(school: School, now: datetime, found: Removable, *, note: str | None = None) -> AdaptiveCard:
    """What is to be confirmed for removal. `All of these` is what is shown and no more."""
    head, lengths = (parts.title(wording.PAST_RETENTION), parts.note(note, "good")), _lengths(school)
    if not found.references:
        nothing = parts.paragraph(wording.NONE_PAST_RETENTION.format(**lengths))
        return parts.card(
            *head,
            nothing,
            parts.small(wording.OF_KINDS.format(**lengths)),
            parts.buttons(parts.opener("Log", Opener.LOG)),
        )
    everything, count = ",".join(found.references), len(found.references)
    return parts.card(
        *head,
        parts.paragraph(wording.REMOVAL_EXPLAINED.format(**lengths)) if found.incidents else None,
        parts.small(wording.OF_KINDS.format(**lengths)) if found.incidents else None,
        *(element for incident in found.incidents for element in _row(school, now, incident)),
        parts.paragraph(wording.OTHERS_EXPLAINED.format(**lengths)) if found.others else None,
        *(element for ended in found.others for element in _other_row(school, now, ended)),
        parts.heading("All at once"),
        parts.buttons(parts.button(wording.REMOVE_ALL.format(count=count), RetentionVerb.CONFIRM, {"id": everything}))
        if count > 1
        else None,
        parts.small(wording.REMOVAL_MORE),
    )


def confirm_card(school: School, now: datetime, asked: Removable, wrong: str | None = None) -> AdaptiveCard:
    """The question before a removal, which cannot be undone: nothing goes before the box is ticked."""
    references, count = ",".join(asked.references), len(asked.references)
    return parts.card(
        parts.title("Remove for good?" if count == 1 else wording.REMOVE_MANY.format(count=count)),
        parts.paragraph(wording.REMOVAL_IS_FINAL),
        *(element for incident in asked.incidents for element in _incident_line(school, now, incident)),
        *(element for ended in asked.others for element in _other_line(school, now, ended)),
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


def _other_line(school: School, now: datetime, ended: EndedRecord) -> list[CardElement]:
    begun, over = (times.in_answer(school, at, now, timed=False) for at in (ended.begun_at, ended.ended_at))
    return [
        parts.heading(wording.SORTS[ended.sort]),
        *([parts.typed_text(ended.title, ENDED_TITLE_BYTES)] if ended.title else []),
        parts.small(wording.BEGUN_AND_OVER.format(reference=ended.reference, begun=begun, over=over)),
    ]


def _other_row(school: School, now: datetime, ended: EndedRecord) -> list[CardElement]:
    remove = parts.button(f"Remove {ended.reference}", RetentionVerb.CONFIRM, {"id": ended.reference})
    return [*_other_line(school, now, ended), parts.buttons(remove)]


def _lengths(school: School) -> dict[str, str]:
    """How long each sort is kept, in words."""
    kept = school.retention
    return {
        "reports": _length(kept.closed_incidents),
        "requests": _length(kept.ended_requests),
        "duties": _length(kept.done_duties),
        "kinds": "; ".join(f"{KIND_WORDS[kind].name}: {_length(kept.of_kind(kind))}" for kind in kept.kinds),
    }


def _length(seconds: float) -> str:
    days = round(seconds / 86400)
    years = days // 366 if days % 366 == 0 else 0
    return f"{years} year{'s' if years > 1 else ''}" if years else f"{days} days"
