"""A request of staff and its versions, frozen; and all that a card of it may show. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime, Field, field_validator

from bot.policy.kit.approval import OPEN_APPROVALS, ApprovalState, Asked
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import Entry, Evidence, Notice, PostedCard, ValueObject, Who
from bot.policy.kit.roles import Role, StoredRole
from bot.policy.requests.kinds import KINDS_OF_REQUEST, RequestKind


class RequestVersion(ValueObject):
    """One version of what is asked for, complete. `remark` is a word to whoever decides."""

    number: int = Field(default=1, ge=1)
    asked_at: AwareDatetime
    answers: dict[str, str]
    remark: str = ""


class RoleView(ValueObject):
    """What somebody said for their role of one version, before it was decided."""

    role: StoredRole
    by: Who
    at: AwareDatetime
    number: int
    concern: bool
    words: str = ""


class StaffRequest(Asked):
    """A request: every version of it, the views and rulings on them, and what became of it.

    `conditions` are what was answered with the yes, `lost_at` when the thing was said to be lost, and `ended` how it
    ended: by the press of that name, or `time`.
    """

    TABLE: ClassVar[str] = "requests"
    INDEXED: ClassVar[tuple[str, ...]] = ("state", "requester_id", "kind")
    EVIDENCE = Evidence(passing=frozenset({"done", "due_at"}))

    kind: str
    versions: tuple[RequestVersion, ...] = Field(min_length=1)
    views: tuple[RoleView, ...] = ()
    conditions: dict[str, str] = Field(default_factory=dict)
    lost_at: AwareDatetime | None = None
    ended: str = ""

    @field_validator("kind")
    @classmethod
    def _check_kind(cls, kind: str) -> str:
        if kind not in KINDS_OF_REQUEST:
            raise ValueError("this release does not know that kind of request")
        return kind

    @property
    def present(self) -> RequestVersion:
        """The present version."""
        return self.versions[-1]

    @property
    def number(self) -> int:
        """The number of the present version."""
        return self.present.number

    @property
    def answers(self) -> Mapping[str, str]:
        """What is asked for, with what was said with the yes."""
        return {**self.present.answers, **self.conditions}

    @property
    def rules(self) -> RequestKind:
        """Its row of the table."""
        return KINDS_OF_REQUEST[self.kind]

    @property
    def is_open(self) -> bool:
        """Whether it waits or is under way."""
        return self.state in OPEN_APPROVALS

    def day(self, name: str) -> date | None:
        """The day that a field holds, or None."""
        text = self.answers.get(name, "")
        return date.fromisoformat(text) if text else None

    def views_of_now(self) -> Mapping[Role, RoleView]:
        """The views on the present version, the last of each role."""
        return {view.role: view for view in self.views if view.number == self.number}

    def missing_views(self, holders: Holders) -> tuple[Role, ...]:
        """The roles whose view is still to be given. One that nobody but the requester holds is not waited for."""
        given = self.views_of_now()
        return tuple(
            role
            for role in self.rules.views
            if role not in given and any(person.id != self.requester.id for person in holders.get(role, ()))
        )

    def may_see(self, person: Person) -> bool:
        """Whether it exists for this person: its requester, and those of the roles that have to do with its kind."""
        return person.id == self.requester.id or person.holds(*self.rules.seen_by)


def changed_answers(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The fields in which two versions differ."""
    return tuple(name for name in dict.fromkeys((*before, *after)) if before.get(name, "") != after.get(name, ""))


@dataclass(frozen=True, slots=True)
class RequestSnapshot:
    """A request with the cards that stand in chats about it, and the notices still to be sent."""

    request: StaffRequest
    cards: Sequence[PostedCard] = ()
    waiting: Sequence[Notice] = ()


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as its card shows it: its timeline, who may decide it now, whom it is put before, by name and by id,
    whose view is missing, and whom Teams could not reach."""

    request: StaffRequest
    timeline: tuple[Entry, ...] = ()
    deciders: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()
    acting: frozenset[str] = frozenset()
    missing: tuple[Role, ...] = ()
    unreached: tuple[Notice, ...] = ()
    asked_are_away: bool = False
    """Whether each of those whom it is put before has said that they are away, and nobody stands in."""


@dataclass(frozen=True, slots=True)
class RequestAnswer:
    """What a press gets: the request as it now stands, and a text key with its facts if something is to be said."""

    view: RequestView
    said: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RequestLists:
    """Requests that wait for the reader, their own, and all others that they may see; the newest first."""

    for_me: tuple[StaffRequest, ...]
    mine: tuple[StaffRequest, ...]
    others: tuple[StaffRequest, ...]

    @property
    def all(self) -> tuple[StaffRequest, ...]:
        """All of them, by their references."""
        found = {each.id: each for each in (*self.for_me, *self.mine, *self.others)}
        return tuple(found[each] for each in sorted(found))


def under_way(requests: Sequence[StaffRequest], kind: str) -> tuple[StaffRequest, ...]:
    """Those of a kind that are under way, by their last day."""
    found = [each for each in requests if each.kind == kind and each.state is ApprovalState.APPROVED]
    return tuple(sorted(found, key=lambda each: (each.answers.get(each.rules.last_day, ""), each.id)))
