"""Two reports of the same become one: it has both accounts, and neither its owner nor the faster ladder is lost.

Only handlers merge, and they have seen both accounts. Which of the two goes on changes nothing of who has it and of
how fast it alerts. Raises as the functions of `handling` do.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.policy.incidents import IncidentPurpose, ladder, slowing, telling
from bot.policy.incidents.authority import allow, roles_on
from bot.policy.incidents.changing import change_incident
from bot.policy.incidents.incident import BreachClock, Incident, Ladder, State
from bot.policy.incidents.insisting import go_on_asking
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.reporting import alerts_slower
from bot.policy.incidents.responding import merged_responses
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import NotPossible
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Route, Who


def allow_merge(by: Person, ended: Incident, into: Incident) -> None:
    """Return when this person may merge the one into the other.

    Raises `NotPossible` where one has ended, or would show somebody what they may not see of the other: it names the
    reporter of this one, one is confidential, or of one alone nothing may be taken in.
    """
    allow(by, Action.MERGE, ended)
    allow(by, Action.MERGE, into)
    state_after(Action.MERGE, ended.state)
    one, other = KINDS[ended.kind], KINDS[into.kind]
    if into.id == ended.id or into.state is State.CLOSED:
        raise NotPossible()
    if ended.reporter.id in into.shut_out - ended.shut_out or into.reporter.id in ended.shut_out - into.shut_out:
        raise NotPossible()
    if one.confidential or other.confidential or ended.untouchable is not into.untouchable:
        raise NotPossible()


def named_by_both(ended: Incident, into: Incident) -> Incident:
    """The faster of the two with whom either names: what the route of both as one follows from."""
    faster = ended if alerts_slower(into, ended) else into
    concerning = ladder.unique_people((*into.concerning, *ended.concerning))
    named = {who.id for who in concerning}
    held_back = tuple(who for who in ladder.unique_people((*into.held_back, *ended.held_back)) if who.id not in named)
    return faster.model_copy(update={"concerning": concerning, "held_back": held_back})


def merge(
    snapshot: IncidentSnapshot, context: ActionContext, other: IncidentSnapshot, route: Route | None = None
) -> Outcome:
    """It is the same as the other, which goes on with whoever had either, and at the pace of the faster of the two.

    Whom either names neither exists for: `route` is the one that follows from both. Of those whom the words of the one
    that ends hold back, whoever merges them is asked.

    Somebody who had only the slower one has not taken the faster: unless they or a safeguarding lead merge them, they
    are alerted with the others. Both timelines and all cards say what became of it.
    """
    ended, into = snapshot.incident, other.incident
    allow_merge(context.by, ended, into)
    fast, slow = (ended, into) if alerts_slower(into, ended) else (into, ended)
    reads = named_by_both(ended, into)
    owned = [one for one in (fast, slow) if one.owner is not None and one.owner.id not in reads.shut_out]
    holder = owned[0] if owned else None
    if holder is slow and alerts_slower(slow, fast) and not slowing.may_slow(context.by, ended, into):
        holder = None
    named: dict[str, object] = {"concerning": reads.concerning, "held_back": reads.held_back}
    alerted = (who for who in (*into.rung, *ended.rung) if who.id not in reads.shut_out)
    update: dict[str, object] = {
        **named,
        "named_by": _who_asks(ended, into, reads, context),
        "rung": ladder.unique_people(alerted),
        "rung_roles": tuple(dict.fromkeys((*into.rung_roles, *roles_on(into), *ended.rung_roles, *roles_on(ended)))),
        "referrals": tuple(sorted((*into.referrals, *ended.referrals), key=lambda referral: referral.at)),
        "breach": _earlier_clock(into.breach, ended.breach),
        "cpoms": into.cpoms_entry or ended.cpoms_entry,
        "merged_from": (*into.merged_from, ended.id),
        "rings_as": fast.rings_as or ("" if fast is into else fast.kind),
    }
    if holder is not None:
        update |= _take_over(into, holder, fast)
        alerts = Outcome()
    else:
        update |= _continue_untaken(into, fast, slow, context)
        alerts = _alerts(snapshot, into.model_copy(update=named), (fast.owner, slow.owner), context)
    handed = update.get("handed_to")
    if isinstance(handed, Who) and handed.id in reads.shut_out:
        update["handed_to"] = None
    if route is not None and route.steps != fast.ladder.route.steps:
        again = ladder.start_ladder(route, context.now, context.calendar, run=into.ladder.run + 1)
        update["ladder"] = go_on_asking(fast.model_copy(update=named), again)
    running = update.get("ladder", into.ladder)
    assert isinstance(running, Ladder)  # noqa: S101 - it is made above
    update["responses"] = merged_responses(fast, slow, running)
    told = _whom_to_tell(ended, into, holder, context)
    merged = {
        **named,
        "state": State.CLOSED,
        "merged_into": into.id,
        "handed_to": None,
        "unanswered_at": None,
    }
    tells = slowing.whom_it_concerns(ended, without=told)
    one = change_incident(snapshot, context, "merged", merged, {"reference": into.id}, stops=True, tells=tells)
    goes_on = change_incident(
        other, context, "merged_from", update, {"reference": ended.id}, stops=holder is not None, tells=told
    )
    return one + goes_on + alerts


def _who_asks(ended: Incident, into: Incident, reads: Incident, context: ActionContext) -> dict[str, str]:
    """Who is asked of those whom both hold back: of the ones that only the report that ends does, whoever merges."""
    before = {who.id for who in into.held_back}
    asked = {**{who.id: context.by.id for who in ended.held_back if who.id not in before}, **into.named_by}
    return {who.id: asked[who.id] for who in reads.held_back if who.id in asked}


def _take_over(into: Incident, holder: Incident, fast: Incident) -> dict[str, object]:
    """What the report that goes on takes over from the one that somebody has."""
    update: dict[str, object] = {
        "state": holder.state,
        "owner": holder.owner,
        "owned_at": holder.owned_at,
        "handed_to": None,
        "unanswered_at": None,
    }
    if holder is not into:
        update |= {"touched_at": holder.touched_at, "asked_at": holder.asked_at}
    if fast is not into:
        update["ladder"] = fast.ladder.model_copy(update={"run": into.ladder.run + 1})
    return update


def _continue_untaken(into: Incident, fast: Incident, slow: Incident, context: ActionContext) -> dict[str, object]:
    """The ladder of the faster one, its next moment no later than either's; one that had run out begins again."""
    return {
        "state": State.REPORTED,
        "owner": None,
        "owned_at": None,
        "asked_at": None,
        "handed_to": fast.handed_to,
        "unanswered_at": None,
        "ladder": _sooner_ladder(fast.ladder, slow.ladder, into.ladder.run + 1, context),
    }


