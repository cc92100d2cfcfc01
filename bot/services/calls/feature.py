"""Video calls as the services of a school have them."""

from __future__ import annotations

from bot.policy.calls import CallPurpose
from bot.policy.calls.call import VideoCall
from bot.policy.calls.deciders import Away
from bot.policy.calls.telling import TOPIC
from bot.services.calls.times import CallTimes
from bot.services.calls.topic import CallTopic, DrawCall
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, ServicePart, TopicSpec

CALLS: ServicePart[DrawCall] = ServicePart(
    topic=TopicSpec(
        name=TOPIC,
        purposes=CallPurpose,
        make=lambda wiring, draw: CallTopic(wiring.context, draw),
    ),
    jobs=(JobSpec(lambda wiring: CallTimes(wiring.context), due=(DueKind(VideoCall), DueKind(Away))),),
)
