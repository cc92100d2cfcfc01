"""The log as a table: a line for each incident. How it is written is `cards.kit.spreadsheet`'s. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.incidents.deciding import ALLEGATION, LOW_LEVEL
from bot.policy.incidents.incident import CpomsRecord, Incident
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.inspection import DrawnSection
from bot.policy.kit.school import School
from bot.policy.log.retention import ended_at
from bot.policy.log.reviewing import Review
from cards.incidents.incident_parts import labelled_account
from cards.kit import spreadsheet, times
from cards.kit.spreadsheet import CsvRow
from cards.kit.timeline import entry_lines
from cards.words import log as wording
from cards.words.closing import TOLD_THE_REPORTER
from cards.words.cpoms import CATEGORY
from cards.words.deciding import FINDING_WORDS
from cards.words.handling import FOUND_NOT_REPORTABLE, REPORTED_TO_ICO
from cards.words.incidents import STATES
from cards.words.kinds import KIND_WORDS
from cards.words.log import LOG_COLUMNS, REMOVED_CELL


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
        return (*start, REMOVED_CELL, REMOVED_CELL, *[""] * (len(LOG_COLUMNS) - len(start) - 2))
    return (
        *start,
        _narrative(incident),
        "\n".join(entry_lines(view.timeline, times.for_register(school), view.note_texts)),
        _referrals(school, incident),
        _in_cpoms(incident.cpoms_entry),
        _outcome(school, incident),
        *_how_it_ended(incident),
        *_cpoms(school, incident.cpoms_entry),
        "\n".join(each.to for each in incident.referrals),
        _questions(school, incident),
    )


def _in_cpoms(entry: CpomsRecord | None) -> str:
    """The reference; the column has always had why there is none, where there is none."""
    return (entry.reference or entry.why_not) if entry else ""


def _how_it_ended(incident: Incident) -> tuple[str, str, str]:
    """How it was closed, each in a column of its own: outcome, reason, and why nobody outside was told."""
    ended = incident.closing
    return (ended.outcome, ended.reason, ended.no_referral) if ended and not incident.drill else ("", "", "")


def _cpoms(school: School, entry: CpomsRecord | None) -> tuple[str, str, str]:
    """Who entered it in CPOMS, when, and why it is not there."""
    return (entry.by.name, times.sortable(school, entry.at), entry.why_not) if entry else ("", "", "")


def _questions(school: School, incident: Incident) -> str:
    told = []
    for each in incident.questions:
        told.append(f"{times.full(school, each.at)}, {each.by.name}: {each.words}")
        told += [
            f"{times.full(school, answer.at)}, {incident.reporter.name}: {answer.words}" for answer in each.answers
        ]
    return "\n".join(told)


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
    if incident.conduct:
        told.append(
            f"{FINDING_WORDS[ALLEGATION if incident.conduct.allegation else LOW_LEVEL]}: {incident.conduct.reason}"
        )
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


def reviews_section(school: School, reviews: Sequence[Review]) -> DrawnSection:
    """A line for each review, without what was remarked: that may be about a report."""
    rows = [(times.sortable(school, each.at), each.by.name, each.head) for each in reviews]
    files = {"log-reviews.csv": spreadsheet.csv_bytes(wording.REVIEW_COLUMNS, rows)}
    return DrawnSection(wording.REVIEW_SECTION, wording.REVIEW_SECTION_SAYS, files)


def drills_section(school: School, drills: Sequence[Incident]) -> DrawnSection:
    """A line for each drill, without anybody's name."""
    rows = [
        (each.id, times.sortable(school, each.reported_at), KIND_WORDS[each.kind].name, _minutes(each))
        for each in drills
    ]
    files = {"drills.csv": spreadsheet.csv_bytes(wording.DRILL_COLUMNS, rows)}
    return DrawnSection(wording.DRILL_SECTION, wording.DRILL_SECTION_SAYS, files)


def _minutes(drill: Incident) -> str:
    return str(int((drill.owned_at - drill.reported_at).total_seconds() // 60)) if drill.owned_at else ""
