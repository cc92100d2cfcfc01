"""What is said to whom about a video call, and whether it is still true when its turn comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.policy.calls import CallPurpose
from bot.policy.calls.call import VideoCall
from bot.policy.kit import notices
from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Notice, PostedCard, Purpose, Urgency, Who
from bot.policy.kit.school_time import Calendar

CALL_TOPIC = "call"
CALL_URGENCY = Urgency.ROUTINE
"""Calls never alert in front of incidents."""
DECISION_CARDS = frozenset({CallPurpose.REQUEST, CallPurpose.UNDECIDED})
WHOLE_CALL_CARDS = DECISION_CARDS | {CallPurpose.RECEIPT, CallPurpose.ANSWER, CallPurpose.CHANGES_DUE}
"""Cards that show the whole call."""
NEW_STATE_CARDS = frozenset({CallPurpose.REQUEST, CallPurpose.ANSWER})
"""Cards that come because the call has changed, and so take the place of the person's older ones. A reminder does not:
somebody may be typing on the older card."""


@dataclass(frozen=True, slots=True)
class CallSnapshot:
    """A call with the cards that stand in chats about it, and the notices still to be sent."""

    call: VideoCall
    cards: Sequence[PostedCard] = ()
    waiting: Sequence[Notice] = ()


def about(call: VideoCall) -> About:
    """What the notices of a call are about."""
    return About(CALL_TOPIC, call.id, CALL_URGENCY)


def tell(
    snapshot: CallSnapshot, people: Iterable[Who], purpose: Purpose, cause: str, now: datetime, calendar: Calendar
) -> tuple[Notice, ...]:
    """A new message to each of these people, in school hours unless the call begins before. The same `cause` is told
    once."""
    call = snapshot.call
    before = call.request.starts_at if now < call.request.starts_at else None
    return notices.tell_routinely(
        about(call), people, purpose, cause, now, calendar, before=before, waiting=snapshot.waiting
    )


def first_said_at(call: VideoCall, calendar: Calendar) -> datetime:
    """When the present version was, or is, first said to those who decide it."""
    return notices.routine_at(call.request.asked_at, calendar, call.request.starts_at)


def redraw_all(snapshot: CallSnapshot, now: datetime, cause: str | None = None) -> Outcome:
    """A notice for every live card of the call; by default because of the change of its present version as a record."""
    why = cause or f"v{snapshot.call.version}"
    return notices.refresh_all(snapshot.cards, snapshot.waiting, CALL_URGENCY, now, why)


def put_before(
    snapshot: CallSnapshot, people: Iterable[Who], cause: str, now: datetime, calendar: Calendar
) -> tuple[Notice, ...]:
    """The request as a message to those who decide it, but not to those who were asked already."""
    asked = {card.to.id for card in snapshot.cards if card.live and card.purpose in DECISION_CARDS}
    asked |= {each.to.id for each in snapshot.waiting if each.card is None and each.purpose in DECISION_CARDS}
    new = (who for who in people if who.id not in asked)
    return tell(snapshot, new, CallPurpose.REQUEST, cause, now, calendar)


def still_to_be_said(
    notice: Notice, purpose: Purpose, call: VideoCall, deciders: frozenset[str], now: datetime
) -> bool:
    """Whether a notice is still true when its turn comes. A card that stands already is always redrawn."""
    if notice.card is not None:
        return True
    if purpose in DECISION_CARDS:
        return call.state is ApprovalState.WAITING and notice.to.id in deciders
    if purpose is CallPurpose.SOON:
        return call.state is ApprovalState.APPROVED and now < call.request.ends_at
    if purpose is CallPurpose.AFTER:
        return call.state is ApprovalState.ENDED and not call.went
    return True


def call_entry(call: VideoCall, by: Who | None, what: str, now: datetime, **facts: str) -> Entry:
    """A line of the call's timeline."""
    return Entry(subject=call.id, at=now, by=by, what=what, facts=facts)


def record_unreached(notice: Notice, reason: str, now: datetime) -> Outcome:
    """The timeline says who could not be reached."""
    told = Entry(
        subject=notice.subject, at=now, by=None, what="call_not_reached", facts={"to": notice.to.name, "reason": reason}
    )
    return Outcome(entries=(told,))
