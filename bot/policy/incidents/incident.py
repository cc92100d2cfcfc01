"""An incident and the facts that belong to it (I1). What handlers write is in `Note`; the timeline holds its hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime, Field

from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.traits import device_of, pupil_of, site_of
from bot.policy.kit.records import Evidence, Record, Route, Urgency, ValueObject, Who
from bot.policy.kit.roles import StoredRole


class State(StrEnum):
    """Where an incident stands (I1)."""

    REPORTED = "reported"
    ACKNOWLEDGED = "acknowledged"
    IN_HAND = "in_hand"
    REFERRED = "referred"
    CLOSED = "closed"


OPEN_STATES = tuple(state for state in State if state is not State.CLOSED)


class Insistence(ValueObject):
    """That a ping comes again to a person who has not answered: `since` when the newest was made, `cause` what its id
    names, `times` how often it has come again, `next_at` when it does next."""

    to: Who
    cause: str
    since: AwareDatetime
    times: int = Field(default=0, ge=0)
    next_at: AwareDatetime


class Ladder(ValueObject):
    """A running ladder: its own copy of the route, and the step that comes next.

    `since` is when this round began, `next_at` when the next step is told, or None when the ladder has run out. `waits`
    says that school hours make it wait longer than its route does.
    """

    route: Route
    since: AwareDatetime
    round: int = Field(default=1, ge=1)
    next_step: int = Field(default=0, ge=0)
    next_at: AwareDatetime | None
    waits: bool = False
    run: int = Field(default=1, ge=1)
    """Which run of the ladder this is: it starts anew after a hand-over, a lapse, a change of kind or a reopening."""
    insistences: tuple[Insistence, ...] = ()
    """Whom it comes back to until they answer: of an emergency, and of a step of which all are to come."""
    asked: tuple[Who, ...] = ()
    """Whom it has asked to come, each of them: those of its steps of which all are to come."""
    shows_numbers: bool = False
    """Whether it has come back to somebody in vain: telephone numbers stand on the card of all who were told."""

    @property
    def has_begun(self) -> bool:
        """Whether a step of this run has been alerted, or found nobody."""
        return self.round > 1 or self.next_step > 0


class Response(ValueObject):
    """What somebody who was asked to come has said last, in which `run` of the ladder: that they come, or cannot."""

    who: Who
    at: AwareDatetime
    comes: bool
    run: int = Field(ge=0)


class Referral(ValueObject):
    """Who outside was told, when, and under what reference (I3, I10, I16)."""

    to: str
    at: AwareDatetime
    by: Who
    reference: str = ""
    note: str = ""


class StepDone(ValueObject):
    """A step of the kind that somebody has ticked as done."""

    id: str
    by: Who
    at: AwareDatetime


class Lapse(ValueObject):
    """Who had it, and since when, before its ladder began again without them; `left` says that they are no longer on
    the staff list, else they did not answer."""

    by: Who
    since: AwareDatetime
    left: bool = False


class Closing(ValueObject):
    """How an incident ended. `cpoms` is its reference in the school's system of record, or why it has none (I1), where
    that was said at its end; `to_reporter` a line for whoever reported it."""

    at: AwareDatetime
    by: Who
    outcome: str
    reason: str
    cpoms: str
    no_referral: str = ""
    to_reporter: str = ""


CPOMS_STEP = "cpoms"
"""The step of a kind that is ticked by entering it there."""


class CpomsRecord(ValueObject):
    """Under which reference a report stands in the school's system of record, or why it does not (I1, I15)."""

    by: Who
    at: AwareDatetime
    reference: str = ""
    why_not: str = ""


class BreachClock(ValueObject):
    """The 72 hours in which a personal-data breach is reported to the ICO, or found not reportable (I13)."""

    deadline: AwareDatetime
    reminded: int = Field(default=0, ge=0)
    decided_at: AwareDatetime | None = None
    reported: bool = False
    reason: str = ""


class ConductFinding(ValueObject):
    """What a concern about an adult's conduct was found to be (I17): a low-level concern or an allegation, and why.

    Of an allegation the LADO is told until `lado_due`; `reminded` counts the reminders of that.
    """

    allegation: bool
    reason: str
    by: Who
    at: AwareDatetime
    lado_due: AwareDatetime | None = None
    lado_told_at: AwareDatetime | None = None
    reminded: int = Field(default=0, ge=0)


class LegalHold(ValueObject):
    """Why a report is not removed though its time may be over, and who said so: a court, an inquiry or the Police may
    need it."""

    reason: str
    by: Who
    at: AwareDatetime


class PendingLookup(ValueObject):
    """What the directory is still to be asked of a report that was made while it could say nothing.

    `adults` are the object ids that the people picker gave, `author` those, with gaps between, of whoever wrote the
    message that is reported. Its words are looked through as well.
    """

    adults: tuple[str, ...] = ()
    author: str = ""

    def joined_by(self, more: PendingLookup) -> PendingLookup:
        """Both of them as one."""
        adults = tuple(dict.fromkeys((*self.adults, *more.adults)))
        return PendingLookup(
            adults=adults, author=" ".join(dict.fromkeys((*self.author.split(), *more.author.split())))
        )


