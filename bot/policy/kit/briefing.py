"""The lines of a briefing: what somebody is owed at the start of a school day, by the feature that knows of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.policy.kit.people import Person
from bot.policy.kit.records import Urgency


class LineKind(StrEnum):
    """What a line is about. Each feature declares its own in a subclass."""

    @classmethod
    def all(cls) -> Sequence[LineKind]:
        """Those of every feature that is loaded."""
        return [kind for feature in cls.__subclasses__() for kind in feature]


LineFact = int | date | datetime | timedelta
"""A number, a day, a moment or an age: a line names nobody."""


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """How many of something there are for one person, and what more is to be said of them; never none."""

    kind: LineKind
    count: int
    facts: Mapping[str, LineFact] = field(default_factory=dict)
    urgency: Urgency = Urgency.ROUTINE


LinesFor = Callable[[Person], Sequence[BriefingLine]]
"""The lines of a person with the roles of now, as of the moment at which what they rest on was loaded."""
