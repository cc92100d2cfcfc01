"""The head of the record once a month into the Headteacher's own chat, where nobody who holds the disk can reach it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.kit import notices
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Record, Urgency
from bot.policy.kit.school_time import MORNING, Calendar, instant, local
from bot.policy.log import LogPurpose
from bot.policy.log.reviewing import LOG_TOPIC

LONGEST_MONTH = timedelta(days=31)


class HeadTelling(Record):
    """When the head is told next. There is one, called `log`."""

    TABLE: ClassVar[str] = "head_tellings"

    due_at: AwareDatetime


def first_telling(now: datetime, calendar: Calendar) -> HeadTelling:
    """The first one, in the month that follows."""
    return HeadTelling(id=LOG_TOPIC, due_at=next_telling(now, calendar))


def tell_head(held: HeadTelling, heads: Iterable[Person], now: datetime, calendar: Calendar) -> Outcome:
    """One line to whoever is the Headteacher, once in this month whatever is done again.

    Which head it is follows when it goes out: a notice holds no words.
    """
    month = f"{local(now, calendar.timezone):%Y-%m}"
    people = {person.id: person.who for person in heads}.values()
    about = About(LOG_TOPIC, LOG_TOPIC, Urgency.ROUTINE)
    told = tuple(
        notices.tell(about, who, LogPurpose.HEAD, month, now, id=f"{LOG_TOPIC}:head:{month}:{who.id}") for who in people
    )
    further = held.model_copy(update={"due_at": next_telling(now, calendar)})
    names = ", ".join(who.name for who in people) or "nobody"
    return Outcome(
        (further,), told, (Entry(subject=LOG_TOPIC, at=now, by=None, what="head_told", facts={"to": names}),)
    )


def next_telling(after: datetime, calendar: Calendar) -> datetime:
    """When the school first opens in the month after this moment's; in a month without a school day, on its first."""
    today = local(after, calendar.timezone).date()
    first = (today.replace(day=1) + LONGEST_MONTH).replace(day=1)
    begins = instant(first, MORNING, calendar.timezone)
    opens = calendar.next_open(begins)
    return opens if local(opens, calendar.timezone).month == first.month else begins
