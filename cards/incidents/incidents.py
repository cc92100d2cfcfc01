"""An incident as those who handle it see it: how it stands, what was written, and what they may do now."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.policy.incidents import responding
from bot.policy.incidents.authority import may
from bot.policy.incidents.due import waits_for_lado
from bot.policy.incidents.filtering import verdicts_for
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import ABOUT_CONDUCT, KINDS
from bot.policy.incidents.states import TRANSITIONS, Action
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Person
from bot.policy.kit.records import Urgency
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, TELLERS
from bot.policy.kit.school import School
from cards.incidents import ActionVerb, IncidentVerb, LinkVerb, QuestionVerb, held_back
from cards.incidents.actions import ACTIONS_BYTES, actions_of
from cards.incidents.deciding import CONDUCT_BYTES, DECISIONS_BYTES, HOLD_BYTES, for_the_lado, lado_deadline
from cards.incidents.emptied import removed_card
from cards.incidents.evidence import FILES_BYTES, file_list
from cards.incidents.incident_parts import (
    MESSAGE_BYTES,
    account_answers,
    button_data,
    checklist,
    copy_block,
    first_words,
    happened_line,
    incident_status,
    merge_buttons,
    outside_contacts,
)
from cards.incidents.linking import LINKS_BYTES, linked_reports
from cards.incidents.now_do import may_tick, now_do, what_not_to_do
from cards.incidents.outcome import deadline, what_came_of_it
from cards.incidents.questions import QUESTIONS_BYTES, asked_of_reporter
from cards.kit import links, parts, times
from cards.kit.elements import (
    AdaptiveCard,
    CardElement,
    Container,
    ContainerStyle,
    RichTextBlock,
    TextRun,
)
from cards.kit.guide import WARNS_OF, Opener
from cards.kit.timeline import newest_first
from cards.words import handling as handling_words
from cards.words import incidents as wording
from cards.words import responding as responding_words
from cards.words.cpoms import CORRECT_BUTTON, CPOMS_BUTTON
from cards.words.deciding import DECIDE_CONDUCT, DECIDE_ON_ADDRESS, LIFT_HOLD, SET_HOLD, TOLD_LADO
from cards.words.incidents import STATES
from cards.words.kinds import KIND_WORDS
from cards.words.kit import CHANGE_POLICY, NOBODY_ANSWERS, ROLE_WORDS, WARN_EVERYBODY, names_words, why_undelivered
from cards.words.linking import LINK_ANOTHER
from cards.words.questions import ASK_BUTTON

_STYLE: dict[Urgency, ContainerStyle] = {
    Urgency.EMERGENCY: "attention",
    Urgency.URGENT: "warning",
    Urgency.ROUTINE: "accent",
}
TIMELINE_BYTES = 3_600
"""Bytes of JSON that a timeline may take on a card; the export has all of it."""

SUMMARY_CHARACTERS = 90
"""So much of what was written stands in the line that says what it is about."""

MERGED_SHOWN, MERGED_LABEL_BYTES = 2, 2_800
"""How many of the reports that were merged into it a card shows, the newest, and the bytes of JSON that the labels of
each take."""
STEPS_BYTES, NOTES_BYTES, LEAST_BYTES = 4_800, 1_700, 350
"""The bytes of JSON that the steps take once somebody has it, and the notes: of what was written so much less is shown,
but at least so much of each report."""
SPARED_BYTES, SPARED_FOR_QUESTIONS, LINKS_SPARED_BYTES = 1_500, 2_200, 2_400
"""So much less the timeline takes where actions stand on the card, where questions do, and where reports do that belong
with it."""
WAYS_BYTES = 800
"""The bytes of JSON that the ways to its reporter take."""
NUMBERS_SHOWN = 5
"""So many people to telephone stand on a card."""
COMING_BYTES, SPARED_FOR_COMING = 1_200, 300
"""The bytes of JSON that may be said and asked of who comes; so much of that the timeline spares."""
HELD_BACK_BYTES = 2_500
"""The bytes of JSON that may be said and asked of whom it holds back."""

_BUTTONS: tuple[tuple[Action, str, parts.Verb], ...] = (
    (Action.ACKNOWLEDGE, "Acknowledge", IncidentVerb.ACKNOWLEDGE),
    (Action.CANNOT_COME, responding_words.CANNOT_COME, IncidentVerb.CANNOT_COME),
    (Action.HAND_OVER, "Hand over", IncidentVerb.HAND_OVER),
    (Action.TAKE_OVER, "Take over", IncidentVerb.TAKE_OVER),
    (Action.TELL_NOW, "Tell people now", IncidentVerb.TELL_NOW),
    (Action.ADD_A_NOTE, "Add a note", IncidentVerb.NOTE),
    (Action.ADD_AN_ACTION, "Add an action", ActionVerb.ADD),
    (Action.LINK, LINK_ANOTHER, LinkVerb.FORM),
    (Action.REFER, "Refer", IncidentVerb.REFER),
    (Action.CLOSE, "Close", IncidentVerb.CLOSE),
    (Action.REOPEN, "Reopen", IncidentVerb.REOPEN),
    (Action.ASK_THE_REPORTER, ASK_BUTTON, QuestionVerb.ASK),
    (Action.ENTER_IN_CPOMS, CPOMS_BUTTON, IncidentVerb.CPOMS),
    (Action.DECIDE_BREACH, handling_words.DECIDE_ON_THE_ICO, IncidentVerb.BREACH),
    (Action.DECIDE_ADDRESS, DECIDE_ON_ADDRESS, IncidentVerb.FILTER),
    (Action.TELL_LADO, TOLD_LADO, IncidentVerb.LADO),
    (Action.DECIDE_CONDUCT, DECIDE_CONDUCT, IncidentVerb.CONDUCT),
    (Action.SET_HOLD, SET_HOLD, IncidentVerb.HOLD),
    (Action.LIFT_HOLD, LIFT_HOLD, IncidentVerb.LIFT),
    (Action.CHANGE_THE_KIND, "Change the kind", IncidentVerb.KIND),
)
"""An incident's buttons in their order: what may be done now, by the tables of states and authority."""
_FORMS = {action for action, _, _ in _BUTTONS} - {Action.ACKNOWLEDGE, Action.CANNOT_COME, Action.TELL_NOW}
"""Those that ask first. To take it, to say that one cannot come, and to alert more people is one press: help waits for
none of them."""
_FIRST_RANK = frozenset(
    {
        *(Action.TAKE_OVER, Action.ADD_A_NOTE, Action.ADD_AN_ACTION, Action.REFER, Action.DECIDE_BREACH),
        *(Action.CLOSE, Action.REOPEN, Action.DECIDE_ADDRESS, Action.DECIDE_CONDUCT, Action.TELL_LADO),
    }
)
"""Those that stand in the first row once somebody has it; before that **Acknowledge** does, beside it
nothing but **I cannot** for whoever is asked to come, or has it handed."""
_BEFORE_THAT = frozenset({Action.ACKNOWLEDGE, Action.CANNOT_COME})


