"""The committee's meeting of each half term (T2): when it is brought to mind, when it was and who was there, what it
decided, and that the Headteacher was told. Pure.

A half term's Champions are told once, ten school days before it ends, in school hours. A decision has an owner and a
day; it stays open, in each later meeting's pack too, until somebody says that it is done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.committee import COMMITTEE_TOPIC, CommitteePurpose
from bot.policy.kit import notices
from bot.policy.kit.errors import Incomplete, NotAllowed, NotFound, NotPossible
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Evidence, Notice, PostedCard, Record, Urgency, Who
from bot.policy.kit.reminding import reminder_at
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, STAFF, Role
from bot.policy.kit.school import School, Term
from bot.policy.kit.school_time import (
    MORNING,
    ONE_DAY,
    Calendar,
    instant,
    is_school_day,
    is_working_day,
    local,
    parse_day,
)
from bot.policy.kit.spoken_days import spell_out_day
from bot.policy.kit.timeline import seal
from bot.policy.log.reviewing import half_term_of, half_terms_around

ASKED_BEFORE = 10
"""How many school days before the half term ends the Champions are told."""
LONGEST_DECISION, LONGEST_PRESENT = 500, 500
MOST_UNDONE = 30
"""So many decisions may be open at a time: a pack shows them all."""
FURTHEST_DUE = timedelta(days=366)


class CommitteeNotYours(NotAllowed):
    """The committee is for its members, the Champions and the Headteacher."""

    key = "committee.not_yours"


class UnknownMeeting(NotFound):
    """There is no such meeting."""

    key = "committee.no_meeting"


class UnknownDecision(NotFound):
    """There is no such decision, or it does not exist for this person."""

    key = "committee.no_decision"


class NotMet(NotPossible):
    """Nobody has said yet when it met."""

    key = "committee.not_met"


class CommitteeMeeting(Record):
    """The meeting of a half term. `met_on` and `present` are what was written down of it, by `by`; `told_by` is who
    told the Headteacher what came of it. Its id begins with the half term's first day, so that meetings sort."""

    TABLE: ClassVar[str] = "committee_meetings"
    EVIDENCE = Evidence(passing=frozenset({"asked_at"}))

    starts: date
    ends: date
    asked_at: AwareDatetime | None = None
    met_on: date | None = None
    present: str = ""
    by: Who | None = None
    at: AwareDatetime | None = None
    told_by: Who | None = None
    told_at: AwareDatetime | None = None

    @property
    def term(self) -> Term:
        """Its half term."""
        return Term(start=self.starts, end=self.ends)


