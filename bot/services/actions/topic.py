"""Speaking of actions: the card of whoever is to do something about a report, drawn as that stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from datetime import date

from bot.policy.actions import ActionPurpose
from bot.policy.actions.telling import OwnActions, own_actions, still_to_be_said
from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.incident import Incident
from bot.policy.kit.errors import DirectoryUnavailable, NotFound
from bot.policy.kit.people import Person
from bot.policy.kit.records import CardPurpose, Message, Notice, Purpose, Record
from bot.policy.kit.school_time import local
from bot.services.kit.context import ServiceContext
from bot.services.kit.topics import Drawn, DrawResult, NotTheirs, Superseded, Topic

DrawActions = Callable[[Purpose, OwnActions], Message]
"""Draws what its reader is to do about a report."""


class ActionTopic(Topic):
    """The topic `action`. Its notices are about the report, with whose other cards these are drawn again."""

    def __init__(self, context: ServiceContext, draw: DrawActions) -> None:
        self._context = context
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> DrawResult:
        """What is the reader's to do. Nobody is told whom the report names by now, or who has left."""
        incident, actions = await self._load(notice)
        if incident.removed:
            gone = OwnActions(incident.id, "", (), self._today, removed=True)
            return Drawn(self._draw(purpose, gone), (incident,))
        if purpose is CardPurpose.POINTER:
            return Superseded()
        if reader is None:
            raise DirectoryUnavailable()
        own = own_actions(incident, actions, reader, self._today)
        if own is None:
            return NotTheirs()
        return Drawn(self._draw(purpose, own), (incident, *actions)) if still_to_be_said(notice, own) else None

    async def sources(self, notice: Notice) -> Sequence[Record]:
        """The report, and what of it is this person's to do."""
        incident, actions = await self._load(notice)
        return (incident, *actions)

    async def replaces(self, notice: Notice) -> Set[Purpose]:
        """A newer card of what somebody is to do about a report shows all of it."""
        return set(ActionPurpose)

    async def _load(self, notice: Notice) -> tuple[Incident, Sequence[ReportAction]]:
        incident = await self._context.store.get(Incident, notice.subject)
        if incident is None:
            raise NotFound()
        where = {"subject": notice.subject, "owner_id": notice.to.id}
        return incident, await self._context.store.find(ReportAction, where=where)

    @property
    def _today(self) -> date:
        return local(self._context.clock.now(), self._context.school.timezone).date()
