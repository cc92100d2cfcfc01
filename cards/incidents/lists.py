"""Lists of records: a person's own reports."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import AdaptiveCard, CardElement

from bot.policy.incidents.incident import Incident
from bot.policy.kit.school import School
from cards.incidents import ReportVerb
from cards.incidents.standing import standing
from cards.kit import parts, times
from cards.words import incidents as wording
from cards.words.incidents import STATES
from cards.words.kinds import KIND_WORDS


def my_reports(school: School, incidents: Sequence[Incident], *, page: int = 0, more: bool = False) -> AdaptiveCard:
    """A page of a person's own reports with how each stands, the newest first. Never what a handler wrote.

    Each row opens its receipt below.
    """
    start = parts.ask("Report something", ReportVerb.START)
    if not incidents:
        nothing = wording.NO_OLDER if page else wording.NOTHING_REPORTED
        return parts.card(parts.title("My reports"), parts.words(nothing), parts.buttons(start))
    rows: list[CardElement] = [
        parts.row(
            parts.ask(f"Open {incident.id}", ReportVerb.OWN, {"id": incident.id}),
            parts.words(f"**{incident.id} · {KIND_WORDS[incident.kind].name}**"),
            parts.typed_text(standing(school, incident)),
            parts.small(f"{STATES[incident.state].capitalize()} · sent {times.at(school, incident.reported_at)}"),
        )
        for incident in incidents
    ]
    return parts.card(
        parts.title("My reports"),
        *rows,
        parts.buttons(
            parts.press("Newer", ReportVerb.MINE, {"page": str(page - 1)}) if page else None,
            parts.press("Older", ReportVerb.MINE, {"page": str(page + 1)}) if more else None,
            start,
        ),
    )
