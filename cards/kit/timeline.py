"""A timeline in words: a line for each entry, with the note that belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.policy.kit.records import Entry
from bot.policy.kit.school import School
from cards.kit import times
from cards.words.kinds import KIND_WORDS, STEP_WORDS
from cards.words.kit import UNDELIVERED, UNNAMED, roles_in_words
from cards.words.sentences import TIMELINE, find_words

_MOMENTS = ("until", "due", "deadline", "told_at")
REACHED = "rang"
"""The entry for each person who was reached."""
_NO_NOTES: Mapping[str, str] = {}


def lines(school: School, entries: Iterable[Entry], notes: Mapping[str, str] = _NO_NOTES) -> list[str]:
    """When each was made and what it says, in their order; with the text of its note, which `notes` has by its id."""
    told = []
    for entry in entries:
        note = notes.get(entry.facts.get("note", ""))
        told.append(f"{times.at(school, entry.at)}: {line(school, entry)}" + (f": {note}" if note else ""))
    return told


def newest_first(school: School, entries: Iterable[Entry], notes: Mapping[str, str] = _NO_NOTES) -> str:
    """The same for a card: by days, the newest first, and whoever was reached one after another in one line."""
    told: list[str] = []
    today = ""
    for entry in reversed(_together(school, entries)):
        time, _, day = times.at(school, entry.at).partition(" on ")
        told += [] if day == today else [day]
        today = day
        note = notes.get(entry.facts.get("note", ""))
        told.append(f"{time}  {line(school, entry)}" + (f": {note}" if note else ""))
    return "\n".join(told)


def _together(school: School, entries: Iterable[Entry]) -> list[Entry]:
    """The entries with those of people who were reached in the same minute, one after another, as one."""
    found: list[Entry] = []
    for entry in entries:
        before = found[-1] if found else None
        if (
            before is not None
            and entry.what == before.what == REACHED
            and times.at(school, entry.at) == times.at(school, before.at)
        ):
            both = ", ".join(each.facts.get("to", "") for each in (before, entry))
            found[-1] = before.model_copy(update={"facts": {**before.facts, "to": both}})
        else:
            found.append(entry)
    return found


def line(school: School, entry: Entry) -> str:
    """What one entry says."""
    facts = {key: _in_words(school, key, value) for key, value in entry.facts.items()}
    words = find_words(TIMELINE, entry.what, UNNAMED)
    return words.format_map(_Missing({"by": entry.by.name if entry.by else "", **facts})).strip()


class _Missing(dict[str, str]):
    """Facts of which an older entry may lack some."""

    def __missing__(self, key: str) -> str:
        return ""


def _in_words(school: School, key: str, value: str) -> str:
    if key in _MOMENTS and value:
        return times.at(school, datetime.fromisoformat(value))
    if key == "roles":
        return roles_in_words(value)
    if key in {"kind_before", "kind_after"}:
        return KIND_WORDS[value].name
    if key == "reason":
        return UNDELIVERED.get(value, UNDELIVERED["other"])
    if key == "step":
        return STEP_WORDS.get(value, value)
    return value
