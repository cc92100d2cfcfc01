"""What is ill with the bot itself, as far as it can still tell: a Champion hears of its start and of its end. Pure.

Each kind is told once, however long it lasts, and nothing is said of what was over before anybody could be told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.kit.notices import About, tell
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice, Record, Urgency
from bot.policy.reach import ReachPurpose


class TroubleKind(StrEnum):
    """What can be wrong."""

    SETTINGS = "settings"
    """The school's file was changed, and cannot be used as it is."""
    DIRECTORY = "directory"
    """Nobody says who holds which role, and has not for an hour."""
    DISK = "disk"
    """There is hardly room for another record."""
    BEHIND = "behind"
    """Something that was due minutes ago is not done."""


LASTED = timedelta(minutes=5)
"""For so long it must have been there: what passes by itself is told to nobody."""
CALM = timedelta(hours=1)
"""For so long a trouble must have been gone to be over: one that comes and goes is told once an hour at the most."""
AT_ONCE = frozenset({TroubleKind.SETTINGS})
"""What somebody does by hand and puts right by hand: it is there at once, and over at once."""


class Trouble(Record):
    """The last of its kind, which is this record's id. `said` is a line for whoever looks after the bot."""

    TABLE: ClassVar[str] = "troubles"

    since: AwareDatetime
    at: AwareDatetime
    """When it became what it is: another mistake in the settings is told anew."""
    said: str = ""
    told: bool = False
    """Whether somebody has heard of it, who must then hear of its end."""
    ended_at: AwareDatetime | None = None

    @property
    def under_way(self) -> bool:
        """Whether it still is."""
        return self.ended_at is None


def begin(
    held: Trouble | None, kind: TroubleKind, said: str, champions: Iterable[Person], now: datetime, due_at: datetime
) -> Outcome:
    """It is there since now; the Champions are told at `due_at`. Nothing where that is known."""
    before = held if held is not None and held.under_way else None
    if before is not None and before.said == said:
        return Outcome()
    begun = Trouble(
        id=kind.value,
        version=held.version if held else 0,
        since=before.since if before else now,
        at=now,
        said=said,
        told=before is not None and before.told,
    )
    return Outcome((begun,), tuple(_notice(begun, ReachPurpose.TROUBLE, who, now, due_at) for who in champions))


def end(held: Trouble | None, champions: Iterable[Person], now: datetime, due_at: datetime) -> Outcome:
    """It is over; whoever heard of it hears that too. Nothing where it was not there."""
    if held is None or not held.under_way:
        return Outcome()
    over = held.model_copy(update={"ended_at": now})
    told = champions if held.told else ()
    return Outcome((over,), tuple(_notice(over, ReachPurpose.TROUBLE_OVER, who, now, due_at) for who in told))


def is_still_so(notice: Notice, trouble: Trouble | None) -> bool:
    """Whether what this notice was made for is how things stand."""
    if trouble is None:
        return False
    if notice.purpose is ReachPurpose.TROUBLE_OVER:
        return trouble.ended_at == notice.made_at
    return trouble.under_way and trouble.at == notice.made_at


def _notice(trouble: Trouble, purpose: ReachPurpose, to: Person, now: datetime, due_at: datetime) -> Notice:
    about = About("reach", trouble.id, Urgency.ROUTINE)
    return tell(about, to.who, purpose, f"{now:%Y%m%d%H%M%S%f}", now, due_at=due_at)
