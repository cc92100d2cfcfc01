"""When people are briefed, and who: once in a school day, from its opening on, and only whoever is owed a line. Pure.

What the lines are is the business of the features that contribute them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar

from bot.policy.briefing import BriefingPurpose
from bot.policy.kit.briefing import BriefingLine
from bot.policy.kit.notices import About, tell
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice, NoticeState, PostedCard, Record, Urgency
from bot.policy.kit.school_time import Calendar, local

BRIEFING_TOPIC = "briefing"
"""The topic of the notices, their subject, and the id of the one `BriefingDay` that is kept."""
ABOUT_BRIEFINGS = About(BRIEFING_TOPIC, BRIEFING_TOPIC, Urgency.ROUTINE)


class BriefingDay(Record):
    """The school day on which people were last briefed."""

    TABLE: ClassVar[str] = "briefing_days"

    day: date


def next_briefing(held: BriefingDay | None, now: datetime, calendar: Calendar) -> datetime:
    """When people are briefed next: now, where the school is open and nobody has been today, else when it opens.

    What could not be said at the opening, because the program stood still, is said late on the same day or not at all.
    """
    if calendar.in_school_hours(now) and (held is None or held.day != local(now, calendar.timezone).date()):
        return now
    return calendar.next_morning(now)


def brief(
    held: BriefingDay | None,
    people: Iterable[Person],
    made: Iterable[Notice],
    cards: Iterable[PostedCard],
    now: datetime,
    calendar: Calendar,
) -> Outcome:
    """Today's briefing for these people, who are owed a line. `made` and `cards` are those of the briefings so far:
    nobody is told twice, and what is left of earlier days goes."""
    today = local(now, calendar.timezone).date()
    kept = held or BriefingDay(id=BRIEFING_TOPIC, day=today)
    told = [tell(ABOUT_BRIEFINGS, person.who, BriefingPurpose.BRIEFING, today.isoformat(), now) for person in people]
    said = {notice.id: notice for notice in made}
    settled = [(each.made_at, each) for each in said.values() if each.state is not NoticeState.WAITING]
    left = [*settled, *((card.posted_at, card) for card in cards)]
    return Outcome(
        (kept.model_copy(update={"day": today}),),
        tuple(notice for notice in told if notice.id not in said),
        removed=tuple(each for at, each in left if local(at, calendar.timezone).date() != today),
    )


def is_of_today(notice: Notice, now: datetime, calendar: Calendar) -> bool:
    """Whether the day for which it was made has not ended: yesterday's briefing is no use to anybody."""
    return local(notice.made_at, calendar.timezone).date() == local(now, calendar.timezone).date()


def in_order(lines: Iterable[BriefingLine]) -> list[BriefingLine]:
    """The most urgent first, else as the features stand in their list."""
    return sorted(lines, key=lambda line: list(Urgency).index(line.urgency))
