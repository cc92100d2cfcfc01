"""What is answered to who had not meant to send a report, or wants one closed: whose it is, and whom to tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.incidents.incident import Incident
from bot.policy.kit.school import School
from cards.incidents import AfterthoughtVerb, IncidentVerb, ReportVerb
from cards.incidents.incident_parts import button_data, incident_status
from cards.kit import parts, times
from cards.kit.elements import Action, AdaptiveCard, CardElement
from cards.kit.guide import Opener
from cards.words import closing as wording
from cards.words.kinds import KIND_WORDS

HELD_SHOWN = 5
"""Reports that are listed to be closed."""


def mistake_card(
    school: School, now: datetime, incident: Incident, draft: str, said: str, *, stops: bool
) -> AdaptiveCard:
    """Was this report, which somebody has sent lately, a mistake? Whoever handles it is told at a press. What was
    `said` may tell of something else that went astray: it begins a report with this `draft`. `stops` says that they
    wanted to stop something."""
    sent = times.in_answer(school, incident.reported_at, now)
    begins = {"kind": "data_loss", "draft": draft, "what": said}
    return parts.card(
        parts.title(wording.SENT_BY_MISTAKE),
        parts.paragraph(wording.NOTHING_TO_STOP.format(id=incident.id, at=sent)) if stops else None,
        *_of_own(school, now, incident),
        parts.paragraph(wording.STAYS_OPEN.format(id=incident.id)),
        parts.buttons(_tell(incident), parts.opener(f"Open {incident.id}", ReportVerb.OWN, {"id": incident.id})),
        None if stops else parts.buttons(parts.button(wording.WENT_ASTRAY, ReportVerb.KIND, begins)),
    )


def who_closes_card(school: School, now: datetime, incident: Incident) -> AdaptiveCard:
    """Who closes the report that somebody made."""
    return parts.card(
        parts.title(wording.WHO_CLOSES),
        parts.paragraph(wording.CLOSED_BY_HANDLER),
        *_of_own(school, now, incident),
        parts.buttons(_tell(incident), parts.opener("My reports", Opener.MY_REPORTS)),
    )


def close_which_card(school: School, now: datetime, held: Sequence[Incident]) -> AdaptiveCard:
    """Which of the reports that somebody has do they close? The oldest first."""
    more = len(held) - HELD_SHOWN
    return parts.card(
        parts.title(wording.CLOSE_WHICH),
        *(
            element
            for incident in held[:HELD_SHOWN]
            for element in (
                parts.heading(f"{incident.id} · {KIND_WORDS[incident.kind].name}"),
                parts.small_typed(incident_status(incident, times.for_answer(school, now))),
                parts.buttons(
                    parts.form_opener(
                        wording.CLOSE_ONE.format(id=incident.id), IncidentVerb.CLOSE, button_data(incident)
                    )
                ),
            )
        ),
        parts.small(wording.MORE_HELD.format(count=more)) if more > 0 else None,
    )


def _of_own(school: School, now: datetime, incident: Incident) -> Sequence[CardElement]:
    status = incident_status(incident, times.for_answer(school, now), for_reporter=True)
    return [
        parts.small(f"{incident.id} · {KIND_WORDS[incident.kind].name}"),
        parts.typed_text(status, spacing="Small"),
    ]


def _tell(incident: Incident) -> Action:
    owner = incident.owner.name if incident.owner is not None else wording.THEM
    said = wording.TELL_MISTAKE.format(who=owner, id=incident.id)
    return parts.button(said, AfterthoughtVerb.MISTAKE, {"id": incident.id})
