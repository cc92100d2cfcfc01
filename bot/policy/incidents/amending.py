"""Changing a report: its kind, or what is said in it. Whom it concerns is then found again.

Each function answers with an `Outcome`, or raises as those in `handling` do.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot.policy.incidents import IncidentPurpose, ladder, slowing, telling, untouchable
from bot.policy.incidents.authority import allow
from bot.policy.incidents.changing import change_incident
from bot.policy.incidents.due import BREACH, with_due
from bot.policy.incidents.incident import BreachClock, Incident, State
from bot.policy.incidents.insisting import go_on_asking, still_said
from bot.policy.incidents.kinds import KINDS, SOMEONE_ELSE
from bot.policy.incidents.reporting import held_back_entries
from bot.policy.incidents.states import Action, state_after
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import Incomplete, NotPossible
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.records import Entry, Route, Who
from bot.policy.kit.timeline import seal


@dataclass(frozen=True, slots=True)
class NamedPeople:
    """Whom a report concerns once it is read anew: everybody known here, and a name that is nobody's here.

    `held_back` are all whom it holds back then, some of them by others' words than its reporter's (`named_by`), and
    words may be not `checked` for names, as in `Report`.
    """

    people: tuple[Who, ...] = ()
    other: str = ""
    held_back: tuple[Who, ...] = ()
    checked: bool = True
    named_by: Mapping[str, str] = dataclasses.field(default_factory=dict)


def change_the_kind(
    snapshot: IncidentSnapshot,
    context: ActionContext,
    kind: str,
    route: Route,
    text: str,
    named: NamedPeople | None = None,
    *,
    kept: Route | None = None,
) -> Outcome:
    """It was something else: the ladder of the new kind starts, and whoever held it hands it to that ladder.

    Where that one is slower and the person may not slow it, the kind changes in name and the faster ladder runs on:
    `kept` is its route, as it follows from whom the report now names. `named` are all whom it now concerns. Raises
    `Incomplete` when a confidential kind names nobody (I17).
    """
    incident = snapshot.incident
    allow(context.by, Action.CHANGE_THE_KIND, incident)
    if kind == incident.kind or kind not in KINDS:
        raise NotPossible()
    named = named or NamedPeople(incident.concerning, held_back=incident.held_back, named_by=incident.named_by)
    if KINDS[kind].confidential and not named.people and not named.other:
        raise Incomplete(adult="form.who_is_it")
    sealed = incident.model_copy(update={"once_untouchable": incident.untouchable or KINDS[kind].untouchable})
    said = untouchable.clean_handler_texts(sealed, note=text.strip(), someone_else=named.other)
    renamed: dict[str, object] = {
        "kind": kind,
        "once_untouchable": sealed.once_untouchable,
        "concerning": named.people,
        "held_back": named.held_back,
        "named_by": dict(named.named_by),
        "account": _join(incident.account, {SOMEONE_ELSE.id: said["someone_else"]} if named.other else {}),
    }
    if KINDS[kind].breach and not incident.drill and incident.breach is None:
        renamed["breach"] = BreachClock(deadline=incident.reported_at + BREACH)
    then = ladder.start_ladder(route, context.now, context.calendar, run=incident.ladder.run + 1)
    started: dict[str, object] = {
        "state": state_after(Action.CHANGE_THE_KIND, incident.state),
        "owner": None,
        "owned_at": None,
        "handed_to": None,
        "unanswered_at": None,
        "rings_as": "",
        "ladder": then,
    }
    facts = {"kind_before": incident.kind, "kind_after": kind}
    held = _newly_held(incident, named, context)
    hear = slowing.whom_it_concerns(incident) if slowing.slows(incident.ladder, then, context.now) else ()
    tell = partial(change_incident, snapshot, context, "kind_changed", note=said["note"], tells=hear)
    if not slowing.must_run_on(Action.CHANGE_THE_KIND, context.by, incident, then, context.now):
        return tell({**renamed, **started}, facts, stops=True) + Outcome(entries=held)
    renamed["rings_as"] = incident.rings_as or incident.kind
    consequences = take_from_named(incident.model_copy(update=renamed), incident, kept, context)
    ran_on = tell({**renamed, **consequences}, facts, stops="ladder" in consequences)
    return ran_on + Outcome(entries=(slowing.runs_on_entry(incident, context), *held))


def add_details(
    snapshot: IncidentSnapshot,
    context: ActionContext,
    account: Mapping[str, str],
    *,
    named: NamedPeople | None = None,
    route: Route | None = None,
) -> Outcome:
    """What the reporter adds to their own report; whoever handles it is told by a card of its own.

    `named` are the adults at the school whom the report now concerns or holds back, `route` the one that follows. They
    are not told, and it is taken from them: where it was theirs, or waits for nobody else, or goes another way now, the
    ladder starts anew (I17). Otherwise the others' pings go on as they were.
    """
    incident = snapshot.incident
    allow(context.by, Action.ADD_DETAILS, incident)
    more, links = untouchable.clean_account(account) if incident.untouchable else (dict(account), 0)
    update: dict[str, object] = {
        "state": state_after(Action.ADD_DETAILS, incident.state),
        "account": _join(incident.account, more),
        "links_left_out": incident.links_left_out + links,
    }
    facts = {"fields": ", ".join(sorted(more)), "sha256": seal("\n".join(more.values()))}
    return hear_reporter(snapshot, context, "details_added", IncidentPurpose.DETAILS, update, facts, named, route)


def hear_reporter(
    snapshot: IncidentSnapshot,
    context: ActionContext,
    what: str,
    purpose: IncidentPurpose,
    update: Mapping[str, object],
    facts: Mapping[str, str],
    named: NamedPeople | None,
    route: Route | None,
    also: Iterable[Who] = (),
) -> Outcome:
    """The report with more of its reporter's words, as `add_details` says it of whom they name; `what` is the
    timeline's key for it. Whoever has it is told, else those it was put before, and `also` these."""
    incident = snapshot.incident
    named = named or NamedPeople(incident.concerning, held_back=incident.held_back, named_by=incident.named_by)
    update = {
        **update,
        "concerning": named.people,
        "held_back": named.held_back,
        "named_by": dict(named.named_by),
    }
    consequences = take_from_named(incident.model_copy(update=update), incident, route, context)
    update |= consequences
    reads = incident.model_copy(update=update)
    told = (*((reads.owner,) if reads.owner else incident.rung), *also)
    news = telling.tell(reads, told, purpose, f"v{incident.version}", context.now)
    heard = change_incident(snapshot, context, what, update, facts, touches=False, stops="ladder" in consequences)
    return heard + Outcome(notices=news, entries=_newly_held(incident, named, context))


