"""What people do with an incident. Whatever the order of presses, at most one person holds it; every change is told.

Each function answers with an `Outcome`, or raises: `NotFound` or `NotAllowed` by `authority`, `NotPossible` by
`states`. An empty outcome means that the press changed nothing, which is an answer and not an error.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy import ladder, notices
from bot.policy.authority import allow
from bot.policy.due import BREACH, with_due
from bot.policy.errors import Incomplete, NotPossible
from bot.policy.incident import BreachClock, Closing, Incident, Note, Referral, State
from bot.policy.kinds import KINDS, SOMEONE_ELSE
from bot.policy.notices import Standing
from bot.policy.outcome import Outcome
from bot.policy.people import Person
from bot.policy.records import Entry, Notice, Purpose, Record, Route, Who
from bot.policy.reporting import slower
from bot.policy.school_time import Calendar
from bot.policy.states import Action, after

LINE, TEXT = 300, 4_000
"""The most characters of a name or number, and of a reason, that a handler writes down."""
HAND_OVER_GRACE = timedelta(minutes=15)
"""How long a hand-over waits for the new person before the ladder rings again, where it has no second step."""


@dataclass(frozen=True, slots=True)
class Press:
    """Who acts, when, and by which school's calendar."""

    by: Person
    now: datetime
    calendar: Calendar


Change = Callable[[Standing, Press], Outcome]
"""A decision on an incident as it stands; an empty outcome means that it changed nothing."""


def acknowledge(standing: Standing, press: Press) -> Outcome:
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
        "rung": ladder.once((*incident.rung, press.by.who)),
    }
    if incident.drill:
        # A drill has done its work once somebody has answered.
        taken |= {"state": State.CLOSED, "closing": _drill_over(press)}
    return _changed(standing, press, "acknowledged", taken, stops=True)


def end_drill(standing: Standing, press: Press) -> Outcome:
    """Whoever began a drill ends it before anybody has answered."""
    over = {"state": State.CLOSED, "closing": _drill_over(press)}
    return _changed(standing, press, "closed", over, stops=True)


def _drill_over(press: Press) -> Closing:
    return Closing(at=press.now, by=press.by.who, outcome="drill", reason="drill", cpoms="drill")


def still_with_me(standing: Standing, press: Press) -> Outcome:
    """The owner says that they are on it: they are not asked again until they have done nothing for as long again."""
    allow(press.by, Action.STILL_WITH_ME, standing.incident)
    state = after(Action.STILL_WITH_ME, standing.incident.state)
    return _changed(standing, press, "still_with_owner", {"state": state})


def hand_over(standing: Standing, press: Press, to: Person) -> Outcome:
    """Put it before `to`, who is rung at once; until they take it nobody holds it, and the ladder waits for a while."""
    incident = standing.incident
    allow(press.by, Action.HAND_OVER, incident)
    if to.id == press.by.id or to.id in incident.shut_out:
        raise NotPossible()
    delay = _second_step(incident.ladder.route) or HAND_OVER_GRACE
    again = ladder.start(incident.ladder.route, press.now, press.calendar, run=incident.ladder.run + 1, delay=delay)
    handed = {
        "state": after(Action.HAND_OVER, incident.state),
        "owner": None,
        "owned_at": None,
        "unanswered_at": None,
        "handed_to": to.who,
        "rung": ladder.once((*incident.rung, to.who)),
        "ladder": again,
    }
    rings = notices.tell(incident, (to.who,), Purpose.PING, f"handed.{again.run}", press.now)
    facts = {"to": to.name, "to_id": to.id}
    return _changed(standing, press, "handed_over", handed, facts, stops=True) + Outcome(notices=rings)


def ring_now(standing: Standing, press: Press, holders: ladder.Holders) -> Outcome:
    """Skip the wait to the next step. Once the ladder has run out it begins anew."""
    incident = standing.incident
    allow(press.by, Action.RING_NOW, incident)
    after(Action.RING_NOW, incident.state)
    running = incident.ladder
    if running.next_at is None or running.next_step >= len(running.route.steps):
        running = ladder.start(running.route, press.now, press.calendar, run=running.run + 1)
    hurried = ladder.hurried(running, press.now)
    entry = _entry(incident, press, "ring_now", {})
    climbed = ladder.climb(
        incident.model_copy(update={"ladder": hurried, "unanswered_at": None}), holders, press.now, press.calendar
    )
    due = tuple(with_due(record, press.calendar) for record in climbed.records if isinstance(record, Incident))
    told = notices.tell_cards(standing, press.now)
    return Outcome(due, climbed.notices + told.notices, (entry, *climbed.entries))


