"""What the briefing's line about the Acceptable Use Policy rests on: the campaign that is under way."""

from __future__ import annotations

from functools import partial

from bot.policy.aup import briefing
from bot.policy.aup.campaigns import CampaignKind
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.roles import Role
from bot.services.aup.loading import current
from bot.services.kit.briefing import LineSource
from bot.services.kit.context import Service


class AupLines(Service, LineSource):
    """The line of the Acceptable Use Policy."""

    @property
    def roles(self) -> frozenset[Role]:
        """Those of the table."""
        return briefing.BRIEFED

    async def load(self) -> LinesFor:
        """How the campaign stands."""
        return partial(briefing.lines_for, campaign=await current(self._store, CampaignKind.AUP))
