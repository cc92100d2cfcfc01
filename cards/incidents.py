"""An incident's faces: the card of those who handle it, the receipt of its reporter, the pointer of an old card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from microsoft_teams.cards.core import (
    ActionSet,
    AdaptiveCard,
    CardElement,
    Container,
    ContainerStyle,
    ExecuteAction,
    ToggleVisibilityAction,
)

from bot.policy.authority import may
from bot.policy.forms import as_shown
from bot.policy.incident import Incident, State
from bot.policy.kinds import KINDS
from bot.policy.people import Contact, Person
from bot.policy.records import Notice, Urgency
from bot.policy.school import School
from bot.policy.states import TRANSITIONS, Action
from bot.policy.view import IncidentView
from cards import drills, evidence, fields, outside, parts, times
from cards.timeline import lines
from cards.words.handling import NEXT, STATES
from cards.words.kinds import KIND_WORDS, label, said
from cards.words.undelivered import UNDELIVERED

_STYLE: dict[Urgency, ContainerStyle] = {
    Urgency.EMERGENCY: "attention",
    Urgency.URGENT: "warning",
    Urgency.ROUTINE: "accent",
}
TIMELINE = "timeline"
TIMELINE_ROOM = 5_000
"""Bytes of JSON that a timeline may take on a card; the export has all of it."""

ON = "Type **help** for what I can do."
"""The way on from what is left of a card."""

REASON_ROOM, REFERRAL_ROOM, SHOWN_REFERRALS = 1_500, 600, 4
"""Bytes of JSON for the reason about the ICO and for each referral, and how many of those a card shows, the newest."""

_BUTTONS: tuple[tuple[Action, str, str], ...] = (
    (Action.ACKNOWLEDGE, "Acknowledge", "incident.acknowledge"),
    (Action.HAND_OVER, "Hand over", "incident.hand_over"),
    (Action.RING_NOW, "Ring now", "incident.ring_now"),
    (Action.ADD_A_NOTE, "Add a note", "incident.note"),
    (Action.REFER, "Refer", "incident.refer"),
    (Action.CLOSE, "Close", "incident.close"),
    (Action.REOPEN, "Reopen", "incident.reopen"),
    (Action.CHANGE_THE_KIND, "Change the kind", "incident.kind"),
)
"""An incident's buttons in their order: what may be done now, by the tables of states and authority."""


