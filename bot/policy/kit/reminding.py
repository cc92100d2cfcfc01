"""When somebody is reminded of what they are to do by a day: in the morning of that day, on the school day after it,
and each week from then on. Never out of school hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.policy.kit.school_time import Calendar, instant, local

LATE_AGAIN = timedelta(days=7)
"""How long after the second reminder the third comes, and so on."""


def reminder_at(given_at: datetime, due_on: date, reminded: int, calendar: Calendar) -> datetime:
    """The next reminder, after as many as there have been: the morning of the day, or where it was given out on that
    day, of the next school day; then that of the school day after it, and of each week."""
    given_on = local(given_at, calendar.timezone).date()
    first = _morning_of(due_on, calendar)
    if first <= given_at or given_on >= due_on:
        first = calendar.next_morning(max(given_at, first))
    if reminded == 0:
        return first
    second = calendar.next_morning(first)
    later = reminded - 1
    return second if not later else _morning_of(local(second, calendar.timezone).date() + later * LATE_AGAIN, calendar)


def _morning_of(day: date, calendar: Calendar) -> datetime:
    """When the school opens on that day, or on the next school day."""
    return calendar.next_morning(instant(day, time.min, calendar.timezone) - timedelta(seconds=1))
