"""What one school has chosen, as frozen data: its people and contacts, hours, routes, documents, calls and retention.

This is the outcome of reading `school.toml`; nothing here knows TOML, files or where the choices came from. Durations
are seconds, days are the school's own local days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from bot.policy.kit.people import Contact, Person
from bot.policy.kit.records import Route, ValueObject
from bot.policy.kit.roles import DEFAULT_HOLDERS, Role, StoredRole

Buttons = Literal["execute", "submit"]
"""How the buttons of cards are sent: as `Action.Execute`, or as `Action.Submit`, which older and some mobile clients
need."""


class Term(ValueObject):
    """A stretch of term, first and last day included. Schools enter half terms as stretches of their own."""

    start: date
    end: date

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.end < self.start:
            raise ValueError("a term ends before it starts")
        return self

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


class Hours(ValueObject):
    """When the school is open. `terms` are in order and do not overlap; none of them means that it is always term.

    `weekdays` counts Monday as 0, as Python does. The school opens at `opens` and is closed again at `closes`.
    """

    opens: time = time(8, 0)
    closes: time = time(17, 0)
    weekdays: frozenset[int] = Field(default=frozenset(range(5)), min_length=1)
    terms: tuple[Term, ...] = ()
    closed: frozenset[date] = frozenset()
    bank_holidays: bool = True

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("the school closes before it opens")
        if not self.weekdays <= set(range(7)):
            raise ValueError("a weekday is 0 (Monday) to 6 (Sunday)")
        if any(later.start <= earlier.end for earlier, later in zip(self.terms, self.terms[1:], strict=False)):
            raise ValueError("terms overlap or are out of order")
        return self


AUP: Final = "aup"
"""The Acceptable Use Policy's id among the documents."""


class CheckQuestion(ValueObject):
    """Something asked before a document is signed: its answers, and which of them is `right`, counted from 0.

    `section` is the heading of the section that says it; a wrong answer shows that again. Without one the whole text.
    """

    ask: str
    answers: tuple[str, ...] = Field(min_length=2)
    right: int = Field(ge=0)
    section: str = ""

    @model_validator(mode="after")
    def _has_a_right_answer(self) -> Self:
        if self.right >= len(self.answers):
            raise ValueError("none of the answers is the right one")
        return self


class DocumentRule(ValueObject):
    """A document that people read and sign (A1 to A5): the Acceptable Use Policy, unless it says otherwise.

    It is a `file` of Markdown or a `link`; with neither the shipped text. `sha256` is the hash of what the link leads
    to, where the school has written it down. `title` is empty for the Acceptable Use Policy alone. `roles` are its
    audience, and `reminders` run since somebody was asked.
    """

    id: str = AUP
    title: str = ""
    file: Path | None = None
    link: str = ""
    sha256: str = ""
    version: str = "2026-27"
    roles: tuple[StoredRole, ...] = Field(default=("staff",), min_length=1)
    questions: tuple[CheckQuestion, ...] = ()
    window: float = Field(default=21 * 86400.0, gt=0)
    reminders: tuple[float, ...] = (7 * 86400.0, 14 * 86400.0, 20 * 86400.0)


class VideoCalls(ValueObject):
    """Who decides a video call (V2), who may in their absence, and how long before the call its lead is reminded."""

    approver: Role = "headteacher"
    deputies: tuple[Role, ...] = ()
    remind_before: float = Field(default=86400.0, gt=0)

    @property
    def deciding(self) -> tuple[Role, ...]:
        """The roles of the approver and the deputies."""
        return (self.approver, *self.deputies)