def hold_back_named(
    snapshot: IncidentSnapshot, named: NamedPeople, route: Route, context: ActionContext
) -> tuple[IncidentSnapshot, Outcome]:
    """The report as it stands once words that are said beside its account, a note or a file's name, hold somebody back.

    Whatever the words do is decided on it as it then stands, and kept with the timeline's word for it.
    """
    was = snapshot.incident
    reads = was.model_copy(update={"held_back": named.held_back, "named_by": dict(named.named_by)})
    reads = with_due(reads.model_copy(update=take_from_named(reads, was, route, context)), context.calendar)
    return replace(snapshot, incident=reads), Outcome(entries=_newly_held(was, named, context))


def take_from_named(reads: Incident, was: Incident, route: Route | None, context: ActionContext) -> dict[str, object]:
    """What else changes on a report that names more people than it did: it is taken from them.

    `reads` is the incident with whom it names now. With a new ladder among the changes, it starts anew.
    """
    named = reads.shut_out != was.shut_out or reads.concerning != was.concerning
    if not named or was.state is State.CLOSED:
        return {}
    lost = was.owner is not None and was.owner_id in reads.shut_out
    asked = (was.handed_to,) if was.handed_to else was.rung
    theirs = lost or (bool(asked) and reads.shut_out.issuperset(who.id for who in asked))
    way = route or was.ladder.route
    update: dict[str, object] = {}
    if theirs or way.steps != was.ladder.route.steps:
        again = ladder.start_ladder(way, context.now, context.calendar, run=was.ladder.run + 1)
        if not lost and was.owner is not None:
            again = go_on_asking(was, again)
            update["responses"] = still_said(was, again)
        update |= {"ladder": again, "handed_to": None, "unanswered_at": None}
    if lost:
        update |= {"state": State.REPORTED, "owner": None, "owned_at": None, "asked_at": None}
    return update


def _newly_held(was: Incident, named: NamedPeople, context: ActionContext) -> tuple[Entry, ...]:
    newly = [who for who in named.held_back if who.id not in was.shut_out]
    return held_back_entries(was.id, newly, context.now, checked=named.checked)


def new_answers(incident: Incident, account: Mapping[str, str]) -> dict[str, str]:
    """Of these answers those that the report does not hold yet."""
    kept = untouchable.clean_account(account)[0] if incident.untouchable else account
    return {
        field: text
        for field, text in account.items()
        if f"\n{kept[field]}\n" not in f"\n{incident.account.get(field, '')}\n"
    }


def _join(account: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """The account with more said in it; nothing that was said before is lost."""
    joined = dict(account)
    for field, text in more.items():
        before = joined.get(field)
        joined[field] = f"{before}\n{text}" if before and before != text else text
    return joined
