"""How a row of the table of answers is written.

A row is known by phrases, as a kind of report is by its signs (`bot.policy.kit.likeness` says how one is written): they
are parted by semicolons, `<picture>` is any word of that class of `classes.py`. A phrase says what is asked, not how:
*can I*, *may we* and the like are in none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.policy.kit.likeness import phrases_in


class Theme(StrEnum):
    """What a question is about, roughly. Of a question without an answer nothing but this is kept."""

    PICTURES = "pictures"
    DEVICES = "devices"
    DATA = "data"
    PEOPLE = "people"
    DOJO = "dojo"
    ONLINE = "online"
    CALLS = "calls"
    SCHOOL = "school"
    OTHER = "other"


class Opens(StrEnum):
    """What may be pressed next, beside a report."""

    VIDEO_CALL = "video_call"
    SIGN = "sign"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the clauses that it carries, the phrases by which its question is known, and what to press next: the
    report of a kind, for what has happened already, or something that is opened."""

    id: str
    theme: Theme
    clauses: tuple[str, ...]
    phrases: tuple[str, ...]
    kind: str = ""
    opens: Opens | None = None


def answer(theme: Theme, id: str, clauses: str, known_by: str, *, kind: str = "", opens: Opens | None = None) -> Answer:
    """A row: clauses are parted by spaces, phrases by semicolons, and a line may end behind any word or stroke."""
    return Answer(id, theme, tuple(clauses.split()), phrases_in(known_by), kind, opens)
