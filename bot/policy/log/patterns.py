"""What recurs in the log: counts by kind, month and hour; and in bands, for those outside (I15, T4). Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.school_time import instant, local

K = TypeVar("K")
MONTHS_COUNTED = 12
BANDS = (5, 10, 20, 50, 100)
"""Where a band begins. What is under the first, none at all included, may tell of one child or one adult."""


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
class Band:
    """How many, told no closer than this: from `least` to `most`; None is open upwards."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Banded:
    """Counts fit to leave the handlers: only what is in a band of its own, and no sum of anything.

    What is not named is under the first band. Nothing here changes with one report more or less, but where a band
    begins.
    """

    by_kind: Mapping[str, Band]
    by_month: Mapping[date, Band]
    by_hour: Mapping[int, Band]


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


def in_bands(found: Patterns) -> Banded:
    """The same counts in bands, in an order that does not follow from them, without those under the first and
    without a total."""
    return Banded(
        by_kind=_in_bands({kind: found.by_kind.get(kind, 0) for kind in dict.fromkeys((*KINDS, *found.by_kind))}),
        by_month=_in_bands(found.by_month),
        by_hour=_in_bands(found.by_hour),
    )


def _in_bands(counts: Mapping[K, int]) -> dict[K, Band]:
    return {key: _band(count) for key, count in counts.items() if count >= BANDS[0]}


def _band(count: int) -> Band:
    least = max(start for start in BANDS if start <= count)
    after = [start for start in BANDS if start > count]
    return Band(least, after[0] - 1 if after else None)


def _months(first: date) -> list[date]:
    months = [first.year * 12 + first.month - 1 + n for n in range(MONTHS_COUNTED)]
    return [date(month // 12, month % 12 + 1, 1) for month in months]
