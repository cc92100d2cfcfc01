"""A video call's card: everything needed to decide it on one phone screen, and the same record for its team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from bot.policy.calls.call import PartnerKind, Request, VideoCall, changed_fields
from bot.policy.calls.telling import first_said_at
from bot.policy.calls.view import CallView
from bot.policy.kit.approval import REFUSED, UNDECIDED, ApprovalState
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.school import School
from bot.policy.kit.school_time import Calendar, clock_time, local
from cards.calls import CallVerb
from cards.kit import parts, timeline, times
from cards.kit.elements import (
    Action,
    AdaptiveCard,
    CardElement,
    Container,
    ContainerStyle,
    OpenUrlAction,
    RichTextBlock,
    TextRun,
)
from cards.kit.guide import Opener
from cards.words import calls as wording
from cards.words.calls import FIELD_WORDS, KIND_SHOWN, RULED, SENTENCES, STATE_WORDS, WARNING_WORDS
from cards.words.kit import ONLY_THE_REMARK

TIMELINE_BYTES = 2_500
REASON_BYTES = 1_500
UNSENT_BYTES = 3_000
VALUE_BYTES, CHANGED_BYTES = 450, 120
"""Bytes of JSON that these may take on a card."""
TEAM_NAMES_SHOWN = 6
"""How many of a team a card names; the rest are counted, and named in the export."""
_STYLE: dict[ApprovalState, ContainerStyle] = {
    ApprovalState.WAITING: "accent",
    ApprovalState.CHANGES: "warning",
    ApprovalState.APPROVED: "good",
    ApprovalState.ENDED: "good",
}


def call_card(
    school: School,
    now: datetime,
    view: CallView,
    reader: Person,
    *,
    note: str | None = None,
    lead: str | None = None,
    unsent: str = "",
) -> AdaptiveCard:
    """The call as it stands, with what this reader may do now. `lead` says why it has come, `note` answers a press.

    `unsent` is what they typed for a decision that could no longer be taken: it is given back.
    """
    call = view.call
    version = f" · version {call.request.number}" if call.request.number > 1 else ""
    return parts.card(
        parts.title(wording.TITLE),
        parts.small(f"{call.id}{version} · {STATE_WORDS[call.state]}"),
        parts.note(note),
        *((parts.small(SENTENCES["call.not_kept"]), parts.typed_text(unsent, UNSENT_BYTES)) if unsent else ()),
        parts.paragraph(lead) if lead else None,
        parts.banner(call_status(school, now, view, reader), _STYLE.get(call.state, "emphasis")),
        *(_told_later(school, now, call) if reader.id == call.requester.id else []),
        *_ruling_words(call),
        *_changes(school, now, call),
        parts.fact_set(_rows(school, now, call)),
        *_warnings(call.request),
        *_checks(call),
        *_buttons(school, view, reader),
        *timeline.not_reached(view.unreached),
        _timeline(school, now, view),
    )


def _told_later(school: School, now: datetime, call: VideoCall) -> list[CardElement]:
    waits = call.state is ApprovalState.WAITING
    calendar = Calendar(school.hours, school.timezone)
    return timeline.told_later(school, first_said_at(call, calendar), now) if waits else []


def call_status(school: School, now: datetime, view: CallView, reader: Person | None = None) -> str:
    """How a call stands, in one line. A `reader` who may decide it is told that it waits for them."""
    call = view.call
    if call.state is ApprovalState.ENDED:
        return wording.TOOK_PLACE_WELL.format(lead=call.request.lead.name) if call.went else "It took place"
    if call.ruling is None and reader is not None and reader.id in view.deciders and reader.name in view.asked:
        return wording.WAITING_FOR_YOU
    if call.ruling is None:
        if not view.asked:
            return wording.WAITING_FOR_DECISION
        words = wording.WAITING_FOR_AWAY if view.asked_are_away else wording.WAITING_FOR
        return words.format(who=", ".join(view.asked[:3]))
    ruling = call.ruling
    who = (ruling.by.name if ruling.by else "") + (" (deputy)" if ruling.deputy else "")
    return RULED[call.state].format(who=who, at=times.standing(school, ruling.at, now))


def call_time(school: School, now: datetime, request: Request) -> str:
    """`Tue 24 Nov, 10:00 to 10:45`, by the school's clocks, as a card that stands says it."""
    return f"{times.standing(school, request.starts_at, now)} to {clock_time(request.ends_at, school.timezone)}"


