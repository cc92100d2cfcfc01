"""Video calls as the services of a school have them."""

from __future__ import annotations

from bot.policy.calls.call import VideoCall
from bot.policy.calls.deciders import Away
from bot.policy.calls.telling import TOPIC
from bot.policy.kit.records import Purpose
from bot.services.calls.times import CallTimes
from bot.services.calls.topic import CallTopic, DrawCall
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, ServicePart, TopicSpec

CALLS: ServicePart[DrawCall] = ServicePart(
    topic=TopicSpec(
        name=TOPIC,
        purposes=frozenset(
            {
                Purpose.CALL_REQUEST,
                Purpose.CALL_RECEIPT,
                Purpose.CALL_ANSWER,
                Purpose.CALL_UNDECIDED,
                Purpose.CALL_CHANGES_DUE,
                Purpose.CALL_SOON,
                Purpose.CALL_AFTER,
            }
        ),
        make=lambda wiring, draw: CallTopic(wiring.context, draw),
    ),
    jobs=(JobSpec(lambda wiring: CallTimes(wiring.context), due=(DueKind(VideoCall), DueKind(Away))),),
)
