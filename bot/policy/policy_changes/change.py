"""Asking for a change of the policy: which part, and why (T5, A3). It becomes a duty that the calendar's readers see.

Of the report that led to it nothing goes into the duty, not its reference, kind or day: only what was typed for it. The
report's own timeline says that a change was asked for, to whoever may see that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from bot.policy.incidents.authority import allow
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import Action
from bot.policy.kit.errors import Incomplete, NotAllowed
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.owed_duties import OwedDuty
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Evidence, Record, Who
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, Role
from bot.policy.kit.school_time import local
from bot.policy.kit.timeline import seal

POLICY_CHANGERS: frozenset[Role] = frozenset({CHAMPION, HEADTEACHER})
"""Who asks for a change."""
CHANGE_DUTY = "policy_changed"
"""The calendar's row by which it is done."""
CHANGED_WITHIN = timedelta(days=28)
LONGEST_CLAUSE, LONGEST_WHY = 120, 500


class PolicyNotYours(NotAllowed):
    """A change of the policy is asked for by Champions and the Headteacher."""

    key = "policy.not_yours"


@dataclass(frozen=True, slots=True)
class PolicyChangeWords:
    """What the form asks: which part of the policy, and why."""

    clause: str = ""
    why: str = ""


class PolicyChange(Record):
    """A change that was asked for. `origin` is the report that led to it, if one did."""

    TABLE: ClassVar[str] = "policy_changes"
    EVIDENCE = Evidence()

    clause: str
    why: str
    by: Who
    at: AwareDatetime
    origin: str = ""


def must_change(person: Person, incident: Incident | None) -> None:
    """Return for whoever may ask for a change, and open the report that leads to it. Raises `PolicyNotYours`, and
    `NotFound` of a report that does not exist for them."""
    if not person.roles & POLICY_CHANGERS:
        raise PolicyNotYours()
    if incident is not None:
        allow(person, Action.SEE, incident)


def is_guarded(incident: Incident) -> bool:
    """Whether it is kept from some of those who will read the duty."""
    return KINDS[incident.kind].confidential or bool(incident.shut_out)


def ask_for_change(
    reference: str, words: PolicyChangeWords, incident: Incident | None, context: ActionContext
) -> Outcome:
    """It is asked for. Raises `Incomplete` too."""
    must_change(context.by, incident)
    said = {"clause": (words.clause.strip(), LONGEST_CLAUSE), "why": (words.why.strip(), LONGEST_WHY)}
    wrong = {name: "form.missing" for name, (text, _) in said.items() if not text}
    wrong |= {name: "form.too_long" for name, (text, most) in said.items() if len(text) > most}
    if wrong:
        raise Incomplete(**wrong)
    kept = PolicyChange(
        id=reference,
        clause=said["clause"][0],
        why=said["why"][0],
        by=context.by.who,
        at=context.now,
        origin=incident.id if incident else "",
    )
    facts = {"sha256": seal(kept.why)}
    entries = [Entry(subject=reference, at=context.now, by=context.by.who, what="policy_change_asked", facts=facts)]
    if incident is not None:
        of_report = Entry(subject=incident.id, at=context.now, by=context.by.who, what="policy_change_from", facts={})
        entries.append(of_report)
    return Outcome((kept,), (), tuple(entries), unchanged=(incident,) if incident else ())


def owed_changes(changes: Sequence[PolicyChange], timezone: ZoneInfo) -> Sequence[OwedDuty]:
    """The duties that these ask for, each within four weeks."""
    return [
        OwedDuty(CHANGE_DUTY, each.id, each.clause, local(each.at + CHANGED_WITHIN, timezone).date(), reason=each.why)
        for each in changes
    ]
