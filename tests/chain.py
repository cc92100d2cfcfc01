"""Whether a timeline holds together."""

from __future__ import annotations

from collections.abc import Iterable

from bot.policy.kit.records import Entry
from bot.policy.kit.timeline import follows


def first_broken(entries: Iterable[Entry]) -> Entry | None:
    """The first entry that does not follow from the one before it, or None when the whole chain holds."""
    previous: Entry | None = None
    for entry in entries:
        if not follows(previous, entry):
            return entry
        previous = entry
    return None