class CommitteeDecision(Record):
    """What is to be done, by whom and until when. `ended_by` said that it is done. `reminded` counts reminders."""

    TABLE: ClassVar[str] = "committee_decisions"
    INDEXED: ClassVar[tuple[str, ...]] = ("meeting", "is_open")
    EVIDENCE = Evidence(passing=frozenset({"reminded", "due_at"}))

    meeting: str
    words: str
    owner: Who
    due_on: date
    by: Who
    at: AwareDatetime
    ended_by: Who | None = None
    ended_at: AwareDatetime | None = None
    reminded: int = 0
    due_at: AwareDatetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.ended_at is None

    def is_late(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return self.is_open and self.due_on < today


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting that was held, and how much of what it decided is done: for those who read no word of a decision."""

    meeting: CommitteeMeeting
    decided: int
    done: int


def held_meetings(
    meetings: Iterable[CommitteeMeeting], decisions: Iterable[CommitteeDecision]
) -> Sequence[HeldMeeting]:
    """Those of which was written down when they met, the earliest first."""
    of_each: defaultdict[str, list[CommitteeDecision]] = defaultdict(list)
    for each in decisions:
        of_each[each.meeting].append(each)
    held = sorted((each for each in meetings if each.met_on is not None), key=lambda each: each.starts)
    return [
        HeldMeeting(each, len(of_each[each.id]), sum(not decision.is_open for decision in of_each[each.id]))
        for each in held
    ]


class CommitteeRound(Record):
    """When the Champions are told next that the committee meets. There is one, called `committee`."""

    TABLE: ClassVar[str] = "committee_rounds"

    due_at: AwareDatetime


@dataclass(frozen=True, slots=True)
class CommitteeView:
    """A meeting as its card shows it: what is not done of all meetings, and the earlier ones, the latest first."""

    meeting: CommitteeMeeting
    undone: Sequence[CommitteeDecision]
    earlier: Sequence[CommitteeMeeting]
    today: date


@dataclass(frozen=True, slots=True)
class MeetingCards:
    """The meetings whose cards are drawn again, with those cards and the notices that wait to become one. `readers` are
    the roles whose holders have such a card."""

    readers: frozenset[Role]
    meetings: Sequence[CommitteeMeeting] = ()
    cards: Sequence[PostedCard] = ()
    waiting: Sequence[Notice] = ()

    def redraw(self, now: datetime, cause: str) -> Outcome:
        """The meetings are kept anew, so that a card drawn before this is known to be out of date."""
        kept = tuple(each for each in self.meetings if each.version)
        return Outcome(kept) + notices.refresh_all(self.cards, self.waiting, Urgency.ROUTINE, now, cause)


def committee_readers(school: School) -> frozenset[Role]:
    """Who sees what the committee is about, builds its pack and writes down what it decides (T2): its members, the
    Champions and the Headteacher."""
    return frozenset({CHAMPION, HEADTEACHER, *school.held_by("committee")})


def must_read(person: Person, readers: frozenset[Role]) -> None:
    """Return for whoever may see what the committee is about. Raises `CommitteeNotYours`."""
    if not person.roles & readers:
        raise CommitteeNotYours()


def meeting_id(term: Term) -> str:
    """The id of a half term's meeting."""
    return f"{COMMITTEE_TOPIC}:{term.start.isoformat()}"


def meeting_of(now: datetime, calendar: Calendar) -> CommitteeMeeting:
    """That of the half term of this moment, or in the holidays of the one before, before anything is known of it."""
    term = half_term_of(local(now, calendar.timezone).date(), calendar)
    return CommitteeMeeting(id=meeting_id(term), starts=term.start, ends=term.end)


def first_committee_round(now: datetime, calendar: Calendar) -> CommitteeRound:
    """The first time."""
    return CommitteeRound(id=COMMITTEE_TOPIC, due_at=next_call(now, calendar))


def call_meeting(
    held: CommitteeRound, meeting: CommitteeMeeting, champions: Iterable[Person], now: datetime, calendar: Calendar
) -> Outcome:
    """Tell each Champion once that the committee meets, unless it has met. Out of school hours it waits."""
    opens = calendar.next_school_hours(now)
    if opens > now:
        return Outcome((held.model_copy(update={"due_at": opens}),))
    further = held.model_copy(update={"due_at": next_call(now, calendar)})
    if meeting.asked_at is not None or meeting.met_on is not None:
        return Outcome((further,))
    people = {each.id: each.who for each in champions}.values()
    about = About(COMMITTEE_TOPIC, meeting.id, Urgency.ROUTINE)
    told = tuple(notices.tell(about, who, CommitteePurpose.MEETS, "", now) for who in people)
    names = ", ".join(who.name for who in people) or "nobody, because nobody is a Champion,"
    entry = Entry(subject=meeting.id, at=now, by=None, what="committee_called", facts={"to": names})
    return Outcome((further, meeting.model_copy(update={"asked_at": now})), told, (entry,))


def next_call(after: datetime, calendar: Calendar) -> datetime:
    """The next moment after this one at which the Champions are told."""
    for term in half_terms_around(local(after, calendar.timezone).date(), calendar):
        at = instant(call_day(term, calendar), calendar.hours.opens if calendar.hours else MORNING, calendar.timezone)
        if at > after:
            return at
    raise AssertionError("half terms never end")


def call_day(term: Term, calendar: Calendar) -> date:
    """The tenth school day from its end, the last day counted; of a half term that is shorter, its first day.

    Where no hours are known, Monday to Friday are school days.
    """
    day, left = term.end, ASKED_BEFORE
    while day > term.start:
        opens = is_school_day(day, calendar.hours) if calendar.hours else is_working_day(day, None)
        left -= opens
        if not left:
            break
        day -= ONE_DAY
    return day


def record_meeting(
    meeting: CommitteeMeeting, on: str, present: str, cards: MeetingCards, context: ActionContext
) -> Outcome:
    """It met on that day, written as people say it, and these were there; what was written before is put right by this.

    Raises `Incomplete` and `CommitteeNotYours`.
    """
    must_read(context.by, cards.readers)
    today, there = _today(context), present.strip()
    day, wrong = _read_day(on, today, past=True) if on.strip() else today, {}
    if day is None:
        wrong["on"] = "committee.no_day"
    elif day > today:
        wrong["on"] = "committee.day_to_come"
    elif not meeting.starts <= day:
        wrong["on"] = "committee.before_half_term"
    if not there or len(there) > LONGEST_PRESENT:
        wrong["present"] = "form.too_long" if there else "form.missing"
    if wrong or day is None:
        raise Incomplete(**wrong)
    update = {"met_on": day, "present": there, "by": context.by.who, "at": context.now}
    after = meeting.model_copy(update=update)
    facts = {"on_day": day.isoformat(), "sha256": seal(there)}
    return Outcome((after,), (), (_entry(after.id, context, "committee_met", facts),)) + _others(
        cards, meeting, context
    )


def add_decision(
    meeting: CommitteeMeeting,
    reference: str,
    words: str,
    owner: Person | None,
    on: str,
    undone: int,
    cards: MeetingCards,
    context: ActionContext,
) -> Outcome:
    """Somebody is to do this until that day; they are told at once, at night in the morning. `undone` are open already.

    Raises `Incomplete` and `CommitteeNotYours`.
    """
    must_read(context.by, cards.readers)
    said, today, wrong = words.strip(), _today(context), {}
    day = _read_day(on, today)
    if not said or len(said) > LONGEST_DECISION:
        wrong["words"] = "form.too_long" if said else "form.missing"
    elif undone >= MOST_UNDONE:
        wrong["words"] = "committee.too_many"
    if owner is None or not may_own_decision(owner, cards.readers):
        wrong["owner"] = "committee.not_staff"
    if day is None or not today <= day <= today + FURTHEST_DUE:
        wrong["on"] = (
            "committee.no_day" if day is None else "committee.day_gone" if day < today else "committee.too_far"
        )
    if wrong or owner is None or day is None:
        raise Incomplete(**wrong)
    decision = CommitteeDecision(
        id=reference,
        meeting=meeting.id,
        words=said,
        owner=owner.who,
        due_on=day,
        by=context.by.who,
        at=context.now,
        due_at=reminder_at(context.now, day, 0, context.calendar),
    )
    facts = {"to": owner.name, "on_day": day.isoformat(), "sha256": seal(said)}
    told = () if owner.id == context.by.id else tell_owner(decision, CommitteePurpose.GIVEN, "", context)
    outcome = Outcome((decision,), told, (_entry(reference, context, "committee_decided", facts),))
    kept = () if any(each.id == meeting.id and each.version for each in cards.meetings) else (meeting,)
    return outcome + Outcome(kept) + cards.redraw(context.now, reference)


def may_own_decision(person: Person, readers: frozenset[Role]) -> bool:
    """Whether somebody may be given a decision to carry out, and told of it: of the staff, or of the committee."""
    return person.holds(STAFF, *readers)


def see_decision(decision: CommitteeDecision | None, by: Person, readers: frozenset[Role]) -> CommitteeDecision:
    """The decision, for its owner and those of the committee. Raises `UnknownDecision` for everybody else."""
    owns = decision is not None and decision.owner.id == by.id and may_own_decision(by, readers)
    if decision is None or not (owns or by.roles & readers):
        raise UnknownDecision()
    return decision


def end_decision(
    decision: CommitteeDecision,
    own_cards: Sequence[PostedCard],
    own_waiting: Sequence[Notice],
    cards: MeetingCards,
    context: ActionContext,
) -> Outcome:
    """It is done; said once. Raises `UnknownDecision`."""
    see_decision(decision, context.by, cards.readers)
    if not decision.is_open:
        return Outcome()
    after = decision.model_copy(update={"ended_by": context.by.who, "ended_at": context.now, "due_at": None})
    entry = _entry(decision.id, context, "committee_done", {"to": decision.owner.name})
    own = notices.refresh_all(own_cards, own_waiting, Urgency.ROUTINE, context.now, "done")
    return Outcome((after,), (), (entry,)) + own + cards.redraw(context.now, f"{decision.id}:done")


def feed_back(
    meeting: CommitteeMeeting, heads: Iterable[Person], cards: MeetingCards, context: ActionContext
) -> Outcome:
    """The Headteacher is told what came of the meeting; once. A Headteacher who presses it themselves knows.

    Raises `NotMet` and `CommitteeNotYours`.
    """
    must_read(context.by, cards.readers)
    if meeting.met_on is None:
        raise NotMet()
    if meeting.told_at is not None:
        return Outcome()
    people = {each.id: each.who for each in heads if each.id != context.by.id}.values()
    after = meeting.model_copy(update={"told_by": context.by.who, "told_at": context.now})
    about = About(COMMITTEE_TOPIC, meeting.id, Urgency.ROUTINE)
    told = notices.tell_routinely(about, people, CommitteePurpose.FEEDBACK, "", context.now, context.calendar)
    facts = {"to": ", ".join(who.name for who in people) or "nobody else"}
    entry = _entry(meeting.id, context, "committee_feedback", facts)
    return Outcome((after,), told, (entry,)) + _others(cards, meeting, context)


def remind_owner(
    decision: CommitteeDecision, owner: Person | None, readers: frozenset[Role], now: datetime, calendar: Calendar
) -> Outcome:
    """Its owner is reminded, in school hours. Whoever is not on the staff list is told nothing; it stays open for the
    committee."""
    if decision.due_at is None or decision.due_at > now:
        return Outcome()
    if not decision.is_open:
        return Outcome((decision.model_copy(update={"due_at": None}),))
    opens = calendar.next_school_hours(now)
    if opens > now:
        return Outcome((decision.model_copy(update={"due_at": opens}),))
    number = decision.reminded + 1
    due_at = max(reminder_at(decision.at, decision.due_on, number, calendar), calendar.next_morning(now))
    after = decision.model_copy(update={"reminded": number, "due_at": due_at})
    if owner is None or not may_own_decision(owner, readers):
        return Outcome((after,))
    about = About(COMMITTEE_TOPIC, decision.id, Urgency.ROUTINE)
    told = notices.tell(about, owner.who, CommitteePurpose.AGAIN, str(number), now)
    entry = Entry(subject=decision.id, at=now, by=None, what="committee_reminded", facts={"to": owner.name})
    return Outcome((after,), (told,), (entry,))


def tell_owner(
    decision: CommitteeDecision, purpose: CommitteePurpose, cause: str, context: ActionContext
) -> tuple[Notice, ...]:
    """What is theirs to do, by day on whatever day."""
    about = About(COMMITTEE_TOPIC, decision.id, Urgency.ROUTINE)
    due = context.calendar.by_day(context.now)
    return (notices.tell(about, decision.owner, purpose, cause, context.now, due_at=due),)


def _others(cards: MeetingCards, changed: CommitteeMeeting, context: ActionContext) -> Outcome:
    """Its cards are drawn again; it is kept already as it is now."""
    others = [each for each in cards.meetings if each.id != changed.id]
    redrawn = MeetingCards(cards.readers, others, cards.cards, cards.waiting)
    return redrawn.redraw(context.now, f"{changed.id}.v{changed.version}")


def _today(context: ActionContext) -> date:
    return local(context.now, context.calendar.timezone).date()


def _read_day(text: str, today: date, *, past: bool = False) -> date | None:
    try:
        return parse_day(spell_out_day(text, today, past=past))
    except Incomplete:
        return None


def _entry(subject: str, context: ActionContext, what: str, facts: dict[str, str]) -> Entry:
    return Entry(subject=subject, at=context.now, by=context.by.who, what=what, facts=facts)
