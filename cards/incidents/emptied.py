"""What is left of a card when others have the report, or its contents were removed."""

from __future__ import annotations

from datetime import datetime

from bot.policy.incidents.incident import Incident
from bot.policy.kit.records import Message
from bot.policy.kit.school import School
from cards.incidents.incident_parts import incident_status
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import Opener
from cards.words import incidents as wording
from cards.words.kinds import KIND_WORDS
from cards.words.kit import APP, EMPTIED


def contents_gone_card(incident: Incident) -> AdaptiveCard:
    """What is left of a card whose incident's contents are gone."""
    return parts.card(parts.small(wording.WAS_REMOVED.format(id=incident.id, on=wording.TYPE_HELP)))


def with_others_card(incident: Incident) -> AdaptiveCard:
    """What somebody is told who was told of it and may not see it any more. It says nothing of why."""
    return parts.card(parts.small(wording.NOW_WITH_OTHERS.format(id=incident.id, on=wording.TYPE_HELP)))


def emptied_card() -> AdaptiveCard:
    """What is left of any card for somebody who may not see it any more. It says neither what it was about nor why."""
    return parts.card(parts.small(f"{EMPTIED} {wording.TYPE_HELP}"))


def emptied_message() -> Message:
    """The same as a message."""
    return Message(summary=APP, card=parts.as_json(emptied_card()))


def removed_card(school: School, now: datetime, incident: Incident) -> AdaptiveCard:
    """What is left once the retention time is over: reference, kind and dates."""
    ended = incident.closing.at if incident.closing else incident.touched_at
    return parts.card(
        parts.title(KIND_WORDS[incident.kind].name),
        parts.small(f"{incident.id} · Online Safety report"),
        parts.banner(incident_status(incident, times.for_card(school, now)), "default"),
        parts.fact_set(
            [
                ("Reported", times.standing(school, incident.reported_at, now)),
                ("Closed", times.standing(school, ended, now) if ended else "not known"),
            ]
        ),
        parts.small(wording.CONTENTS_GONE),
        parts.buttons(parts.opener("Log", Opener.LOG)),
    )
