"""An announcement as its reader has it: read on a telephone between two lessons, and **Seen** pressed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.announcements.announcement import (
    NEVER_SENT,
    Announcement,
    AnnouncementState,
    AnnouncementView,
    may_tell,
)
from bot.policy.kit.people import Person
from bot.policy.kit.records import Purpose
from bot.policy.kit.school import School
from cards.announcements import AnnouncementVerb
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard, CardElement
from cards.words import announcements as wording
from cards.words.sentences import without_marks

ANNOUNCEMENT_BYTES = 12_000
"""Bytes of JSON that its words may take: all that may be sent is shown, also where each letter is an emoji."""


def reader_card(
    school: School,
    now: datetime,
    view: AnnouncementView,
    reader: Person,
    *,
    purpose: Purpose | None = None,
    note: str | None = None,
) -> AdaptiveCard:
    """What this reader is told, and said. `purpose` says why the card has come, `note` answers a press."""
    announcement, reading = view.announcement, view.reading
    has_seen = reading is not None and reading.seen >= announcement.asks_since
    asks = announcement.is_running and not has_seen
    lead = wording.LEADS.get(purpose) if purpose and asks else None
    seen_at = reading.seen_at if reading and has_seen else None
    return parts.card(
        *what_it_says(school, now, announcement),
        parts.note(note),
        parts.small(without_marks(lead)) if lead else None,
        parts.small(wording.YOU_HAVE_SEEN.format(at=times.standing(school, seen_at, now))) if seen_at else None,
        _buttons(announcement, reader, asks=asks) or parts.small(wording.READ_AGAIN),
    )


def what_it_says(school: School, now: datetime, announcement: Announcement) -> Sequence[CardElement]:
    """The announcement itself, as every reader sees it. What was withdrawn shows its words no more."""
    edition = announcement.present
    reference = "" if announcement.id == NEVER_SENT else announcement.id
    says = " · ".join(filter(None, (wording.FROM.format(who=announcement.sender.name), reference)))
    title = parts.title_typed(edition.title)
    if not announcement.is_running:
        at = times.standing(school, announcement.ended_at or now, now)
        over = parts.banner(wording.OVER[announcement.state].format(at=at), "emphasis")
        withdrawn = announcement.state is AnnouncementState.WITHDRAWN
        words = [] if withdrawn else [parts.typed_text(edition.words, ANNOUNCEMENT_BYTES, "Small")]
        return [title, over, *words, parts.small_typed(says)]
    corrected = wording.CORRECTED.format(at=times.standing(school, edition.at, now))
    return [
        title,
        *([parts.banner(wording.IMPORTANT, "warning")] if announcement.important else []),
        *([parts.banner(corrected, "accent")] if announcement.number > 1 else []),
        parts.typed_text(edition.words, ANNOUNCEMENT_BYTES, "Small"),
        parts.small_typed(f"{says} · {wording.UNTIL.format(day=times.day(school, announcement.until, now))}"),
    ]


def announcement_data(announcement: Announcement) -> dict[str, str | int]:
    """What a button of it carries: which edition its card showed."""
    return {"id": announcement.id, "v": str(announcement.number)}


def _buttons(announcement: Announcement, reader: Person, *, asks: bool) -> CardElement | None:
    held = announcement_data(announcement)
    seen = parts.button(wording.SEEN_BUTTON, AnnouncementVerb.SEEN, held, style="positive") if asks else None
    shows = parts.opener(wording.HOW_IT_STANDS, AnnouncementVerb.SHOW, held) if may_tell(reader) else None
    return parts.buttons(seen, shows) if seen or shows else None
