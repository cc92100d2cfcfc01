"""What every decision on an incident has in common: it is changed, its timeline gets an entry, its cards are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from bot.policy.incidents import telling
from bot.policy.incidents.due import with_due
from bot.policy.incidents.incident import Incident, Note, State
from bot.policy.incidents.insisting import after_press
from bot.policy.incidents.slowing import tell_of_change
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.records import Entry, Record, Who
from bot.policy.kit.timeline import seal

LONGEST_LINE, LONGEST_TEXT = 300, 4_000
"""The most characters of a name or number, and of a reason, that a handler writes down."""

IncidentDecision = Callable[[IncidentSnapshot, ActionContext], Outcome]
"""A decision on an incident as it stands; an empty outcome means that it changed nothing."""


def change_incident(
    snapshot: IncidentSnapshot,
    context: ActionContext,
    what: str,
    update: Mapping[str, object],
    facts: Mapping[str, str] | None = None,
    *,
    note: str = "",
    stops: bool = False,
    touches: bool = True,
    tells: Iterable[Who] | None = None,
) -> Outcome:
    """The changed incident with its entry and its cards told; `stops` withdraws the pings that wait, but for those to
    whom it still awaits.

    `tells` are those who hear of it with a new message: what slows or stops a ladder is not only drawn on old cards.

    What somebody else does, a note for example, does not speak for an owner: they are asked all the same.
    """
    incident = snapshot.incident
    new = incident.model_copy(update=dict(update))
    if new.owner is not None and new.lapsed is not None:
        new = new.model_copy(update={"lapsed": None})
    anothers = new.owner is not None and new.owner_id != context.by.id and new.state is not State.CLOSED
    new = new.model_copy(update={"ladder": after_press(new, context.by.id)})
    if touches and not anothers:
        new = new.model_copy(update={"touched_at": context.now, "asked_at": None})
    if new.state is State.CLOSED:
        new = _withdraw_questions(new, context.now)
    new = with_due(new, context.calendar)
    records: list[Record] = [new]
    told = dict(facts or {})
    if note:
        kept = Note(
            id=f"{incident.id}:note:{incident.version}",
            subject=incident.id,
            by=context.by.who,
            at=context.now,
            text=note,
        )
        records.append(kept)
        told |= {"note": kept.id, "sha256": seal(note)}
    awaited = {who.id for who in new.awaited}
    in_vain = [notice for notice in snapshot.waiting if notice.to.id not in awaited] if stops else []
    withdrawn = telling.withdraw_alerts(in_vain, context.now, what)
    entry = entry_of(incident, context, what, {**told, **state_facts(incident, new)})
    messages = tell_of_change(new, context, what, tells or ())
    told_of_it = telling.redraw_all(snapshot, context.now) + shut_out_of_merged(new, snapshot.merged, context.now)
    return Outcome((*records, *withdrawn), messages, (entry,)) + told_of_it


def _withdraw_questions(ended: Incident, now: datetime) -> Incident:
    """Of what has ended nothing is asked any more."""
    questions = (each.model_copy(update={"withdrawn_at": now}) if each.is_open else each for each in ended.questions)
    return ended.model_copy(update={"questions": tuple(questions)}) if ended.open_questions else ended


def shut_out_of_merged(goes_on: Incident, merged: Iterable[IncidentSnapshot], now: datetime) -> Outcome:
    """The reports that were merged into one keep out whoever that one does: what they say stands in it too (I17)."""
    outcome = Outcome()
    for snapshot in merged:
        other = snapshot.incident
        concerning = {who.id: who for who in (*goes_on.concerning, *other.concerning)}
        held = tuple(who for who in goes_on.held_back if who.id not in concerning)
        new = other.model_copy(update={"concerning": tuple(concerning.values()), "held_back": held})
        if new.shut_out != other.shut_out and not other.removed:
            outcome += Outcome(records=(new,)) + telling.redraw_all(snapshot, now)
    return outcome


def entry_of(incident: Incident, context: ActionContext, what: str, facts: Mapping[str, str]) -> Entry:
    """The timeline's line about what somebody has done with an incident."""
    return Entry(subject=incident.id, at=context.now, by=context.by.who, what=what, facts=dict(facts))


def state_facts(before: Incident, after: Incident) -> dict[str, str]:
    """The change of state and owner, for the timeline: who held it before and after."""

    def name(who: Who | None) -> str:
        return who.name if who else ""

    return {
        "before": before.state.value,
        "after": after.state.value,
        "owner_before": name(before.owner),
        "owner_after": name(after.owner),
    }


def check_lengths(**said: tuple[str, int]) -> None:
    """Raise `Incomplete` for each field whose text has more characters than it may."""
    wrong = {field: "form.too_long" for field, (text, most) in said.items() if len(text) > most}
    if wrong:
        raise Incomplete(**wrong)


def require_text(field: str, text: str) -> str:
    """The text without gaps at its ends. Raises `Incomplete` when nothing is left."""
    if not text.strip():
        raise Incomplete(**{field: "form.missing"})
    return text.strip()
