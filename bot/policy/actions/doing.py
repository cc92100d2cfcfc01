"""What people do with actions: one is added, is done, is not needed after all.

Each answers with an `Outcome`, or raises a `PolicyError` instead of an outcome that the rules do not allow.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.policy.actions import ActionPurpose
from bot.policy.actions.reminding import with_due
from bot.policy.actions.telling import tell_owner
from bot.policy.incidents.actions import ActionState, ReportAction, may_own
from bot.policy.incidents.authority import allow, may
from bot.policy.incidents.changing import LONGEST_LINE, change_incident
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.untouchable import clean_handler_texts
from bot.policy.kit.errors import Incomplete, NotFound
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.school_time import local, parse_day
from bot.policy.kit.spoken_days import spell_out_day
from bot.policy.kit.timeline import seal

FURTHEST_AHEAD = timedelta(days=366)
"""How far ahead the day of an action may lie."""
MOST_OPEN = 12
"""So many actions of one report may be open at a time: a card shows them all."""


class UnknownAction(NotFound):
    """There is no such action, or it does not exist for this person."""

    key = "action.not_found"


def add_action(
    snapshot: IncidentSnapshot, context: ActionContext, words: str, owner: Person | None, on: str
) -> Outcome:
    """Somebody is to do this until that day, written as people say it; they are told at once, at night in the morning.

    Raises `Incomplete` for what is missing, for a day that is past, and for an owner who may not know of the report.
    """
    incident = snapshot.incident
    allow(context.by, Action.ADD_AN_ACTION, incident)
    state = state_after(Action.ADD_AN_ACTION, incident.state)
    said, today = words.strip(), local(context.now, context.calendar.timezone).date()
    day, wrong = read_day_to_come(on, today), {}
    if not said or len(said) > LONGEST_LINE:
        wrong["words"] = "form.too_long" if said else "form.missing"
    elif sum(each.is_open for each in snapshot.actions) >= MOST_OPEN:
        wrong["words"] = "action.too_many"
    if owner is None or not may_own(owner, incident):
        named = owner is not None and owner.id in incident.shut_out
        wrong["owner"] = "action.named" if named else "action.not_staff"
    if day is None or not today <= day <= today + FURTHEST_AHEAD:
        wrong["on"] = "action.no_day" if day is None else "action.day_gone" if day < today else "action.too_far"
    if wrong or owner is None or day is None:
        raise Incomplete(**wrong)
    said = clean_handler_texts(incident, words=said)["words"]
    action = ReportAction(
        id=f"{incident.id}:action:{incident.version}",
        subject=incident.id,
        words=said,
        owner=owner.who,
        due_on=day,
        by=context.by.who,
        at=context.now,
    )
    action = with_due(action, context.calendar)
    facts = {"to": owner.name, "to_id": owner.id, "on_day": day.isoformat(), "words": action.id, "sha256": seal(said)}
    at = context.calendar.by_day(context.now)
    told = tell_owner(incident, owner.who, ActionPurpose.GIVEN, action.id, context.now, at=at)
    return change_incident(snapshot, context, "action_added", {"state": state}, facts) + Outcome((action,), (told,))


def find_to_end(snapshot: IncidentSnapshot, by: Person, action_id: str, *, needed: bool = True) -> ReportAction:
    """The action that this person may end: its owner by saying that it is done, whatever else they are to the report;
    whoever handles the report also because it is not `needed` any more. Raises `UnknownAction`."""
    incident = snapshot.incident
    action = next((each for each in snapshot.actions if each.id == action_id and each.subject == incident.id), None)
    if action is None or incident.removed:
        raise UnknownAction()
    owns = needed and action.owner.id == by.id and may_own(by, incident)
    if not owns and not may(by, Action.END_AN_ACTION, incident):
        raise UnknownAction()
    return action


def end_action(
    snapshot: IncidentSnapshot, context: ActionContext, action_id: str, words: str, *, needed: bool
) -> Outcome:
    """It is done, or where it is not `needed` any more that is said; `words` may say what was done.

    Where somebody had said so before nothing is changed, and words are kept as a note. Raises `UnknownAction`, and
    `Incomplete` for words that are too long.
    """
    incident = snapshot.incident
    action = find_to_end(snapshot, context.by, action_id, needed=needed)
    said = words.strip()
    if len(said) > LONGEST_LINE:
        raise Incomplete(words="form.too_long")
    said = clean_handler_texts(incident, words=said)["words"]
    handles = may(context.by, Action.END_AN_ACTION, incident)
    if not action.is_open:
        return change_incident(snapshot, context, "noted", {}, note=said, touches=handles) if said else Outcome()
    after = action.end(ActionState.DONE if needed else ActionState.NOT_NEEDED, context.by.who, context.now, said)
    facts = {"action": action.id, "to": action.owner.name}
    if said:
        facts |= {"words": f"{action.id}:end", "sha256": seal(said)}
    update = {"state": state_after(Action.END_AN_ACTION, incident.state)} if handles else {}
    what = "action_done" if needed else "action_not_needed"
    return change_incident(snapshot, context, what, update, facts, touches=handles) + Outcome((after,))


def read_day_to_come(text: str, today: date) -> date | None:
    """The day that somebody means by which a thing is to be done, or None."""
    try:
        return parse_day(spell_out_day(text, today))
    except Incomplete:
        return None
