"""A report told anew: of another kind than it was sent as, or with more said in it. Whom it concerns is found again.

Each function answers with an `Outcome`, or raises as those in `handling` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from bot.policy import ladder, notices, slowing, untouchable
from bot.policy.authority import allow
from bot.policy.changing import changed
from bot.policy.due import BREACH
from bot.policy.errors import Incomplete, NotPossible
from bot.policy.incident import BreachClock, Incident, State
from bot.policy.kinds import KINDS, SOMEONE_ELSE
from bot.policy.notices import Standing
from bot.policy.outcome import Outcome
from bot.policy.press import Press
from bot.policy.records import Purpose, Route, Who
from bot.policy.states import Action, after
from bot.policy.timeline import seal


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a report concerns once it is read anew: everybody known here, and a name that is nobody's here."""

    people: tuple[Who, ...] = ()
    other: str = ""


def change_the_kind(
    standing: Standing,
    press: Press,
    kind: str,
    route: Route,
    text: str,
    named: Named | None = None,
    *,
    kept: Route | None = None,
) -> Outcome:
    """It was something else: the ladder of the new kind starts, and whoever held it hands it to that ladder.

    Where that one is slower and the person may not slow it, the kind changes in name and the faster ladder runs on:
    `kept` is its route, as it follows from whom the report now names. `named` are all whom it now concerns. Raises
    `Incomplete` when a confidential kind names nobody (I17).
    """
    incident = standing.incident
    allow(press.by, Action.CHANGE_THE_KIND, incident)
    if kind == incident.kind or kind not in KINDS:
        raise NotPossible()
    named = named or Named(incident.concerning)
    if KINDS[kind].confidential and not named.people and not named.other:
        raise Incomplete(adult="form.who_is_it")
    sealed = incident.model_copy(update={"once_untouchable": incident.untouchable or KINDS[kind].untouchable})
    said = untouchable.written(sealed, note=text.strip(), someone_else=named.other)
    renamed: dict[str, object] = {
        "kind": kind,
        "once_untouchable": sealed.once_untouchable,
        "concerning": named.people,
        "account": _joined(incident.account, {SOMEONE_ELSE.id: said["someone_else"]} if named.other else {}),
    }
    if KINDS[kind].breach and not incident.drill and incident.breach is None:
        renamed["breach"] = BreachClock(deadline=incident.reported_at + BREACH)
    then = ladder.start(route, press.now, press.calendar, run=incident.ladder.run + 1)
    started: dict[str, object] = {
        "state": after(Action.CHANGE_THE_KIND, incident.state),
        "owner": None,
        "owned_at": None,
        "handed_to": None,
        "unanswered_at": None,
        "rings_as": "",
        "ladder": then,
    }
    facts = {"kind_before": incident.kind, "kind_after": kind}
    hear = slowing.concerned(incident) if slowing.slows(incident.ladder, then, press.now) else ()
    tell = partial(changed, standing, press, "kind_changed", note=said["note"], tells=hear)
    if not slowing.runs_on(Action.CHANGE_THE_KIND, press.by, incident, then, press.now):
        return tell({**renamed, **started}, facts, stops=True)
    renamed["rings_as"] = incident.rings_as or incident.kind
    way = kept or incident.ladder.route
    anew = _begins_anew(incident, incident.model_copy(update=renamed).shut_out, way)
    if anew:
        again = ladder.start(way, press.now, press.calendar, run=incident.ladder.run + 1)
        renamed |= {"ladder": again, "handed_to": None, "unanswered_at": None}
    return tell(renamed, facts, stops=anew) + Outcome(entries=(slowing.line(incident, press),))


def add_details(
    standing: Standing,
    press: Press,
    account: Mapping[str, str],
    *,
    named: tuple[Who, ...] = (),
    route: Route | None = None,
) -> Outcome:
    """What the reporter adds to their own report; whoever handles it is told by a card of its own.

    `named` are the adults at the school whom the new words name, `route` the one that follows. They are not told, and
    it is taken from them: where it was theirs, or waits for nobody else, or goes another way now, the ladder starts
    anew (I17). Otherwise the others' pings go on as they were.
    """
    incident = standing.incident
    allow(press.by, Action.ADD_DETAILS, incident)
    state = after(Action.ADD_DETAILS, incident.state)
    more, links = untouchable.kept(account) if incident.untouchable else (dict(account), 0)
    update: dict[str, object] = {
        "state": state,
        "account": _joined(incident.account, more),
        "links_left_out": incident.links_left_out + links,
        "concerning": ladder.once((*incident.concerning, *named)),
    }
    shut_out = incident.model_copy(update={"concerning": update["concerning"]}).shut_out
    owner = incident.owner if incident.owner_id not in shut_out else None
    way = route or incident.ladder.route
    anew = _begins_anew(incident, shut_out, way)
    if anew:
        again = ladder.start(way, press.now, press.calendar, run=incident.ladder.run + 1)
        update |= {"ladder": again, "handed_to": None, "unanswered_at": None}
    if owner != incident.owner:
        update |= {"state": State.REPORTED, "owner": None, "owned_at": None, "asked_at": None}
    facts = {"fields": ", ".join(sorted(more)), "sha256": seal("\n".join(more.values()))}
    told = (owner,) if owner else incident.rung
    details = notices.tell(incident.model_copy(update=update), told, Purpose.DETAILS, f"v{incident.version}", press.now)
    told_anew = changed(standing, press, "details_added", update, facts, touches=False, stops=anew)
    return told_anew + Outcome(notices=details)


def _begins_anew(incident: Incident, shut_out: frozenset[str], way: Route) -> bool:
    """Whether the ladder must start again once these are shut out: it was theirs, waits for nobody else, or goes
    another way now."""
    asked = (incident.handed_to,) if incident.handed_to else incident.rung
    theirs = incident.owner_id in shut_out or (bool(asked) and shut_out.issuperset(who.id for who in asked))
    return bool(shut_out - incident.shut_out) and (theirs or way.steps != incident.ladder.route.steps)


def _joined(account: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """The account with more said in it; nothing that was said before is lost."""
    joined = dict(account)
    for field, text in more.items():
        before = joined.get(field)
        joined[field] = f"{before}\n{text}" if before and before != text else text
    return joined
