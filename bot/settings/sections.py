"""`school.toml` as it is written: its sections, their keys, and the defaults that need nothing but themselves.

What the sections say together is read in `together`. Nothing here knows the date, or what the settings are used for.
"""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.policy.kit.school import Buttons
from bot.settings.words import (
    SECONDS_BY_UNIT,
    DocumentId,
    Duration,
    DutyId,
    Guid,
    Lead,
    Link,
    OpeningTimes,
    RoleWord,
    SchoolId,
    Sha256,
    Span,
    Text,
    UrgencyWord,
    Weekday,
    When,
    Zone,
    did_you_mean,
    read_zone,
)


class UnknownKeyError(ValueError):
    """A key that its section does not have."""

    def __init__(self, key: str, line: str) -> None:
        super().__init__(line)
        self.key = key


class InconsistentError(Exception):
    """Something that only shows when sections are read together: the place and what would be right."""


class Section(BaseModel):
    """A table of the file. Unknown keys come first: a mistyped key is the likeliest reason for a missing one."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _known_keys_only(cls, written: object) -> object:
        if isinstance(written, dict):
            for key in written:
                if key not in cls.model_fields:
                    near = did_you_mean(str(key), cls.model_fields)
                    raise UnknownKeyError(
                        str(key), f"is not a key{near}; the keys here are {', '.join(cls.model_fields)}"
                    )
        return written


class SchoolSection(Section):
    """`[school]`."""

    name: Text
    timezone: Zone = Field(default_factory=lambda: read_zone("Europe/London"))
    tenant_id: Guid
    id: SchoolId = ""


class DirectorySection(Section):
    """`[directory]`."""

    source: Literal["roster", "graph"]
    guests: bool = False
    groups: dict[str, Guid] = Field(default_factory=dict)


class PersonSection(Section):
    """One of `[[people]]`."""

    id: Guid
    name: Text
    mail: str = ""
    phone: str = ""
    roles: list[RoleWord]


class ContactSection(Section):
    """One of `[[contacts]]`."""

    id: Text
    name: Text
    phone: str = ""
    mail: str = ""
    web: str = ""
    roles: list[RoleWord] = Field(default_factory=list)


class TeamsSection(Section):
    """`[teams]`."""

    buttons: Buttons = "execute"


class TermSection(Section):
    """One of `[hours] terms`; both days belong to it."""

    start: date
    end: date


class HoursSection(Section):
    """`[hours]`."""

    day: OpeningTimes = (time(8, 0), time(17, 0))
    weekdays: list[Weekday] = Field(default_factory=lambda: [0, 1, 2, 3, 4], min_length=1)
    terms: list[TermSection] = Field(default_factory=list)
    closed: list[date] = Field(default_factory=list)
    bank_holidays: bool = True


class StepSection(Section):
    """One of a route's `steps`."""

    roles: list[RoleWord] = Field(min_length=1)
    after: Duration
    all: bool | None = None


class RouteSection(Section):
    """`[routes.kind]`: what is left out keeps the kind's default."""

    urgency: UrgencyWord | None = None
    steps: list[StepSection] | None = Field(default=None, min_length=1)
    again: Span | None = None
    times: int | None = Field(default=None, ge=0, le=100)
    acknowledged_for: Span | None = None
    contacts: list[str] | None = None


class AupSection(Section):
    """`[aup]`."""

    document: Text | None = None
    version: Text = "2026-27"
    window: Span = 21.0 * 86400
    reminders: list[Span] | None = None


class QuestionSection(Section):
    """One of a document's `questions`; `right` counts its answers from 0."""

    ask: Text = Field(max_length=300)
    answers: list[Annotated[Text, Field(max_length=200)]] = Field(min_length=2, max_length=5)
    right: int = Field(ge=0)
    section: str = ""


class DocumentSection(Section):
    """One of `[[documents]]`: a file or a link. Window and reminders are the Acceptable Use Policy's by default."""

    id: DocumentId
    title: Text = Field(max_length=100)
    file: Text | None = None
    link: Link | None = None
    sha256: Sha256 = ""
    version: Text
    roles: list[RoleWord] = Field(min_length=1)
    questions: list[QuestionSection] = Field(default_factory=list, max_length=3)
    window: Span | None = None
    reminders: list[Span] | None = None


class VideoCallsSection(Section):
    """`[video_calls]`."""

    approver: RoleWord = "headteacher"
    deputies: list[RoleWord] = Field(default_factory=list)
    remind_before: Span = 86400.0


class DutySection(Section):
    """One of `[[duties]]`: what is left out of one that is shipped keeps its default."""

    id: DutyId
    clauses: list[Text] | None = None
    role: RoleWord | None = None
    when: When | None = None
    lead: Lead | None = None
    title: Text | None = Field(default=None, max_length=100)
    what: Text | None = Field(default=None, max_length=1_000)
    evidence: Text | None = Field(default=None, max_length=500)
    command: Text | None = Field(default=None, max_length=40)
    note: str | None = Field(default=None, max_length=2_000)
    handout: str | None = Field(default=None, max_length=3_000)


class TrainingSection(Section):
    """`[training]`."""

    practice_counts: bool = False


class RetentionSection(Section):
    """`[retention]`."""

    closed_incidents: Span = float(6 * SECONDS_BY_UNIT["y"])
    ended_requests: Span = float(2 * SECONDS_BY_UNIT["y"])
    done_duties: Span = float(3 * SECONDS_BY_UNIT["y"])
    ended_announcements: Span = float(2 * SECONDS_BY_UNIT["y"])
    kinds: dict[str, Span] = Field(default_factory=dict)
    """Of these kinds; the others that have a time of their own keep it."""


class SchoolFile(Section):
    """The whole file."""

    school: SchoolSection
    directory: DirectorySection
    people: list[PersonSection] = Field(default_factory=list)
    contacts: list[ContactSection] = Field(default_factory=list)
    teams: TeamsSection = TeamsSection()
    hours: HoursSection | None = None
    routes: dict[str, RouteSection] = Field(default_factory=dict)
    aup: AupSection = AupSection()
    documents: list[DocumentSection] = Field(default_factory=list, max_length=8)
    video_calls: VideoCallsSection = VideoCallsSection()
    duties: list[DutySection] = Field(default_factory=list)
    training: TrainingSection = TrainingSection()
    retention: RetentionSection = RetentionSection()
