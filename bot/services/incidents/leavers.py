"""Leavers: whoever has lost a role has their cards drawn again, though nothing else changes.

The outbox then empties those that they may not see any more. A report whose owner is no longer at the school alerts
again at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.policy.incidents import ticking
from bot.policy.incidents.incident import OPEN_STATES, Incident
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.leaving import ROLES_SEEN_ID, Comparison, RolesSeen, record_roles, roles_of
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Notice, PostedCard
from bot.policy.kit.roles import ROLES
from bot.services.incidents.loading import ALWAYS, holders_of, load_standing, with_absences
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import decide

LEAVERS_INTERVAL = timedelta(minutes=10)
"""How often the copies of the directory are compared: as often as they are renewed."""
_log = structlog.get_logger()


class Leavers(Service):
    """A job of one school: at a start, and every few minutes."""

    def __init__(self, context: ServiceContext) -> None:
        super().__init__(context)
        self._next: datetime | None = None

    async def next_due(self) -> datetime | None:
        """Some minutes after the last time."""
        return self._next

    async def run(self) -> None:
        """Compare. A directory that cannot say who holds some role is asked again: nobody is taken to have left."""
        self._next = self._clock.now() + LEAVERS_INTERVAL
        try:
            await self._directory.check()
            now = roles_of({role: await self._directory.holders(role) for role in ROLES})
        except DirectoryUnavailable as error:
            _log.warning("leavers_not_known", **error.facts)
            return

        async def attempt() -> tuple[Outcome, Comparison]:
            comparison = Comparison(await self._store.get(RolesSeen, ROLES_SEEN_ID), now)
            fewer = comparison.with_fewer_roles
            cards = await self._store.find(PostedCard, where={"to_id": fewer}) if fewer else []
            return record_roles(comparison, cards, self._clock.now()), comparison

        comparison = await decide(self._store, attempt)
        if comparison.with_fewer_roles:
            if comparison.is_believable(self._clock.now()):
                _log.info("roles_lost", people=len(comparison.with_fewer_roles))
            else:
                _log.error("many_left_at_once", people=len(comparison.with_fewer_roles))
            self._triggers.wake(Notice)
        if comparison.is_believable(self._clock.now()):
            await self._ring_again()

    async def _ring_again(self) -> None:
        """Start the ladder of every open report again whose owner has left."""
        taken = await self._store.find(Incident, where={"state": [state.value for state in OPEN_STATES]})
        for owner in sorted({incident.owner.id for incident in taken if incident.owner is not None}):
            try:
                if await self._directory.person(owner) is not None:
                    continue
            except DirectoryUnavailable as error:
                _log.warning("leavers_not_known", **error.facts)
                return
            for incident in taken:
                if incident.owner_id == owner:
                    await decide(self._store, partial(self._start_again, incident.id, owner))
                    _log.warning("owner_left", subject=incident.id, person=owner)
            self._triggers.wake(Notice, Incident)

    async def _start_again(self, reference: str, owner: str) -> tuple[Outcome, None]:
        standing = await load_standing(self._store, reference)
        incident = standing.incident
        if incident.owner_id != owner or incident.state not in OPEN_STATES:
            return Outcome(), None
        held = await holders_of(self._directory, incident.ladder.route, *ALWAYS)
        now = self._clock.now()
        held = await with_absences(self._store, held, now)
        return ticking.owner_left(standing, held, now, self._calendar), None