def ping(
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
        return removed(school, incident)
    return parts.card(
        parts.title(("DRILL: " if incident.drill else "") + KIND_WORDS[incident.kind].name),
        parts.small(f"{incident.id} · Online Safety report · {STATES[incident.state]}"),
        parts.banner("This is a drill. Nothing has happened.", "accent") if incident.drill else None,
        parts.banner(note, "accent") if note else None,
        parts.words(lead) if lead else None,
        parts.banner(standing(school, incident), _style(incident)),
        parts.facts(_when(school, incident)),
        *account(incident),
        *evidence.files(school, view, reader),
        *_deadline(school, incident),
        *outside.checklist(contacts(school, incident)),
        *outside.to_copy(school, incident, contacts(school, incident)),
        *_referrals(school, view),
        *_not_reached(view),
        parts.buttons(parts.press("Still with me", "incident.still", _held(incident), style="positive"))
        if asked and incident.owner_id == reader.id
        else None,
        *_buttons(incident, reader),
        _timeline(school, view),
    )


def removed(school: School, incident: Incident) -> AdaptiveCard:
    """What is left once the retention time is over: reference, kind and dates."""
    ended = incident.closing.at if incident.closing else incident.touched_at
    return parts.card(
        parts.title(KIND_WORDS[incident.kind].name),
        parts.small(f"{incident.id} · Online Safety report"),
        parts.banner(standing(school, incident), "default"),
        parts.facts(
            [
                ("Reported", times.at(school, incident.reported_at)),
                ("Closed", times.at(school, ended) if ended else "not known"),
            ]
        ),
        parts.small("Its contents are gone for good. The timeline still holds that it was here."),
        parts.buttons(parts.ask("Log", "log.show")),
    )


def receipt(
    school: School,
    view: IncidentView,
    *,
    note: str | None = None,
    ask: bool = False,
    wrong: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> AdaptiveCard:
    """What the reporter keeps: the reference, who has been told, and what happens next.

    While an alert has no details yet the form for them stands on it; `ask` opens it for any other report too.
    """
    incident = view.incident
    if incident.removed:
        return pointer(incident)
    can_add = incident.state is not State.CLOSED and not incident.drill
    asks = can_add and (ask or not incident.account)
    return parts.card(
        parts.title(f"Your report is {incident.id}"),
        parts.small(f"{KIND_WORDS[incident.kind].name} · sent {times.at(school, incident.reported_at)}. Thank you."),
        parts.banner("This is a drill. Nothing has happened.", "accent") if incident.drill else None,
        parts.banner(note, "accent") if note else None,
        parts.banner(standing(school, incident), "good" if incident.owner else "accent"),
        *_told(school, view),
        *(drills.times_taken(school, view) if incident.drill else ()),
        *_left_out(incident),
        *evidence.own(view),
        parts.heading("What happens next"),
        parts.words(_next(school, incident)),
        *_telephones(school, incident),
        *(_details(incident, wrong or {}, typed or {}) if asks else ()),
        parts.buttons(
            None if asks or not can_add else parts.press("Add details", "report.more", {"id": incident.id}),
            *_merging(incident, view.own_like),
            parts.press("End the drill", "drill.end", {"id": incident.id})
            if incident.drill and incident.state is not State.CLOSED
            else None,
            parts.ask("My reports", "reports.mine"),
            parts.ask("Report something else", "report.start"),
        ),
    )


def pointer(incident: Incident) -> AdaptiveCard:
    """What is left of a card that a newer one has taken the place of, or whose incident's contents are gone."""
    if incident.removed:
        return parts.card(parts.small(f"{incident.id} was removed after the retention time. {ON}"))
    return parts.card(parts.small(f"{incident.id}: a newer card about this stands further down."))


def with_others(incident: Incident) -> AdaptiveCard:
    """What is left of a card for somebody before whom it is no longer put. It says nothing of why."""
    return parts.card(parts.small(f"{incident.id} is with others now. Nothing more is needed from you. {ON}"))


def standing(school: School, incident: Incident) -> str:
    """How an incident stands, in one line."""
    ended = _ended(school, incident)
    if ended:
        return ended
    if incident.owner is not None and incident.owned_at is not None:
        return f"{incident.owner.name} has it, since {times.at(school, incident.owned_at)}"
    if incident.unanswered_at is not None:
        return "Nobody has taken it, and everybody has been rung"
    if incident.handed_to is not None:
        return f"Handed over: waiting for {incident.handed_to.name} to take it"
    if incident.ladder.waits and not incident.rung and incident.ladder.next_at is not None:
        return f"Waiting for school hours: it goes out at {times.at(school, incident.ladder.next_at)}"
    return "Nobody has taken it yet"


def _ended(school: School, incident: Incident) -> str:
    if incident.removed_at is not None:
        return f"Removed after the retention time, {times.at(school, incident.removed_at)}"
    if incident.merged_into:
        return f"Merged into {incident.merged_into}"
    if incident.closing is not None:
        return f"Closed by {incident.closing.by.name}, {times.at(school, incident.closing.at)}"
    return ""


def account(incident: Incident) -> list[CardElement]:
    """What the reporter wrote, to the letter, under the form's own labels."""
    if not incident.account:
        return [parts.words("No details yet: the alert came first. They appear here when they are sent.")]
    known = [field.id for field in KINDS[incident.kind].form]
    # After a change of kind the account keeps the fields of the form that was sent.
    order = [*known, *(field for field in incident.account if field not in known)]
    shown = as_shown(KINDS[incident.kind], incident.account)
    told = [(label(incident.kind, f), said(f, shown[f])) for f in order if f in shown]
    return [*parts.answers(told), *_left_out(incident)]


def _buttons(incident: Incident, reader: Person) -> list[CardElement]:
    held = _held(incident)
    possible = [
        parts.press(
            _words(incident, action, words),
            verb,
            held,
            style="positive" if action is Action.ACKNOWLEDGE else None,
            inputs=False,
        )
        for action, words, verb in _BUTTONS
        if incident.state in TRANSITIONS[action]
        and may(reader, action, incident)
        and not (action is Action.RING_NOW and incident.ladder.next_at is None and incident.unanswered_at is None)
    ]
    possible += _merging(incident, incident.like)
    if (
        incident.breach is not None
        and incident.breach.decided_at is None
        and may(reader, Action.DECIDE_BREACH, incident)
    ):
        possible.append(parts.press("Decide on the ICO", "incident.breach", held, inputs=False))
    return [parts.buttons(*possible[at : at + 4]) for at in range(0, len(possible), 4)]


def _words(incident: Incident, action: Action, words: str) -> str:
    """A kind with a service of its own says whom it is reported to."""
    return "Reported to …" if action is Action.REFER and KINDS[incident.kind].tell else words


def _merging(incident: Incident, like: Sequence[str]) -> list[ExecuteAction]:
    """One press for each report that may be the same, the two nearest. A reporter learns of nobody else's."""
    if incident.state is State.CLOSED:
        return []
    shown = like[-2:]
    return [
        parts.press(
            "Merge" if len(shown) == 1 else f"Merge with {other}",
            "incident.merge",
            {**_held(incident), "into": other},
            inputs=False,
        )
        for other in shown
    ]


def contacts(school: School, incident: Incident) -> Sequence[Contact]:
    """The outside contacts that its handlers need while it is open; the LADO where an adult of the school is named."""
    if incident.state is State.CLOSED:
        return ()
    shown = school.contacts_of(incident.ladder.route)
    lado = [contact for contact in school.contacts if contact.id == "lado" and incident.concerning]
    return (*shown, *(contact for contact in lado if contact not in shown))


def _held(incident: Incident) -> dict[str, str | int]:
    """What a button of this incident carries."""
    return {"id": incident.id, "v": incident.version}


def _style(incident: Incident) -> ContainerStyle:
    return "good" if incident.owner or incident.state is State.CLOSED else _STYLE[incident.urgency]


def _when(school: School, incident: Incident) -> list[tuple[str, str]]:
    happened = times.at(school, incident.happened_at) if incident.happened_at else "not said"
    earlier = incident.happened_at and incident.reported_at - incident.happened_at > timedelta(days=1)
    rows = [
        ("Happened", f"{happened} (reported later)" if earlier else happened),
        ("Reported", times.at(school, incident.reported_at)),
        ("By", incident.reporter.name),
    ]
    if incident.concerning:
        rows.append(("Concerns", ", ".join(who.name for who in incident.concerning)))
    if incident.like:
        rows.append(("May be the same as", ", ".join(incident.like)))
    return rows


def _deadline(school: School, incident: Incident) -> list[CardElement]:
    clock = incident.breach
    if clock is None:
        return []
    if clock.decided_at is not None:
        words = "Reported to the ICO" if clock.reported else "Found not reportable to the ICO"
        return [parts.heading(f"{words}, {times.at(school, clock.decided_at)}"), parts.typed(clock.reason, REASON_ROOM)]
    return [
        parts.banner(f"72 hours end at {times.at(school, clock.deadline)}", "warning"),
        parts.small("By then the school reports it to the ICO, or writes down why it need not (section 4.1, I13)."),
    ]


def _referrals(school: School, view: IncidentView) -> list[CardElement]:
    shown: list[CardElement] = []
    for referral in view.incident.referrals[-SHOWN_REFERRALS:]:
        number = f", reference {referral.reference}" if referral.reference else ""
        told = f"Told: {referral.to}, {times.at(school, referral.at)}{number} ({referral.by.name})"
        shown.append(parts.typed(told, REFERRAL_ROOM))
    return [parts.heading("Told outside the school"), *shown] if shown else []


def _told(school: School, view: IncidentView) -> list[CardElement]:
    rows = [(ping.to.name, f"told {times.at(school, ping.settled_at or ping.made_at)}") for ping in view.reached()]
    rows += [(notice.to.name, "being told now") for notice in view.on_the_way()]
    rows += [(notice.to.name, "could not be reached in Teams") for notice in view.unreached()]
    told: dict[str, str] = {}
    for name, how in rows:
        told.setdefault(name, how)
    if told:
        return [parts.heading("Who has been told"), parts.facts(list(told.items()))]
    if view.incident.ladder.waits:
        return []
    return [parts.words("Nobody could be told in Teams yet. Please tell somebody in person now.")]


def _next(school: School, incident: Incident) -> str:
    if incident.drill:
        return NEXT["drill"]
    if incident.merged_into:
        return NEXT["merged"].format(reference=incident.merged_into)
    if incident.state is State.CLOSED:
        return NEXT["closed"]
    if incident.owner is not None:
        return NEXT["owned"]
    if incident.unanswered_at is not None:
        return NEXT["unanswered"]
    if not incident.rung:
        return NEXT["waits" if incident.ladder.waits else "nobody"]
    return NEXT["rings"]


def _telephones(school: School, incident: Incident) -> list[CardElement]:
    """Whom to ring when nobody has taken it, or nobody could be told: the route's own contacts."""
    outside_it = school.contacts_of(incident.ladder.route)
    rows = [(contact.name, contact.phone or contact.web) for contact in outside_it if contact.phone or contact.web]
    if not rows or incident.owner is not None or (incident.rung and incident.unanswered_at is None):
        return []
    return [parts.facts(rows)]


def _left_out(incident: Incident) -> list[CardElement]:
    if not incident.links_left_out:
        return []
    one = incident.links_left_out == 1
    count, them = ("One link was", "it where it is") if one else (f"{incident.links_left_out} links were", "them there")
    return [parts.small(f"{count} kept out of this report, as the policy asks (section 4.6, I5). Leave {them}.")]


def _details(incident: Incident, wrong: dict[str, str], typed: dict[str, str]) -> list[CardElement]:
    return [
        parts.heading("Add details"),
        parts.small("They are added to the same report. Those who handle it see them with it."),
        *fields.of_kind(incident.kind, typed, wrong, without=frozenset({"adult", "someone_else"})),
        parts.buttons(parts.press("Send", "report.details", {"id": incident.id}, style="positive")),
    ]


def _not_reached(view: IncidentView) -> list[CardElement]:
    return [parts.small(_unreached(notice)) for notice in view.unreached()]


def _unreached(notice: Notice) -> str:
    return f"{notice.to.name} could not be reached: {UNDELIVERED.get(notice.reason, UNDELIVERED['other'])}."


def _timeline(school: School, view: IncidentView) -> Container:
    """The timeline, folded away until it is asked for; the newest line first, as many as there is room for."""
    told = "\n".join(reversed(lines(school, view)))
    room = TIMELINE_ROOM - (evidence.ROOM if view.files else 0)
    return Container(
        spacing="Medium",
        items=[
            ActionSet(actions=[ToggleVisibilityAction(title="Timeline", target_elements=[TIMELINE])]),
            Container(id=TIMELINE, is_visible=False, items=[parts.typed(told, room)]),
        ],
    )
