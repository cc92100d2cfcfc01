"""Those who are to see an announcement: told, reminded once, asked again, and what each of them has said (A3, I2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.policy.announcements import AnnouncementPurpose
from bot.policy.announcements.announcement import (
    Announcement,
    AnnouncementReading,
    AnnouncementWork,
    ReadingState,
    reading_id,
)
from bot.policy.announcements.writing import ANNOUNCEMENT_URGENCY, about_it, goes_at
from bot.policy.kit import notices
from bot.policy.kit.errors import NotFound
from bot.policy.kit.leaving import BELIEVED_ONE_IN, LEAVERS_BELIEVED
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, PostedCard, Purpose, Who
from bot.policy.kit.school_time import Calendar, local

ARRIVES_FROM = frozenset({ReadingState.COMING, ReadingState.UNREACHED, ReadingState.MISSED, ReadingState.LEFT})
"""Where somebody stands who counts as told once a message has come into their chat."""


class AnnouncementNotFound(NotFound):
    """There is no such announcement, or it was not for this person."""

    key = "announcement.not_found"


def audience_of(announcement: Announcement, people: Iterable[Person]) -> list[Who]:
    """Whom of these it is told, by id, each once: those for whom it is, without its sender, who knows it."""
    meant = {each.id: each.who for each in people if announcement.is_for(each) and each.id != announcement.sender.id}
    return [meant[each] for each in sorted(meant)]


def follow(
    announcement: Announcement,
    people: Sequence[Who],
    held: Mapping[str, AnnouncementReading],
    away: Collection[str],
    context: ActionContext,
) -> Outcome:
    """Tell those of these people who have not been told, and remind each one once of what is important.

    `held` are their readings by the object id, `away` those who have said that they are. Whoever joins, or comes
    back, is told like everybody.
    """
    changed: list[AnnouncementReading] = []
    said: list[Notice] = []
    reminded = 0
    for who in people:
        reading = held.get(who.id)
        if reading is None or reading.state is ReadingState.LEFT:
            asked = _ask(announcement, who, reading)
            if asked.state is ReadingState.COMING:
                said.append(_tell(announcement, asked, AnnouncementPurpose.TOLD, context))
        elif announcement.important and who.id not in away and _waits_for_reminder(reading, context):
            asked = reading.model_copy(update={"reminded_at": context.now, "times": reading.times + 1})
            said.append(_tell(announcement, asked, AnnouncementPurpose.REMINDER, context))
            reminded += 1
        else:
            continue
        changed.append(asked)
    facts = {"people": str(reminded)}
    entry = Entry(subject=announcement.id, at=context.now, by=None, what="announcement_reminded", facts=facts)
    return Outcome(tuple(changed), tuple(said), (entry,) if reminded else ())


def tell_again(announcement: Announcement, reading: AnnouncementReading, context: ActionContext) -> Outcome:
    """Somebody can be reached who could not: the message that failed is made again."""
    asked = reading.model_copy(update={"state": ReadingState.COMING, "times": reading.times + 1, "unreached": ""})
    return Outcome((asked,), (_tell(announcement, asked, AnnouncementPurpose.TOLD, context),))


def mark_seen(
    announcement: Announcement,
    reading: AnnouncementReading | None,
    shown: int,
    cards: Sequence[PostedCard],
    waiting: Sequence[Notice],
    context: ActionContext,
) -> Outcome:
    """The person who presses has seen the edition that was `shown`. Nothing changes where they had, where it is over,
    or where it has been corrected since so that they are asked again. Raises `AnnouncementNotFound` for whoever was
    not told."""
    if reading is None or reading.who.id != context.by.id:
        raise AnnouncementNotFound()
    seen = min(shown, announcement.number)
    if not announcement.is_running or reading.state is ReadingState.SEEN or seen < announcement.asks_since:
        return Outcome()
    after = reading.model_copy(
        update={"state": ReadingState.SEEN, "seen": seen, "seen_at": context.now, "unreached": ""}
    )
    entry = reading_entry(after, context.by.who, "announcement_seen", context.now, edition=str(seen))
    drawn = notices.refresh_all(cards, waiting, ANNOUNCEMENT_URGENCY, context.now, f"seen{seen}.{reading.version}")
    return Outcome((after,), entries=(entry,), unchanged=(announcement,)) + drawn


def note_arrival(reading: AnnouncementReading, now: datetime) -> Outcome:
    """A message has come into the person's chat."""
    if reading.state not in ARRIVES_FROM:
        return Outcome()
    return Outcome((reading.model_copy(update={"state": ReadingState.TOLD, "told_at": now, "unreached": ""}),))


