"""Video calls as the services of a school have them."""

from __future__ import annotations

from bot.policy.calls import CallPurpose
from bot.policy.calls.call import VideoCall
from bot.policy.calls.telling import CALL_TOPIC
from bot.policy.kit.absence import Absence
from bot.services.aup.training import TrainingRecords
from bot.services.calls.absence import Absences
from bot.services.calls.briefing import CallLines
from bot.services.calls.calls import Calls
from bot.services.calls.times import CallTimes
from bot.services.calls.topic import CallTopic, DrawCall
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.services import Services


def _calls(services: Services) -> Calls:
    context = services.context
    return Calls(context, services.get(Offers), training=TrainingRecords(context.store, context.school.timezone))


CALLS: ServicePart[DrawCall] = ServicePart(
    topic=TopicSpec(
        name=CALL_TOPIC,
        purposes=CallPurpose,
        make=lambda wiring, draw: CallTopic(wiring.context, draw),
    ),
    provides={
        Calls: _calls,
        Absences: lambda services: Absences(services.context),
        CallLines: lambda services: CallLines(services.context),
    },
    jobs=(JobSpec(lambda wiring: CallTimes(wiring.context), due=(DueKind(VideoCall), DueKind(Absence))),),
)
