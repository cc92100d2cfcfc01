"""References: `OS-2026-0042`. The year is the one in which the school year began (September to August)."""

from __future__ import annotations

from bot.policy.kit.records import Counter

INCIDENT_PREFIX = "OS"
CALL_PREFIX = "VC"
REQUEST_PREFIX = "RQ"
DUTY_PREFIX = "DU"
DRILL_PREFIX = "DR"
"""Drills have a series of their own: they count nowhere."""


def series(prefix: str, school_year: int) -> str:
    """The name of a school year's series, which is also its counter's id."""
    return f"{prefix}-{school_year}"


def next_reference(counter: Counter | None, name: str) -> tuple[str, Counter]:
    """The next reference of the series `name`, and the counter to keep with it."""
    now = counter or Counter(id=name, last=0)
    taken = now.model_copy(update={"last": now.last + 1})
    return f"{name}-{taken.last:04d}", taken


def draft_id(person: str, draft: str) -> str:
    """The key under which a sent form is kept: nobody can name another person's draft."""
    return f"{person}:{draft}"
