"""The review of the log, once in a half term (I1): who marks it, when it is asked for, and when it is overdue.

A half term's review is asked for a week before that half term ends, in school hours. It counts from the first day of
the half term on; one that nobody has done when the half term is over is overdue until somebody does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.incidents.authority import OVERSEERS
from bot.policy.kit import notices
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Evidence, Notice, PostedCard, Record, Urgency, Who
from bot.policy.kit.school import Term
from bot.policy.kit.school_time import MORNING, Calendar, half_terms, instant, local, school_year_of
from bot.policy.kit.timeline import SignedHead, seal
from bot.policy.log import LogPurpose

LOG_TOPIC = "log"
"""The topic of the notices about the log, and the subject of what is done with the whole of it."""
REVIEW_ABOUT = About(LOG_TOPIC, LOG_TOPIC, Urgency.ROUTINE)
ASKED_BEFORE_THE_END = timedelta(days=7)
LONGEST_REMARKS = 4_000


class Review(Record):
    """That somebody went through the log, and what they remarked. Its id begins with the moment, so they sort."""

    TABLE: ClassVar[str] = "reviews"
    EVIDENCE = Evidence()

    by: Who
    at: AwareDatetime
    remarks: str = ""
    head: str = ""
    """The head of the chain before it, which stands on the cards of it in people's chats, out of reach of the disk."""
    signature: str = ""


class ReviewRound(Record):
    """When the review is asked for next, and since when the log is in use. There is one, called `log`."""

    TABLE: ClassVar[str] = "review_rounds"

    since: AwareDatetime
    due_at: AwareDatetime


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """What a card about a review shows: the half term's last day, whether that is over (`late`), and the review once
    it is done."""

    ends: date
    late: bool
    done: Review | None = None


def may_review(person: Person) -> bool:
    """A Champion or a senior leader may."""
    return person.holds(*OVERSEERS)


def first_round(now: datetime, calendar: Calendar) -> ReviewRound:
    """The first round of a log that has come into use."""
    return ReviewRound(id=LOG_TOPIC, since=now, due_at=next_ask(now, calendar))


def ask_for_review(
    held: ReviewRound, champions: Iterable[Person], last: Review | None, now: datetime, calendar: Calendar
) -> Outcome:
    """Ask each Champion once, unless this half term's review has been done; outside school hours wait.

    What could not be asked in its time, because the program stood still, is asked late rather than never.
    """
    opens = calendar.next_open(now)
    if opens > now:
        return Outcome(records=(held.model_copy(update={"due_at": opens}),))
    further = held.model_copy(update={"due_at": next_ask(now, calendar)})
    if is_reviewed(last, now, calendar):
        return Outcome(records=(further,))
    people = tuple({person.id: person.who for person in champions}.values())
    asked = tuple(
        notices.tell(REVIEW_ABOUT, who, LogPurpose.REVIEW, "", now, id=f"{LOG_TOPIC}:review:{now:%Y-%m-%d}:{who.id}")
        for who in people
    )
    told = ", ".join(who.name for who in people) or "nobody, because nobody is a Champion,"
    entry = Entry(subject=LOG_TOPIC, at=now, by=None, what="review_asked", facts={"to": told})
    return Outcome((further,), asked, (entry,))


@dataclass(frozen=True, slots=True)
class ReviewSnapshot:
    """What has been asked for: the round, the last review, the cards that ask for one, and what is still to be sent."""

    round: ReviewRound | None = None
    last: Review | None = None
    cards: Sequence[PostedCard] = ()
    waiting: Sequence[Notice] = ()


def review(
    by: Person, remarks: str, snapshot: ReviewSnapshot, now: datetime, head: SignedHead | None = None
) -> Outcome:
    """The log is marked reviewed, and the cards that asked for it say so, with the `head` of it. Raises `NotAllowed`.

    The round is kept anew: what such a card shows has changed.
    """
    if not may_review(by):
        raise NotAllowed()
    kept = Review(
        id=f"{now:%Y%m%dT%H%M%S%f}:{by.id}",
        by=by.who,
        at=now,
        remarks=remarks.strip()[:LONGEST_REMARKS],
        head=head.head if head else "",
        signature=head.signature if head else "",
    )
    facts = {"review": kept.id}
    if kept.remarks:
        facts["sha256"] = seal(kept.remarks)
    asking = [card for card in snapshot.cards if snapshot.last is None or card.posted_at > snapshot.last.at]
    redrawn = notices.refresh_all(asking, snapshot.waiting, Urgency.ROUTINE, now, kept.id)
    held = (snapshot.round,) if snapshot.round else ()
    entry = Entry(subject=LOG_TOPIC, at=now, by=by.who, what="reviewed", facts=facts)
    return Outcome((kept, *held), entries=(entry,)) + redrawn


def is_reviewed(last: Review | None, at: datetime, calendar: Calendar) -> bool:
    """Whether the half term of this moment has its review."""
    term = half_term_of(local(at, calendar.timezone).date(), calendar)
    return last is not None and local(last.at, calendar.timezone).date() >= term.start


def overdue_half_term(last: Review | None, since: datetime | None, now: datetime, calendar: Calendar) -> Term | None:
    """The last half term that ended without a review though the log was in use, or None when nothing is overdue."""
    today = local(now, calendar.timezone).date()
    ended = [term for term in half_terms_around(today, calendar) if term.end < today]
    if not ended or since is None or local(since, calendar.timezone).date() > ended[-1].end:
        return None
    if last is not None and local(last.at, calendar.timezone).date() >= ended[-1].start:
        return None
    return ended[-1]


def half_term_of(day: date, calendar: Calendar) -> Term:
    """The half term of that day; in the holidays the one before them."""
    return [term for term in half_terms_around(day, calendar) if term.start <= day][-1]


def next_ask(after: datetime, calendar: Calendar) -> datetime:
    """The next moment after this one at which a review is asked for."""
    for term in half_terms_around(local(after, calendar.timezone).date(), calendar):
        at = _ask_at(term, calendar)
        if at is not None and at > after:
            return at
    raise AssertionError("half terms never end")


def _ask_at(term: Term, calendar: Calendar) -> datetime | None:
    """When the school opens a week before the half term ends; if it does not open any more then, on its first day.

    None for a half term in which the school does not open at all.
    """
    opens = calendar.hours.opens if calendar.hours else MORNING
    for day in (max(term.start, term.end - ASKED_BEFORE_THE_END), term.start):
        at = calendar.next_open(instant(day, opens, calendar.timezone))
        if local(at, calendar.timezone).date() in term:
            return at
    return None


def half_terms_around(day: date, calendar: Calendar) -> list[Term]:
    """The half terms of the school year of that day, of the one before and of the one after, in order."""
    year = school_year_of(day)
    return [term for each in (year - 1, year, year + 1) for term in half_terms(each, calendar.hours)]
