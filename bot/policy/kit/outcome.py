"""A press as a policy function takes it, and what one answers: all that a decision changes, kept in one write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, Record
from bot.policy.kit.school_time import Calendar


@dataclass(frozen=True, slots=True)
class ActionContext:
    """Who acts, when, and by which school's calendar."""

    by: Person
    now: datetime
    calendar: Calendar


R = TypeVar("R", bound=Record)


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

    def applied_to(self, kind: type[R], held: Iterable[R]) -> tuple[R, ...]:
        """These records as they stand once this is kept, with those of the kind that are new, in the order of ids."""
        found = {record.id: record for record in held}
        for record in (*self.records, *self.notices):
            if isinstance(record, kind):
                found[record.id] = record.model_copy(update={"version": record.version + 1})
        for gone in self.removed:
            if isinstance(gone, kind):
                found.pop(gone.id, None)
        return tuple(found[each] for each in sorted(found))
