"""The log, its review and its retention as the services of a school have them."""

from __future__ import annotations

from bot.policy.log import LogPurpose
from bot.policy.log.head_telling import HeadTelling
from bot.policy.log.retention import Removal
from bot.policy.log.reviewing import LOG_TOPIC, ReviewRound
from bot.services.feature import JobSpec, ServicePart, TopicSpec, Wiring
from bot.services.files.offers import Offers
from bot.services.log.briefing import LogLines
from bot.services.log.exports import Exports
from bot.services.log.heads import Heads
from bot.services.log.log import Log
from bot.services.log.retention import Retention
from bot.services.log.reviews import Reviews
from bot.services.log.topic import Draw, LogTopic


def _topic(wiring: Wiring, draw: Draw) -> LogTopic:
    return LogTopic(wiring.context, draw)


THE_LOG = ServicePart(
    topic=TopicSpec(name=LOG_TOPIC, purposes=LogPurpose, make=_topic),
    provides={
        Retention: lambda services: Retention(services.context, services.file_store),
        Log: lambda services: Log(services.context, services.get(Retention)),
        Exports: lambda services: Exports(services.context, services.get(Offers)),
        LogLines: lambda services: LogLines(services.context),
    },
    jobs=(
        JobSpec(lambda wiring: wiring.services.get(Retention), can_wait=(Removal,), also=(Removal,)),
        JobSpec(lambda wiring: Reviews(wiring.context), can_wait=(ReviewRound,)),
        JobSpec(lambda wiring: Heads(wiring.context), can_wait=(HeadTelling,)),
    ),
)
