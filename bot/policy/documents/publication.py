"""Publishing: a Champion puts a version before the staff, and each version is kept as it was (A3, A4).

Nothing is asked of anybody before. A new version, or a new school year's, begins a campaign of its own; the one before
stays as it stood.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.documents.campaigns import Campaign, CampaignKind
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Evidence, Record, Who
from bot.policy.kit.roles import Role
from bot.policy.kit.school import Aup
from bot.policy.kit.timeline import seal

PUBLISHERS: tuple[Role, ...] = ("champion",)
"""Who puts a version before the staff, sets people aside and answers questions (A5)."""
SEE_WHO_SIGNED: frozenset[Role] = frozenset({"champion", "senior_leader"})
"""Who sees who has not signed."""


class Publication(Record):
    """One published version: its text to the letter, whose it is and when. Never changed; its id is the campaign's."""

    TABLE: ClassVar[str] = "aup_publications"
    EVIDENCE = Evidence()

    label: str
    text: str
    sha256: str
    by: Who
    at: AwareDatetime


def publication_id(label: str, nth: int = 1) -> str:
    """`AUP-2026-27`, and `AUP-2026-27.2` when a second text is published under the same label."""
    plain = re.sub(r"[^\w.-]+", "-", label.strip()).strip("-") or "1"
    return f"AUP-{plain}" + (f".{nth}" if nth > 1 else "")


def is_published(current: Publication | None, label: str, text: str) -> bool:
    """Whether just this is what stands published: there is nothing to publish then."""
    return current is not None and current.label == label and current.sha256 == seal(text)


def publish(id: str, text: str, by: Person, now: datetime, *, settings: Aup, before: Campaign | None) -> Outcome:
    """The version, and the campaign that asks everyone for it; the one before stands from now on as it stood.

    `id` is a reference that no publication has. Whoever publishes has been confirmed by the directory just now.
    """
    allow_publishing(by)
    published = Publication(id=id, label=settings.version, text=text, sha256=seal(text), by=by.who, at=now)
    begun = Campaign(
        id=id,
        what=CampaignKind.AUP,
        label=settings.version,
        begun_at=now,
        window=settings.window,
        reminders=settings.reminders,
        due_at=now,
    )
    ended = (before.model_copy(update={"current": False, "due_at": None}),) if before else ()
    facts = {"version": settings.version, "sha256": published.sha256, "before": before.id if before else ""}
    entry = Entry(subject=id, at=now, by=by.who, what="aup_published", facts=facts)
    return Outcome((published, begun, *ended), entries=(entry,))


def allow_publishing(by: Person) -> None:
    """Return for a Champion. Raises `NotAllowed`."""
    if not by.roles & set(PUBLISHERS):
        raise NotAllowed()


def allow_reading(by: Person) -> None:
    """Return for those who see who has not signed. Raises `NotAllowed`."""
    if not by.holds(*SEE_WHO_SIGNED):
        raise NotAllowed()
