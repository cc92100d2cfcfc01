"""What a feature brings to the briefing: a service of this class among those that it provides."""

from __future__ import annotations

from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.roles import Role


class LineSource:
    """Contributes a feature's lines."""

    @property
    def roles(self) -> frozenset[Role]:
        """The roles whose holders may be owed one of its lines."""
        raise NotImplementedError

    async def load(self) -> LinesFor:
        """What its lines rest on, loaded once for whoever is briefed. Raises `DirectoryUnavailable`."""
        raise NotImplementedError