class RetentionPeriods(ValueObject):
    """How long what is over is kept. A year counts 366 days, so that nothing goes before its anniversary.

    `ended_requests` is for requests of staff and video calls: two school years, so that what was allowed in one is
    there when the next is planned; so is what staff were told (`ended_announcements`). `done_duties` is for duties, the
    most of them yearly (T2, T5, D12): three of each stand beside one another.

    `kinds` has the kinds of report that are kept for another time than `closed_incidents`: spam says little once the
    year is over, and what is known of an adult's conduct must outlast them at any school (I10, I17).
    """

    closed_incidents: float = Field(default=6 * 366 * 86400.0, gt=0)
    kinds: dict[str, float] = Field(
        default_factory=lambda: {"spam": 366 * 86400.0, "staff_conduct": 25 * 366 * 86400.0}
    )
    ended_requests: float = Field(default=2 * 366 * 86400.0, gt=0)
    done_duties: float = Field(default=3 * 366 * 86400.0, gt=0)
    ended_announcements: float = Field(default=2 * 366 * 86400.0, gt=0)

    def of_kind(self, kind: str) -> float:
        """How long a closed report of this kind is kept, in seconds."""
        return self.kinds.get(kind, self.closed_incidents)

    @property
    def sooner(self) -> Mapping[str, float]:
        """The kinds whose closed reports go sooner than others, and after how many seconds."""
        return {kind: seconds for kind, seconds in self.kinds.items() if seconds < self.closed_incidents}


class DutyRule(ValueObject):
    """A duty of the school's year, in the school's own words: a row of the calendar.

    `when` is written as `school.toml` has it. Whoever holds `role` is told `lead` seconds before it is due, of `what`
    is to be done and what counts as `evidence` of it. `command` are the words to type where the bot itself has what is
    to be done. `note` is a text for staff, told before the day, or of what was asked for (`on request`) once it is
    done; `handout` is one for parents.
    """

    id: str
    clauses: tuple[str, ...] = ()
    role: StoredRole
    when: str
    lead: float = Field(ge=0)
    title: str
    what: str
    evidence: str
    command: str = ""
    note: str = ""
    handout: str = ""


class School(ValueObject):
    """One school. `hours` None means always open; `gaps` are `check`'s sentences about what has not been entered.

    `routes` holds every kind of report. `documents` has the Acceptable Use Policy first. `groups` maps a role to the
    object id of its Entra group. `practice_counts` says that a practice that was gone through is training (T1). `id`
    tells it from the other schools of its tenant, as a trust has them; empty where it is alone there, or was there
    first.
    """

    name: str
    timezone: ZoneInfo
    tenant_id: str
    id: str = ""
    source: Literal["roster", "graph"]
    guests: bool = False
    groups: dict[Role, str] = Field(default_factory=dict)
    people: tuple[Person, ...] = ()
    contacts: tuple[Contact, ...] = ()
    buttons: Buttons = "execute"
    hours: Hours | None = None
    routes: dict[str, Route]
    about_the_headteacher: Route
    documents: tuple[DocumentRule, ...] = Field(default=(DocumentRule(),), min_length=1)
    video_calls: VideoCalls = VideoCalls()
    duties: tuple[DutyRule, ...] = ()
    practice_counts: bool = False
    retention: RetentionPeriods = RetentionPeriods()
    gaps: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What is its own among all schools: by it its records are kept."""
        return f"{self.tenant_id}.{self.id}" if self.id else self.tenant_id

    @property
    def aup(self) -> DocumentRule:
        """The Acceptable Use Policy."""
        return self.documents[0]

    @property
    def safeguarding_phone(self) -> str:
        """The telephone number of a Designated Safeguarding Lead, or of a deputy; empty when none is entered."""
        known: tuple[Person | Contact, ...] = (*self.people, *self.contacts)
        found = (each.phone for role in ("dsl", "deputy_dsl") for each in known if role in each.roles and each.phone)
        return next(found, "")

    def held_by(self, role: Role) -> tuple[Role, ...]:
        """The roles by which somebody holds this one: its own where the school has given that to anybody, else those of
        `DEFAULT_HOLDERS`."""
        given = role in self.groups or any(role in person.roles for person in self.people)
        return (role,) if given else DEFAULT_HOLDERS.get(role, (role,))

    def contacts_of(self, route: Route) -> tuple[Contact, ...]:
        """The outside contacts that a card of this route shows: its own, then those who fill one of its roles."""
        alerted = {role for step in route.steps for role in step.roles}
        known = {contact.id: contact for contact in self.contacts}
        own = [known[named] for named in route.contacts if named in known]
        return tuple(own + [c for c in self.contacts if c.roles & alerted and c not in own])
