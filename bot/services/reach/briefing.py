"""What the briefing's line about reaching people rests on: what is known of everybody whom a ladder may alert."""

from __future__ import annotations

from functools import partial

from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.roles import Role
from bot.policy.reach import briefing
from bot.services.kit.briefing import LineSource
from bot.services.reach.reach import Reach


class ReachLines(LineSource):
    """The line of who can be reached."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    @property
    def roles(self) -> frozenset[Role]:
        """Those of the table."""
        return briefing.BRIEFED

    async def load(self) -> LinesFor:
        """What is known of everybody."""
        return partial(briefing.lines_for, roles=await self._reach.roles())
