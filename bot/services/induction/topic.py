"""Speaking of an induction: a joiner's own list, as it stands when it is sent."""

from __future__ import annotations

from collections.abc import Callable

from bot.policy.induction.induction import Induction
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Notice, Purpose
from bot.services.induction.inductions import Inductions
from bot.services.kit.topics import Drawn, DrawResult, NotTheirs, Topic

DrawInduction = Callable[[Induction], Message]
"""Draws a joiner's list."""


class InductionTopic(Topic):
    """The topic `induction`. It says once how everything stood."""

    def __init__(self, inductions: Inductions, draw: DrawInduction) -> None:
        self._inductions = inductions
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> DrawResult:
        """The list for whom it is, by the roles of now; it waits while the directory cannot say them."""
        if reader is None:
            raise DirectoryUnavailable()
        if reader.id != notice.subject:
            return NotTheirs()
        return Drawn(self._draw(await self._inductions.own(reader)))
