"""An incident as those who handle it see it: how it stands, what was written, and what they may do now."""

from __future__ import annotations

from datetime import timedelta

from microsoft_teams.cards.core import (
    AdaptiveCard,
    CardElement,
    Container,
    ContainerStyle,
)

from bot.policy.incidents.authority import may
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import TRANSITIONS, Action
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Person
from bot.policy.kit.records import Urgency
from bot.policy.kit.school import School
from cards.incidents import IncidentVerb, held_back
from cards.incidents.emptied import removed_card
from cards.incidents.evidence import FILES_BYTES, file_list
from cards.incidents.incident_parts import (
    MESSAGE_BYTES,
    account_answers,
    button_data,
    checklist,
    copy_block,
    happened_line,
    incident_status,
    merge_buttons,
    outside_contacts,
)
from cards.kit import parts, times
from cards.kit.timeline import lines
from cards.words import incidents as wording
from cards.words.incidents import STATES
from cards.words.kinds import KIND_WORDS
from cards.words.kit import UNDELIVERED

_STYLE: dict[Urgency, ContainerStyle] = {
    Urgency.EMERGENCY: "attention",
    Urgency.URGENT: "warning",
    Urgency.ROUTINE: "accent",
}
TIMELINE_BYTES = 5_000
"""Bytes of JSON that a timeline may take on a card; the export has all of it."""

REASON_BYTES, REFERRAL_BYTES, REFERRALS_SHOWN = 1_500, 600, 4
"""Bytes of JSON for the reason about the ICO and for each referral, and how many of those a card shows, the newest."""

MERGED_SHOWN, MERGED_LABEL_BYTES = 2, 2_600
"""How many of the reports that were merged into it a card shows, the newest, and the bytes of JSON that the labels of
each take."""
HELD_BACK_BYTES = 2_500
"""The bytes of JSON that may be said and asked of whom it holds back."""

_BUTTONS: tuple[tuple[Action, str, IncidentVerb], ...] = (
    (Action.ACKNOWLEDGE, "Acknowledge", IncidentVerb.ACKNOWLEDGE),
    (Action.HAND_OVER, "Hand over", IncidentVerb.HAND_OVER),
    (Action.TAKE_OVER, "Take over", IncidentVerb.TAKE_OVER),
    (Action.RING_NOW, "Ring now", IncidentVerb.RING_NOW),
    (Action.ADD_A_NOTE, "Add a note", IncidentVerb.NOTE),
    (Action.REFER, "Refer", IncidentVerb.REFER),
    (Action.CLOSE, "Close", IncidentVerb.CLOSE),
    (Action.REOPEN, "Reopen", IncidentVerb.REOPEN),
    (Action.CHANGE_THE_KIND, "Change the kind", IncidentVerb.KIND),
)
"""An incident's buttons in their order: what may be done now, by the tables of states and authority."""
_FORMS = {action for action, _, _ in _BUTTONS} - {Action.ACKNOWLEDGE, Action.TAKE_OVER, Action.RING_NOW}
"""Those that ask for words first."""


def incident_card(
    school: School,
    view: IncidentView,
    reader: Person,
    *,
    note: str | None = None,
    lead: str | None = None,
    asked: bool = False,
) -> AdaptiveCard:
    """What a handler sees: kind, reference, when, by whom, the account, who has it, and what they may do.

    `lead` says why the card has come, `note` answers a press, `asked` adds the answer to "still with you?".
    """
    incident = view.incident
    if incident.removed:
        return removed_card(school, incident)
    return parts.card(
        parts.title(("DRILL: " if incident.drill else "") + KIND_WORDS[incident.kind].name),
        parts.small(f"{incident.id} · Online Safety report · {STATES[incident.state]}"),
        parts.banner(wording.DRILL, "accent") if incident.drill else None,
        parts.note(note),
        parts.paragraph(lead) if lead else None,
        parts.banner(incident_status(school, incident), _style(incident)),
        parts.facts(_facts(school, incident)),
        *_accounts(school, view, reader),
        *file_list(school, view, reader),
        *_deadline(school, incident),
        *checklist(outside_contacts(school, incident)),
        *copy_block(school, incident, outside_contacts(school, incident)),
        *_referrals(school, view),
        *_not_reached(view),
        *held_back.held_back_banner(incident),
        parts.buttons(parts.button("Still with me", IncidentVerb.STILL, button_data(incident), style="positive"))
        if asked and incident.owner_id == reader.id
        else None,
        *_buttons(incident, reader),
        *held_back.held_back_buttons(incident, reader),
        _timeline(school, view),
    )


