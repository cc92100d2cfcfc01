"""Speaking of the log: the card that asks a Champion for its review, and what that card says once it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Notice, Purpose, Record
from bot.policy.kit.school_time import Calendar, local
from bot.policy.log import reviewing
from bot.policy.log.reviewing import LOG_TOPIC, Review, ReviewRound
from bot.services.kit.topics import Drawn, NotTheirs, Topic
from bot.services.ports import Store

Draw = Callable[[date, bool, Review | None], Message]
"""Draws the card: the half term's last day, whether that is over already, and the review if it has been done."""


class LogTopic(Topic):
    """The topic `log`."""

    def __init__(self, store: Store, calendar: Calendar, draw: Draw) -> None:
        self._store = store
        self._calendar = calendar
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The card as it now stands, for one who may review the log. A new one need not be sent once it is done."""
        if reader is not None and not reviewing.may_review(reader):
            return NotTheirs()
        held = await self._store.get(ReviewRound, LOG_TOPIC)
        found = await self._store.find(Review, newest_first=True, limit=1)
        done = found[0] if found and reviewing.is_reviewed(found[0], notice.made_at, self._calendar) else None
        if notice.card is None and done is not None:
            return None
        last = found[0] if found else None
        late = reviewing.overdue_half_term(last, held.since if held else None, notice.made_at, self._calendar)
        term = late or reviewing.half_term_of(local(notice.made_at, self._calendar.timezone).date(), self._calendar)
        return Drawn(self._draw(term.end, late is not None, done), (held,) if held else ())

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The round, which is kept anew whenever the log is reviewed."""
        held = await self._store.get(ReviewRound, LOG_TOPIC)
        return (held,) if held else ()
