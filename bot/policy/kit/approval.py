"""Anything that somebody asks for and somebody decides: its states, who decides, and what has been decided. Pure.

A feature's record is an `Asked`, of which each version is decided once, whatever the order of presses. A press that
comes too late raises `TooLate`, whose key says what had happened meanwhile. Nobody decides what is their own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime

from bot.policy.kit.absence import Absence
from bot.policy.kit.errors import Incomplete, NotAllowed, NotPossible
from bot.policy.kit.people import Person
from bot.policy.kit.records import Record, ValueObject, Who
from bot.policy.kit.roles import Role
from bot.policy.kit.timeline import seal

LONGEST_REASON = 1_000


class ApprovalState(StrEnum):
    """Where it stands. `waiting` is for whoever decides, `changes` for the requester; `approved` it is under way."""

    WAITING = "waiting"
    CHANGES = "changes"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    ENDED = "held"


UNDECIDED = (ApprovalState.WAITING, ApprovalState.CHANGES)
OPEN_APPROVALS = (*UNDECIDED, ApprovalState.APPROVED)
"""What may still come about, or is under way."""
REFUSED = (ApprovalState.DECLINED, ApprovalState.WITHDRAWN, ApprovalState.CANCELLED, ApprovalState.EXPIRED)
"""What does not come about, or no longer: what was typed may be asked for again."""
ENDED_STATES = tuple(state.value for state in (*REFUSED, ApprovalState.ENDED))
"""What nothing comes of any more."""
COMES_FROM: Mapping[ApprovalState, tuple[ApprovalState, ...]] = {
    ApprovalState.WAITING: UNDECIDED,
    ApprovalState.CHANGES: (ApprovalState.WAITING,),
    ApprovalState.APPROVED: (ApprovalState.WAITING,),
    ApprovalState.DECLINED: (ApprovalState.WAITING,),
    ApprovalState.WITHDRAWN: OPEN_APPROVALS,
    ApprovalState.CANCELLED: (ApprovalState.APPROVED,),
    ApprovalState.EXPIRED: UNDECIDED,
    ApprovalState.ENDED: (ApprovalState.APPROVED,),
}
"""From which states each comes: it waits again with each new version."""
WORDS_ASKED: Mapping[ApprovalState, str] = {
    ApprovalState.DECLINED: "reason",
    ApprovalState.CANCELLED: "reason",
    ApprovalState.CHANGES: "what",
}
"""The field of the words without which it is not decided so."""


class NotTheDecider(NotAllowed):
    """This person does not decide it."""

    key = "approval.not_yours"


class ApproverIsHere(NotAllowed):
    """A deputy decides only while the approver is away."""

    key = "approval.approver_is_here"


class OwnRequest(NotAllowed):
    """Nobody decides their own request."""

    key = "approval.own"


class TakesPart(NotAllowed):
    """Nobody allows what they take part in."""

    key = "approval.takes_part"


class TooLate(NotPossible):
    """The state, or the version, is no longer what the card showed."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class Decision(ValueObject):
    """Something that was decided about one version: what it led to, by whom (nobody: time), and in which words."""

    to: ApprovalState
    at: AwareDatetime
    by: Who | None
    number: int
    words: str = ""
    deputy: bool = False


class Asked(Record):
    """What somebody asks for and somebody decides: every ruling on it, and what time has done to its present version.

    `due_at` is when time does something next, or None when it never will.
    """

    requester: Who
    state: ApprovalState = ApprovalState.WAITING
    rulings: tuple[Decision, ...] = ()
    done: tuple[str, ...] = ()
    due_at: AwareDatetime | None = None

    @property
    def number(self) -> int:
        """The number of the present version."""
        raise NotImplementedError

    @property
    def may_not_decide(self) -> frozenset[str]:
        """The object ids of those who may not decide it, whatever their role."""
        return frozenset({self.requester.id})

    @property
    def requester_id(self) -> str:
        """The requester's object id."""
        return self.requester.id

    @property
    def ruling(self) -> Decision | None:
        """The ruling that the present state came from; None while it waits."""
        return self.rulings[-1] if self.rulings and self.state is not ApprovalState.WAITING else None

    def with_ruling(self, decision: Decision) -> Self:
        """As it stands after a decision."""
        return self.model_copy(update={"state": decision.to, "rulings": (*self.rulings, decision)})


