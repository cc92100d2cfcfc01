"""A press as the rules take it, whatever it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.policy.kit.people import Person
from bot.policy.kit.school_time import Calendar


@dataclass(frozen=True, slots=True)
class ActionContext:
    """Who acts, when, and by which school's calendar."""

    by: Person
    now: datetime
    calendar: Calendar