def incident_card(
    school: School,
    now: datetime,
    view: IncidentView,
    reader: Person,
    *,
    note: str | None = None,
    lead: str | None = None,
) -> AdaptiveCard:
    """What a handler sees. Until somebody has it: what, who, when, and **Acknowledge**, on the first screen of a phone.
    Then what to do now, what came of it, and what was written.

    `lead` says why the card has come, `note` answers a press. An owner who is asked whether they still have it reads
    that first, whatever has come of it meanwhile.
    """
    incident = view.incident
    if incident.removed:
        return removed_card(school, now, incident)
    waits = incident.state is State.REPORTED
    in_hand = not waits and incident.state is not State.CLOSED
    buttons = _buttons(incident, reader)
    return parts.card(
        parts.title(("DRILL: " if incident.drill else "") + KIND_WORDS[incident.kind].name),
        parts.small(f"{incident.id} · Online Safety report · {STATES[incident.state]}"),
        parts.banner(wording.DRILL, "accent") if incident.drill else None,
        parts.note(note),
        parts.paragraph(lead) if lead else None,
        *_still_with_you(school, now, incident, reader),
        _summary(school, now, incident, reader),
        *(buttons if waits else _come_too(incident, reader)),
        *_numbers(view, reader),
        *_not_reached(view),
        *deadline(school, now, incident),
        *lado_deadline(school, now, incident),
        *(now_do(school, now, incident, reader) if in_hand else ()),
        *what_not_to_do(incident),
        *(buttons if in_hand else ()),
        *asked_of_reporter(school, now, incident),
        *actions_of(school, now, view, reader),
        *what_came_of_it(school, now, view),
        *linked_reports(school, now, view, reader),
        *(() if in_hand else now_do(school, now, incident, reader)),
        *(() if waits or in_hand else buttons),
        *held_back.held_back_banner(incident),
        *held_back.held_back_buttons(incident, reader),
        *_ways_to(view.reporter, reader),
        parts.heading(handling_words.WHAT_WAS_WRITTEN),
        *_accounts(school, now, view, reader),
        parts.fact_set(rows) if (rows := _fact_rows(school, now, incident)) else None,
        *file_list(school, now, view, reader),
        *checklist(outside_contacts(school, incident)),
        *copy_block(school, incident, outside_contacts(school, incident)),
        *for_the_lado(school, incident, happened_line(school, now, incident)),
        _timeline(school, now, view),
    )


