"""Taking back a version that was published by mistake, while it has just been published (A3).

Nobody is asked for it any more, whoever was asked reads that it is taken back, and the version before it stands again.
What was signed of it in the meantime stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.policy.documents.campaigns import Ask, Campaign
from bot.policy.documents.publication import allow_publishing
from bot.policy.documents.signing import AskSnapshot, redraw_all
from bot.policy.kit.errors import NotPossible
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry

WITHDRAW_WITHIN = timedelta(minutes=30)
"""How long after its publication a version can be taken back. Later a new version says what was wrong with it."""


class TooLateToWithdraw(NotPossible):
    """It was published too long ago."""

    key = "documents.too_late"


def may_withdraw(campaign: Campaign, now: datetime) -> bool:
    """Whether it can be taken back at that moment."""
    return campaign.current and not campaign.is_training and now <= campaign.begun_at + WITHDRAW_WITHIN


def withdraw(campaign: Campaign, before: Campaign | None, by: Person, now: datetime) -> Outcome:
    """The campaign ended, and the one that it took the place of under way again; nothing where it is withdrawn already.

    Raises `NotAllowed` for anybody but a Champion, and `TooLateToWithdraw`.
    """
    allow_publishing(by)
    if campaign.withdrawn_at is not None:
        return Outcome()
    if not may_withdraw(campaign, now):
        raise TooLateToWithdraw()
    taken_back = campaign.model_copy(
        update={"current": False, "withdrawn_at": now, "withdrawn_by": by.who, "nudged_by": None, "due_at": now}
    )
    again = (before.model_copy(update={"current": True, "due_at": now}),) if before else ()
    facts = {"version": campaign.label, "before": campaign.before}
    entry = Entry(subject=campaign.id, at=now, by=by.who, what="document_withdrawn", facts=facts)
    return Outcome((taken_back, *again), entries=(entry,))


def take_back(asked: Sequence[AskSnapshot], now: datetime) -> Outcome:
    """Nothing is due for these people any more, and their cards are drawn again.

    Each `Ask` is kept anew, so that a card on its way, drawn before, is drawn again as well.
    """
    outcome = Outcome()
    for each in asked:
        ended: Ask = each.ask.model_copy(update={"due_at": None})
        outcome += Outcome((ended,)) + redraw_all(each, now)
    return outcome


def finish(campaign: Campaign) -> Campaign:
    """The withdrawn campaign once every card of it has been drawn again."""
    return campaign.model_copy(update={"due_at": None})
