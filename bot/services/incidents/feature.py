"""Incidents as the services of a school have them."""

from __future__ import annotations

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.telling import TOPIC
from bot.policy.kit.records import Purpose
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, ServicePart, TopicSpec, Wiring
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.leavers import Leavers
from bot.services.incidents.topic import Draw, IncidentTopic
from bot.services.incidents.watch import Watch


def _topic(wiring: Wiring, draw: Draw) -> IncidentTopic:
    context = wiring.context
    return IncidentTopic(context.store, context.directory, context.clock, context.calendar, draw)


INCIDENTS = ServicePart(
    topic=TopicSpec(
        name=TOPIC,
        purposes=frozenset(
            {
                Purpose.PING,
                Purpose.RECEIPT,
                Purpose.STANDING,
                Purpose.DETAILS,
                Purpose.STILL_WITH_YOU,
                Purpose.NOBODY_TOOK_IT,
                Purpose.TOO_OLD_TO_RING,
                Purpose.ALERTS_CHANGED,
                Purpose.BREACH_DEADLINE,
                Purpose.FILE_REFUSED,
            }
        ),
        make=_topic,
    ),
    jobs=(
        JobSpec(lambda wiring: Ladders(wiring.context), due=(DueKind(Incident),)),
        JobSpec(lambda wiring: Watch(wiring.context)),
        JobSpec(lambda wiring: Leavers(wiring.context)),
    ),
)