def _numbers(view: IncidentView, reader: Person) -> list[CardElement]:
    """Whom to telephone, on the card of everybody who was told of an emergency again and again in vain."""
    by_phone = [person for person in view.to_phone if person.phone and person.id != reader.id][:NUMBERS_SHOWN]
    if not by_phone:
        return []
    rows = [links.person(person.name, _role_on(view.incident, person), phone=person.phone) for person in by_phone]
    return [parts.heading(NOBODY_ANSWERS), *rows]


def _role_on(incident: Incident, person: Person) -> str:
    """The first of their roles by which the ladder alerts them."""
    steps = incident.ladder.route.steps
    return ROLE_WORDS[next(role for step in steps for role in step.roles if role in person.roles)]


def _still_with_you(school: School, now: datetime, incident: Incident, reader: Person) -> list[CardElement]:
    """The question to an owner who has done nothing, with both answers."""
    if not _is_asked(incident, reader) or incident.owned_at is None:
        return []
    held = button_data(incident)
    said = handling_words.STILL_WITH_YOU.format(at=times.standing(school, incident.owned_at, now))
    return [
        parts.banner(said, "warning"),
        parts.buttons(
            parts.button("Still with me", IncidentVerb.STILL, held, style="positive"),
            parts.form_opener("Hand over", IncidentVerb.HAND_OVER, held),
        ),
    ]


def _is_asked(incident: Incident, reader: Person) -> bool:
    return incident.asked_at is not None and incident.owner_id == reader.id


def _summary(school: School, now: datetime, incident: Incident, reader: Person) -> Container:
    """How it stands, and in one line what it is about, who reported it, and when. Whoever comes after somebody took it
    is told that nothing is needed: a note would last until the next redraw."""
    said = first_words(incident, SUMMARY_CHARACTERS) or handling_words.NO_DETAILS_YET
    line = handling_words.WHAT_WHO_WHEN.format(
        what=said, who=incident.reporter.name, at=times.standing(school, incident.reported_at, now)
    )
    return parts.box(
        _style(incident),
        parts.rich(TextRun(text=incident_status(incident, times.for_card(school, now)), weight="Bolder")),
        *([parts.rich(TextRun(text=needed))] if (needed := _what_is_needed(incident, reader)) else ()),
        *_who_comes(incident, reader),
        parts.rich(TextRun(text=line), "Small"),
    )


def _what_is_needed(incident: Incident, reader: Person) -> str:
    """What is asked of somebody who does not have it: to come, where the ladder asks them to, and once somebody else
    has it to come too, or nothing."""
    if incident.state is State.REPORTED:
        if any(who.id == reader.id for who in incident.awaited) and not incident.drill:
            return responding_words.COME
        return responding_words.HANDED_TO_YOU if responding.was_handed(incident, reader.id) else ""
    if not _is_anothers(incident, reader):
        return ""
    if not responding.was_asked(incident, reader.id):
        return wording.NOTHING_NEEDED_BUT_TICK if may_tick(incident, reader) else wording.NOTHING_NEEDED
    if any(who.id == reader.id for who in incident.awaited):
        return responding_words.COME_TOO
    return (
        responding_words.YOU_COME
        if any(who.id == reader.id for who in incident.on_the_way)
        else responding_words.YOU_CANNOT
    )


def _who_comes(incident: Incident, reader: Person) -> list[RichTextBlock]:
    """Who of those who were asked is on the way and who cannot come; once somebody has it also who has not answered.
    What the reader said or has still to say then stands above."""
    if incident.state is State.CLOSED:
        return []
    waits = incident.awaited if incident.owner is not None else ()
    said = (
        (responding_words.ON_THE_WAY, incident.on_the_way),
        (
            responding_words.CANNOT_COME_LINE if incident.ladder.asked else responding_words.CANNOT_TAKE_LINE,
            incident.cannot_come,
        ),
        (responding_words.NO_ANSWER_YET, waits),
    )
    others = [
        (words, [who.name for who in people if who.id != reader.id or not _is_anothers(incident, reader)])
        for words, people in said
    ]
    return [parts.rich(TextRun(text=names_words(names, (words, words))), "Small") for words, names in others if names]


