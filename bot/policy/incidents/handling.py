"""What people do with an incident. Whatever the order of presses, at most one person holds it; every change is told.

Each function answers with an `Outcome`, or raises: `NotFound` or `NotAllowed` by `authority`, `NotPossible` by
`states`. An empty outcome means that the press changed nothing, which is an answer and not an error.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.policy.incidents import ladder, slowing
from bot.policy.incidents.authority import allow
from bot.policy.incidents.changing import LINE, TEXT, changed, entry_of, required, short_enough
from bot.policy.incidents.closing import drill_over
from bot.policy.incidents.due import with_due
from bot.policy.incidents.incident import Incident, Referral, State
from bot.policy.incidents.states import Action, after
from bot.policy.incidents.untouchable import written
from bot.policy.kit import notices
from bot.policy.kit.action import ActionContext
from bot.policy.kit.errors import NotPossible
from bot.policy.kit.notices import Snapshot
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Purpose
from bot.policy.kit.timeline import seal

JUST_NOW = timedelta(minutes=5)
"""Within so long the same word of an owner is a repetition."""


def acknowledge(standing: Snapshot, press: ActionContext) -> Outcome:
    """Take it: the ladder stops, pings not yet sent are withdrawn, every card is told."""
    incident = standing.incident
    allow(press.by, Action.ACKNOWLEDGE, incident)
    if incident.owner is not None:
        return Outcome()
    taken: dict[str, object] = {
        "state": after(Action.ACKNOWLEDGE, incident.state),
        "owner": press.by.who,
        "owned_at": press.now,
        "handed_to": None,
        "unanswered_at": None,
        "rung": ladder.unique((*incident.rung, press.by.who)),
    }
    if incident.drill:
        # A drill has done its work once somebody has answered.
        taken |= {"state": State.CLOSED, "closing": drill_over(press)}
    return changed(standing, press, "acknowledged", taken, stops=True)


def still_with_me(standing: Snapshot, press: ActionContext) -> Outcome:
    """The owner says that they are on it: they are not asked again until they have done nothing for as long again.

    Said twice within minutes it is said once.
    """
    incident = standing.incident
    allow(press.by, Action.STILL_WITH_ME, incident)
    state = after(Action.STILL_WITH_ME, incident.state)
    just_now = incident.touched_at is not None and press.now - incident.touched_at < JUST_NOW
    if state is incident.state and incident.asked_at is None and just_now:
        return Outcome()
    return changed(standing, press, "still_with_owner", {"state": state})


def hand_over(standing: Snapshot, press: ActionContext, to: Person) -> Outcome:
    """Put it before `to`, who is rung at once; until they take it nobody holds it, and the ladder waits for a while.

    It does not wait when it is put there by somebody who may not slow it.
    """
    incident = standing.incident
    allow(press.by, Action.HAND_OVER, incident)
    if to.id == press.by.id or to.id in incident.shut_out:
        raise NotPossible()
    delay = ladder.second_step(incident.ladder.route) or ladder.HAND_OVER_GRACE
    again = ladder.start(incident.ladder.route, press.now, press.calendar, run=incident.ladder.run + 1, delay=delay)
    handed: dict[str, object] = {
        "state": after(Action.HAND_OVER, incident.state),
        "owner": None,
        "owned_at": None,
        "unanswered_at": None,
        "handed_to": to.who,
        "rung": ladder.unique((*incident.rung, to.who)),
        "ladder": again,
    }
    rings = notices.tell(incident, (to.who,), Purpose.PING, f"handed.v{incident.version}", press.now)
    facts = {"to": to.name, "to_id": to.id}
    if slowing.runs_on(Action.HAND_OVER, press.by, incident, again, press.now):
        # One more is rung, and everybody else is as before.
        more = {"rung": handed["rung"]}
        told = changed(standing, press, "handed_over", more, facts)
        return told + Outcome(notices=rings, entries=(slowing.line(incident, press),))
    people = slowing.whom_it_concerns(incident, without=(to.who,))
    return changed(standing, press, "handed_over", handed, facts, stops=True, tells=people) + Outcome(notices=rings)


def ring_now(standing: Snapshot, press: ActionContext, holders: ladder.Holders) -> Outcome:
    """Skip the wait to the next step. Once the ladder has run out it begins anew."""
    incident = standing.incident
    allow(press.by, Action.RING_NOW, incident)
    after(Action.RING_NOW, incident.state)
    running = incident.ladder
    if running.next_at is None or running.next_step >= len(running.route.steps):
        running = ladder.start(running.route, press.now, press.calendar, run=running.run + 1)
    hurried = ladder.hurried(running, press.now)
    entry = entry_of(incident, press, "ring_now", {})
    climbed = ladder.climb(
        incident.model_copy(update={"ladder": hurried, "unanswered_at": None}), holders, press.now, press.calendar
    )
    due = tuple(with_due(record, press.calendar) for record in climbed.records if isinstance(record, Incident))
    told = notices.tell_cards(standing, press.now)
    return Outcome(due, climbed.notices + told.notices, (entry, *climbed.entries))


def add_a_note(standing: Snapshot, press: ActionContext, text: str) -> Outcome:
    """A note for the log. The timeline holds its hash, the note its words."""
    allow(press.by, Action.ADD_A_NOTE, standing.incident)
    state = after(Action.ADD_A_NOTE, standing.incident.state)
    note = written(standing.incident, note=required("note", text))["note"]
    return changed(standing, press, "noted", {"state": state}, note=note)


def refer(standing: Snapshot, press: ActionContext, to: str, reference: str, at: datetime, text: str) -> Outcome:
    """Somebody outside was told: who, when, and under what reference (I3, I10, I16)."""
    incident = standing.incident
    allow(press.by, Action.REFER, incident)
    short_enough(told_other=(to, LINE), number=(reference, LINE), note=(text, TEXT))
    said = written(incident, told_other=required("told", to), number=reference.strip(), note=text.strip())
    referral = Referral(to=said["told_other"], at=at, by=press.by.who, reference=said["number"], note=said["note"])
    referred = {"state": after(Action.REFER, incident.state), "referrals": (*incident.referrals, referral)}
    facts = {"to": referral.to, "told_at": at.isoformat(), "reference": referral.reference}
    return changed(standing, press, "referred", referred, facts)


def decide_breach(standing: Snapshot, press: ActionContext, *, reported: bool, text: str) -> Outcome:
    """The breach was reported to the ICO, or found not reportable; the reason is kept either way (I13)."""
    incident = standing.incident
    allow(press.by, Action.DECIDE_BREACH, incident)
    if incident.breach is None:
        raise NotPossible()
    reason = required("reason", text)
    short_enough(reason=(reason, TEXT))
    reason = written(incident, reason=reason)["reason"]
    decided = incident.breach.model_copy(update={"decided_at": press.now, "reported": reported, "reason": reason})
    update = {"state": after(Action.DECIDE_BREACH, incident.state), "breach": decided}
    facts = {"reported": "yes" if reported else "no", "sha256": seal(reason)}
    # It stands as decided last; as a note each reason stays, with whoever gave it.
    return changed(standing, press, "breach_decided", update, facts, note=reason)
