"""Drills: which ladder is rung, and how long everybody took."""

from __future__ import annotations

import uuid

from microsoft_teams.cards.core import AdaptiveCard, CardElement

from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.school import School
from cards.incidents import DrillVerb
from cards.kit import fields, parts, times
from cards.words import incidents as wording
from cards.words.kinds import KIND_WORDS


def drill_form() -> AdaptiveCard:
    """Which ladder shall be rung?"""
    return parts.card(
        parts.title("Begin a drill"),
        parts.paragraph(wording.DRILL_EXPLAINED),
        fields.choice("kind", "Kind of report", {kind: KIND_WORDS[kind].name for kind in KINDS}, required=True),
        parts.buttons(parts.button("Ring now", DrillVerb.START, {"draft": uuid.uuid4().hex}, style="positive")),
    )


def times_taken(school: School, view: IncidentView) -> list[CardElement]:
    """How long each ping took to arrive, and how long until somebody took it."""
    began = view.incident.reported_at
    rows = [
        (ping.to.name, f"reached after {_seconds(ping.settled_at.timestamp() - began.timestamp())}")
        for ping in view.pings_taken()
        if ping.settled_at
    ]
    rows += [(ping.to.name, wording.COULD_NOT_BE_REACHED) for ping in view.pings_refused()]
    taken = view.incident.owned_at
    if taken is not None and view.incident.owner is not None:
        took = _seconds(taken.timestamp() - began.timestamp())
        rows.append(("Taken", f"by {view.incident.owner.name} after {took}, {times.at(school, taken)}"))
    return [parts.heading("Times"), parts.facts(rows)] if rows else []


def _seconds(seconds: float) -> str:
    whole = max(0, round(seconds))
    if whole < 60:  # noqa: PLR2004 - a minute
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s"