def _come_too(incident: Incident, reader: Person) -> list[CardElement]:
    """What somebody answers who is asked to come to what a colleague has; they may change it."""
    asked = responding.was_asked(incident, reader.id) and may(reader, Action.CANNOT_COME, incident)
    if not asked or not _is_anothers(incident, reader):
        return []
    held = button_data(incident)
    comes = any(who.id == reader.id for who in incident.on_the_way)
    coming = parts.button(responding_words.COMING, IncidentVerb.ACKNOWLEDGE, held, style="positive", inputs=False)
    cannot = parts.button(responding_words.CANNOT_COME, IncidentVerb.CANNOT_COME, held, inputs=False)
    return [
        parts.buttons(None if comes else coming, cannot if _may_decline(incident, reader) else None),
    ]


def _may_decline(incident: Incident, reader: Person) -> bool:
    """Whether they are asked for something, and have not said that they cannot."""
    said = any(who.id == reader.id for who in incident.cannot_come)
    return responding.may_decline(incident, reader.id) and not said


def _is_anothers(incident: Incident, reader: Person) -> bool:
    return incident.state not in {State.REPORTED, State.CLOSED} and incident.owner_id not in {None, reader.id}


def _ways_to(reporter: Person | None, reader: Person) -> list[CardElement]:
    if reporter is None or reporter.id == reader.id or not (links.is_mail(reporter.mail) or reporter.phone):
        return []
    return [links.person(reporter.name, handling_words.REPORTED_IT, mail=reporter.mail, phone=reporter.phone)]


