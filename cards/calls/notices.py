"""Which card of a video call a notice shows, and its toast: the whole call, the duties, the question afterwards."""

from __future__ import annotations

from datetime import datetime

from bot.policy.calls import CallPurpose
from bot.policy.calls.call import VideoCall
from bot.policy.calls.view import CallView
from bot.policy.kit.approval import UNDECIDED, ApprovalState
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Purpose
from bot.policy.kit.school import School
from cards.calls import CallVerb
from cards.calls.call_card import (
    VALUE_BYTES,
    button_data,
    call_card,
    call_status,
    call_time,
    class_words,
    meeting_button,
    partner_words,
    team_names,
)
from cards.kit import parts
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import Opener
from cards.words import calls as wording
from cards.words.calls import CALL_LEADS, DUTIES, SECTION, STATE_WORDS
from cards.words.sentences import toast


def duties_card(school: School, now: datetime, view: CallView, reader: Person) -> AdaptiveCard:
    """What everybody on the team does during the call, sent before it (V3 to V5, V8, V9)."""
    request = view.call.request
    shown = call_time(school, now, request)
    facts = {"lead": request.lead.name, "room": team_names(request.in_the_room)}
    running = view.call.state in {ApprovalState.APPROVED, ApprovalState.ENDED}
    return parts.card(
        parts.title(wording.YOUR_CALL),
        parts.small(f"{view.call.id} · {STATE_WORDS[view.call.state]}"),
        None if running else parts.banner(call_status(school, now, view), "attention"),
        parts.fact_set([("When", shown), ("Class", class_words(request)), ("Partner", partner_words(request))]),
        parts.box(
            "emphasis",
            parts.points(duty.format(**facts) for duty in DUTIES),
            *parts.why((SECTION,)),
        ),
        parts.buttons(
            meeting_button(school, view, reader),
            parts.opener("Report a concern", Opener.REPORT, style="destructive"),
        ),
    )


def after_call_card(school: School, now: datetime, view: CallView) -> AdaptiveCard:
    """The lead is asked how it went: fine, or report."""
    call = view.call
    return parts.card(
        parts.title(wording.HOW_DID_IT_GO),
        parts.small(f"{call.id} · {STATE_WORDS[call.state]}"),
        parts.banner(call_status(school, now, view), "good") if call.went else None,
        parts.fact_set(
            [
                ("When", call_time(school, now, call.request)),
                ("Class", class_words(call.request)),
                ("Partner", parts.cut(partner_words(call.request), VALUE_BYTES)),
            ]
        ),
        parts.buttons(
            None if call.went else parts.button("It went fine", CallVerb.FINE, button_data(call), style="positive"),
            parts.opener("Report a concern", Opener.REPORT),
        ),
    )


def call_message(school: School, now: datetime, purpose: Purpose, view: CallView, reader: Person) -> Message:
    """The message of a notice, and its toast: the reference and how it stands, never a name."""
    if purpose is CallPurpose.SOON:
        shown = duties_card(school, now, view, reader)
    elif purpose is CallPurpose.AFTER:
        shown = after_call_card(school, now, view)
    else:
        shown = call_card(school, now, view, reader, lead=_lead(purpose, view.call))
    summary = toast(purpose, reference=view.call.id, state=STATE_WORDS[view.call.state])
    return Message(summary=summary, card=parts.as_json(shown))


def _lead(purpose: Purpose, call: VideoCall) -> str | None:
    """Why the card has come, while that still holds."""
    return CALL_LEADS.get(purpose.value) if call.state in UNDECIDED else None
