"""What is said to whom about a duty, and whether it is still true when its turn comes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from bot.policy.duties import DutyPurpose
from bot.policy.duties.duty import Duty, DutyPeople, DutySnapshot, DutyView
from bot.policy.duties.when import begins_at
from bot.policy.kit import notices
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.posted_cards import Place, card_in_place
from bot.policy.kit.records import Entry, Notice, Purpose, Urgency, Who
from bot.policy.kit.roles import CHAMPION
from bot.policy.kit.school_time import ONE_DAY, Calendar, local

DUTY_TOPIC = "duty"
DUTY_URGENCY = Urgency.ROUTINE
"""Duties never go in front of incidents."""
NEW_DUTY = frozenset({DutyPurpose.BEGUN, DutyPurpose.NOBODY})
"""What puts a duty before somebody for the first time."""

TakenDays = Mapping[str, Collection[date]]
"""The days for which somebody has been given a new duty already, by object id."""


def tell(
    duty: Duty, people: Iterable[Who], purpose: Purpose, cause: str, now: datetime, calendar: Calendar
) -> tuple[Notice, ...]:
    """A new message to each of these people, in school hours. The same `cause` is told once."""
    return notices.tell_routinely(About(DUTY_TOPIC, duty.id, DUTY_URGENCY), people, purpose, cause, now, calendar)


def redraw_all(snapshot: DutySnapshot, now: datetime, cause: str = "") -> Outcome:
    """A notice for every live card of the duty; by default because of the change of its present version."""
    why = cause or f"v{snapshot.duty.version}"
    return notices.refresh_all(snapshot.cards, snapshot.waiting, DUTY_URGENCY, now, why)


def put_before(
    snapshot: DutySnapshot, people: DutyPeople, taken: TakenDays, now: datetime, calendar: Calendar
) -> tuple[Notice, ...]:
    """The duty as a message to those who act, but not to those who have it before them already.

    Nobody is given several on one day, unless a duty would then come later than on the school day before it is due.
    """
    duty = snapshot.duty
    asked = {card.to.id for card in snapshot.cards if card.live} | {each.to.id for each in snapshot.waiting}
    nobodys = people.handed_to is None and not people.holders.get(duty.rule.role)
    purpose = DutyPurpose.NOBODY if nobodys and people.holders.get(CHAMPION) else DutyPurpose.BEGUN
    new = tell(duty, (who for who in people.acting(duty) if who.id not in asked), purpose, "begun", now, calendar)
    return tuple(_on_a_day_of_its_own(notice, duty, taken.get(notice.to.id, ()), calendar) for notice in new)


def _on_a_day_of_its_own(notice: Notice, duty: Duty, taken: Collection[date], calendar: Calendar) -> Notice:
    """As it is, or in the morning of the next school day that is not taken; what is late already waits too."""
    latest = begins_at(duty.expected_on, ONE_DAY.total_seconds(), calendar)
    late, at = duty.is_late(local(notice.made_at, calendar.timezone).date()), notice.due_at
    while local(at, calendar.timezone).date() in taken and (late or at < latest):
        at = calendar.next_morning(at)
    return notice.model_copy(update={"due_at": at})


def card_shown(duty: Duty, to: Who, place: Place, now: datetime) -> Outcome:
    """The duty in the place of the list that it was opened from, to be kept true."""
    about = About(DUTY_TOPIC, duty.id, DUTY_URGENCY)
    return card_in_place(place, f"{duty.id}:shown:{place.at.activity}", about, to, DutyPurpose.SHOWN, now)


def still_to_be_said(notice: Notice, purpose: Purpose, view: DutyView) -> bool:
    """Whether a notice is still true when its turn comes. A card that stands already is always redrawn."""
    if notice.card is not None:
        return True
    return view.duty.is_open and (purpose is DutyPurpose.LATE or notice.to.id in {who.id for who in view.acting})


def duty_entry(duty: Duty, by: Who | None, what: str, now: datetime, **facts: str) -> Entry:
    """A line of the duty's timeline."""
    return Entry(subject=duty.id, at=now, by=by, what=what, facts=facts)
