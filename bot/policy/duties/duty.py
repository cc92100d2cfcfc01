"""A duty that has fallen due, frozen: its definition as it was then, what became of it, and all that a card shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.duties.when import ON_REQUEST
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import Entry, Evidence, Notice, PostedCard, Record, ValueObject, Who
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, STAFF, Role
from bot.policy.kit.school import DutyRule

CALENDAR_OVERSEERS: frozenset[Role] = frozenset({CHAMPION, HEADTEACHER, "business_manager", "chair_of_governors"})
"""Who sees the whole calendar, beside those who hold a role in it."""


class DutyState(StrEnum):
    """Where a duty stands."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class DutyEnding(ValueObject):
    """Who said that it is done or not needed, on which day it was done, and what is the evidence, or the reason.

    The words are empty where a file is the evidence.
    """

    by: Who
    at: AwareDatetime
    on: date | None = None
    words: str


class Duty(Record):
    """One time that a duty fell due. `rule` is the row of the calendar as it was then: a later one alters nothing here.

    `occurrence` tells it from the other times. `handed_to` has it instead of the role's holders, and `put_off_to` is
    the day to which it was put off. `reminded` are the reminders said since.
    """

    TABLE: ClassVar[str] = "duties"
    INDEXED: ClassVar[tuple[str, ...]] = ("state",)
    EVIDENCE = Evidence(passing=frozenset({"reminded", "due_at"}))

    rule: DutyRule
    occurrence: str
    due_on: date
    begun_at: AwareDatetime
    state: DutyState = DutyState.OPEN
    handed_to: Who | None = None
    put_off_to: date | None = None
    ending: DutyEnding | None = None
    reminded: tuple[str, ...] = ()
    due_at: AwareDatetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state is DutyState.OPEN

    @property
    def expected_on(self) -> date:
        """The day by which it is to be done as things stand."""
        return self.put_off_to or self.due_on

    @property
    def is_told_of(self) -> bool:
        """Whether its note is for the staff to be told now: beforehand, or of what was asked for once it is done."""
        when = DutyState.DONE if self.rule.when == ON_REQUEST else DutyState.OPEN
        return bool(self.rule.note) and self.state is when

    def is_late(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return self.is_open and self.expected_on < today


@dataclass(frozen=True, slots=True)
class DutyPeople:
    """Who holds each role that has to do with a duty now, and to whom it was handed, if they are still here."""

    holders: Holders
    handed_to: Person | None = None

    def acting(self, duty: Duty) -> tuple[Who, ...]:
        """Those before whom it is put: whoever it was handed to, or the role's holders, or else every Champion."""
        return (self.handed_to.who,) if self.handed_to is not None else self.acting_on(duty.rule)

    def acting_on(self, rule: DutyRule) -> tuple[Who, ...]:
        """Those before whom a duty of this row is put: the role's holders, or else every Champion."""
        return tuple(each.who for each in self.holders.get(rule.role) or self.holders.get(CHAMPION, ()))

    def may_act(self, duty: Duty, person: Person) -> bool:
        """Whether this person may do it: by its role, as the Headteacher, because it was handed to them, or as a
        Champion where nobody holds the role."""
        handed = duty.handed_to is not None and person.id == duty.handed_to.id and person.holds(STAFF)
        nobodys = not self.holders.get(duty.rule.role) and person.holds(CHAMPION)
        return handed or nobodys or person.holds(duty.rule.role, HEADTEACHER)

    def may_file(self, duty: Duty, person: Person) -> bool:
        """Whether this person may add files of evidence and open them: who may do it, and who said how it ended."""
        ended = duty.ending is not None and duty.ending.by.id == person.id and person.holds(STAFF)
        return ended or self.may_act(duty, person)


def calendar_readers(rules: Sequence[DutyRule]) -> frozenset[Role]:
    """The roles that see the whole calendar."""
    return CALENDAR_OVERSEERS.union(rule.role for rule in rules)


def may_see(duty: Duty, person: Person, readers: Collection[Role]) -> bool:
    """Whether it exists for this person."""
    handed = duty.handed_to is not None and duty.handed_to.id == person.id
    return handed or person.holds(duty.rule.role, *readers)


@dataclass(frozen=True, slots=True)
class DutySnapshot:
    """A duty with the cards that stand in chats about it, the notices still to be sent, and its files of evidence."""

    duty: Duty
    cards: Sequence[PostedCard] = ()
    waiting: Sequence[Notice] = ()
    files: Sequence[EvidenceFile] = ()


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty as its card shows it: its timeline, who has to do with it now, and whom Teams could not reach."""

    duty: Duty
    today: date
    timeline: tuple[Entry, ...] = ()
    people: DutyPeople | None = None
    unreached: tuple[Notice, ...] = ()
    files: tuple[EvidenceFile, ...] = ()

    @property
    def acting(self) -> tuple[Who, ...]:
        """Those before whom it is put, as far as that is known."""
        return self.people.acting(self.duty) if self.people and self.duty.is_open else ()

    def may_act(self, person: Person) -> bool:
        """Whether this person may do it now."""
        return self.duty.is_open and self.people is not None and self.people.may_act(self.duty, person)

    def may_file(self, person: Person) -> bool:
        """Whether this person may add files and open them now."""
        return self.people is not None and self.people.may_file(self.duty, person)


@dataclass(frozen=True, slots=True)
class DutyAnswer:
    """What a press gets: the duty as it now stands, and a text key with its facts if something is to be said."""

    view: DutyView
    said: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
