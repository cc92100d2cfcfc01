"""What is said to whom about a request, and whether it is still true when its turn comes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, time

from bot.policy.kit import notices
from bot.policy.kit.approval import ApprovalState, Deciders
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders
from bot.policy.kit.posted_cards import Place, card_in_place
from bot.policy.kit.records import Entry, Notice, Purpose, Urgency, Who
from bot.policy.kit.school_time import Calendar, instant, local
from bot.policy.requests import RequestPurpose
from bot.policy.requests.kinds import Audience, FieldShape, is_on
from bot.policy.requests.request import RequestSnapshot, StaffRequest

REQUEST_TOPIC = "request"
REQUEST_URGENCY = Urgency.ROUTINE
"""Requests never go in front of incidents."""
TO_ACT_ON = frozenset({RequestPurpose.DECIDE, RequestPurpose.VIEW, RequestPurpose.UNDECIDED})
NEW_STATE_CARDS = frozenset({RequestPurpose.DECIDE, RequestPurpose.VIEW, RequestPurpose.ANSWER})
"""Cards that come because the request has changed, and so take the place of the person's older ones."""
WHOLE_CARDS = frozenset(RequestPurpose)
"""Every card of a request shows the whole of it."""


def about(request: StaffRequest) -> About:
    """What the notices of a request are about."""
    return About(REQUEST_TOPIC, request.id, REQUEST_URGENCY)


def tell(
    snapshot: RequestSnapshot, people: Iterable[Who], purpose: Purpose, cause: str, now: datetime, calendar: Calendar
) -> tuple[Notice, ...]:
    """A new message to each of these people, in school hours unless its day begins before. The same `cause` is told
    once."""
    request = snapshot.request
    before = next_day_of(request, now, calendar)
    return notices.tell_routinely(
        about(request), people, purpose, cause, now, calendar, before=before, waiting=snapshot.waiting
    )


def first_said_at(request: StaffRequest, calendar: Calendar) -> datetime:
    """When the present version was, or is, first said to those who act on it."""
    asked_at = request.present.asked_at
    return notices.routine_at(asked_at, calendar, next_day_of(request, asked_at, calendar))


def next_day_of(request: StaffRequest, now: datetime, calendar: Calendar) -> datetime | None:
    """When the next of the days begins of which it speaks: before that it is to be said."""
    today = local(now, calendar.timezone).date()
    fields = (field.id for field in request.rules.fields if field.shape is FieldShape.DAY)
    days = [day for day in map(request.day, fields) if day is not None and day > today]
    return instant(min(days), time.min, calendar.timezone) if days else None


def redraw_all(snapshot: RequestSnapshot, now: datetime, cause: str = "") -> Outcome:
    """A notice for every live card of the request; by default because of the change of its present version."""
    why = cause or f"v{snapshot.request.version}"
    return notices.refresh_all(snapshot.cards, snapshot.waiting, REQUEST_URGENCY, now, why)


def next_to_act(request: StaffRequest, deciders: Deciders, holders: Holders) -> tuple[tuple[Who, ...], RequestPurpose]:
    """Whom a waiting request is put before now: those whose view is missing, or else those who decide it."""
    missing = request.missing_views(holders)
    if missing:
        asked = {person.id: person.who for role in missing for person in holders[role]}
        return tuple(who for who in asked.values() if who.id != request.requester.id), RequestPurpose.VIEW
    return tuple(person.who for person in deciders.to_ask(request.may_not_decide)), RequestPurpose.DECIDE


def put_before(
    snapshot: RequestSnapshot, deciders: Deciders, holders: Holders, cause: str, now: datetime, calendar: Calendar
) -> tuple[Notice, ...]:
    """The request as a message to those who act next, but not to those who have been asked for that already."""
    people, purpose = next_to_act(snapshot.request, deciders, holders)
    asked = {card.to.id for card in snapshot.cards if card.live and card.purpose is purpose}
    asked |= {each.to.id for each in snapshot.waiting if each.card is None and each.purpose is purpose}
    return tell(snapshot, (who for who in people if who.id not in asked), purpose, cause, now, calendar)


def audience(request: StaffRequest, whom: Audience, holders: Holders) -> tuple[Who, ...]:
    """Who of an audience is to be told of this request."""
    if whom.when and not is_on(request.answers, whom.when):
        return ()
    requester = (request.requester,) if whom.requester else ()
    held = (person.who for role in whom.roles for person in holders.get(role, ()))
    return tuple({who.id: who for who in (*requester, *held)}.values())


def make_receipt(request: StaffRequest, to: Who, place: Place | None, now: datetime) -> Outcome:
    """The card in the place of the form, to be kept true; where there is no place, a message of its own."""
    if place is None:
        return Outcome(notices=(notices.tell(about(request), to, RequestPurpose.RECEIPT, "filed", now),))
    receipt_id = f"{request.id}:receipt:{place.at.activity}"
    return card_in_place(place, receipt_id, about(request), to, RequestPurpose.RECEIPT, now)


def still_to_be_said(notice: Notice, purpose: Purpose, request: StaffRequest, acting: Collection[str]) -> bool:
    """Whether a notice is still true when its turn comes. `acting` are the object ids of those who act next.

    A card that stands already is always redrawn.
    """
    if notice.card is not None:
        return True
    if purpose in TO_ACT_ON:
        return request.state is ApprovalState.WAITING and notice.to.id in acting
    if purpose is RequestPurpose.REMINDER:
        return request.state is ApprovalState.APPROVED
    return True


def request_entry(request: StaffRequest, by: Who | None, what: str, now: datetime, **facts: str) -> Entry:
    """A line of the request's timeline."""
    return Entry(subject=request.id, at=now, by=by, what=what, facts=facts)