def _accounts(school: School, now: datetime, view: IncidentView, reader: Person) -> list[CardElement]:
    """What its reporter wrote, and what was written in the reports that were merged into it."""
    also = [other for other in view.merged if reader.id not in other.shut_out and not other.removed]
    shown = also[-MERGED_SHOWN:]
    spared = len(shown) * MERGED_LABEL_BYTES + (HELD_BACK_BYTES if view.incident.held_back else 0)
    spared += COMING_BYTES if view.incident.ladder.asked or view.incident.responses else 0
    spared += WAYS_BYTES if view.reporter else 0
    spared += ACTIONS_BYTES if view.actions else 0
    spared += CONDUCT_BYTES if view.incident.conduct else 0
    spared += HOLD_BYTES if view.incident.on_hold else 0
    spared += LINKS_BYTES if view.links.linked or view.links.offers else 0
    spared += DECISIONS_BYTES if view.decisions else 0
    spared += QUESTIONS_BYTES if view.incident.questions else 0
    spared += MESSAGE_BYTES if KINDS[view.incident.kind].tell else 0
    spared += (0 if view.incident.state is State.REPORTED else STEPS_BYTES) + (NOTES_BYTES if view.notes else 0)
    max_bytes = max(LEAST_BYTES, (parts.TYPED_BYTES - spared) // (1 + len(shown)))
    told = account_answers(view.incident, max_bytes)
    for other in shown:
        said_by = handling_words.ALSO_REPORTED.format(
            id=other.id, by=other.reporter.name, at=times.standing(school, other.reported_at, now)
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
    """What may be done now: one row for what is done most, and the rest behind **More**."""
    possible = [(action, _button(incident, action, words, verb)) for action, words, verb in _possible(incident, reader)]
    first_rank = _BEFORE_THAT if any(action is Action.ACKNOWLEDGE for action, _ in possible) else _FIRST_RANK
    first_rank -= {Action.DECIDE_CONDUCT} if incident.conduct else set()
    if incident.state is State.CLOSED and incident.not_in_cpoms:
        first_rank = first_rank | {Action.ENTER_IN_CPOMS}  # what is left to be done
    first: list[parts.Button] = [button for action, button in possible if action in first_rank]
    more: list[parts.Button] = [button for action, button in possible if action not in first_rank]
    if (warns := _warning(incident, reader)) is not None:
        (more if incident.state is State.REPORTED else first).append(warns)
    more += merge_buttons(incident, incident.like) if may(reader, Action.MERGE, incident) else []
    if reader.holds(CHAMPION, HEADTEACHER) and not incident.drill and may(reader, Action.SEE, incident):
        more.append(parts.form_opener(CHANGE_POLICY, Opener.CHANGE_POLICY, {"id": incident.id}))
    return parts.ranked_buttons(first, more)


def _warning(incident: Incident, reader: Person) -> parts.Button | None:
    """Opens the form that tells the staff, with words of ours in it and nothing of the report. Not where it names
    somebody, who would read that it is known."""
    warns = KINDS[incident.kind].warns and incident.state is not State.CLOSED and not incident.drill
    named = bool(incident.concerning) or incident.shut_out
    if not warns or named or reader.roles.isdisjoint(TELLERS) or not may(reader, Action.ADD_A_NOTE, incident):
        return None
    return parts.form_opener(WARN_EVERYBODY, Opener.TELL_STAFF, {WARNS_OF: incident.kind})


def _possible(incident: Incident, reader: Person) -> list[tuple[Action, str, parts.Verb]]:
    clock = incident.breach
    ladder_over = incident.ladder.next_at is None and incident.unanswered_at is None
    not_now = {Action.TELL_NOW} if ladder_over else set[Action]()
    not_now |= {Action.HAND_OVER} if _is_asked(incident, reader) else set()  # it stands beside the question
    not_now |= set() if incident.owner is None and _may_decline(incident, reader) else {Action.CANNOT_COME}
    not_now |= set() if incident.kind == ABOUT_CONDUCT else {Action.DECIDE_CONDUCT}
    not_now |= set() if waits_for_lado(incident) else {Action.TELL_LADO}
    not_now |= {Action.SET_HOLD if incident.on_hold else Action.LIFT_HOLD}
    not_now |= set() if verdicts_for(incident) else {Action.DECIDE_ADDRESS}
    no_asking = reader.id == incident.reporter.id or incident.reporter.id in incident.shut_out
    not_now |= {Action.ASK_THE_REPORTER} if no_asking else set()
    not_now |= {Action.DECIDE_BREACH} if clock is None or clock.decided_at is not None else set()
    return [
        each
        for each in _BUTTONS
        if each[0] not in not_now and incident.state in TRANSITIONS[each[0]] and may(reader, each[0], incident)
    ]


def _button(incident: Incident, action: Action, words: str, verb: parts.Verb) -> parts.Button:
    carried = button_data(incident)
    if action in _FORMS:
        return parts.form_opener(_button_text(incident, action, words), verb, carried)
    return parts.button(words, verb, carried, style="positive" if action is Action.ACKNOWLEDGE else None, inputs=False)


def _button_text(incident: Incident, action: Action, words: str) -> str:
    """A kind that has an outside service to report to says so, and a report that is in CPOMS already."""
    if action is Action.ENTER_IN_CPOMS and incident.cpoms_entry is not None:
        return CORRECT_BUTTON
    return "Reported to …" if action is Action.REFER and KINDS[incident.kind].tell else words


def _style(incident: Incident) -> ContainerStyle:
    if incident.state is State.CLOSED:
        return "emphasis"  # over: no colour that asks for anything, and not that of what somebody has
    return "good" if incident.owner else _STYLE[incident.urgency]


def _fact_rows(school: School, now: datetime, incident: Incident) -> list[tuple[str, str]]:
    happened = happened_line(school, now, incident)
    earlier = incident.happened_at and incident.reported_at - incident.happened_at > timedelta(days=1)
    unasked = KINDS[incident.kind].to_come and happened == handling_words.NOT_SAID
    rows = [] if unasked else [("Happened", f"{happened} (reported later)" if earlier else happened)]
    if incident.concerning:
        rows.append(("Concerns", ", ".join(who.name for who in incident.concerning)))
    if incident.like:
        rows.append((handling_words.MAY_BE_THE_SAME, ", ".join(incident.like)))
    return rows


def _not_reached(view: IncidentView) -> list[CardElement]:
    reasons = [(ping.to.name, why_undelivered(ping.reason)) for ping in view.pings_refused()]
    return [parts.small(handling_words.NOT_REACHED.format(who=who, reason=reason)) for who, reason in reasons]


def _timeline(school: School, now: datetime, view: IncidentView) -> Container:
    """The newest line first, as many as fit."""
    max_bytes = (
        TIMELINE_BYTES - (FILES_BYTES if view.files else 0) - (SPARED_BYTES if view.actions or view.merged else 0)
    )
    max_bytes -= SPARED_FOR_QUESTIONS if view.incident.questions else 0
    max_bytes -= SPARED_FOR_COMING if view.incident.ladder.asked else 0
    max_bytes -= LINKS_SPARED_BYTES if view.links.linked or view.links.offers else 0
    max_bytes = max(max_bytes, LEAST_BYTES)
    return parts.timeline(newest_first(school, view.timeline, now, view.note_texts), max_bytes)
