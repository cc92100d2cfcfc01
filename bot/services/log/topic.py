"""Speaking of the log: the card that asks a Champion for its review, and what that card says once it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Notice, Purpose, Record
from bot.policy.kit.school_time import local
from bot.policy.kit.timeline import SignedHead
from bot.policy.log import LogPurpose, reviewing, unreadable
from bot.policy.log.reviewing import LOG_TOPIC, Review, ReviewRound, ReviewShown
from bot.policy.log.unreadable import UnreadableShown
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Drawn, NotTheirs, Topic
from bot.services.log.times import signed_head

DrawLog = Callable[[ReviewShown | SignedHead | UnreadableShown], Message]
"""Draws the card of a review, the line with the head of the record, and what is said of records that cannot be read."""


class LogTopic(Topic):
    """The topic `log`."""

    def __init__(self, context: ServiceContext, draw: DrawLog) -> None:
        self._context = context
        self._store = context.store
        self._calendar = context.calendar
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The card as it now stands, for one who may review the log. A new one need not be sent once it is done.

        The head of the record is that of the moment of sending, for whoever is the Headteacher then.
        """
        if purpose is LogPurpose.HEAD:
            return await self._head(reader)
        if purpose is LogPurpose.UNREADABLE:
            return await self._unreadable(reader)
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
        return Drawn(self._draw(ReviewShown(term.end, late is not None, done)), (held,) if held else ())

    async def _head(self, reader: Person | None) -> Drawn | NotTheirs | None:
        if reader is None or not reader.holds("headteacher"):
            return NotTheirs()
        head = await signed_head(self._store, self._context.signer, self._context.school.tenant_id)
        return Drawn(self._draw(head)) if head is not None else None

    async def _unreadable(self, reader: Person | None) -> Drawn | NotTheirs | None:
        if reader is None or not reader.holds("champion"):
            return NotTheirs()
        found = await self._store.set_apart()
        return Drawn(self._draw(unreadable.summarise(found))) if found else None

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The round, which is kept anew whenever the log is reviewed; the others say once how things stood."""
        if notice.purpose is not LogPurpose.REVIEW:
            return ()
        held = await self._store.get(ReviewRound, LOG_TOPIC)
        return (held,) if held else ()
