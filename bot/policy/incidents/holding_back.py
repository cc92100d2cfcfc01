"""Whom a report holds back because its words name them: until whoever wrote them, or handles it, has spoken (I17).

Nobody is asked before a report alerts. Each function answers with an `Outcome`, or raises as those in `handling` do; an
empty outcome means that the press changed nothing.
"""

from __future__ import annotations

from bot.policy.incidents import IncidentPurpose, ladder, telling
from bot.policy.incidents.amending import take_from_named
from bot.policy.incidents.authority import allow
from bot.policy.incidents.changing import change_incident, require_text
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.incidents.untouchable import clean_handler_texts
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Holders
from bot.policy.kit.records import Route, Who


def confirm_concern(snapshot: IncidentSnapshot, context: ActionContext, person: str, route: Route) -> Outcome:
    """Whoever wrote the words that name them says that it concerns them: they are shut out as if a field had.

    `route` is the one that follows. An earlier No does not stand in the way of a Yes.
    """
    incident = snapshot.incident
    allow(context.by, Action.ANSWER_CONCERN, incident)
    who = _find((*incident.asks(context.by.id), *incident.cleared), person)
    if who is None:
        return Outcome()
    update: dict[str, object] = {
        "state": state_after(Action.ANSWER_CONCERN, incident.state),
        "concerning": ladder.unique_people((*incident.concerning, who)),
        "held_back": _without(incident.held_back, person),
        "cleared": _without(incident.cleared, person),
    }
    consequences = take_from_named(incident.model_copy(update=update), incident, route, context)
    return change_incident(
        snapshot,
        context,
        "it_concerns",
        update | consequences,
        {"to": who.name, "to_id": who.id},
        touches=False,
        stops="ladder" in consequences,
    )


def deny_concern(snapshot: IncidentSnapshot, context: ActionContext, person: str, holders: Holders) -> Outcome:
    """Whoever wrote the words that name them says No: they are told at once, if their step has come.

    `holders` has the roles of the ladder. Once the reporter has said it no later words hold them back; a handler speaks
    for their own words alone.
    """
    incident = snapshot.incident
    allow(context.by, Action.ANSWER_CONCERN, incident)
    who = _find(incident.asks(context.by.id), person)
    if who is None:
        return Outcome()
    update: dict[str, object] = {
        "state": state_after(Action.ANSWER_CONCERN, incident.state),
        "held_back": _without(incident.held_back, person),
    }
    if context.by.id == incident.reporter.id:
        update["cleared"] = ladder.unique_people((*incident.cleared, who))
    told = (who,) if incident.state is not State.CLOSED and _step_has_come(incident, who, holders) else ()
    return _let_in(snapshot, context, who, "it_does_not_concern", update, told)


def tell_after_all(snapshot: IncidentSnapshot, context: ActionContext, person: str, reason: str) -> Outcome:
    """Whoever handles it has them told all the same, and says why: it cannot be taken back. Raises `Incomplete`."""
    incident = snapshot.incident
    allow(context.by, Action.TELL_AFTER_ALL, incident)
    who = _find(incident.held_back, person)
    if who is None:
        return Outcome()
    update: dict[str, object] = {
        "state": state_after(Action.TELL_AFTER_ALL, incident.state),
        "held_back": _without(incident.held_back, person),
    }
    note = clean_handler_texts(incident, reason=require_text("reason", reason))["reason"]
    return _let_in(snapshot, context, who, "told_after_all", update, (who,), note)


def _let_in(
    snapshot: IncidentSnapshot,
    context: ActionContext,
    who: Who,
    what: str,
    update: dict[str, object],
    told: tuple[Who, ...],
    note: str = "",
) -> Outcome:
    """They may know of it again. Where somebody has it already, their card asks nobody to come."""
    incident = snapshot.incident
    alerts = incident.owner is None and incident.state is State.REPORTED
    update = {**update, "rung": ladder.unique_people((*incident.rung, *told))}
    cause = f"{what}.v{incident.version}"
    open_to = incident.model_copy(update=update)
    card = telling.tell(open_to, told, IncidentPurpose.PING if alerts else IncidentPurpose.STANDING, cause, context.now)
    touches = context.by.id != incident.reporter.id
    facts = {"to": who.name, "to_id": who.id}
    return change_incident(snapshot, context, what, update, facts, note=note, touches=touches) + Outcome(notices=card)


def _step_has_come(incident: Incident, who: Who, holders: Holders) -> bool:
    running = incident.ladder
    steps = running.route.steps if running.round > 1 else running.route.steps[: running.next_step]
    if who.id in {each.id for each in incident.rung}:
        return True
    return any(who.id == person.id for step in steps for role in step.roles for person in holders.get(role, ()))


def _find(people: tuple[Who, ...], person: str) -> Who | None:
    return next((who for who in people if who.id == person), None)


def _without(people: tuple[Who, ...], person: str) -> tuple[Who, ...]:
    return tuple(who for who in people if who.id != person)
