"""An announcement with its editions, and where each person stands who is to see it. Frozen; the rules stand beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime, Field

from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Evidence, Record, ValueObject, Who
from bot.policy.kit.roles import TELLERS, StoredRole
from bot.policy.kit.school_time import Calendar, instant


class AnnouncementState(StrEnum):
    """Where an announcement stands."""

    RUNNING = "running"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    """Its last day is over."""


class Edition(ValueObject):
    """What it said from a moment on. `asks_again` says that whoever had seen the one before is asked to see this."""

    title: str
    words: str
    by: Who
    at: AwareDatetime
    asks_again: bool = False


class Announcement(Record):
    """One message to the staff. Whoever holds a role of `audience` gets it, and with none everybody who holds any role.

    It runs to the end of the day `until`. `ending` says who withdrew it; its last day has nobody.
    """

    TABLE: ClassVar[str] = "announcements"
    INDEXED: ClassVar[tuple[str, ...]] = ("state",)
    EVIDENCE = Evidence()

    sender: Who
    audience: tuple[StoredRole, ...] = ()
    until: date
    important: bool = False
    editions: tuple[Edition, ...] = Field(min_length=1)
    state: AnnouncementState = AnnouncementState.RUNNING
    ended_at: AwareDatetime | None = None
    ended_by: Who | None = None

    @property
    def is_running(self) -> bool:
        """Whether it still holds."""
        return self.state is AnnouncementState.RUNNING

    @property
    def present(self) -> Edition:
        """What it says now."""
        return self.editions[-1]

    @property
    def number(self) -> int:
        """Which edition that is; the first is 1."""
        return len(self.editions)

    @property
    def sent_at(self) -> datetime:
        """When it was first sent."""
        return self.editions[0].at

    @property
    def asks_since(self) -> int:
        """The number of the edition that must have been seen: the first, or the last that asks again."""
        return max(number for number, each in enumerate(self.editions, 1) if number == 1 or each.asks_again)

    def is_for(self, person: Person) -> bool:
        """Whether it is meant for this person, by the roles that they hold now."""
        return bool(person.roles) and (not self.audience or person.holds(*self.audience))

    def ends_at(self, calendar: Calendar) -> datetime:
        """The moment at which its last day is over."""
        return instant(self.until + timedelta(days=1), time.min, calendar.timezone)


class ReadingState(StrEnum):
    """Where one person stands with an announcement."""

    COMING = "coming"
    """Still to be told."""
    TOLD = "told"
    SEEN = "seen"
    UNREACHED = "unreached"
    MISSED = "missed"
    """It was over before they were told."""
    LEFT = "left"
    """No longer one of those for whom it is."""


NEVER_SENT = "AN-0000-0000"
"""Stands for the reference of what was typed and not sent."""
NOT_SEEN = (ReadingState.TOLD, ReadingState.COMING, ReadingState.UNREACHED)
"""Those who have still to see it."""


class AnnouncementReading(Record):
    """How one person stands with an announcement. Its id is `reading_id`.

    `seen` is the number of the edition that they have seen, 0 for none. `times` counts the messages made for them,
    `unreached` is the messenger's reason where the last did not arrive.
    """

    TABLE: ClassVar[str] = "announcement_readings"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject", "standing", "person_id", "to_reach")
    # What they have seen is their answer. How they stand follows from it, and when and how often they were told.
    EVIDENCE = Evidence(passing=frozenset({"state", "told_at", "reminded_at", "unreached", "times"}))

    subject: str
    who: Who
    state: ReadingState = ReadingState.COMING
    told_at: AwareDatetime | None = None
    seen: int = Field(default=0, ge=0)
    seen_at: AwareDatetime | None = None
    reminded_at: AwareDatetime | None = None
    unreached: str = ""
    times: int = Field(default=1, ge=0)

    @property
    def is_evidence(self) -> bool:
        """Whether they have said that they have seen it."""
        return self.seen > 0

    @property
    def standing(self) -> str:
        """Where the person stands with which announcement: what is counted."""
        return standing_key(self.subject, self.state)

    @property
    def person_id(self) -> str:
        """The person's object id."""
        return self.who.id

    @property
    def to_reach(self) -> str | None:
        """The object id of somebody who could not be reached."""
        return self.who.id if self.state is ReadingState.UNREACHED else None


class AnnouncementWork(Record):
    """What is still to be done about an announcement for many people, a few at a time. Its id is the announcement's.

    `follow_at` is when its audience is compared with those who have it; `everybody` says that this has been done once.
    `redraws` is the cause for which everybody's card is drawn again, empty when there is none, and `after` how far that
    has come. `counted` are the numbers that its overview last showed, and `watched_by` those in whose chats one stands.
    """

    TABLE: ClassVar[str] = "announcement_work"

    follow_at: AwareDatetime | None = None
    everybody: bool = False
    redraws: str = ""
    after: str = ""
    counted: tuple[int, ...] = ()
    watched_by: tuple[str, ...] = ()
    due_at: AwareDatetime | None = None


def reading_id(reference: str, person: str) -> str:
    """The key under which it is kept how a person stands: nobody has two."""
    return f"{reference}:{person}"


def standing_key(reference: str, state: ReadingState) -> str:
    """The index of those who stand there with an announcement."""
    return f"{reference}:{state.value}"


def may_tell(person: Person) -> bool:
    """Whether this person may tell the staff something, and see who has not seen it (A3)."""
    return not person.roles.isdisjoint(TELLERS)


@dataclass(frozen=True, slots=True)
class UnseenPage:
    """Some of those who have not seen it, by name, and the key behind which the next ones come; None for the last."""

    people: Sequence[AnnouncementReading] = ()
    state: ReadingState = ReadingState.TOLD
    after: str | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """An announcement as a card shows it: to its reader by `reading`; to those who may tell the staff with the counts,
    the first of those who could not be reached, and its timeline. `spreading` says that people are still being found
    for whom it is."""

    announcement: Announcement
    reading: AnnouncementReading | None = None
    counts: Mapping[ReadingState, int] = field(default_factory=dict)
    unreached: Sequence[AnnouncementReading] = ()
    spreading: bool = False
    timeline: Sequence[Entry] = ()
    unseen: UnseenPage | None = None

    def count(self, *states: ReadingState) -> int:
        """How many stand there."""
        return sum(self.counts.get(state, 0) for state in states)


@dataclass(frozen=True, slots=True)
class AnnouncementProposal:
    """An announcement that was typed and not sent, as it would go out: to how many, and when."""

    announcement: Announcement
    people: int
    goes_at: datetime
