"""Who can be reached, as the services of a school have it."""

from __future__ import annotations

from bot.policy.kit.reached import ReachCheck
from bot.policy.reach import ReachPurpose
from bot.services.feature import JobSpec, ServicePart, TopicSpec, Wiring
from bot.services.reach.briefing import ReachLines
from bot.services.reach.reach import Reach
from bot.services.reach.topic import DrawGaps, ReachTopic


def _topic(wiring: Wiring, draw: DrawGaps) -> ReachTopic:
    return ReachTopic(wiring.context.store, wiring.services.get(Reach), draw)


REACH = ServicePart(
    topic=TopicSpec(name="reach", purposes=ReachPurpose, make=_topic),
    provides={
        Reach: lambda services: Reach(services.context, services.messenger),
        ReachLines: lambda services: ReachLines(services.get(Reach)),
    },
    jobs=(JobSpec(lambda wiring: wiring.services.get(Reach), can_wait=(ReachCheck,)),),
)