def spoken_call_time(school: School, now: datetime, request: Request) -> str:
    """`today 10:00 to 10:45`, as an answer says it."""
    return f"{times.in_answer(school, request.starts_at, now)} to {clock_time(request.ends_at, school.timezone)}"


def button_data(call: VideoCall) -> dict[str, str | int]:
    """What a button of this call carries: the version of the request that it was drawn from."""
    return {"id": call.id, "v": str(call.request.number)}


def field_value(school: School, now: datetime, request: Request, field: str) -> str:
    """A part of a request as people read it."""
    values = {
        "class_name": request.class_name,
        "pupils": str(request.pupils),
        "starts_at": call_time(school, now, request),
        "partner_kind": KIND_SHOWN[request.partner_kind],
        "tool": request.tool or DEFAULT_TOOL,
        "lead": request.lead.name,
        "team": team_names(request.team),
        "in_the_room": team_names(request.in_the_room),
        "signed_on": times.day(school, request.signed_on, now),
        "trained": "confirmed" if request.trained else "not confirmed",
        "recorded": "yes" if request.recorded else "no",
        "consent": "confirmed" if request.consent else "not confirmed",
    }
    return values.get(field) or str(getattr(request, field)) or "nothing"


def _rows(school: School, now: datetime, call: VideoCall) -> list[tuple[str, str]]:
    request = call.request
    recorded = wording.RECORDED_WITH_CONSENT if request.recorded else wording.NOT_RECORDED
    rows = [
        ("Purpose", request.subject),
        ("When", call_time(school, now, request)),
        ("Class", class_words(request)),
        ("Partner", partner_words(request)),
        ("Team", wording.TEAM_WITH_ITS_LEAD.format(lead=request.lead.name, others=_others(request))),
        ("In the room", team_names(request.in_the_room)),
        ("Agreement", f"{request.agreement}, signed {times.day(school, request.signed_on, now)}"),
    ]
    # Of a call that is to be decided the checks say it already, and everything stands on one screen.
    rows += [("Recording", recorded)] if request.recorded or call.state not in UNDECIDED else []
    rows += [("Tool", f"{request.tool}: {request.tool_reason}")] if request.tool else []
    rows += [("Asked by", call.requester.name)] if call.requester.id != request.lead.id else []
    rows += [("Says", request.remark)] if request.remark else []
    return [(label, parts.cut(value, VALUE_BYTES)) for label, value in rows]


def _others(request: Request) -> str:
    return team_names([who for who in request.everyone if who.id != request.lead.id])


def class_words(request: Request) -> str:
    """`4B, 28 pupils`."""
    return f"{request.class_name}, {request.pupils} {'pupil' if request.pupils == 1 else 'pupils'}"


def partner_words(request: Request) -> str:
    """The partner with its kind, and the reason where it needs one."""
    reason = f": {request.partner_reason}" if request.partner_kind is PartnerKind.OTHER else ""
    return f"{request.partner} ({KIND_SHOWN[request.partner_kind].lower()}{reason})"


def team_names(people: Sequence[Who]) -> str:
    """A team by name, `TEAM_NAMES_SHOWN` of them, and how many more."""
    named = ", ".join(who.name for who in people[:TEAM_NAMES_SHOWN])
    return (
        f"{named} and {len(people) - TEAM_NAMES_SHOWN} more"
        if len(people) > TEAM_NAMES_SHOWN
        else named or "nobody else"
    )


def _changes(school: School, now: datetime, call: VideoCall) -> list[CardElement]:
    """What is new in this version, while it is to be decided."""
    if len(call.requests) == 1 or call.state not in UNDECIDED:
        return []
    before, after = call.requests[-2], call.request

    def value(request: Request, name: str) -> str:
        return parts.cut(field_value(school, now, request, name), CHANGED_BYTES)

    told = [
        f"{FIELD_WORDS[name]}: {value(before, name)} → {value(after, name)}" for name in changed_fields(before, after)
    ]
    lines = told or [ONLY_THE_REMARK]
    return [parts.box("warning", parts.heading(f"Changed since version {before.number}"), _lines(lines))]


def _warnings(request: Request) -> list[CardElement]:
    if not request.warnings:
        return []
    told = [WARNING_WORDS[warning.rule].format(**warning.facts) for warning in request.warnings]
    lines = [f"⚠ {parts.cut(text, VALUE_BYTES)}" for text in told]
    return [parts.box("warning", _lines(lines))]


