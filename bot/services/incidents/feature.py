"""Incidents as the services of a school have them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.telling import INCIDENT_TOPIC
from bot.policy.kit.references import DRILL_PREFIX
from bot.services.engine.remote_due import DueKind
from bot.services.feature import InspectionSource, JobSpec, ServicePart, TopicSpec, Wiring
from bot.services.incidents.drills import Drills
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.ladders import Ladders
from bot.services.incidents.leavers import Leavers
from bot.services.incidents.links import Links
from bot.services.incidents.reports import Reports
from bot.services.incidents.topic import DrawIncident, IncidentTopic
from bot.services.incidents.watch import Watch
from bot.services.kit.context import Service


def _topic(wiring: Wiring, draw: DrawIncident) -> IncidentTopic:
    context = wiring.context
    return IncidentTopic(
        context.store, context.directory, context.clock, context.calendar, draw, mails=context.second_road
    )


_BEHIND_DRILLS = f"{DRILL_PREFIX}."
"""Comes right after every reference of a drill, in the order of ids."""


class DrillsInspection(Service, InspectionSource[Sequence[Incident]]):
    """The section of the drills."""

    async def load(self) -> Sequence[Incident]:
        """Every drill, the newest first."""
        found = await self._store.find(Incident, newest_first=True, after=_BEHIND_DRILLS)
        return [each for each in found if each.drill]


INCIDENTS = ServicePart(
    topic=TopicSpec(
        name=INCIDENT_TOPIC,
        purposes=IncidentPurpose,
        make=_topic,
    ),
    provides={
        Reports: lambda services: Reports(services.context),
        Incidents: lambda services: Incidents(services.context),
        Links: lambda services: Links(services.context),
        Drills: lambda services: Drills(services.context),
        DrillsInspection: lambda services: DrillsInspection(services.context),
    },
    jobs=(
        JobSpec(lambda wiring: Ladders(wiring.context), due=(DueKind(Incident),)),
        JobSpec(lambda wiring: Watch(wiring.context)),
        JobSpec(lambda wiring: Leavers(wiring.context)),
    ),
)
