"""The log, its review and its retention as the services of a school have them."""

from __future__ import annotations

from bot.policy.log import LogPurpose
from bot.policy.log.retention import Removal
from bot.policy.log.reviewing import LOG, ReviewRound
from bot.services.feature import JobSpec, ServicePart, TopicSpec, Wiring
from bot.services.log.reviews import Reviews
from bot.services.log.topic import Draw, LogTopic


def _topic(wiring: Wiring, draw: Draw) -> LogTopic:
    return LogTopic(wiring.context.store, wiring.context.calendar, draw)


THE_LOG = ServicePart(
    topic=TopicSpec(name=LOG, purposes=LogPurpose, make=_topic),
    jobs=(
        JobSpec(lambda wiring: wiring.services.retention, can_wait=(Removal,), also=(Removal,)),
        JobSpec(lambda wiring: Reviews(wiring.context), can_wait=(ReviewRound,)),
    ),
)
