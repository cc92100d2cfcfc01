"""Incidents as the services of a school have them."""

from __future__ import annotations

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.telling import INCIDENT_TOPIC
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, ServicePart, TopicSpec, Wiring
from bot.services.incidents.drills import Drills
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.leavers import Leavers
from bot.services.incidents.reports import Reports
from bot.services.incidents.topic import DrawIncident, IncidentTopic
from bot.services.incidents.watch import Watch


def _topic(wiring: Wiring, draw: DrawIncident) -> IncidentTopic:
    context = wiring.context
    return IncidentTopic(context.store, context.directory, context.clock, context.calendar, draw)


INCIDENTS = ServicePart(
    topic=TopicSpec(
        name=INCIDENT_TOPIC,
        purposes=IncidentPurpose,
        make=_topic,
    ),
    provides={
        Reports: lambda services: Reports(services.context),
        Incidents: lambda services: Incidents(services.context),
        Drills: lambda services: Drills(services.context),
    },
    jobs=(
        JobSpec(lambda wiring: Ladders(wiring.context), due=(DueKind(Incident),)),
        JobSpec(lambda wiring: Watch(wiring.context)),
        JobSpec(lambda wiring: Leavers(wiring.context)),
    ),
)