def _sooner_ladder(fast: Ladder, slow: Ladder, run: int, context: ActionContext) -> Ladder:
    if fast.next_at is None:
        return ladder.start_ladder(fast.route, context.now, context.calendar, run=run)
    sooner = min(at for at in (fast.next_at, slow.next_at) if at is not None)
    return ladder.bring_ladder_forward(fast, sooner).model_copy(update={"run": run})


def _alerts(ended: IncidentSnapshot, into: Incident, owners: Iterable[Who | None], context: ActionContext) -> Outcome:
    """Whom the report that ends was about to reach is told for the one that goes on, and so is whoever had the slower
    of the two."""
    about_to = [notice.to for notice in ended.waiting if notice.purpose.alerts]
    people = ladder.unique_people((*about_to, *(who for who in owners if who is not None)))
    cause = f"merged.{ended.incident.id}.v{into.version}"
    return Outcome(notices=telling.tell(into, people, IncidentPurpose.PING, cause, context.now))


def _whom_to_tell(ended: Incident, into: Incident, holder: Incident | None, context: ActionContext) -> tuple[Who, ...]:
    """Who hears of it on the report that goes on: whoever has it now, and where its ladder stopped, all who were told
    for it."""
    if holder is None or holder.owner is None:
        return ()
    stopped = slowing.whom_it_concerns(into) if into.owner is None else ()
    return ladder.unique_people((holder.owner, *stopped))


def _earlier_clock(one: BreachClock | None, other: BreachClock | None) -> BreachClock | None:
    """The clock that runs, the earlier of two; else the one that has been decided on."""
    clocks = [clock for clock in (one, other) if clock is not None]
    running = [clock for clock in clocks if clock.decided_at is None]
    return min(running or clocks, key=lambda clock: clock.deadline, default=None)
