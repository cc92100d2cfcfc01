"""What recurs in the log: counts by kind, month and hour, for one reader (I15). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.school_time import instant, local

MONTHS_COUNTED = 12


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


def first_month(now: datetime, tz: ZoneInfo) -> date:
    """The first day of the earliest month that is counted."""
    here = local(now, tz).date()
    months = here.year * 12 + here.month - MONTHS_COUNTED
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
    order = [*KINDS, *sorted(kinds.keys() - KINDS.keys())]
    return Patterns(
        total=len(counted),
        by_kind={kind: kinds[kind] for kind in sorted(kinds, key=lambda kind: (-kinds[kind], order.index(kind)))},
        by_month={month: months[month] for month in _months(first_month(now, tz))},
        by_hour={hour: hours[hour] for hour in range(min(hours), max(hours) + 1)} if hours else {},
    )


def _months(first: date) -> list[date]:
    months = [first.year * 12 + first.month - 1 + n for n in range(MONTHS_COUNTED)]
    return [date(month // 12, month % 12 + 1, 1) for month in months]
