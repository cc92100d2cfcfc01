"""Speaking of a briefing: drawn when its turn comes, for the roles of that moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.policy.briefing.briefing import is_of_today
from bot.policy.kit.briefing import BriefingLine
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Notice, Purpose
from bot.services.briefing.briefings import Briefings
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Drawn, NotTheirs, Topic

DrawBriefing = Callable[[Sequence[BriefingLine]], Message]


class BriefingTopic(Topic):
    """The topic `briefing`."""

    def __init__(self, context: ServiceContext, briefings: Briefings, draw: DrawBriefing) -> None:
        self._context = context
        self._briefings = briefings
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The lines as they are now; nothing where none is left, or the day is over."""
        now = self._context.clock.now()
        if reader is None or not reader.holds(*self._briefings.roles):
            return NotTheirs()
        if not is_of_today(notice, now, self._context.calendar):
            return None
        lines = await self._briefings.of(reader)
        return Drawn(self._draw(lines)) if lines else None
