"""What slows or stops a ladder without anybody taking the report: who may do so, and who hears of it.

An acknowledgement takes responsibility, and stops a ladder for everybody. The acts of this table do not. Whoever is
neither the report's owner nor a safeguarding lead may still do them in name; the faster ladder then runs on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident, Ladder
from bot.policy.incidents.states import Action
from bot.policy.incidents.telling import tell
from bot.policy.kit.outcome import ActionContext
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, Urgency, Who
from bot.policy.kit.roles import Role

SAFEGUARDING_LEADS: frozenset[Role] = frozenset({"dsl", "deputy_dsl"})
"""Who leads on safeguarding. A Headteacher as such does not: one who would slow a report takes it first."""

SLOWING: dict[Action, tuple[str, ...]] = {
    Action.CHANGE_THE_KIND: ("I3", "I9", "I11"),  # what goes to somebody at once goes there at once, whatever its name
    Action.HAND_OVER: ("I3", "I12"),  # one more person is told; the named points of contact still are
    Action.MERGE: ("I2", "I3"),  # every concern is reported: the faster of the two is not lost in the slower
}
"""What slows or stops a ladder, and the clauses for which it must not be done by just anybody."""


def may_slow(person: Person, *reports: Incident) -> bool:
    """Whether this person answers for what these reports' ladders do: as an owner, or as a safeguarding lead."""
    return bool(person.roles & SAFEGUARDING_LEADS) or any(report.owner_id == person.id for report in reports)


def slows(before: Ladder, after: Ladder, now: datetime) -> bool:
    """Whether a ladder alerts more slowly than the one it would take the place of: less urgently, or later."""
    if _rank(after.route.urgency) > _rank(before.route.urgency):
        return True
    if before.next_at is None:
        return False
    return after.next_at is None or after.next_at > max(before.next_at, now)


def must_run_on(action: Action, by: Person, incident: Incident, then: Ladder, now: datetime) -> bool:
    """Whether the ladder must run on as it does, because `then` is slower and this person may not slow it.

    A hand-over makes all others wait for one person, whatever the next moment: it slows every ladder that runs.
    """
    if action not in SLOWING or may_slow(by, incident):
        return False
    waits_for_one = action is Action.HAND_OVER and incident.ladder.next_at is not None
    return waits_for_one or slows(incident.ladder, then, now)


def whom_it_concerns(incident: Incident, *, without: Iterable[Who | None] = ()) -> tuple[Who, ...]:
    """Who must hear of it: those who were alerted, and the reporter; not those who hear of it in another way."""
    spared = {who.id for who in without if who is not None}
    return tuple(who for who in (*incident.rung, incident.reporter) if who.id not in spared)


def tell_of_change(incident: Incident, context: ActionContext, what: str, people: Iterable[Who]) -> tuple[Notice, ...]:
    """A new message to each of these about what became of the ladder: to nobody shut out, and not to whoever did it.

    `what` is the timeline's key for it, `incident` the record as it then stands with its version as it was.
    """
    told = [who for who in people if who.id != context.by.id]
    return tell(incident, told, IncidentPurpose.ALERTS_CHANGED, f"{what}.v{incident.version}", context.now)


def runs_on_entry(incident: Incident, context: ActionContext) -> Entry:
    """The timeline's word for a ladder that was not slowed."""
    facts = {"kind": incident.rings_as or incident.kind}
    return Entry(subject=incident.id, at=context.now, by=context.by.who, what="rings_on", facts=facts)


def _rank(urgency: Urgency) -> int:
    return list(Urgency).index(urgency)
