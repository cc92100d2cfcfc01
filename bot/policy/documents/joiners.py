"""Who is new here: whoever appears on the staff list after everybody else was asked (A2, T1). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.documents.campaigns import Ask, Campaign
from bot.policy.kit.records import Record, Who

SETTLED_AFTER = timedelta(days=7)
"""Whoever was asked for something longer ago is no joiner, though a document is new to them: they were given a role."""
NEW_FOR = timedelta(days=365)
"""How long somebody is among those who are new here."""


class Joiner(Record):
    """Somebody who is new: the id is theirs. `told` says that they were sent their induction, and `due_at` is when that
    is to be done, and then when they are new no longer."""

    TABLE: ClassVar[str] = "joiners"

    who: Who
    joined_at: AwareDatetime
    told: bool = False
    due_at: AwareDatetime


def new_joiners(
    campaign: Campaign,
    people: Sequence[tuple[Who, Ask | None]],
    earlier: Iterable[Ask],
    known: Collection[str],
    now: datetime,
) -> tuple[Joiner, ...]:
    """Those of these people who are new.

    `earlier` is what else they were ever asked, as far as it counts, and `known` are the object ids of those who are
    joiners already. While a campaign asks everybody for the first time, nobody is new to it.
    """
    if campaign.checked_on is None:
        return ()
    settled = {ask.who.id for ask in earlier if ask.asked_at <= now - SETTLED_AFTER}
    return tuple(
        Joiner(id=who.id, who=who, joined_at=now, due_at=now)
        for who, held in people
        if held is None and who.id not in settled and who.id not in known
    )
