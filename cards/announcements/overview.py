"""How an announcement stands, for those who may tell the staff something: who has seen it, who has not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.announcements import AnnouncementPurpose
from bot.policy.announcements.announcement import (
    NOT_SEEN,
    Announcement,
    AnnouncementReading,
    AnnouncementState,
    AnnouncementView,
    ReadingState,
    UnseenPage,
)
from bot.policy.announcements.writing import FOR_EVERYBODY
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Purpose
from bot.policy.kit.school import School
from cards.announcements import AnnouncementVerb
from cards.announcements.reader_card import announcement_data, reader_card
from cards.kit import parts, spreadsheet, timeline, times
from cards.kit.elements import AdaptiveCard, CardElement, ContainerStyle
from cards.kit.guide import Opener
from cards.words import announcements as wording
from cards.words.kit import ROLE_WORDS, why_undelivered
from cards.words.sentences import toast

TIMELINE_BYTES, EDITION_BYTES, TO_COPY_BYTES = 2_500, 9_000, 4_000
"""Bytes of JSON that these may take on a card; what is too long to be copied here is copied from what it says."""
_STYLE: dict[AnnouncementState, ContainerStyle] = {
    AnnouncementState.RUNNING: "accent",
    AnnouncementState.WITHDRAWN: "warning",
    AnnouncementState.ENDED: "emphasis",
}


def announcement_message(
    school: School, now: datetime, purpose: Purpose, view: AnnouncementView, reader: Person
) -> Message:
    """The message of a notice, and its toast: a reference, and never what was typed."""
    if purpose is AnnouncementPurpose.OVERVIEW:
        shown = overview_card(school, now, view)
    else:
        shown = reader_card(school, now, view, reader, purpose=purpose)
    return Message(summary=toast(purpose, reference=view.announcement.id), card=parts.as_json(shown))


def overview_card(school: School, now: datetime, view: AnnouncementView, *, note: str | None = None) -> AdaptiveCard:
    """How it stands, with what may be done about it; `note` answers a press."""
    announcement = view.announcement
    held = announcement_data(announcement)
    running = announcement.is_running
    return parts.card(
        parts.title_typed(announcement.present.title),
        parts.small(announcement.id),
        parts.note(note),
        parts.banner(_standing(school, now, announcement), _STYLE[announcement.state]),
        *_counts(view),
        parts.small(wording.SPREADING) if view.spreading else None,
        parts.small(wording.AS_AT.format(at=times.standing(school, now, now))),
        parts.buttons(
            parts.opener(wording.WHO_HAS_NOT, AnnouncementVerb.UNSEEN, held) if view.count(*NOT_SEEN) else None,
            parts.form_opener(wording.CORRECT, AnnouncementVerb.CORRECT, held) if running else None,
            parts.form_opener(wording.WITHDRAW, AnnouncementVerb.WITHDRAW, held) if running else None,
            parts.opener(wording.IN_A_FILE, AnnouncementVerb.EXPORT, held),
        ),
        *_not_reached(view),
        *parts.collapsible(wording.SAYS, "says", _what_it_said(school, now, announcement)),
        *_to_copy(school, announcement),
        parts.timeline(timeline.newest_first(school, view.timeline, now), TIMELINE_BYTES),
    )


def unseen_card(school: School, now: datetime, view: AnnouncementView) -> AdaptiveCard:
    """A page of those who have not seen it, by name, with why where they could not be reached."""
    announcement, page = view.announcement, view.unseen or UnseenPage()
    held = announcement_data(announcement)
    title = f"{wording.WHO_HAS_NOT}: {announcement.id}"
    seen, total = view.count(ReadingState.SEEN), view.count(ReadingState.SEEN, *NOT_SEEN)
    groups: dict[ReadingState, list[AnnouncementReading]] = {}
    for reading in page.people:
        groups.setdefault(reading.state, []).append(reading)
    return parts.card(
        parts.title(title),
        parts.small(wording.SEEN_OF.format(seen=f"{seen:,}", total=f"{total:,}")),
        *([] if page.people else [parts.paragraph(wording.NOBODY_LEFT)]),
        *(
            element
            for state, people in groups.items()
            for element in (
                parts.heading(f"{wording.STANDING_LABELS[state]}: {view.count(state):,}"),
                parts.typed_text("\n".join(_name_line(each) for each in people)),
            )
        ),
        parts.buttons(
            parts.opener(
                wording.NEXT_PAGE,
                AnnouncementVerb.UNSEEN,
                {"id": announcement.id, "state": page.state.value, "after": page.after},
            )
            if page.after is not None
            else None,
            parts.opener(wording.IN_A_FILE, AnnouncementVerb.EXPORT, held),
            parts.opener(wording.HOW_IT_STANDS, AnnouncementVerb.SHOW, held),
        ),
    )


def announcements_card(
    school: School, now: datetime, found: Sequence[Announcement], most: int, *, tells: bool
) -> AdaptiveCard:
    """A page of announcements, the newest first. `tells` says that the reader may tell the staff something."""
    shown = found[:most]
    opens = AnnouncementVerb.SHOW if tells else AnnouncementVerb.READ
    new = parts.form_opener(wording.TELL_STAFF, Opener.TELL_STAFF) if tells else None
    more = (
        parts.opener(wording.EARLIER_ONES, AnnouncementVerb.LIST, {"after": shown[-1].id})
        if len(found) > most
        else None
    )
    return parts.card(
        parts.title(wording.ANNOUNCEMENTS),
        *([] if shown else [parts.paragraph(wording.NO_ANNOUNCEMENTS)]),
        *(
            parts.list_row(
                parts.opener(each.id, opens, {"id": each.id}),
                parts.typed_text(each.present.title, 600),
                parts.small(f"{each.id} · {_short(school, now, each)}"),
            )
            for each in shown
        ),
        parts.buttons(new, more) if new or more else None,
    )


def readings_csv(school: School, announcement: Announcement, readings: Sequence[AnnouncementReading]) -> bytes:
    """Everybody as a line of a table: how they stand, and when they were told and saw it."""
    return spreadsheet.csv_bytes(
        wording.READING_COLUMNS,
        (
            (
                announcement.id,
                announcement.present.title,
                each.who.name,
                wording.STANDING_LABELS[each.state],
                times.sortable(school, each.told_at) if each.told_at else "",
                times.sortable(school, each.seen_at) if each.seen_at else "",
                str(each.seen or ""),
                why_undelivered(each.unreached) if each.unreached else "",
            )
            for each in sorted(readings, key=lambda each: each.who.name.casefold())
        ),
    )


def audience_words(announcement: Announcement) -> str:
    """Who it is for: `Staff, Governor`."""
    if not announcement.audience:
        return wording.EVERYBODY_ROLE[FOR_EVERYBODY]
    return ", ".join(ROLE_WORDS.get(role, role) for role in announcement.audience)


def _standing(school: School, now: datetime, announcement: Announcement) -> str:
    at = times.standing(school, announcement.ended_at, now) if announcement.ended_at else ""
    who = announcement.ended_by.name if announcement.ended_by else ""
    day = times.day(school, announcement.until, now)
    return wording.STATE_LINES[announcement.state].format(day=day, at=at, who=who)


def _short(school: School, now: datetime, announcement: Announcement) -> str:
    return wording.STATE_SHORT[announcement.state].format(day=times.day(school, announcement.until, now))


def _counts(view: AnnouncementView) -> list[CardElement]:
    """How many stand where: seen and not seen always, the rest where there is anybody."""
    seen, total = view.count(ReadingState.SEEN), view.count(ReadingState.SEEN, *NOT_SEEN, ReadingState.MISSED)
    rows = [
        (wording.STANDING_LABELS[state], f"{view.count(state):,}")
        for state in ReadingState
        if state is not ReadingState.SEEN and view.count(state)
    ]
    heading = parts.heading(wording.SEEN_OF.format(seen=f"{seen:,}", total=f"{total:,}"))
    return [heading, parts.fact_set(rows)] if rows else [heading]


def _not_reached(view: AnnouncementView) -> list[CardElement]:
    if not view.unreached:
        return []
    more = view.count(ReadingState.UNREACHED) - len(view.unreached)
    lines = [_name_line(each) for each in view.unreached]
    lines += [wording.AND_MORE.format(count=more)] if more > 0 else []
    return [parts.heading(wording.NOT_REACHED_HEADING), parts.typed_text("\n".join(lines), 2_500)]


def _name_line(reading: AnnouncementReading) -> str:
    if reading.state is not ReadingState.UNREACHED:
        return reading.who.name
    return f"{reading.who.name}: {why_undelivered(reading.unreached)}"


def _what_it_said(school: School, now: datetime, announcement: Announcement) -> list[CardElement]:
    return [
        parts.typed_text(announcement.present.words, EDITION_BYTES),
        parts.fact_set(
            [
                (wording.WHO_IT_IS_FOR, audience_words(announcement)),
                (wording.SENT, f"{times.standing(school, announcement.sent_at, now)}, {announcement.sender.name}"),
                (wording.LAST_DAY, times.day(school, announcement.until, now)),
            ]
        ),
    ]


def _to_copy(school: School, announcement: Announcement) -> list[CardElement]:
    edition = announcement.present
    text = f"{edition.title}\n\n{edition.words}\n\n{school.name}"
    if parts.cut(text, TO_COPY_BYTES) != text:
        return []
    shown = [parts.small(wording.TO_COPY_EXPLAINED), parts.typed_text(text, TO_COPY_BYTES)]
    return parts.collapsible(wording.TO_COPY, "copy", shown)
