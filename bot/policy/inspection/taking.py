"""Taking the archive for an inspection: by whom, and what the timeline says of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Who
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, Role
from bot.policy.kit.school_time import local
from bot.policy.kit.timeline import SignedHead

INSPECTION_SUBJECT = "inspection"
"""The subject of the entries that an archive was made."""
INSPECTION_READERS: frozenset[Role] = frozenset({CHAMPION, HEADTEACHER, "chair_of_governors"})
"""Who may take it."""


class InspectionNotYours(NotAllowed):
    """The archive is for the Headteacher, the Champions and the chair of governors."""

    key = "inspection.not_yours"


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What an archive says of itself: the moment, and the chain as it was followed from its first entry to its last.

    `head` is None while there is no entry; `faults` are the entries that do not follow the one before.
    """

    at: datetime
    head: SignedHead | None
    faults: Sequence[int]


def must_take(person: Person) -> None:
    """Return for one who may. Raises `InspectionNotYours`."""
    if not person.roles & INSPECTION_READERS:
        raise InspectionNotYours()


def archive_name(now: datetime, timezone: ZoneInfo) -> str:
    """`inspection-2026-11-23.zip`."""
    return f"inspection-{local(now, timezone):%Y-%m-%d}.zip"


def takings(history: Sequence[Entry]) -> Sequence[tuple[Who, datetime]]:
    """Who had an archive made and when, the last first."""
    return [(each.by, each.at) for each in reversed(history) if each.what == "inspection_built" and each.by is not None]


def note_archive(by: Person, file: str, sha256: str, now: datetime) -> Outcome:
    """That the archive was made, by whom, and its hash."""
    facts = {"file": file, "sha256": sha256}
    entry = Entry(subject=INSPECTION_SUBJECT, at=now, by=by.who, what="inspection_built", facts=facts)
    return Outcome(entries=(entry,))
