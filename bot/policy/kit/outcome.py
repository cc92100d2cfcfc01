"""What a policy function answers: everything that one decision changes, to be kept in one write or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from bot.policy.kit.records import Entry, Notice, Record


@dataclass(frozen=True, slots=True)
class Outcome:
    """Changed or new records, notices for the outbox, timeline entries in order, and records to take away.

    `unchanged` are records on which the decision rests without changing them: when one has meanwhile changed, nothing
    of the outcome is kept.
    """

    records: tuple[Record, ...] = ()
    notices: tuple[Notice, ...] = ()
    entries: tuple[Entry, ...] = ()
    removed: tuple[Record, ...] = ()
    unchanged: tuple[Record, ...] = ()

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.records + other.records,
            self.notices + other.notices,
            self.entries + other.entries,
            self.removed + other.removed,
            self.unchanged + other.unchanged,
        )

    def __bool__(self) -> bool:
        return bool(self.records or self.notices or self.entries or self.removed)
