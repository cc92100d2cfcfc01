"""Whether Teams reaches a person, learnt from each new message that it takes or refuses; and the last check of all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.kit.records import Record, ValueObject
from bot.policy.kit.roles import StoredRole

APP_REMOVED = "not_installed"
REMOVED_FOR = timedelta(days=1)
CHECK_ID = "reach"
"""The id of the one `ReachCheck` that is kept."""


class Reached(Record):
    """When a person (this record's id) was last reached in Teams, and since when and why they cannot be.

    `removed_at` is when Teams told us that the app was taken away from them.
    """

    TABLE: ClassVar[str] = "reached"

    reached_at: AwareDatetime | None = None
    failed_at: AwareDatetime | None = None
    removed_at: AwareDatetime | None = None
    reason: str = ""

    @property
    def tried(self) -> bool:
        """Whether anything is known of them at all."""
        return self.reached_at is not None or self.failed_at is not None

    @property
    def out_of_reach(self) -> bool:
        """Whether the newest that is known of them is a refusal."""
        return self.failed_at is not None


def mark_removed(known: Reached | None, person: str, now: datetime) -> Reached:
    """What is known of a person from whom the app was taken away."""
    before = known or Reached(id=person)
    return before.model_copy(update={"failed_at": now, "removed_at": now, "reason": APP_REMOVED})


def is_removed(known: Reached | None, now: datetime) -> bool:
    """Whether Teams has told us lately that the app was taken away from this person.

    For a while after that it may go on taking messages which nobody gets, so that its taking one proves nothing.
    """
    return known is not None and known.removed_at is not None and abs(now - known.removed_at) < REMOVED_FOR


def record_attempt(known: Reached | None, person: str, now: datetime, reason: str | None) -> Reached:
    """What is known of a person after they were reached (`reason` None) or refused."""
    before = known or Reached(id=person)
    if reason is None:
        return before.model_copy(update={"reached_at": now, "failed_at": None, "removed_at": None, "reason": ""})
    return before.model_copy(update={"failed_at": now, "reason": reason})


class Gap(ValueObject):
    """A role that a ladder alerts and that would not be heard: nobody holds it, or somebody cannot be reached."""

    role: StoredRole
    person: str = ""
    reason: str


class ReachCheck(Record):
    """The newest check of all roles, and when the next one is due."""

    TABLE: ClassVar[str] = "reach_checks"

    at: AwareDatetime
    due_at: AwareDatetime | None
    gaps: tuple[Gap, ...] = ()
    silent_since: AwareDatetime | None = None
    """Since when Teams takes no message for anybody, as it stands at the moment of showing; None while it does."""
    clock_wrong_at: AwareDatetime | None = None
    """When it was last found out that the clock had been wrong."""
