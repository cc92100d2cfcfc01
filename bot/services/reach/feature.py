"""Who can be reached, as the services of a school have it."""

from __future__ import annotations

from functools import partial

from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.reached import ReachCheck
from bot.policy.kit.roles import Role
from bot.policy.reach import ReachPurpose
from bot.policy.reach.reach import BRIEFED, reach_lines
from bot.services.feature import JobSpec, LineSource, ServicePart, TopicSpec, Wiring
from bot.services.reach.reach import Reach
from bot.services.reach.topic import DrawReach, ReachTopic


class ReachLines(LineSource):
    """The line of who can be reached."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    @property
    def roles(self) -> frozenset[Role]:
        """Those of the table."""
        return BRIEFED

    async def load(self) -> LinesFor:
        """What is known of everybody."""
        return partial(reach_lines, roles=await self._reach.roles())


def _topic(wiring: Wiring, draw: DrawReach) -> ReachTopic:
    return ReachTopic(wiring.context.store, wiring.services.get(Reach), draw)


REACH = ServicePart(
    topic=TopicSpec(name="reach", purposes=ReachPurpose, make=_topic),
    provides={
        Reach: lambda services: Reach(services.context, services.messenger),
        ReachLines: lambda services: ReachLines(services.get(Reach)),
    },
    jobs=(JobSpec(lambda wiring: wiring.services.get(Reach), can_wait=(ReachCheck,)),),
)
