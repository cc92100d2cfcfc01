"""What has happened, in words: a line for each entry, with the note that belongs to it; and who could not be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.policy.kit.records import Entry, Notice
from bot.policy.kit.school import School
from bot.policy.kit.school_time import clock_time, local
from cards.kit import parts, times
from cards.kit.elements import CardElement
from cards.kit.times import Say
from cards.words.kit import NOT_REACHED, TOLD_LATER, UNNAMED, why_undelivered
from cards.words.sentences import FACTS, TIMELINE, find_words

_MOMENTS = ("until", "due", "deadline", "told_at")
REACHED = "rang"
"""The entry for each person who was reached."""
_NO_NOTES: Mapping[str, str] = {}


def entry_lines(entries: Iterable[Entry], say: Say, notes: Mapping[str, str] = _NO_NOTES) -> list[str]:
    """When each was made and what it says, in their order; with the text of its note, which `notes` has by its id."""
    told = []
    for entry in entries:
        note = _words_of(entry, notes)
        told.append(f"{say(entry.at)}: {entry_text(entry, say)}" + (f": {note}" if note else ""))
    return told


def newest_first(school: School, entries: Iterable[Entry], now: datetime, notes: Mapping[str, str] = _NO_NOTES) -> str:
    """The same for a card: by days, the newest first, and whoever was reached one after another in one line."""
    say = times.for_card(school, now)
    told: list[str] = []
    today: date | None = None
    for entry in reversed(_together(school, entries)):
        day, time = local(entry.at, school.timezone).date(), clock_time(entry.at, school.timezone)
        told += [] if day == today else [times.day(school, day, now)]
        today = day
        note = _words_of(entry, notes)
        told.append(f"{time}  {entry_text(entry, say)}" + (f": {note}" if note else ""))
    return "\n".join(told)


def _words_of(entry: Entry, notes: Mapping[str, str]) -> str | None:
    """The words that were written with it: those of a note, or those that belong to another record."""
    return notes.get(entry.facts.get("note") or entry.facts.get("words") or "")


def _together(school: School, entries: Iterable[Entry]) -> list[Entry]:
    """The entries with those of people who were reached in the same minute, one after another, as one."""
    found: list[Entry] = []
    for entry in entries:
        before = found[-1] if found else None
        if (
            before is not None
            and entry.what == before.what == REACHED
            and times.full(school, entry.at) == times.full(school, before.at)
        ):
            both = ", ".join(each.facts.get("to", "") for each in (before, entry))
            found[-1] = before.model_copy(update={"facts": {**before.facts, "to": both}})
        else:
            found.append(entry)
    return found


def entry_text(entry: Entry, say: Say) -> str:
    """What one entry says."""
    return find_words(TIMELINE, entry.what, UNNAMED).format_map(_FactsInWords(entry, say)).strip()


@dataclass(frozen=True, slots=True)
class _FactsInWords:
    """Who made an entry, and its facts, of which an older one may lack some; each is put into words when asked for."""

    entry: Entry
    say: Say

    def __getitem__(self, key: str) -> str:
        value = self.entry.facts.get(key)
        if value is None:
            return self.entry.by.name if key == "by" and self.entry.by else ""
        if key in _MOMENTS and value:
            return self.say(datetime.fromisoformat(value))
        return FACTS[key](value) if key in FACTS else value


def told_later(school: School, at: datetime, now: datetime) -> list[CardElement]:
    """That those who act hear of it when the school opens, while that lies ahead."""
    return [parts.small(TOLD_LATER.format(at=times.standing(school, at, now)))] if at > now else []


def not_reached(refused: Iterable[Notice]) -> list[CardElement]:
    """Whom Teams has refused to tell, and why."""
    failed = {notice.to.id: f"{notice.to.name}: {why_undelivered(notice.reason)}" for notice in refused}
    return [parts.small(NOT_REACHED.format(people="; ".join(list(failed.values())[:5])))] if failed else []
