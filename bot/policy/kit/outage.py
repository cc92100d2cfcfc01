"""When Teams takes nothing from the bot: since when, and what it last said. It is everybody's, never one person's.

One person's refusal is theirs alone only where somebody else is being reached: the app may have been taken away from
the whole school, which Teams tells in the same words. Until that is known a message waits.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.kit.records import Record

TEAMS = "teams"
"""The id of the one record."""
LASTING = timedelta(minutes=1)
"""After an outage of so long, what waits is sent as soon as Teams takes anything again."""
PEOPLE_IN_AN_OUTAGE = 2
"""So many people refused, and nobody reached between, are everybody."""


class Outage(Record):
    """How Teams answers the bot of this school.

    `since` is when it began to take nothing, or None while it takes what it is sent; `reason` is what it last said.
    `refused` are the people whom it has refused, each in words for one person, since it last took anything.
    """

    TABLE: ClassVar[str] = "outages"

    since: AwareDatetime | None = None
    reason: str = ""
    refused: tuple[str, ...] = ()


def after_failure(known: Outage | None, person: str, reason: str, now: datetime, *, of_one: bool) -> Outage | None:
    """What is known after Teams has not taken a message for a person; None where that is nothing new.

    `of_one` says that it refused this person in words for one: with that alone it takes a second one to be an outage.
    """
    before = known or Outage(id=TEAMS)
    refused = before.refused
    if of_one and person not in refused and len(refused) < PEOPLE_IN_AN_OUTAGE:
        refused = (*refused, person)
    everybody = not of_one or len(refused) >= PEOPLE_IN_AN_OUTAGE
    since = before.since or (now if everybody else None)
    after = before.model_copy(update={"since": since, "reason": reason if since else "", "refused": refused})
    return None if after == before else after


def after_success(known: Outage | None) -> Outage | None:
    """What is known after Teams has taken a message; None where that is nothing new."""
    if known is None or (known.since is None and not known.refused):
        return None
    return known.model_copy(update={"since": None, "reason": "", "refused": ()})


def has_lasted(known: Outage | None, now: datetime) -> bool:
    """Whether there is an outage, and for long enough that what waits may wait for minutes more."""
    return known is not None and known.since is not None and now - known.since >= LASTING
