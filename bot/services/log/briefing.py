"""What the briefing's lines about the log rest on: the open reports, and the reviews."""

from __future__ import annotations

from functools import partial

from bot.policy.incidents.incident import OPEN_STATES, Incident
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.roles import Role
from bot.policy.log import briefing
from bot.policy.log.log import handling_roles
from bot.policy.log.reviewing import LOG_TOPIC, Review, ReviewRound, overdue_half_term
from bot.services.kit.briefing import LineSource
from bot.services.kit.context import Service


class LogLines(Service, LineSource):
    """The lines of the log."""

    @property
    def roles(self) -> frozenset[Role]:
        """Those of the table."""
        return frozenset().union(*briefing.BRIEFED.values())

    async def load(self) -> LinesFor:
        """The open reports, and whether a review is overdue."""
        now = self._clock.now()
        open_ones = await self._store.find(Incident, where={"state": [state.value for state in OPEN_STATES]})
        last = await self._store.find(Review, newest_first=True, limit=1)
        held = await self._store.get(ReviewRound, LOG_TOPIC)
        overdue = overdue_half_term(last[0] if last else None, held.since if held else None, now, self._calendar)
        return partial(
            briefing.lines_for, open_ones=open_ones, overdue=overdue, now=now, handling=handling_roles(self._school)
        )
