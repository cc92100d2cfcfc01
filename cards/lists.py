"""Lists of records: a person's own reports."""

from __future__ import annotations

from collections.abc import Sequence

from microsoft_teams.cards.core import AdaptiveCard, CardElement

from bot.policy.incident import Incident
from bot.policy.school import School
from cards import parts, times
from cards.incidents import standing
from cards.words.kinds import KIND_WORDS


def my_reports(school: School, incidents: Sequence[Incident]) -> AdaptiveCard:
    """A person's own reports with how each stands, the newest first. Never what a handler wrote."""
    start = parts.buttons(parts.ask("Report something", "report.start"))
    if not incidents:
        return parts.card(parts.title("My reports"), parts.words("You have not reported anything yet."), start)
    rows: list[CardElement] = []
    for incident in incidents:
        rows.append(parts.heading(f"{incident.id} · {KIND_WORDS[incident.kind].name}"))
        rows.append(parts.small(f"Sent {times.at(school, incident.reported_at)}"))
        rows.append(parts.typed(standing(school, incident)))
    return parts.card(parts.title("My reports"), *rows, start)
