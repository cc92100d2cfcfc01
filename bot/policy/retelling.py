"""A report told anew: of another kind than it was sent as, or with more said in it. Whom it concerns is found again.

Each function answers with an `Outcome`, or raises as those in `handling` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy import ladder, notices
from bot.policy.authority import allow
from bot.policy.changing import changed
from bot.policy.due import BREACH
from bot.policy.errors import Incomplete, NotPossible
from bot.policy.incident import BreachClock, State
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
    standing: Standing, press: Press, kind: str, route: Route, text: str, named: Named | None = None
) -> Outcome:
    """It was something else: the ladder of the new kind starts, and whoever held it hands it to that ladder.

    `named` are all whom it now concerns. Raises `Incomplete` when a confidential kind names nobody (I17).
    """
    incident = standing.incident
    allow(press.by, Action.CHANGE_THE_KIND, incident)
    if kind == incident.kind or kind not in KINDS:
        raise NotPossible()
    named = named or Named(incident.concerning)
    if KINDS[kind].confidential and not named.people and not named.other:
        raise Incomplete(adult="form.who_is_it")
    update: dict[str, object] = {
        "kind": kind,
        "state": after(Action.CHANGE_THE_KIND, incident.state),
        "owner": None,
        "owned_at": None,
        "handed_to": None,
        "unanswered_at": None,
        "ladder": ladder.start(route, press.now, press.calendar, run=incident.ladder.run + 1),
        "concerning": named.people,
        "account": _joined(incident.account, {SOMEONE_ELSE.id: named.other} if named.other else {}),
    }
    if KINDS[kind].breach and not incident.drill and incident.breach is None:
        update["breach"] = BreachClock(deadline=incident.reported_at + BREACH)
    facts = {"kind_before": incident.kind, "kind_after": kind}
    return changed(standing, press, "kind_changed", update, facts, note=text.strip(), stops=True)


def add_details(
    standing: Standing,
    press: Press,
    account: Mapping[str, str],
    links: int,
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
    update: dict[str, object] = {
        "state": state,
        "account": _joined(incident.account, account),
        "links_left_out": incident.links_left_out + links,
        "concerning": ladder.once((*incident.concerning, *named)),
    }
    shut_out = incident.model_copy(update={"concerning": update["concerning"]}).shut_out
    owner = incident.owner if incident.owner_id not in shut_out else None
    asked = (incident.handed_to,) if incident.handed_to else incident.rung
    theirs = owner != incident.owner or (bool(asked) and shut_out.issuperset(who.id for who in asked))
    way = route or incident.ladder.route
    anew = bool(shut_out - incident.shut_out) and (theirs or way.steps != incident.ladder.route.steps)
    if anew:
        again = ladder.start(way, press.now, press.calendar, run=incident.ladder.run + 1)
        update |= {"ladder": again, "handed_to": None, "unanswered_at": None}
    if owner != incident.owner:
        update |= {"state": State.REPORTED, "owner": None, "owned_at": None, "asked_at": None}
    facts = {"fields": ", ".join(sorted(account)), "sha256": seal("\n".join(account.values()))}
    told = (owner,) if owner else incident.rung
    details = notices.tell(incident.model_copy(update=update), told, Purpose.DETAILS, f"v{incident.version}", press.now)
    told_anew = changed(standing, press, "details_added", update, facts, touches=False, stops=anew)
    return told_anew + Outcome(notices=details)


def _joined(account: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """The account with more said in it; nothing that was said before is lost."""
    joined = dict(account)
    for field, text in more.items():
        before = joined.get(field)
        joined[field] = f"{before}\n{text}" if before and before != text else text
    return joined