def add_a_note(standing: Standing, press: Press, text: str) -> Outcome:
    """A note for the log. The timeline holds its hash, the note its words."""
    allow(press.by, Action.ADD_A_NOTE, standing.incident)
    state = after(Action.ADD_A_NOTE, standing.incident.state)
    return _changed(standing, press, "noted", {"state": state}, note=_required("note", text))


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
    changed: dict[str, object] = {
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
        changed["breach"] = BreachClock(deadline=incident.reported_at + BREACH)
    facts = {"kind_before": incident.kind, "kind_after": kind}
    return _changed(standing, press, "kind_changed", changed, facts, note=text.strip(), stops=True)


def refer(standing: Standing, press: Press, to: str, reference: str, at: datetime, text: str) -> Outcome:
    """Somebody outside was told: who, when, and under what reference (I3, I10, I16)."""
    incident = standing.incident
    allow(press.by, Action.REFER, incident)
    _short_enough(told_other=(to, LINE), number=(reference, LINE), note=(text, TEXT))
    referral = Referral(
        to=_required("told", to), at=at, by=press.by.who, reference=reference.strip(), note=text.strip()
    )
    referred = {"state": after(Action.REFER, incident.state), "referrals": (*incident.referrals, referral)}
    facts = {"to": referral.to, "told_at": at.isoformat(), "reference": referral.reference}
    return _changed(standing, press, "referred", referred, facts)


def decide_breach(standing: Standing, press: Press, *, reported: bool, text: str) -> Outcome:
    """The breach was reported to the ICO, or found not reportable; the reason is kept either way (I13)."""
    incident = standing.incident
    allow(press.by, Action.DECIDE_BREACH, incident)
    if incident.breach is None:
        raise NotPossible()
    reason = _required("reason", text)
    _short_enough(reason=(reason, TEXT))
    decided = incident.breach.model_copy(update={"decided_at": press.now, "reported": reported, "reason": reason})
    update = {"state": after(Action.DECIDE_BREACH, incident.state), "breach": decided}
    facts = {"reported": "yes" if reported else "no", "sha256": _hash(reason)}
    return _changed(standing, press, "breach_decided", update, facts)


@dataclass(frozen=True, slots=True)
class ClosingWords:
    """What the form for closing asks."""

    outcome: str
    reason: str
    cpoms: str
    no_cpoms: str
    no_referral: str


def close(standing: Standing, press: Press, words: ClosingWords) -> Outcome:
    """End it: outcome and reason, the CPOMS reference or a reason for none, and for illegal material a referral or a
    reason for none (I1, I3). Raises `Incomplete` for what is missing."""
    incident = standing.incident
    allow(press.by, Action.CLOSE, incident)
    state = after(Action.CLOSE, incident.state)
    must_refer = KINDS[incident.kind].untouchable and not incident.referrals
    missing = {
        field: "form.missing"
        for field, text in (("outcome", words.outcome), ("reason", words.reason))
        if not text.strip()
    }
    if not words.cpoms.strip() and not words.no_cpoms.strip():
        missing["cpoms"] = "form.cpoms_or_reason"
    if must_refer and not words.no_referral.strip():
        missing["no_referral"] = "form.referral_or_reason"
    if incident.breach is not None and incident.breach.decided_at is None:
        missing["outcome"] = "form.breach_first"
    if missing:
        raise Incomplete(**missing)
    closing = Closing(
        at=press.now,
        by=press.by.who,
        outcome=words.outcome.strip(),
        reason=words.reason.strip(),
        cpoms=words.cpoms.strip() or words.no_cpoms.strip(),
        no_referral=words.no_referral.strip() if must_refer else "",
    )
    facts = {"sha256": _hash(closing.model_dump_json())}
    return _changed(standing, press, "closed", {"state": state, "closing": closing}, facts, stops=True)


def merge(standing: Standing, press: Press, other: Standing) -> Outcome:
    """It is the same as the other, which goes on; this one ends with a pointer to it. Both timelines and cards say so.

    Raises `NotPossible` where that would silence it: the other rings more slowly, or everybody was rung for nothing.
    """
    incident, into = standing.incident, other.incident
    allow(press.by, Action.MERGE, incident)
    allow(press.by, Action.MERGE, into)
    if into.id == incident.id or into.state is State.CLOSED or incident.shut_out != into.shut_out:
        raise NotPossible()
    if slower(into, incident) or (into.owner is None and into.unanswered_at is not None):
        raise NotPossible()
    merged = {
        "state": after(Action.MERGE, incident.state),
        "merged_into": into.id,
        "handed_to": None,
        "unanswered_at": None,
    }
    entry = Entry(subject=into.id, at=press.now, by=press.by.who, what="merged_from", facts={"reference": incident.id})
    changed = _changed(standing, press, "merged", merged, {"reference": into.id}, stops=True)
    told = notices.tell_cards(other, press.now, f"merged.{incident.id}.v{incident.version}")
    return changed + Outcome(entries=(entry,), unchanged=(into,)) + told


def reopen(standing: Standing, press: Press, text: str) -> Outcome:
    """It is open again, with whoever reopened it; how it was closed stays in the timeline and in the note."""
    incident = standing.incident
    allow(press.by, Action.REOPEN, incident)
    opened = {
        "state": after(Action.REOPEN, incident.state),
        "owner": press.by.who,
        "owned_at": press.now,
        "closing": None,
        "merged_into": None,
        "rung": ladder.once((*incident.rung, press.by.who)),
    }
    return _changed(standing, press, "reopened", opened, note=_required("reason", text))


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
    facts = {"fields": ", ".join(sorted(account)), "sha256": _hash("\n".join(account.values()))}
    told = (owner,) if owner else incident.rung
    details = notices.tell(incident.model_copy(update=update), told, Purpose.DETAILS, f"v{incident.version}", press.now)
    changed = _changed(standing, press, "details_added", update, facts, touches=False, stops=anew)
    return changed + Outcome(notices=details)


def _joined(account: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """The account with more said in it; nothing that was said before is lost."""
    joined = dict(account)
    for field, text in more.items():
        before = joined.get(field)
        joined[field] = f"{before}\n{text}" if before and before != text else text
    return joined


def _changed(
    standing: Standing,
    press: Press,
    what: str,
    update: Mapping[str, object],
    facts: Mapping[str, str] | None = None,
    *,
    note: str = "",
    stops: bool = False,
    touches: bool = True,
) -> Outcome:
    """The changed incident with its entry and its cards told; `stops` withdraws the pings that wait.

    What somebody else does, a note for example, does not speak for an owner: they are asked all the same.
    """
    incident = standing.incident
    changed = incident.model_copy(update=dict(update))
    anothers = changed.owner is not None and changed.owner_id != press.by.id and changed.state is not State.CLOSED
    if touches and not anothers:
        changed = changed.model_copy(update={"touched_at": press.now, "asked_at": None})
    changed = with_due(changed, press.calendar)
    records: list[Record] = [changed]
    told = dict(facts or {})
    if note:
        kept = Note(
            id=f"{incident.id}:note:{incident.version}", subject=incident.id, by=press.by.who, at=press.now, text=note
        )
        records.append(kept)
        told |= {"note": kept.id, "sha256": _hash(note)}
    withdrawn: tuple[Notice, ...] = notices.withdraw_rings(standing.waiting, press.now, what) if stops else ()
    entry = _entry(incident, press, what, {**told, **from_to(incident, changed)})
    return Outcome((*records, *withdrawn), entries=(entry,)) + notices.tell_cards(standing, press.now)


def _entry(incident: Incident, press: Press, what: str, facts: Mapping[str, str]) -> Entry:
    return Entry(subject=incident.id, at=press.now, by=press.by.who, what=what, facts=dict(facts))


def from_to(before: Incident, after: Incident) -> dict[str, str]:
    """The change of state and owner, for the timeline: who held it before and after."""

    def name(who: Who | None) -> str:
        return who.name if who else ""

    return {
        "before": before.state.value,
        "after": after.state.value,
        "owner_before": name(before.owner),
        "owner_after": name(after.owner),
    }


def _second_step(route: Route) -> timedelta:
    return timedelta(seconds=route.steps[1].after if len(route.steps) > 1 else 0)


def _short_enough(**said: tuple[str, int]) -> None:
    wrong = {field: "form.too_long" for field, (text, most) in said.items() if len(text) > most}
    if wrong:
        raise Incomplete(**wrong)


def _required(field: str, text: str) -> str:
    if not text.strip():
        raise Incomplete(**{field: "form.missing"})
    return text.strip()


def _hash(text: str) -> str:
    """SHA-256 of words, in hexadecimal: the timeline vouches for them without holding them."""
    return hashlib.sha256(text.encode()).hexdigest()
