"""What of the log stands in somebody's briefing: emergencies, open reports by age, a review that is overdue, and what
is not in CPOMS yet. Pure.

Nobody's line counts a report that they may not see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.policy.incidents.authority import CPOMS_ROLES
from bot.policy.incidents.cpoms import keeps_cpoms
from bot.policy.incidents.incident import Incident, State
from bot.policy.kit.briefing import BriefingLine, LineFact, LineKind
from bot.policy.kit.people import Person
from bot.policy.kit.records import Urgency
from bot.policy.kit.roles import Role
from bot.policy.kit.school import Term
from bot.policy.kit.school_time import ONE_DAY
from bot.policy.log.cpoms import is_missing_for
from bot.policy.log.log import is_in_general_log_of


class LogLine(LineKind):
    """The lines of the log."""

    EMERGENCIES = "open_emergencies"
    OPEN = "open_reports"
    REVIEW = "review_overdue"
    UNREADABLE = "records_unreadable"
    CPOMS = "not_in_cpoms"


BRIEFED: Mapping[LogLine, frozenset[Role]] = {
    LogLine.EMERGENCIES: frozenset({"headteacher", "dsl", "deputy_dsl", "champion"}),  # I4 to I6, R1, R2
    LogLine.OPEN: frozenset({"champion"}),  # I1: the Champion keeps the log
    LogLine.REVIEW: frozenset({"headteacher", "champion"}),  # I1
    LogLine.UNREADABLE: frozenset({"champion"}),
    LogLine.CPOMS: CPOMS_ROLES,  # I1, I15: the deputy keeps CPOMS, where there is one
}
"""Who is owed which line."""
ONE_WEEK = 7 * ONE_DAY


def log_lines(
    person: Person,
    open_ones: Sequence[Incident],
    overdue: Term | None,
    unreadable: int,
    now: datetime,
    handling: frozenset[Role],
    missing: Sequence[Incident] = (),
    *,
    has_deputy: bool = True,
) -> list[BriefingLine]:
    """The person's lines. `missing` are the reports that are not in CPOMS yet, `has_deputy` says whether the school has
    a deputy DSL, who then keeps it. `overdue` is the half term that nobody has reviewed, `unreadable` how many records
    cannot be read; only those who hold a role that handles reports (`handling`) may open the log."""
    owed = {line for line, roles in BRIEFED.items() if person.holds(*roles)} if person.holds(*handling) else set()
    seen = [incident for incident in open_ones if is_in_general_log_of(person, incident)]
    emergencies = [incident for incident in seen if incident.urgency is Urgency.EMERGENCY]
    found = []
    if LogLine.EMERGENCIES in owed and emergencies:
        facts: dict[str, LineFact] = {"untaken": _untaken(emergencies), "oldest": max(_ages(emergencies, now))}
        found.append(BriefingLine(LogLine.EMERGENCIES, len(emergencies), facts, Urgency.EMERGENCY))
    if LogLine.OPEN in owed and seen:
        found.append(BriefingLine(LogLine.OPEN, len(seen), {"untaken": _untaken(seen), **_by_age(seen, now)}))
    if LogLine.REVIEW in owed and overdue is not None:
        found.append(BriefingLine(LogLine.REVIEW, 1, {"ended": overdue.end}))
    if LogLine.UNREADABLE in owed and unreadable:
        found.append(BriefingLine(LogLine.UNREADABLE, unreadable, urgency=Urgency.URGENT))
    unentered = sum(is_missing_for(person, each) for each in missing)
    if LogLine.CPOMS in owed and unentered and keeps_cpoms(person, has_deputy=has_deputy):
        found.append(BriefingLine(LogLine.CPOMS, unentered))
    return found


def _untaken(incidents: Sequence[Incident]) -> int:
    return sum(incident.state is State.REPORTED for incident in incidents)


def _ages(incidents: Sequence[Incident], now: datetime) -> list[timedelta]:
    return [now - incident.reported_at for incident in incidents]


def _by_age(incidents: Sequence[Incident], now: datetime) -> dict[str, int]:
    ages = _ages(incidents, now)
    return {
        "day": sum(age < ONE_DAY for age in ages),
        "week": sum(ONE_DAY <= age < ONE_WEEK for age in ages),
        "older": sum(age >= ONE_WEEK for age in ages),
    }
