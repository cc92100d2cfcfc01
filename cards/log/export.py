"""The log as a table: a line for each incident. How it is written is `cards.kit.spreadsheet`'s. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.school import School
from bot.policy.log.retention import ended_at
from cards.incidents.incident_parts import labelled_account
from cards.kit import spreadsheet, times
from cards.kit.spreadsheet import CsvRow
from cards.kit.timeline import entry_lines
from cards.words.incidents import FOUND_NOT_REPORTABLE, REPORTED_TO_ICO, STATES, TOLD_THE_REPORTER
from cards.words.kinds import KIND_WORDS
from cards.words.log import CATEGORY, LOG_COLUMNS, REMOVED_CELL


def log_csv(rows: Sequence[CsvRow]) -> bytes:
    """The file, of rows as `incident_row` gives them."""
    return spreadsheet.csv_bytes(LOG_COLUMNS, rows)


def incident_row(school: School, view: IncidentView) -> CsvRow:
    """One incident as the cells of its line."""
    incident = view.incident
    ended = ended_at(incident)
    day = f"{incident.happened_on:%Y-%m-%d}" if incident.happened_on else ""
    happened = times.sortable(school, incident.happened_at) if incident.happened_at else day
    start = (
        incident.id,
        times.sortable(school, incident.reported_at),
        happened,
        times.sortable(school, ended) if ended else "",
        CATEGORY,
        KIND_WORDS[incident.kind].name,
        STATES[incident.state],
    )
    if incident.removed:
        return (*start, REMOVED_CELL, REMOVED_CELL, "", "", "")
    return (
        *start,
        _narrative(incident),
        "\n".join(entry_lines(view.timeline, times.for_register(school), view.note_texts)),
        _referrals(school, incident),
        incident.closing.cpoms if incident.closing else "",
        _outcome(school, incident),
    )


def _narrative(incident: Incident) -> str:
    named = [("Concerns", ", ".join(who.name for who in incident.concerning))] if incident.concerning else []
    if incident.held_back:
        named.append(("Held back", ", ".join(who.name for who in incident.held_back)))
    return "\n".join(f"{name}: {text}" for name, text in (*named, *labelled_account(incident)))


def _referrals(school: School, incident: Incident) -> str:
    told = []
    for referral in incident.referrals:
        reference = f", reference {referral.reference}" if referral.reference else ""
        note = f": {referral.note}" if referral.note else ""
        told.append(f"{times.full(school, referral.at)}: {referral.to}{reference}, by {referral.by.name}{note}")
    return "\n".join(told)


def _outcome(school: School, incident: Incident) -> str:
    told = []
    if incident.merged_into:
        told.append(f"Merged into {incident.merged_into}")
    if incident.closing:
        told += [incident.closing.outcome, incident.closing.reason, incident.closing.no_referral]
        line = incident.closing.to_reporter
        told += [f"{TOLD_THE_REPORTER}: {line}"] if line else []
    if incident.breach and incident.breach.decided_at:
        words = REPORTED_TO_ICO if incident.breach.reported else FOUND_NOT_REPORTABLE
        told.append(f"{words}, {times.full(school, incident.breach.decided_at)}: {incident.breach.reason}")
    return "\n".join(part for part in told if part)
