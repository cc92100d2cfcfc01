"""Requests as the services of a school have them."""

from __future__ import annotations

from bot.policy.requests import RequestPurpose
from bot.policy.requests.request import StaffRequest
from bot.policy.requests.telling import REQUEST_TOPIC
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.requests.requests import Requests
from bot.services.requests.topic import DrawRequest, RequestTimes, RequestTopic

REQUESTS: ServicePart[DrawRequest] = ServicePart(
    topic=TopicSpec(
        name=REQUEST_TOPIC,
        purposes=RequestPurpose,
        make=lambda wiring, draw: RequestTopic(wiring.context, draw),
    ),
    provides={Requests: lambda services: Requests(services.context, services.get(Offers))},
    jobs=(JobSpec(lambda wiring: RequestTimes(wiring.context), due=(DueKind(StaffRequest),)),),
)