class ReporterAnswer(ValueObject):
    """What the reporter answered, and when."""

    at: AwareDatetime
    words: str


class ReporterQuestion(ValueObject):
    """What somebody who handles a report asks its reporter, with the answers, the earliest first.

    `withdrawn_at` says since when nobody waits for one: the report was closed. An answer that comes later stands with
    the others.
    """

    id: str
    by: Who
    at: AwareDatetime
    words: str
    reminded_at: AwareDatetime | None = None
    answers: tuple[ReporterAnswer, ...] = ()
    withdrawn_at: AwareDatetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.answers and self.withdrawn_at is None

    def answer_id(self, number: int) -> str:
        """The id under which the timeline names the words of an answer, by its place from 0."""
        return f"{self.id}:answer:{number}"

    @property
    def texts(self) -> dict[str, str]:
        """What was asked and answered, by the ids under which the timeline names it."""
        answered = {self.answer_id(number): each.words for number, each in enumerate(self.answers)}
        return {self.id: self.words, **answered}


class Incident(Record):
    """One report and what became of it.

    `account` holds what the reporter wrote, by the field of the kind's form; it is empty until the details of an alert
    arrive. `once_untouchable` says that it is or was of an untouchable kind, for good. `concerning` are the adults at
    the school whom it names: to them it does not exist (I17). `held_back` are those who stand in its words some other
    way: to them it does not exist until whoever wrote those words has said that it does not concern them, or a handler
    has them told after all. Whom the reporter says that of is `cleared` for good. `named_by` has, by object id, whose
    words hold somebody back when they are not the reporter's. `rung` are the people it was put before, in that order.
    `handed_to` is whom it waits for after a hand-over. `touched_at` is when its owner last did something, `asked_at`
    when they were asked whether they still have it. `like` are reports that may be the same, `merged_from` those that
    were merged into it. `due_at` is when something falls due, or None when nothing does. After the retention time only
    the reference, the kind and the dates are left, and `removed_at` says since when.
    """

    TABLE: ClassVar[str] = "incidents"
    INDEXED: ClassVar[tuple[str, ...]] = (
        *("state", "kind", "reporter_id", "owner_id", "sender_key"),
        *("urgency", "unanswered", "removed"),
        "on_hold",
        *("site_key", "device_key", "pupil_key"),
        "not_in_cpoms",
    )
    # `rung`, `rung_roles` and `rings_as` keep the names under which older records have them.
    # What only says when and to whom the ladder alerts next moves without a word in the timeline.
    EVIDENCE = Evidence(
        passing=frozenset({"ladder", "rung_roles", "pending_lookup", "due_at"}),
        stays=frozenset({"kind", "reported_at", "happened_at", "happened_on", "drill", "state", "merged_into"}),
    )

    kind: str
    reporter: Who
    reported_at: AwareDatetime
    happened_at: AwareDatetime | None = None
    happened_on: date | None = None
    """The day on which it happened, where no time of it was said."""
    account: dict[str, str] = Field(default_factory=dict)
    once_untouchable: bool = False
    links_left_out: int = Field(default=0, ge=0)
    concerning: tuple[Who, ...] = ()
    held_back: tuple[Who, ...] = ()
    named_by: dict[str, str] = Field(default_factory=dict)
    cleared: tuple[Who, ...] = ()
    pending_lookup: PendingLookup | None = None
    """Set until the directory has said whom it names and who is told: until then it exists for its reporter alone."""
    drill: bool = False

    state: State = State.REPORTED
    rung: tuple[Who, ...] = ()
    rung_roles: tuple[StoredRole, ...] = ()
    """The roles by which its ladders have alerted anybody so far, those of an earlier kind among them."""
    owner: Who | None = None
    owned_at: AwareDatetime | None = None
    touched_at: AwareDatetime | None = None
    asked_at: AwareDatetime | None = None
    handed_to: Who | None = None
    lapsed: Lapse | None = None
    """Who had it last and did nothing, until somebody has it again."""
    ladder: Ladder
    responses: tuple[Response, ...] = ()
    """What those who were asked to come have said, each of them once."""
    rings_as: str = ""
    """The kind whose ladder it runs on with, where that of its own kind would be slower; empty for its own."""
    unanswered_at: AwareDatetime | None = None
    reminded_at: AwareDatetime | None = None
    """When it was last put before the Champions again after everybody had been alerted in vain."""
    due_at: AwareDatetime | None = None

    like: tuple[str, ...] = ()
    merged_into: str | None = None
    merged_from: tuple[str, ...] = ()
    referrals: tuple[Referral, ...] = ()
    steps_done: tuple[StepDone, ...] = ()
    breach: BreachClock | None = None
    closing: Closing | None = None
    questions: tuple[ReporterQuestion, ...] = ()
    """What its reporter was asked, the earliest first."""
    conduct: ConductFinding | None = None
    hold: LegalHold | None = None
    """Set while it is taken out of removal."""
    cpoms: CpomsRecord | None = None
    """Where it stands in CPOMS; `cpoms_entry` knows also what an older release kept of that."""
    removed_at: AwareDatetime | None = None

    @property
    def reporter_id(self) -> str:
        """The reporter's object id."""
        return self.reporter.id

    @property
    def owner_id(self) -> str | None:
        """The owner's object id, if anybody has taken it."""
        return self.owner.id if self.owner else None

    @property
    def sender_key(self) -> str | None:
        """Where the message came from, or what got through: reports of the same may be the same."""
        return sender_of(self.account)

    @property
    def site_key(self) -> str | None:
        """The site that it names; of illegal material none is kept in an index."""
        return None if self.untouchable else site_of(self.account)

    @property
    def device_key(self) -> str | None:
        """The device that it names."""
        return device_of(self.account)

    @property
    def pupil_key(self) -> str | None:
        """The pupil whom it names first; of what is confidential no name stands in an index."""
        return None if KINDS[self.kind].confidential else pupil_of(self.account)

    @property
    def untouchable(self) -> bool:
        """Whether it is of an untouchable kind, or ever was: what lies with it stays under seal (I4, I5)."""
        return self.once_untouchable or KINDS[self.kind].untouchable

    @property
    def urgency(self) -> Urgency:
        """How fast its own route alerts."""
        return self.ladder.route.urgency

    @property
    def steps_left(self) -> tuple[str, ...]:
        """The steps of its kind that nobody has ticked, without that of CPOMS: whoever keeps it is reminded of that."""
        done = {each.id for each in self.steps_done} | {CPOMS_STEP}
        return tuple(step.id for step in KINDS[self.kind].now if done.isdisjoint(step.ticks))

    @property
    def open_questions(self) -> tuple[ReporterQuestion, ...]:
        """What its reporter has been asked and has not answered."""
        return tuple(each for each in self.questions if each.is_open)

    @property
    def words_of_reporter(self) -> dict[str, str]:
        """All that its reporter wrote, by field: the account, and what they answered."""
        answered = "\n".join(answer.words for each in self.questions for answer in each.answers)
        return {**self.account, "answers": answered} if answered else dict(self.account)

    @property
    def unanswered(self) -> bool:
        """Whether everybody has been alerted and nobody has taken it."""
        return self.unanswered_at is not None

    @property
    def cpoms_entry(self) -> CpomsRecord | None:
        """Where it stands in CPOMS, or why it does not; what was said of that as it was closed counts as well."""
        ended = self.closing
        if self.cpoms is not None or ended is None or not ended.cpoms or self.drill:
            return self.cpoms
        return CpomsRecord(by=ended.by, at=ended.at, reference=ended.cpoms)

    @property
    def not_in_cpoms(self) -> bool:
        """Whether it is still to be entered there. What was merged is entered as the one that goes on."""
        over = self.drill or self.removed or self.merged_into is not None
        return not over and self.cpoms_entry is None

    @property
    def removed(self) -> bool:
        """Whether its contents are gone after the retention time."""
        return self.removed_at is not None

    @property
    def on_hold(self) -> bool:
        """Whether it stays, however long it has been closed."""
        return self.hold is not None

    @property
    def shut_out(self) -> frozenset[str]:
        """The object ids of those to whom it does not exist."""
        return frozenset(who.id for who in (*self.concerning, *self.held_back) if who.id)

    @property
    def awaited(self) -> tuple[Who, ...]:
        """Who is asked to come and has not said whether they do; not whoever has it, and nobody once it is closed."""
        said = {self.owner_id, *(each.who.id for each in self.responses if each.run == self.ladder.run)}
        return () if self.state is State.CLOSED else self._but_shut_out(self.ladder.asked, said)

    @property
    def on_the_way(self) -> tuple[Who, ...]:
        """Who has said that they come, beside whoever has it."""
        coming = (each.who for each in self.responses if each.comes)
        return self._but_shut_out(coming, {self.owner_id})

    @property
    def cannot_come(self) -> tuple[Who, ...]:
        """Who has said that they cannot."""
        return self._but_shut_out((each.who for each in self.responses if not each.comes), {self.owner_id})

    def _but_shut_out(self, people: Iterable[Who], others: Set[str | None]) -> tuple[Who, ...]:
        return tuple(who for who in people if who.id not in others and who.id not in self.shut_out)

    def asks(self, person: str) -> tuple[Who, ...]:
        """Of those whom it holds back the ones whom this person's words name: they are asked whether it concerns them.

        Of a report that was merged nobody is asked any more: the one that goes on asks.
        """
        if self.merged_into is not None:
            return ()
        return tuple(who for who in self.held_back if self.named_by.get(who.id, self.reporter.id) == person)


def sender_of(account: Mapping[str, str]) -> str | None:
    """Where a message came from, or the address of what got through; words that are no address are neither."""
    address = account.get("address", "")
    return (account.get("sender") or (address if len(address.split()) == 1 else "")).casefold() or None


class Note(Record):
    """What somebody wrote on an incident. Kept apart, so that a removal after the retention leaves the chain whole."""

    TABLE: ClassVar[str] = "notes"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject",)
    EVIDENCE = Evidence()

    subject: str
    by: Who
    at: AwareDatetime
    text: str