def _checks(call: VideoCall) -> list[CardElement]:
    """The checks passed, while somebody has to decide: a request with a broken rule is never sent."""
    if call.state not in UNDECIDED:
        return []
    request = call.request
    facts = {
        "tool": wording.CHECK_TOOL if request.tool else DEFAULT_TOOL,
        "partner": wording.CHECK_PARTNERS[request.partner_kind is PartnerKind.OTHER],
        "count": len(request.everyone),
        "recorded": wording.CHECK_RECORDED[request.recorded],
    }
    told = ", ".join(check.format(**facts) for check in wording.CHECKS)
    return [parts.small(wording.CHECKS_PASSED.format(checks=told))]


def _ruling_words(call: VideoCall) -> list[CardElement]:
    """The reason of a decision, or what should change, exactly as typed."""
    said = call.ruling or next((r for r in reversed(call.rulings) if r.to is ApprovalState.CHANGES), None)
    if said is None or not said.words:
        return []
    label = "What should change" if said.to is ApprovalState.CHANGES else "Reason"
    if call.state is ApprovalState.WAITING:
        label = wording.ASKED_FOR_IN.format(version=said.number)
    return [parts.small(label), parts.typed_text(said.words, REASON_BYTES)]


def _buttons(school: School, view: CallView, reader: Person) -> list[CardElement]:
    call, carried = view.call, button_data(view.call)
    found: list[Action | None] = []
    if reader.id in view.deciders and call.state is ApprovalState.WAITING:
        found += [
            parts.button("Approve", CallVerb.APPROVE, carried, style="positive"),
            parts.form_opener("Decline", CallVerb.DECLINE, carried),
            parts.form_opener("Ask for changes", CallVerb.CHANGES, carried),
        ]
    found.append(meeting_button(school, view, reader))
    if reader.id == call.requester.id and call.state in UNDECIDED:
        answer = call.state is ApprovalState.CHANGES
        found.append(parts.form_opener("Change", CallVerb.CHANGE, carried, style="positive" if answer else None))
    if reader.id == call.requester.id and call.state in {*UNDECIDED, ApprovalState.APPROVED}:
        found.append(parts.form_opener("Withdraw", CallVerb.WITHDRAW, carried))
    if reader.id == call.requester.id and call.state in REFUSED:
        found.append(parts.form_opener("Ask again", CallVerb.AGAIN, carried))
    if reader.id in view.deciders and call.state is ApprovalState.APPROVED:
        found.append(parts.form_opener("Cancel the call", CallVerb.CANCEL, carried))
    if reader.id in {call.request.lead.id, call.requester.id} and call.state is ApprovalState.ENDED:
        found += [
            None if call.went else parts.button("It went fine", CallVerb.FINE, carried, style="positive"),
            parts.opener("Report a concern", Opener.REPORT),
        ]
    shown = [action for action in found if action is not None]
    return [parts.buttons(*shown)] if shown else []


def meeting_button(school: School, view: CallView, reader: Person) -> Action | None:
    """Teams' own form for a meeting, filled in: for whoever prepares the call, once it is approved."""
    call = view.call
    if call.state is not ApprovalState.APPROVED or call.request.tool:
        return None
    if reader.id not in {call.requester.id, call.request.lead.id}:
        return None
    return OpenUrlAction(
        title="Make the meeting", url=meeting_link(call, view.mails, school.timezone), style="positive"
    )


def _timeline(school: School, now: datetime, view: CallView) -> Container:
    return parts.timeline(timeline.newest_first(school, view.timeline, now), TIMELINE_BYTES)


def _lines(lines: Iterable[str]) -> RichTextBlock:
    return parts.rich(TextRun(text="\n".join(lines)))


DEFAULT_TOOL = "Microsoft Teams"
NEW_MEETING_URL = "https://teams.microsoft.com/l/meeting/new"


def meeting_link(call: VideoCall, mails: Mapping[str, str], tz: ZoneInfo) -> str:
    """The link: subject, start and end with the school's own offset, and the team by the directory's addresses."""
    request = call.request
    told = {
        "subject": f"{request.subject} ({call.id})",
        "startTime": local(request.starts_at, tz).isoformat(timespec="seconds"),
        "endTime": local(request.ends_at, tz).isoformat(timespec="seconds"),
        "attendees": ",".join(mails[who.id] for who in request.everyone if mails.get(who.id)),
    }
    return f"{NEW_MEETING_URL}?{urlencode(told, quote_via=quote, safe='')}"
