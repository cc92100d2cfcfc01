"""What people do with an incident. Whatever the order of presses, at most one person holds it; every change is told.

Each function answers with an `Outcome`, or raises: `NotFound` or `NotAllowed` by `authority`, `NotPossible` by
`states`. An empty outcome means that the press changed nothing, which is an answer and not an error.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.policy.incidents import IncidentPurpose, ladder, responding, slowing, telling
from bot.policy.incidents.authority import allow
from bot.policy.incidents.changing import (
    LONGEST_LINE,
    LONGEST_TEXT,
    change_incident,
    check_lengths,
    entry_of,
    require_text,
)
from bot.policy.incidents.closing import drill_closing
from bot.policy.incidents.due import with_due
from bot.policy.incidents.incident import Incident, Referral, State, StepDone
from bot.policy.incidents.insisting import go_on_asking, insist, still_said
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.untouchable import clean_handler_texts
from bot.policy.kit.errors import NotPossible
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.timeline import seal

REPEATED_WITHIN = timedelta(minutes=5)
"""Within so long the same word of an owner is a repetition."""


def acknowledge(snapshot: IncidentSnapshot, context: ActionContext) -> Outcome:
    """Take it: the ladder stops, pings not yet sent are withdrawn, every card is told. By somebody who was asked to
    come it says that they do, also where another has it already."""
    incident = snapshot.incident
    allow(context.by, Action.ACKNOWLEDGE, incident)
    if incident.owner is not None:
        return responding.come_too(snapshot, context)
    taken: dict[str, object] = {
        "state": state_after(Action.ACKNOWLEDGE, incident.state),
        "owner": context.by.who,
        "owned_at": context.now,
        "handed_to": None,
        "unanswered_at": None,
        "rung": ladder.unique_people((*incident.rung, context.by.who)),
        "responses": responding.with_response(incident, context, comes=True),
    }
    if incident.drill:
        # A drill has done its work once somebody has answered.
        taken |= {"state": State.CLOSED, "closing": drill_closing(context)}
    told = telling.tell_reporters(snapshot, IncidentPurpose.TAKEN, context.by.who, context.now)
    return change_incident(snapshot, context, "acknowledged", taken, stops=True) + Outcome(notices=told)


def take_over(snapshot: IncidentSnapshot, context: ActionContext, owner_id: str, words: str = "") -> Outcome:
    """Take it from `owner_id`, who had it on the card that was pressed, and is told. Of two who press, one takes it.

    What was written to them is kept as a note, also by the one who comes second.
    """
    incident = snapshot.incident
    allow(context.by, Action.SEE, incident)
    state = state_after(Action.TAKE_OVER, incident.state)
    noted = add_a_note(snapshot, context, words) if words.strip() else Outcome()
    if incident.owner is None or incident.owner_id == context.by.id:
        return noted
    allow(context.by, Action.TAKE_OVER, incident)
    if incident.owner_id != owner_id:
        return noted
    taken = {
        "state": state,
        "owner": context.by.who,
        "owned_at": context.now,
        "rung": ladder.unique_people((*incident.rung, context.by.who)),
    }
    facts = {"from_id": owner_id}
    told = telling.tell(incident, (incident.owner,), IncidentPurpose.TAKEN_OVER, f"v{incident.version}", context.now)
    note = clean_handler_texts(incident, note=words.strip())["note"]
    return change_incident(snapshot, context, "taken_over", taken, facts, note=note) + Outcome(notices=told)


def still_with_me(snapshot: IncidentSnapshot, context: ActionContext) -> Outcome:
    """The owner says that they are on it: they are not asked again until they have done nothing for as long again.

    Said twice within minutes it is said once.
    """
    incident = snapshot.incident
    allow(context.by, Action.STILL_WITH_ME, incident)
    state = state_after(Action.STILL_WITH_ME, incident.state)
    just_now = incident.touched_at is not None and context.now - incident.touched_at < REPEATED_WITHIN
    if state is incident.state and incident.asked_at is None and just_now:
        return Outcome()
    return change_incident(snapshot, context, "still_with_owner", {"state": state})


def hand_over(snapshot: IncidentSnapshot, context: ActionContext, to: Person) -> Outcome:
    """Put it before `to`, who is told at once; until they take it nobody holds it, and the ladder waits a little.

    It does not wait when it is put there by somebody who may not slow it.
    """
    incident = snapshot.incident
    allow(context.by, Action.HAND_OVER, incident)
    if to.id == context.by.id or to.id in incident.shut_out:
        raise NotPossible()
    delay = ladder.hand_over_grace(incident.ladder.route, to)
    again = ladder.start_ladder(
        incident.ladder.route, context.now, context.calendar, run=incident.ladder.run + 1, delay=delay
    )
    alerts = telling.tell(incident, (to.who,), IncidentPurpose.PING, f"handed.v{incident.version}", context.now)
    handed: dict[str, object] = {
        "state": state_after(Action.HAND_OVER, incident.state),
        "owner": None,
        "owned_at": None,
        "unanswered_at": None,
        "handed_to": to.who,
        "responses": still_said(incident, again, context.by.id, to.id),
        "rung": ladder.unique_people((*incident.rung, to.who)),
        "ladder": insist(incident, go_on_asking(incident, again), alerts, context.now),
    }
    facts = {"to": to.name, "to_id": to.id}
    if slowing.must_run_on(Action.HAND_OVER, context.by, incident, again, context.now):
        # One more is alerted, and everybody else is as before.
        more = {"rung": handed["rung"], "ladder": insist(incident, incident.ladder, alerts, context.now)}
        told = change_incident(snapshot, context, "handed_over", more, facts)
        return told + Outcome(notices=alerts, entries=(slowing.runs_on_entry(incident, context),))
    people = slowing.whom_it_concerns(incident, without=(to.who,))
    return change_incident(snapshot, context, "handed_over", handed, facts, stops=True, tells=people) + Outcome(
        notices=alerts
    )


def tell_now(snapshot: IncidentSnapshot, context: ActionContext, holders: Holders) -> Outcome:
    """Skip the wait to the next step. Once the ladder has run out it begins anew."""
    incident = snapshot.incident
    allow(context.by, Action.TELL_NOW, incident)
    state_after(Action.TELL_NOW, incident.state)
    running = incident.ladder
    if running.next_at is None or running.next_step >= len(running.route.steps):
        running = ladder.start_ladder(running.route, context.now, context.calendar, run=running.run + 1)
    hurried = ladder.hurry(running, context.now)
    entry = entry_of(incident, context, "ring_now", {})
    climbed = ladder.climb(
        incident.model_copy(update={"ladder": hurried, "unanswered_at": None}), holders, context.now, context.calendar
    )
    due = tuple(with_due(record, context.calendar) for record in climbed.records if isinstance(record, Incident))
    told = telling.redraw_all(snapshot, context.now)
    return Outcome(due, climbed.notices + told.notices, (entry, *climbed.entries))


def add_a_note(snapshot: IncidentSnapshot, context: ActionContext, text: str) -> Outcome:
    """A note for the log. The timeline holds its hash, the note its words."""
    allow(context.by, Action.ADD_A_NOTE, snapshot.incident)
    state = state_after(Action.ADD_A_NOTE, snapshot.incident.state)
    note = clean_handler_texts(snapshot.incident, note=require_text("note", text))["note"]
    return change_incident(snapshot, context, "noted", {"state": state}, note=note)


def tick_a_step(snapshot: IncidentSnapshot, context: ActionContext, step: str, *, done: bool) -> Outcome:
    """One of the kind's steps is done, or what is ticked instead of it; or not so after all. What is so already is not
    said again."""
    incident = snapshot.incident
    allow(context.by, Action.TICK_A_STEP, incident)
    state = state_after(Action.TICK_A_STEP, incident.state)
    ticked_for = next((each for each in KINDS[incident.kind].now if step in each.ticks), None)
    if ticked_for is None or (done and step == ticked_for.earlier):
        raise NotPossible()
    if done == any(each.id == step for each in incident.steps_done):
        return Outcome()
    others = tuple(each for each in incident.steps_done if each.id not in ticked_for.ticks)
    ticked = (*others, StepDone(id=step, by=context.by.who, at=context.now)) if done else others
    what = "step_done" if done else "step_undone"
    return change_incident(snapshot, context, what, {"state": state, "steps_done": ticked}, {"step": step})


def refer(
    snapshot: IncidentSnapshot, context: ActionContext, to: str, reference: str, at: datetime, text: str
) -> Outcome:
    """Somebody outside was told: who, when, and under what reference (I3, I10, I16)."""
    incident = snapshot.incident
    allow(context.by, Action.REFER, incident)
    check_lengths(told_other=(to, LONGEST_LINE), number=(reference, LONGEST_LINE), note=(text, LONGEST_TEXT))
    said = clean_handler_texts(
        incident, told_other=require_text("told", to), number=reference.strip(), note=text.strip()
    )
    referral = Referral(to=said["told_other"], at=at, by=context.by.who, reference=said["number"], note=said["note"])
    referred = {"state": state_after(Action.REFER, incident.state), "referrals": (*incident.referrals, referral)}
    facts = {"to": referral.to, "told_at": at.isoformat(), "reference": referral.reference}
    return change_incident(snapshot, context, "referred", referred, facts)


def decide_breach(snapshot: IncidentSnapshot, context: ActionContext, *, reported: bool, text: str) -> Outcome:
    """The breach was reported to the ICO, or found not reportable; the reason is kept either way (I13)."""
    incident = snapshot.incident
    allow(context.by, Action.DECIDE_BREACH, incident)
    if incident.breach is None:
        raise NotPossible()
    reason = require_text("reason", text)
    check_lengths(reason=(reason, LONGEST_TEXT))
    reason = clean_handler_texts(incident, reason=reason)["reason"]
    decided = incident.breach.model_copy(update={"decided_at": context.now, "reported": reported, "reason": reason})
    update = {"state": state_after(Action.DECIDE_BREACH, incident.state), "breach": decided}
    facts = {"reported": "yes" if reported else "no", "sha256": seal(reason)}
    # It stands as decided last; as a note each reason stays, with whoever gave it.
    return change_incident(snapshot, context, "breach_decided", update, facts, note=reason)