def _accounts(school: School, view: IncidentView, reader: Person) -> list[CardElement]:
    """What its reporter wrote, and what was written in the reports that were merged into it."""
    also = [other for other in view.merged if reader.id not in other.shut_out and not other.removed]
    shown = also[-MERGED_SHOWN:]
    spared = len(shown) * MERGED_LABEL_BYTES + (HELD_BACK_BYTES if view.incident.held_back else 0)
    spared += MESSAGE_BYTES if KINDS[view.incident.kind].tell else 0
    max_bytes = (parts.TYPED_BYTES - spared) // (1 + len(shown))
    told = account_answers(view.incident, max_bytes)
    for other in shown:
        said_by = wording.ALSO_REPORTED.format(
            id=other.id, by=other.reporter.name, at=times.at(school, other.reported_at)
        )
        told += [parts.heading_typed(said_by), *account_answers(other, max_bytes)]
    if also:
        told.append(
            parts.buttons(*(parts.opener(f"Open {other.id}", IncidentVerb.SHOW, {"id": other.id}) for other in shown))
        )
    if len(also) > len(shown):
        told.append(parts.small(f"And as {', '.join(other.id for other in also[:-MERGED_SHOWN])}."))
    return told


def _buttons(incident: Incident, reader: Person) -> list[CardElement]:
    carried = {**button_data(incident), "owner": incident.owner_id or ""}
    possible: list[parts.Button] = [
        parts.form_opener(_button_text(incident, action, words), verb, carried)
        if action in _FORMS
        else parts.button(
            words, verb, carried, style="positive" if action is Action.ACKNOWLEDGE else None, inputs=False
        )
        for action, words, verb in _BUTTONS
        if incident.state in TRANSITIONS[action]
        and may(reader, action, incident)
        and not (action is Action.RING_NOW and incident.ladder.next_at is None and incident.unanswered_at is None)
    ]
    possible += merge_buttons(incident, incident.like) if may(reader, Action.MERGE, incident) else []
    if (
        incident.breach is not None
        and incident.breach.decided_at is None
        and may(reader, Action.DECIDE_BREACH, incident)
    ):
        possible.append(parts.form_opener(wording.DECIDE_ON_THE_ICO, IncidentVerb.BREACH, carried))
    return [parts.buttons(*possible[at : at + 4]) for at in range(0, len(possible), 4)]


def _button_text(incident: Incident, action: Action, words: str) -> str:
    """A kind that has an outside service to report to says so."""
    return "Reported to …" if action is Action.REFER and KINDS[incident.kind].tell else words


def _style(incident: Incident) -> ContainerStyle:
    return "good" if incident.owner or incident.state is State.CLOSED else _STYLE[incident.urgency]


def _facts(school: School, incident: Incident) -> list[tuple[str, str]]:
    happened = happened_line(school, incident)
    earlier = incident.happened_at and incident.reported_at - incident.happened_at > timedelta(days=1)
    rows = [
        ("Happened", f"{happened} (reported later)" if earlier else happened),
        ("Reported", times.at(school, incident.reported_at)),
        ("By", incident.reporter.name),
    ]
    if incident.concerning:
        rows.append(("Concerns", ", ".join(who.name for who in incident.concerning)))
    if incident.like:
        rows.append((wording.MAY_BE_THE_SAME, ", ".join(incident.like)))
    return rows


def _deadline(school: School, incident: Incident) -> list[CardElement]:
    clock = incident.breach
    if clock is None:
        return []
    if clock.decided_at is not None:
        words = wording.REPORTED_TO_ICO if clock.reported else wording.FOUND_NOT_REPORTABLE
        return [
            parts.heading(f"{words}, {times.at(school, clock.decided_at)}"),
            parts.typed_text(clock.reason, REASON_BYTES),
        ]
    return [
        parts.banner(f"72 hours end at {times.at(school, clock.deadline)}", "warning"),
        parts.small(wording.BREACH_CLAUSE),
    ]


def _referrals(school: School, view: IncidentView) -> list[CardElement]:
    shown: list[CardElement] = []
    for referral in view.incident.referrals[-REFERRALS_SHOWN:]:
        number = f", reference {referral.reference}" if referral.reference else ""
        told = f"Told: {referral.to}, {times.at(school, referral.at)}{number} ({referral.by.name})"
        shown.append(parts.typed_text(told, REFERRAL_BYTES))
    return [parts.heading(wording.TOLD_OUTSIDE), *shown] if shown else []


def _not_reached(view: IncidentView) -> list[CardElement]:
    reasons = [(ping.to.name, UNDELIVERED.get(ping.reason, UNDELIVERED["other"])) for ping in view.pings_refused()]
    return [parts.small(wording.NOT_REACHED.format(who=who, reason=reason)) for who, reason in reasons]


def _timeline(school: School, view: IncidentView) -> Container:
    """The newest line first, as many as fit."""
    max_bytes = TIMELINE_BYTES - (FILES_BYTES if view.files else 0)
    return parts.timeline("\n".join(reversed(lines(school, view.timeline, view.note_texts))), max_bytes)
