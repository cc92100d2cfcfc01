"""Speaking of the log: the card that asks a Champion for its review, and what that card says once it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from bot.policy.incidents.cpoms import keeps_cpoms
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Notice, Purpose, Record
from bot.policy.kit.school_time import local
from bot.policy.kit.timeline import SignedHead
from bot.policy.log import LogPurpose, reviewing, unreadable
from bot.policy.log.cpoms import CpomsShown
from bot.policy.log.recurring import Recurrences
from bot.policy.log.reviewing import LOG_TOPIC, Review, ReviewRound, ReviewShown
from bot.policy.log.unreadable import UnreadableShown
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Drawn, NotTheirs, Topic
from bot.services.log.cpoms import Cpoms
from bot.services.log.recurring import count_recurring
from bot.services.log.times import signed_head

DrawLog = Callable[[ReviewShown | SignedHead | UnreadableShown | CpomsShown | Recurrences], Message]
"""Draws the card of a review, the line with the head of the record, what is said of records that cannot be read, the
reminder of what is not in CPOMS, and that something has doubled."""


class LogTopic(Topic):
    """The topic `log`."""

    def __init__(self, context: ServiceContext, draw: DrawLog) -> None:
        self._context = context
        self._store = context.store
        self._calendar = context.calendar
        self._draw = draw
        self._cpoms = Cpoms(context)

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The card as it now stands, for one who may review the log. A new one need not be sent once it is done.

        The head of the record is that of the moment of sending, for whoever is the Headteacher then.
        """
        if purpose is LogPurpose.HEAD:
            return await self._head(reader)
        if purpose is LogPurpose.UNREADABLE:
            return await self._unreadable(reader)
        if purpose is LogPurpose.CPOMS:
            return await self._missing_from_cpoms(notice, reader)
        if purpose is LogPurpose.PATTERN:
            return await self._pattern(reader)
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
        head = await signed_head(self._store, self._context.signer, self._context.school.key)
        return Drawn(self._draw(head)) if head is not None else None

    async def _unreadable(self, reader: Person | None) -> Drawn | NotTheirs | None:
        if reader is None or not reader.holds("champion"):
            return NotTheirs()
        found = await self._store.set_apart()
        return Drawn(self._draw(unreadable.summarise(found))) if found else None

    async def _missing_from_cpoms(self, notice: Notice, reader: Person | None) -> Drawn | NotTheirs | None:
        """For whoever keeps CPOMS now, of what they may see now."""
        if reader is None:
            raise DirectoryUnavailable()
        deputies = await self._context.directory.holders("deputy_dsl")
        if not keeps_cpoms(reader, has_deputy=bool(deputies)):
            return NotTheirs()
        shown = await self._cpoms.missing(reader)
        return Drawn(self._draw(shown)) if shown.total or notice.card else None

    async def replaces(self, notice: Notice) -> Set[Purpose]:
        """A newer reminder says it all."""
        return {LogPurpose.CPOMS} if notice.purpose is LogPurpose.CPOMS else frozenset[Purpose]()

    async def _pattern(self, reader: Person | None) -> Drawn | NotTheirs | None:
        """What has doubled as it stands now, counted anew for whoever reads it."""
        if reader is None or not reader.holds("headteacher"):
            return NotTheirs()
        found = await count_recurring(self._store, reader, self._context.clock.now(), self._calendar)
        return Drawn(self._draw(found)) if found.doubled else None

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The round, which is kept anew whenever the log is reviewed; the others say once how things stood."""
        if notice.purpose is not LogPurpose.REVIEW:
            return ()
        held = await self._store.get(ReviewRound, LOG_TOPIC)
        return (held,) if held else ()