@dataclass(frozen=True, slots=True)
class DecidingRoles:
    """By whom something is decided: the approver's roles, and those of deputies while no approver is there."""

    approvers: tuple[Role, ...]
    deputies: tuple[Role, ...] = ()

    @property
    def all(self) -> tuple[Role, ...]:
        """All of them."""
        return (*self.approvers, *self.deputies)


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who holds the approver's role and a deputy role now, and the object ids of those who are away."""

    approvers: Sequence[Person] = ()
    deputies: Sequence[Person] = ()
    away: frozenset[str] = frozenset()

    @classmethod
    def by(
        cls, held: Mapping[Role, Sequence[Person]], roles: DecidingRoles, words: Sequence[Absence], now: datetime
    ) -> Self:
        """Those among the holders of each role, by their own words about being away."""
        approvers, deputies = (
            tuple({person.id: person for role in each for person in held[role]}.values())
            for each in (roles.approvers, roles.deputies)
        )
        return cls(approvers, deputies, frozenset(word.id for word in words if word.holds(now)))

    def present(self, barred: Collection[str]) -> tuple[Person, ...]:
        """The approvers who are there and may decide it. `barred` are the object ids of those whose request it is."""
        return tuple(p for p in self.approvers if p.id not in barred and p.id not in self.away)

    @property
    def standing_in(self) -> tuple[Person, ...]:
        """Those who hold a deputy role alone: an approver who is away does not stand in for themselves.

        Nobody stands in where nobody is the approver: a role without a holder, or a group that is gone, is no absence.
        """
        approvers = {person.id for person in self.approvers}
        return tuple(person for person in self.deputies if person.id not in approvers) if approvers else ()

    def to_ask(self, barred: Collection[str]) -> tuple[Person, ...]:
        """Whom a request is put before: the approvers who are there, else the deputies, those first who are there
        themselves, else an approver away."""
        deputies = tuple(person for person in self.standing_in if person.id not in barred)
        return (
            self.present(barred)
            or tuple(person for person in deputies if person.id not in self.away)
            or deputies
            or tuple(person for person in self.approvers if person.id not in barred)
        )

    def may_decide(self, barred: Collection[str]) -> frozenset[str]:
        """The object ids of all who may decide: every approver, and the deputies while no approver is there."""
        standing_in = () if self.present(barred) else self.standing_in
        return frozenset(person.id for person in (*self.approvers, *standing_in) if person.id not in barred)


@dataclass(frozen=True, slots=True)
class DeciderRole:
    """Which of the deciding roles the person holds, asked afresh of the directory."""

    approver: bool
    deputy: bool


def allow(asked: Asked, by: Person, role: DeciderRole, deciders: Deciders) -> bool:
    """Whether a deputy is acting, when this person may decide it. Raises a `NotAllowed`."""
    if not role.approver and not role.deputy:
        raise NotTheDecider()
    if by.id == asked.requester.id:
        raise OwnRequest()
    if by.id in asked.may_not_decide:
        raise TakesPart()
    if not role.approver and (deciders.present(asked.may_not_decide) or not deciders.approvers):
        raise ApproverIsHere()
    return not role.approver


def of_the_requester(asked: Asked, by: Person) -> None:
    """Return where it is this person's own request. Raises `NotTheDecider`."""
    if by.id != asked.requester.id:
        raise NotTheDecider()


def must_stand(asked: Asked, number: int, to: ApprovalState) -> None:
    """Return where this version may come to that state. Raises `TooLate`, which says what has happened meanwhile."""
    if asked.state not in COMES_FROM[to]:
        raise TooLate(f"approval.now_{asked.state.value}")
    if number != asked.number:
        raise TooLate("approval.new_version")


def check_words(to: ApprovalState, words: str) -> str:
    """What was typed for a decision. Raises `Incomplete` where it is missing or too long."""
    said, field = words.strip(), WORDS_ASKED.get(to)
    if field and not said:
        raise Incomplete(**{field: "form.missing"})
    if field and len(said) > LONGEST_REASON:
        raise Incomplete(**{field: "form.too_long"})
    return said


def facts_of(asked: Asked, decision: Decision) -> dict[str, str]:
    """What the timeline keeps of a decision: of its words only the hash."""
    facts = {"number": str(decision.number), "before": asked.state.value, "after": decision.to.value}
    facts |= {"sha256": seal(decision.words)} if decision.words else {}
    return facts | ({"deputy": "yes"} if decision.deputy else {})
