"""Filing a report: the incident it opens, who is rung at once, and the receipt (I2, I10, I11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.policy import ladder
from bot.policy.handling import refresh
from bot.policy.ladder import Holders
from bot.policy.outcome import Outcome
from bot.policy.records import Address, Draft, Entry, Incident, Notice, PostedCard, Purpose, Route, Who


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reports: read and checked, but not yet an incident."""

    kind: str
    happened_at: datetime | None
    account: Mapping[str, str]
    draft: str
    """The id of the form that was sent: one form makes one incident, however often it arrives."""
    place: Place | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sent form stands, and whether the turn's own answer draws the receipt there."""

    at: Address
    drawn: bool


def report(said: Report, by: Who, reference: str, route: Route, holders: Holders, now: datetime) -> Outcome:
    """A new incident with its first step rung and the reporter's receipt.

    The receipt takes the form's place; without a place it is sent afresh.
    """
    opened = Incident(
        id=reference,
        kind=said.kind,
        reporter=by,
        reported_at=now,
        happened_at=said.happened_at,
        account=dict(said.account),
        ladder=ladder.start(route, now),
    )
    told = Entry(subject=reference, at=now, by=by, what="reported", facts={"kind": said.kind})
    filed = Outcome(
        records=(Draft(id=draft_id(by.id, said.draft), subject=reference),),
        entries=(told,),
    )
    return filed + _receipt(opened, said.place) + ladder.climb(opened, holders, now)


def draft_id(person: str, draft: str) -> str:
    """The key under which a sent form is kept: nobody can name another person's draft."""
    return f"{person}:{draft}"


def _receipt(incident: Incident, place: Place | None) -> Outcome:
    if place is None:
        notice = Notice(
            id=f"{incident.id}:receipt",
            subject=incident.id,
            to=incident.reporter,
            purpose=Purpose.RECEIPT,
            urgency=incident.ladder.route.urgency,
            made_at=incident.reported_at,
            due_at=incident.reported_at,
        )
        return Outcome(notices=(notice,))
    card = PostedCard(
        id=f"{incident.id}:receipt",
        subject=incident.id,
        to=incident.reporter,
        purpose=Purpose.RECEIPT,
        address=place.at,
        posted_at=incident.reported_at,
    )
    redrawn = () if place.drawn else (refresh(card, incident, incident.reported_at, "filed"),)
    return Outcome(records=(card,), notices=redrawn)
