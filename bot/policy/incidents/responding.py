"""What those say who are asked to come, each of them: that they do, or cannot (I3). One of them has it; the others come
too, and whoever handles it or reported it reads who is on the way. Whom it was handed to may say that they cannot.

That somebody comes to what nobody has is an acknowledgement (`handling`).
"""

from __future__ import annotations

from bot.policy.incidents import pings
from bot.policy.incidents.authority import allow
from bot.policy.incidents.changing import change_incident
from bot.policy.incidents.incident import Incident, Ladder, Response
from bot.policy.incidents.ladder import hurry
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import NotPossible
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.records import Urgency


def come_too(snapshot: IncidentSnapshot, context: ActionContext) -> Outcome:
    """Somebody comes to what a colleague has. An empty outcome for whoever was not asked to, has it, or has said so."""
    incident = snapshot.incident
    coming = {who.id for who in incident.on_the_way} | {incident.owner_id}
    if not was_asked(incident, context.by.id) or context.by.id in coming:
        return Outcome()
    return change_incident(
        snapshot, context, "coming", {"responses": with_response(incident, context, comes=True)}, touches=False
    )


def cannot_come(snapshot: IncidentSnapshot, context: ActionContext) -> Outcome:
    """Somebody who was asked to come, or to whom it was handed, cannot. Where nobody of those asked is left who may,
    nobody waits for them: the next step is due. A ladder that waits for whom it was handed to begins again. An empty
    outcome for whoever has it: theirs is to hand it over. Raises `NotPossible` for whoever was not asked."""
    incident = snapshot.incident
    allow(context.by, Action.CANNOT_COME, incident)
    state_after(Action.CANNOT_COME, incident.state)
    if not may_decline(incident, context.by.id):
        raise NotPossible()
    if context.by.id in {incident.owner_id, *(who.id for who in incident.cannot_come)}:
        return Outcome()
    asked, handed = was_asked(incident, context.by.id), was_handed(incident, context.by.id)
    said = incident.model_copy(update={"responses": _with(incident, context, comes=False)})
    update: dict[str, object] = {"responses": said.responses}
    waits = incident.handed_to is not None or any(pings.may_answer(snapshot, who.id) for who in said.awaited)
    if handed:
        update["handed_to"] = None
        waits = incident.ladder.has_begun
    if incident.owner is None and not waits:
        update["ladder"] = _without_wait(incident.ladder, context)
    return change_incident(snapshot, context, "cannot_come" if asked else "cannot_take", update, touches=False)


def was_asked(incident: Incident, person: str) -> bool:
    """Whether its ladder has asked this person to come."""
    return any(who.id == person for who in incident.ladder.asked)


def was_handed(incident: Incident, person: str) -> bool:
    """Whether it was put before this person by a hand-over, and nobody has it yet."""
    return incident.handed_to is not None and incident.handed_to.id == person


def may_decline(incident: Incident, person: str) -> bool:
    """Whether this person is asked for something to which they may say that they cannot."""
    return was_asked(incident, person) or was_handed(incident, person)


def with_response(incident: Incident, context: ActionContext, *, comes: bool) -> tuple[Response, ...]:
    """What was said so far, with what this person says; of whoever was not asked nothing is kept."""
    return _with(incident, context, comes=comes) if was_asked(incident, context.by.id) else incident.responses


def _with(incident: Incident, context: ActionContext, *, comes: bool) -> tuple[Response, ...]:
    said = Response(who=context.by.who, at=context.now, comes=comes, run=incident.ladder.run)
    return (*(each for each in incident.responses if each.who.id != context.by.id), said)


def _without_wait(running: Ladder, context: ActionContext) -> Ladder:
    """The ladder whose next step is due: now, or of what is routine as the school opens."""
    if running.route.urgency is not Urgency.ROUTINE:
        return hurry(running, context.now)
    opens = context.calendar.next_open(context.now)
    sooner = hurry(running, opens)
    return sooner if sooner == running else sooner.model_copy(update={"waits": opens > context.now})


def merged_responses(fast: Incident, slow: Incident, running: Ladder) -> tuple[Response, ...]:
    """What was said to two reports that are one now. Where the ladder of the faster one goes on as this one, whoever
    had answered that need not answer again."""
    run = running.run if running.asked else 0
    answered = [each for each in fast.responses if each.run == fast.ladder.run]
    said = {each.who.id: each.model_copy(update={"run": 0}) for each in (*slow.responses, *fast.responses)}
    return tuple((said | {each.who.id: each.model_copy(update={"run": run}) for each in answered}).values())