def note_refusal(reading: AnnouncementReading, reason: str, now: datetime) -> Outcome:
    """The person cannot be reached, for this reason; whoever has seen it has seen it."""
    known = reading.state is ReadingState.UNREACHED and reading.unreached == reason
    if known or reading.state in (ReadingState.SEEN, ReadingState.TOLD):
        return Outcome()
    after = reading.model_copy(update={"state": ReadingState.UNREACHED, "unreached": reason})
    entry = reading_entry(after, None, "announcement_not_reached", now, to=reading.who.name, reason=reason)
    return Outcome((after,), entries=(entry,))


def leave(readings: Iterable[AnnouncementReading]) -> Outcome:
    """These are no longer people for whom it is; nothing more is said to them."""
    return Outcome(tuple(each.model_copy(update={"state": ReadingState.LEFT}) for each in readings))


def is_believable(gone: int, of: int) -> bool:
    """Whether so many of those who were told can have left at once: an empty group is a broken one."""
    return gone <= max(LEAVERS_BELIEVED, of // BELIEVED_ONE_IN)


def redraw_some(
    announcement: Announcement,
    work: AnnouncementWork,
    readings: Sequence[AnnouncementReading],
    cards: Sequence[PostedCard],
    waiting: Sequence[Notice],
    context: ActionContext,
) -> Outcome:
    """The cards of these people as it stands now. Whoever is to see the new edition is asked again; whoever was not
    told of what is over never is."""
    asks = announcement.present.asks_again and announcement.is_running
    changed: list[AnnouncementReading] = []
    said: list[Notice] = []
    for reading in readings:
        if not announcement.is_running and reading.state is ReadingState.COMING:
            changed.append(reading.model_copy(update={"state": ReadingState.MISSED}))
        elif asks and reading.state is ReadingState.SEEN and reading.seen < announcement.asks_since:
            asked = reading.model_copy(
                update={"state": ReadingState.TOLD, "times": reading.times + 1, "told_at": context.now}
                | {"reminded_at": None}
            )
            changed.append(asked)
            said.append(_tell(announcement, asked, AnnouncementPurpose.CORRECTED, context))
    theirs = [card for card in cards if card.purpose is not AnnouncementPurpose.OVERVIEW]
    coming = [each for each in waiting if each.purpose is not AnnouncementPurpose.OVERVIEW]
    drawn = notices.refresh_all(theirs, coming, ANNOUNCEMENT_URGENCY, context.now, work.redraws)
    return Outcome(tuple(changed), tuple(said)) + drawn


def reading_entry(reading: AnnouncementReading, by: Who | None, what: str, now: datetime, **facts: str) -> Entry:
    """A line of how one person stands. It has a subject of its own: an announcement's timeline stays short."""
    return Entry(subject=reading.id, at=now, by=by, what=what, facts=facts)


def still_to_be_said(announcement: Announcement, reading: AnnouncementReading) -> bool:
    """Whether a new message is still true when its turn comes."""
    if not announcement.is_running:
        return False
    return reading.state is not ReadingState.SEEN


def _ask(announcement: Announcement, who: Who, before: AnnouncementReading | None) -> AnnouncementReading:
    if before is None:
        return AnnouncementReading(id=reading_id(announcement.id, who.id), subject=announcement.id, who=who)
    state = ReadingState.SEEN if before.seen >= announcement.asks_since else ReadingState.COMING
    return before.model_copy(update={"state": state, "who": who, "times": before.times + 1})


def _tell(announcement: Announcement, reading: AnnouncementReading, purpose: Purpose, context: ActionContext) -> Notice:
    at = notices.routine_at(context.now, context.calendar)
    due = at if purpose is AnnouncementPurpose.REMINDER else goes_at(announcement, context)
    return notices.tell(about_it(announcement), reading.who, purpose, str(reading.times), context.now, due_at=due)


def _waits_for_reminder(reading: AnnouncementReading, context: ActionContext) -> bool:
    """Whether they were told on an earlier day, have not seen it, and have not been reminded."""
    if reading.state is not ReadingState.TOLD or reading.told_at is None or reading.reminded_at is not None:
        return False
    return _day_of(reading.told_at, context.calendar) < _day_of(context.now, context.calendar)


def _day_of(at: datetime, calendar: Calendar) -> date:
    return local(at, calendar.timezone).date()
