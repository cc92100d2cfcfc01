"""What came of an incident so far: how it was closed, CPOMS, the ICO, who outside was told, and what was noted."""

from __future__ import annotations

from datetime import datetime

from bot.policy.incidents.incident import Closing, Incident
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.school import School
from cards.incidents.cpoms import cpoms_rows
from cards.incidents.deciding import decided_on_address, found_conduct, hold_banner
from cards.kit import parts, times
from cards.kit.elements import CardElement
from cards.words import closing as closing_words
from cards.words import handling as wording

CLOSING_BYTES, REASON_BYTES = 2_000, 1_200
"""Bytes of JSON for the words with which it was closed, and for the reason about the ICO."""
REFERRAL_BYTES, REFERRALS_SHOWN = 500, 4
NOTE_BYTES, NOTES_SHOWN = 600, 3
"""Bytes of JSON for each referral and note, and how many of them a card shows, the newest."""


def what_came_of_it(school: School, now: datetime, view: IncidentView) -> list[CardElement]:
    """All of it, as far as there is any: it stands on the card from then on, also once it is closed."""
    incident = view.incident
    return [
        *hold_banner(school, now, incident),
        *found_conduct(school, now, incident),
        *(_closing(incident.closing) if incident.closing is not None and not incident.drill else ()),
        *decided_on_address(school, now, view.decisions),
        *cpoms_rows(school, now, incident),
        *_ico(school, now, incident),
        *_referrals(school, now, incident),
        *_notes(school, now, view),
    ]


def deadline(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    """When the 72 hours end, and that they are running out once a reminder said so, until it is decided whether the ICO
    is told (I13). It stays on the card, whatever else the card comes to say."""
    clock = incident.breach
    if clock is None or clock.decided_at is not None:
        return []
    ends = times.standing(school, clock.deadline, now)
    return [
        parts.banner(wording.BREACH_RUNNING_OUT.format(at=ends), "attention")
        if clock.reminded
        else parts.banner(wording.BREACH_ENDS.format(at=ends), "warning"),
        parts.small(wording.BREACH_CLAUSE),
    ]


def _closing(closing: Closing) -> list[CardElement]:
    told = [
        (closing_words.DONE_ABOUT_IT, closing.outcome),
        (closing_words.CLOSED_BECAUSE, closing.reason),
        (closing_words.NO_REFERRAL_LABEL, closing.no_referral),
        (closing_words.TOLD_THE_REPORTER, closing.to_reporter),
    ]
    return parts.answer_list([(name, text) for name, text in told if text], CLOSING_BYTES)


def _ico(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    clock = incident.breach
    if clock is None or clock.decided_at is None:
        return []
    words = wording.REPORTED_TO_ICO if clock.reported else wording.FOUND_NOT_REPORTABLE
    return [
        parts.heading(f"{words}, {times.standing(school, clock.decided_at, now)}"),
        parts.typed_text(clock.reason, REASON_BYTES),
    ]


def _referrals(school: School, now: datetime, incident: Incident) -> list[CardElement]:
    shown: list[CardElement] = []
    for referral in incident.referrals[-REFERRALS_SHOWN:]:
        number = f", reference {referral.reference}" if referral.reference else ""
        told = f"{referral.to}, {times.standing(school, referral.at, now)}{number} ({referral.by.name})"
        said = f"{told}: {referral.note}" if referral.note else told
        shown.append(parts.typed_text(said, REFERRAL_BYTES))
    return [parts.heading(wording.TOLD_OUTSIDE), *shown] if shown else []


def _notes(school: School, now: datetime, view: IncidentView) -> list[CardElement]:
    """The newest notes, the newest first; the timeline has them all."""
    newest = sorted(view.notes, key=lambda note: note.at, reverse=True)[:NOTES_SHOWN]
    shown = [
        parts.typed_text(f"{note.by.name}, {times.standing(school, note.at, now)}: {note.text}", NOTE_BYTES)
        for note in newest
    ]
    return (
        [parts.heading(wording.LATEST_NOTES if len(view.notes) > NOTES_SHOWN else wording.NOTES), *shown]
        if shown
        else []
    )
