"""Records that this release cannot read: a Champion is told of each of them once. Pure.

How many there are is told, and how many of them are reports; which, only whoever runs the bot finds with `check`: a
report does not exist for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.policy.incidents.incident import Incident
from bot.policy.kit import notices
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Record, Urgency
from bot.policy.kit.verifying import Unreadable
from bot.policy.log import LogPurpose
from bot.policy.log.reviewing import LOG_TOPIC

MOST_REMEMBERED = 1_000


class UnreadableTold(Record):
    """Of which records the Champions have been told, by table and id. There is one, called `log`."""

    TABLE: ClassVar[str] = "unreadable_told"

    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadableShown:
    """How many records cannot be read, and how many of them are reports."""

    count: int
    reports: int


def summarise(found: Sequence[Unreadable]) -> UnreadableShown:
    """What is said of these."""
    return UnreadableShown(len(found), sum(each.table == Incident.TABLE for each in found))


def tell_of(
    held: UnreadableTold | None, found: Sequence[Unreadable], champions: Iterable[Person], now: datetime
) -> Outcome:
    """Tell the Champions, where there is one of which they have not been told. What another release can read it does
    not find, so that what has been told of stays told."""
    kept = held or UnreadableTold(id=LOG_TOPIC)
    names = [f"{each.table} {each.id}" for each in found]
    news = [name for name in names if name not in kept.told]
    if not news:
        return Outcome()
    further = kept.model_copy(update={"told": (*kept.told, *news)[-MOST_REMEMBERED:]})
    about = About(LOG_TOPIC, LOG_TOPIC, Urgency.URGENT)
    moment = f"{now:%Y%m%d%H%M%S}"
    told = tuple(
        notices.tell(about, who.who, LogPurpose.UNREADABLE, "", now, id=f"{LOG_TOPIC}:unreadable:{moment}:{who.id}")
        for who in champions
    )
    return Outcome((further,), told)
