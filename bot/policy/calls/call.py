"""A video call and the versions of its request, frozen. Nothing here knows how either came about or is decided."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import AwareDatetime, Field, model_validator

from bot.policy.kit.approval import UNDECIDED, Asked
from bot.policy.kit.records import Evidence, ValueObject, Who


class PartnerKind(StrEnum):
    """Whom pupils may speak with; anybody else needs a reason (V5)."""

    SCHOOL = "school"
    MUSEUM = "museum"
    EDUCATION_DEPARTMENT = "education_department"
    OTHER = "other"


class RequestForm(ValueObject):
    """What somebody asks for, as far as it could be read: `rules` says what is wrong with it.

    An empty `tool` is Microsoft Teams (V1). `team` is as it was chosen; `everyone` has the lead and those in the room
    too. `remark` is a word to whoever decides.
    """

    subject: str = ""
    class_name: str = ""
    pupils: int | None = None
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    partner: str = ""
    partner_kind: PartnerKind | None = None
    partner_reason: str = ""
    tool: str = ""
    tool_reason: str = ""
    lead: Who | None = None
    team: tuple[Who, ...] = ()
    in_the_room: tuple[Who, ...] = ()
    agreement: str = ""
    signed_on: date | None = None
    trained: bool = False
    recorded: bool = False
    consent: bool = False
    remark: str = ""

    @property
    def everyone(self) -> tuple[Who, ...]:
        """The whole teaching team, the lead first, each of them once (V8)."""
        lead = (self.lead,) if self.lead else ()
        return tuple({who.id: who for who in (*lead, *self.team, *self.in_the_room)}.values())


class RuleFinding(ValueObject):
    """Something about a request that deserves a look: the rule's id, and its particulars."""

    rule: str
    facts: dict[str, str] = Field(default_factory=dict)


class Request(RequestForm):
    """One version of a request, complete: no hard rule is broken."""

    number: int = Field(default=1, ge=1)
    asked_at: AwareDatetime
    warnings: tuple[RuleFinding, ...] = ()

    subject: str = Field(min_length=1)
    class_name: str = Field(min_length=1)
    pupils: int = Field(gt=0)
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    partner: str = Field(min_length=1)
    partner_kind: PartnerKind
    lead: Who
    in_the_room: tuple[Who, ...] = Field(min_length=1)
    agreement: str = Field(min_length=1)
    signed_on: date

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise ValueError("a call ends before it starts")
        return self


class VideoCall(Asked):
    """A video call: every version of its request, every ruling on them, and what became of it.

    `done` are the steps of time taken for the present version. `went` is what the lead said afterwards. `due_at` is
    when time does something next, or None when it never will.
    """

    TABLE: ClassVar[str] = "video_calls"
    INDEXED: ClassVar[tuple[str, ...]] = ("state", "requester_id")
    EVIDENCE = Evidence(passing=frozenset({"done", "due_at"}))

    requests: tuple[Request, ...] = Field(min_length=1)
    went: str = ""

    @property
    def number(self) -> int:
        """The number of the present version."""
        return self.request.number

    @property
    def request(self) -> Request:
        """The present version."""
        return self.requests[-1]

    @property
    def subjects(self) -> tuple[Who, ...]:
        """The requester and the whole team, each of them once."""
        return tuple({who.id: who for who in (self.requester, *self.request.everyone)}.values())

    @property
    def may_not_decide(self) -> frozenset[str]:
        """The object ids of those who may not decide it: nobody allows a call of their own (V2). Once it is approved
        whoever else decides calls may stop it, on the team or not."""
        own = self.subjects if self.state in UNDECIDED else (self.requester,)
        return frozenset(who.id for who in own)


def changed_fields(before: Request, after: Request) -> tuple[str, ...]:
    """The fields in which one version differs from another, in the order of the form. A remark is no change."""
    fields = [name for name in RequestForm.model_fields if name not in {"remark", "ends_at"}]
    found = [name for name in fields if getattr(before, name) != getattr(after, name)]
    if before.ends_at != after.ends_at and "starts_at" not in found:
        found.insert(0, "starts_at")
    return tuple(found)
