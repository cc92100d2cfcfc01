"""Speaking of reports to governors: the draft to those who release it, and what is released to the chair."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.policy.governors.report import GovernorsReport, GovernorsShown, may_see_report
from bot.policy.kit.errors import DirectoryUnavailable, NotFound
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Notice, Purpose, Record
from bot.services.governors.governors import Governors
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Drawn, DrawResult, NotTheirs, Topic

DrawGovernors = Callable[[Purpose, GovernorsShown, Person], Message]
"""Draws the card of a report for its reader."""


class GovernorsTopic(Topic):
    """The topic `governors`. Its notices are about a term's report."""

    def __init__(self, context: ServiceContext, governors: Governors, draw: DrawGovernors) -> None:
        self._store = context.store
        self._governors = governors
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> DrawResult:
        """The report as it stands, for whoever may see it now; nothing while the directory is away."""
        if reader is None:
            raise DirectoryUnavailable()
        report = await self._load(notice)
        if not may_see_report(reader, report):
            return NotTheirs()
        return Drawn(self._draw(purpose, await self._governors.with_chairs(report), reader), (report,))

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The report, which is kept anew when it is released."""
        return (await self._load(notice),)

    async def _load(self, notice: Notice) -> GovernorsReport:
        report = await self._store.get(GovernorsReport, notice.subject)
        if report is None:
            raise NotFound()
        return report
