"""A request's card: everything needed to decide it on one phone screen, and the same record for whoever asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bot.policy.kit.approval import REFUSED, UNDECIDED, ApprovalState
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Purpose
from bot.policy.kit.school import School
from bot.policy.kit.school_time import Calendar
from bot.policy.requests.deciding import may_end
from bot.policy.requests.kinds import NO, NOT_KNOWN, ON, YES, FieldShape, RequestField
from bot.policy.requests.request import RequestView, StaffRequest, changed_answers
from bot.policy.requests.telling import TO_ACT_ON, first_said_at
from cards.kit import links, parts, timeline, times
from cards.kit.elements import Action, AdaptiveCard, CardElement, Container, ContainerStyle
from cards.requests import RequestVerb
from cards.words import requests as wording
from cards.words.kit import ONLY_THE_REMARK, ROLE_WORDS
from cards.words.requests import ANSWER_WORDS, LEADS, REQUEST_WORDS, RULED, STATE_WORDS
from cards.words.sentences import toast

TIMELINE_BYTES, WORDS_BYTES, VALUE_BYTES, UNSENT_BYTES = 2_500, 1_200, 600, 3_000
"""Bytes of JSON that these may take on a card."""
_STYLE: Mapping[ApprovalState, ContainerStyle] = {
    ApprovalState.WAITING: "accent",
    ApprovalState.CHANGES: "warning",
    ApprovalState.APPROVED: "good",
}


def request_card(
    school: School,
    now: datetime,
    view: RequestView,
    reader: Person,
    *,
    note: str | None = None,
    lead: str | None = None,
    unsent: str = "",
) -> AdaptiveCard:
    """The request as it stands, with what this reader may do now. `lead` says why it has come, `note` answers a press.
    What it is decided by stands on a phone's first screen, and what presses it.

    `unsent` is what they typed for a decision that could no longer be taken: it is given back.
    """
    request = view.request
    words = REQUEST_WORDS[request.kind]
    version = f" · version {request.number}" if request.number > 1 else ""
    style: ContainerStyle = (
        "attention" if request.lost_at and request.is_open else _STYLE.get(request.state, "emphasis")
    )
    doing = request.state is ApprovalState.APPROVED and reader.id == request.requester.id
    acts = request.state is ApprovalState.WAITING and reader.id in view.acting
    return parts.card(
        parts.title(words.name),
        parts.small(f"{request.id}{version} · {STATE_WORDS[request.state]}"),
        parts.note(note),
        *([parts.typed_text(unsent, UNSENT_BYTES)] if unsent else []),
        parts.paragraph(lead) if lead and not acts else None,
        parts.banner(lead if lead and acts else request_status(school, now, view, reader), style),
        *(_told_later(school, now, request) if reader.id == request.requester.id else []),
        *_ruling_words(request),
        *_changes(school, now, request),
        parts.fact_set(_rows(school, now, request)),
        *_doubts(request),
        *_views(view),
        *_buttons(school, now, view, reader),
        *([parts.points(words.do)] if doing and words.do else []),
        *timeline.not_reached(view.unreached),
        parts.timeline(timeline.newest_first(school, view.timeline, now), TIMELINE_BYTES),
    )


def _told_later(school: School, now: datetime, request: StaffRequest) -> list[CardElement]:
    waits = request.state is ApprovalState.WAITING
    calendar = Calendar(school.hours, school.timezone)
    return timeline.told_later(school, first_said_at(request, calendar), now) if waits else []


def request_message(school: School, now: datetime, purpose: Purpose, view: RequestView, reader: Person) -> Message:
    """The message of a notice, and its toast: the reference and how it stands, never a name."""
    acts = view.request.state is ApprovalState.WAITING and reader.id in view.acting
    holds = acts if purpose in TO_ACT_ON else view.request.is_open
    shown = request_card(school, now, view, reader, lead=LEADS.get(purpose) if holds else None)
    summary = toast(purpose, reference=view.request.id, state=STATE_WORDS[view.request.state])
    return Message(summary=summary, card=parts.as_json(shown))


def request_status(school: School, now: datetime, view: RequestView, reader: Person) -> str:
    """How a request stands, in one line."""
    request = view.request
    words = REQUEST_WORDS[request.kind]
    ruling = request.ruling
    if ruling is None:
        if reader.id in view.acting:
            return wording.WAITING_FOR_YOU
        if not view.asked:
            return wording.WAITING
        waits = wording.WAITING_FOR_AWAY if view.asked_are_away else wording.WAITING_FOR
        return waits.format(who=", ".join(view.asked[:3]))
    if request.state is ApprovalState.ENDED:
        return f"{words.ended.get(request.ended, STATE_WORDS[request.state])}, {times.standing(school, ruling.at, now)}"
    if request.lost_at:
        return wording.LOST_SINCE.format(at=times.standing(school, request.lost_at, now))
    said = words.approved if request.state is ApprovalState.APPROVED else RULED[request.state]
    return said.format(who=ruling.by.name if ruling.by else "", at=times.standing(school, ruling.at, now))


def request_line(school: School, now: datetime, request: StaffRequest) -> str:
    """The request in one line: what it is for. It holds what was typed."""
    said = {field.id: field_value(school, now, request, field) for field in request.rules.fields}
    return REQUEST_WORDS[request.kind].line.format(**said)


def field_value(school: School, now: datetime, request: StaffRequest, field: RequestField) -> str:
    """An answer as people read it; empty where there is none."""
    text = request.answers.get(field.id, "")
    match field.shape:
        case FieldShape.DAY if text:
            return times.day(school, date.fromisoformat(text), now)
        case FieldShape.SWITCH:
            return ANSWER_WORDS[YES if text == ON else NO]
        case FieldShape.ANSWER:
            return ANSWER_WORDS.get(text, "")
        case _:
            return text


def card_labels(kind: str) -> Mapping[str, str]:
    """What each field of a kind is called on a card and in the register."""
    words = REQUEST_WORDS[kind]
    return {**words.labels, **words.short}


def button_data(request: StaffRequest) -> dict[str, str | int]:
    """What a button of this request carries: the version that it was drawn from."""
    return {"id": request.id, "v": str(request.number)}


def _rows(school: School, now: datetime, request: StaffRequest) -> list[tuple[str, str]]:
    labels = card_labels(request.kind)
    asked = [*request.rules.fields, *(request.rules.decides_with if request.conditions else ())]
    shown = [
        (labels[field.id], field_value(school, now, request, field))
        for field in asked
        # Of the further questions only the doubts stand on the card, and none twice; all answers are in the register.
        if not (field.shape is FieldShape.ANSWER and (field.when or _is_doubt(request, field)))
    ]
    shown.append((wording.ASKED_BY, request.requester.name))
    if request.present.remark:
        shown.append((wording.SAYS, request.present.remark))
    return [(label, parts.cut(value, VALUE_BYTES)) for label, value in shown if value]


def _doubts(request: StaffRequest) -> list[CardElement]:
    """The further questions that were not answered with yes."""
    labels = REQUEST_WORDS[request.kind].labels
    doubts = [
        f"{ANSWER_WORDS[request.answers[field.id]]}: {labels[field.id]}"
        for field in request.rules.fields
        if _is_doubt(request, field)
    ]
    return [parts.box("warning", *map(parts.paragraph, doubts))] if doubts else []


def _is_doubt(request: StaffRequest, field: RequestField) -> bool:
    return field.shape is FieldShape.ANSWER and request.answers.get(field.id) in {NO, NOT_KNOWN}


def _views(view: RequestView) -> list[CardElement]:
    """What each thinks of it: a concern in its own words, and a line of those who have none."""
    found: list[CardElement] = []
    fine = []
    for role, said in view.request.views_of_now().items():
        if said.concern:
            line = wording.A_CONCERN.format(who=said.by.name, role=ROLE_WORDS[role])
            found += [parts.banner(line, "warning"), parts.typed_text(said.words, WORDS_BYTES)]
        else:
            fine.append(said.by.name)
    found += [parts.small_typed(wording.NO_CONCERN_FROM.format(names=", ".join(fine)))] if fine else []
    found += [parts.small(wording.MISSING_VIEW.format(role=ROLE_WORDS[role])) for role in view.missing]
    return found


def _views_in_full(view: RequestView) -> list[CardElement]:
    """Who has no concern, and what they wrote."""
    found: list[CardElement] = []
    for role, said in view.request.views_of_now().items():
        if not said.concern:
            found.append(parts.heading_typed(wording.NO_CONCERN.format(who=said.by.name, role=ROLE_WORDS[role])))
            found += [parts.typed_text(said.words, WORDS_BYTES)] if said.words else []
    return found


def _ruling_words(request: StaffRequest) -> list[CardElement]:
    """The reason of a decision, or what should change, exactly as typed."""
    said = request.rulings[-1] if request.rulings else None
    if said is None or not said.words:
        return []
    label = wording.WHAT_SHOULD_CHANGE if said.to is ApprovalState.CHANGES else wording.REASON
    return [parts.small(label), parts.typed_text(said.words, WORDS_BYTES)]


def _changes(school: School, now: datetime, request: StaffRequest) -> list[CardElement]:
    """What is new in this version, while it is to be decided."""
    if len(request.versions) == 1 or request.state not in UNDECIDED:
        return []
    before = request.model_copy(update={"versions": request.versions[:-1]})
    labels = card_labels(request.kind)
    changed = changed_answers(before.present.answers, request.present.answers)
    told = [
        f"{labels[field.id]}: "
        f"{parts.cut(field_value(school, now, before, field), 200) or wording.NOTHING_SAID} → "
        f"{parts.cut(field_value(school, now, request, field), 200) or wording.NOTHING_SAID}"
        for field in request.rules.fields
        if field.id in changed
    ]
    heading = parts.heading(wording.CHANGED_SINCE.format(number=before.number))
    return [parts.box("warning", heading, parts.typed_text("\n".join(told or [ONLY_THE_REMARK])))]


def _buttons(school: School, now: datetime, view: RequestView, reader: Person) -> list[CardElement]:
    request, carried = view.request, button_data(view.request)
    words, waits = REQUEST_WORDS[request.kind], view.request.state is ApprovalState.WAITING
    found: list[Action] = []
    own = reader.id == request.requester.id
    if waits and not own and reader.holds(*view.missing):
        found.append(parts.form_opener(wording.GIVE_YOUR_VIEW, RequestVerb.VIEW, carried, style="positive"))
    if waits and reader.id in view.deciders:
        yes = parts.form_opener if request.rules.decides_with else parts.button
        found += [] if view.missing else [yes(words.approve, RequestVerb.APPROVE, carried, style="positive")]
        found += _emails(school, now, request)
        found.append(parts.form_opener("Decline", RequestVerb.DECLINE, carried))
        found.append(parts.form_opener("Ask for changes", RequestVerb.CHANGES, carried))
    if may_end(request, reader):
        found.append(parts.button(words.ending, RequestVerb.END, carried, style="positive"))
        if request.rules.loss and request.lost_at is None:
            found.append(parts.form_opener(wording.IT_IS_LOST, RequestVerb.LOST, carried, style="destructive"))
    if own and request.state in UNDECIDED:
        wanted = request.state is ApprovalState.CHANGES
        found.append(parts.form_opener("Change", RequestVerb.CHANGE, carried, style="positive" if wanted else None))
    if own and (request.state in UNDECIDED or (request.state is ApprovalState.APPROVED and not request.rules.ending)):
        found.append(parts.form_opener("Withdraw", RequestVerb.WITHDRAW, carried))
    if own and request.state in REFUSED:
        found.append(parts.form_opener("Ask again", RequestVerb.NEW, {"kind": request.kind, "id": request.id}))
    if reader.id in view.deciders and request.state is ApprovalState.APPROVED:
        found.append(parts.form_opener(words.cancel, RequestVerb.CANCEL, carried))
    full = _views_in_full(view)
    found = found[: 5 if full else 6] + ([parts.toggle("More", parts.MORE_ID)] if full else [])
    shown: list[CardElement] = [parts.buttons(*found)] if found else []
    return shown + ([Container(id=parts.MORE_ID, is_visible=False, items=full)] if full else [])


def _emails(school: School, now: datetime, request: StaffRequest) -> list[Action]:
    """A ready e-mail to an outside contact who fills a deciding role: they are never told in Teams."""
    words = REQUEST_WORDS[request.kind].email
    fill = next((each for each in school.contacts if each.roles & set(request.rules.decided_by.approvers)), None)
    if words is None or fill is None or not links.is_mail(fill.mail):
        return []
    subject, body = words
    said = {field.id: field_value(school, now, request, field) for field in request.rules.fields}
    title, said["reference"] = wording.WRITE_TO.format(name=fill.name), request.id
    return [links.email_button(title, fill.mail, subject.format(**said), body.format(**said))]
