"""References: `OS-2026-0042`. The year is the one in which the school year began (September to August)."""

from __future__ import annotations

from bot.policy.kit.records import Counter

INCIDENT_PREFIX = "OS"
CALL_PREFIX = "VC"
REQUEST_PREFIX = "RQ"
DUTY_PREFIX = "DU"
ANNOUNCEMENT_PREFIX = "AN"
COMMITTEE_PREFIX = "CM"
"""What the committee has decided."""
POLICY_CHANGE_PREFIX = "PC"
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


def is_report(reference: str) -> bool:
    """Whether it is an incident's, or a drill's."""
    return reference.startswith((f"{INCIDENT_PREFIX}-", f"{DRILL_PREFIX}-"))


def draft_id(person: str, draft: str) -> str:
    """The key under which a sent form is kept: nobody can name another person's draft."""
    return f"{person}:{draft}"
