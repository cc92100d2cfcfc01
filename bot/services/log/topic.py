"""Speaking of the log: the card that asks a Champion for its review, and what that card says once it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.policy.kit.errors import Undelivered
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Notice, PostedCard, Purpose
from bot.policy.kit.school_time import Calendar, local
from bot.policy.log import reviewing
from bot.policy.log.reviewing import LOG, Review, ReviewRound, ReviewSnapshot
from bot.services.kit.topics import Drawn, NotTheirs, Sent
from bot.services.ports import Clock, Store

Draw = Callable[[date, bool, Review | None], Message]
"""Draws the card: the half term's last day, whether that is over already, and the review if it has been done."""


class LogTopic:
    """The topic `log`."""

    def __init__(self, store: Store, clock: Clock, calendar: Calendar, draw: Draw) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The card as it now stands, for one who may review the log. A new one need not be sent once it is done."""
        if reader is not None and not reviewing.may_review(reader):
            return NotTheirs()
        found = await self._store.find(Review, newest_first=True, limit=1)
        done = found[0] if found and reviewing.is_reviewed(found[0], notice.made_at, self._calendar) else None
        if notice.card is None and done is not None:
            return None
        held = await self._store.get(ReviewRound, LOG)
        last = found[0] if found else None
        late = reviewing.overdue(last, held.since if held else None, notice.made_at, self._calendar)
        term = late or reviewing.half_term_of(local(notice.made_at, self._calendar.timezone).date(), self._calendar)
        return Drawn(self._draw(term.end, late is not None, done), done.version if done else 0)

    async def settle(self, notice: Notice, result: Sent | Undelivered, outcome: Outcome) -> Outcome:
        """A card that came into a chat while somebody reviewed the log is told at once."""
        if not isinstance(result, Sent) or result.at is None:
            return Outcome()
        found = await self._store.find(Review, newest_first=True, limit=1)
        cards = [card for card in outcome.records if isinstance(card, PostedCard)]
        snapshot = ReviewSnapshot(await self._store.get(ReviewRound, LOG), found[0] if found else None, cards)
        return reviewing.card_sent(snapshot, result.drawn_from, self._calendar, self._clock.now())
