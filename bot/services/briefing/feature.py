"""The briefing as the services of a school have it."""

from __future__ import annotations

from bot.policy.briefing import BriefingPurpose
from bot.policy.briefing.briefing import BRIEFING_TOPIC
from bot.services.briefing.briefings import Briefings, BriefingTopic, DrawBriefing
from bot.services.briefing.mornings import Mornings
from bot.services.feature import JobSpec, LineSource, ServicePart, TopicSpec, Wiring


def _topic(wiring: Wiring, draw: DrawBriefing) -> BriefingTopic:
    return BriefingTopic(wiring.context, wiring.services.get(Briefings), draw)


BRIEFING = ServicePart(
    topic=TopicSpec(name=BRIEFING_TOPIC, purposes=BriefingPurpose, make=_topic),
    provides={Briefings: lambda services: Briefings(services.context, services.every(LineSource))},
    jobs=(JobSpec(lambda wiring: Mornings(wiring.context, wiring.services.get(Briefings))),),
)
