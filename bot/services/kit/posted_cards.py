"""Settling a delivery: the one way in which a message that was sent becomes a card, for every topic.

A topic says how a card is drawn and from which records, which older cards a new one replaces, and what else follows.
How that is kept true, whatever crashes, races or is throttled, is written here and in `bot.policy.kit.posted_cards`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.policy.kit import delivery, notices
from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.posted_cards import card_of, cards_to_replace, post_card
from bot.policy.kit.queries import Answers, Query
from bot.policy.kit.records import Notice, NoticeState, PostedCard, Urgency
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Sent, Topic
from bot.services.ports import Store


async def load_posted(
    store: Store, subject: str | Sequence[str], to: str | Sequence[str] | None = None
) -> tuple[Sequence[PostedCard], Sequence[Notice]]:
    """The cards that stand about a record, or these records, and the notices that wait; of one person, some or all.

    As of one moment: a message that lands while we look is seen on its way or as a card, and is never neither.
    """
    where: dict[str, str | Sequence[str]] = {"subject": subject, **({"to_id": to} if to else {})}
    cards, waiting = Query(PostedCard, where), Query(Notice, {**where, "state": NoticeState.WAITING.value})
    found = await store.find_each(cards, waiting)
    return found[cards], found[waiting]


async def queue_redraw(context: ServiceContext, to: str, message: str, cause: str) -> bool:
    """Have the card redrawn that stands as this message in somebody's chat, because of `cause`; False where none of
    ours does."""
    standing = [
        card
        for card in await context.store.find(PostedCard, where={"to_id": to})
        if card.live and card.address.activity == message
    ]
    now = context.clock.now()
    redraws = tuple(notices.refresh(card, Urgency.ROUTINE, now, cause) for card in standing)
    if redraws:
        await context.store.keep(Outcome(notices=redraws))
        context.triggers.wake(Notice)
    return bool(redraws)


class LandingQueries:
    """What it rests on that a new message becomes a card, asked of the store at once: the cards of its reader about the
    same record, and what its topic asks for. Nothing where no message `lands`."""

    def __init__(self, notice: Notice, topic: Topic, *, lands: bool) -> None:
        self.cards = Query(PostedCard, {"subject": notice.subject, "to_id": notice.to.id})
        self.landing = topic.landing(notice)
        self.queries: Sequence[Query[Any]] = (self.cards, *self.landing.queries) if lands else ()


async def settle_sent(
    store: Store, topic: Topic, notice: Notice, sent: Sent, asks: LandingQueries, found: Answers, now: datetime
) -> Outcome:
    """What it changes that Teams has taken a notice, decided on the records as they were `found` to stand."""
    settled = delivery.mark_sent(notice, now)
    if sent.at is None:
        gone = await store.get(PostedCard, notice.card) if sent.gone and notice.card else None
        return settled + (Outcome((gone.model_copy(update={"live": False}),)) if gone else Outcome())
    # What was gathered says only that there is something to be opened, which stays true: it is never drawn again.
    card = card_of(notice, sent.at, now).model_copy(update={"live": not sent.gathered})
    alike = await topic.replaces(notice)
    older = cards_to_replace(notice, found[asks.cards], alike)
    landed = post_card(notice, card, sent.drawn_from, await asks.landing.sources(found), older, now)
    return _drop_repeated_notices(settled + landed + await asks.landing.on_arrival(found, card))


async def settle_refused(
    store: Store, topic: Topic, notice: Notice, why: Undelivered, now: datetime, jitter: float
) -> Outcome:
    """What it changes that Teams has not taken a notice: it is tried again, or said in another way, or not at all."""
    outcome = delivery.mark_not_sent(notice, why, now, jitter)
    if why.for_good and notice.card is not None:
        card = await store.get(PostedCard, notice.card)
        outcome += delivery.resend_as_new(notice, card, now) if card else Outcome()
    return outcome + await topic.on_refusal(notice, why)


async def settle_withheld(store: Store, topic: Topic, notice: Notice, reason: str, now: datetime) -> Outcome:
    """What it changes that a reader may not hear something any more. A message that nobody gets is for its topic what a
    refusal for good is: nobody waits for its reader."""
    card = await store.get(PostedCard, notice.card) if notice.card else None
    outcome = delivery.withhold_notice(notice, card, now, reason)
    if notice.card is not None:
        return outcome
    return outcome + await topic.on_refusal(notice, Undelivered(reason, for_good=True))


def _drop_repeated_notices(outcome: Outcome) -> Outcome:
    """The outcome with each of its notices once: what the card and its topic both ask for is one redraw."""
    unique = tuple({each.id: each for each in outcome.notices}.values())
    return Outcome(outcome.records, unique, outcome.entries, outcome.removed, outcome.unchanged)
