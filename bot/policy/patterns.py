"""What recurs in the log: counts by kind, month and hour, and the same without small counts (I15, T4). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.policy.incident import Incident
from bot.policy.kinds import KINDS
from bot.policy.school_time import instant, local

K = TypeVar("K")
MONTHS = 12
SMALL = 3
"""A count under this may tell of one child or one adult, and does not leave the handlers."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Counts of the last twelve months, this one included.

    `by_kind` has the kinds that occurred, the most frequent first; `by_month` every month by its first day; `by_hour`
    the hours of the school's own clocks (0 to 23) from the first to the last in which something happened.
    """

    total: int
    by_kind: Mapping[str, int]
    by_month: Mapping[date, int]
    by_hour: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Withheld:
    """Counts fit to leave the handlers: None stands where a count is not shown."""

    total: int | None
    by_kind: Mapping[str, int | None]
    by_month: Mapping[date, int | None]
    by_hour: Mapping[int, int | None]


def first_month(now: datetime, tz: ZoneInfo) -> date:
    """The first day of the earliest month that is counted."""
    here = local(now, tz).date()
    months = here.year * 12 + here.month - MONTHS
    return date(months // 12, months % 12 + 1, 1)


def counted_from(now: datetime, tz: ZoneInfo) -> datetime:
    """The moment from which reports are counted."""
    return instant(first_month(now, tz), datetime.min.time(), tz)


def patterns(incidents: Iterable[Incident], now: datetime, tz: ZoneInfo) -> Patterns:
    """Count these incidents: by the month of the report, and by the hour at which it happened, or else was reported."""
    since = counted_from(now, tz)
    counted = [incident for incident in incidents if incident.reported_at >= since]
    kinds = Counter(incident.kind for incident in counted)
    months = Counter(local(incident.reported_at, tz).date().replace(day=1) for incident in counted)
    hours = Counter(local(incident.happened_at or incident.reported_at, tz).hour for incident in counted)
    order = list(KINDS)
    return Patterns(
        total=len(counted),
        by_kind={kind: kinds[kind] for kind in sorted(kinds, key=lambda kind: (-kinds[kind], order.index(kind)))},
        by_month={month: months[month] for month in _months(first_month(now, tz))},
        by_hour={hour: hours[hour] for hour in range(min(hours), max(hours) + 1)} if hours else {},
    )


def withheld(found: Patterns) -> Withheld:
    """The same counts without the small ones.

    Where one is left out, so is every 0 and the smallest of the others beside it, so that no sum gives it away.
    """
    return Withheld(
        total=found.total if found.total == 0 or found.total >= SMALL else None,
        by_kind=_without_small(found.by_kind),
        by_month=_without_small(found.by_month),
        by_hour=_without_small(found.by_hour),
    )


def _without_small(counts: Mapping[K, int]) -> dict[K, int | None]:
    if not any(0 < count < SMALL for count in counts.values()):
        return dict(counts)
    hidden = {key for key, count in counts.items() if count < SMALL}
    others = [key for key in counts if key not in hidden]
    if others:
        hidden.add(min(others, key=lambda key: counts[key]))
    return {key: None if key in hidden else count for key, count in counts.items()}


def _months(first: date) -> list[date]:
    months = [first.year * 12 + first.month - 1 + n for n in range(MONTHS)]
    return [date(month // 12, month % 12 + 1, 1) for month in months]
