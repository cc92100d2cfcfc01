"""Reports to governors as the services of a school have them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.governors import GOVERNORS_TOPIC, GovernorsPurpose
from bot.policy.governors.report import GovernorsReport, GovernorsRound
from bot.services.feature import InspectionSource, JobSpec, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.governors.governors import Governors, GovernorsRounds
from bot.services.governors.topic import DrawGovernors, GovernorsTopic
from bot.services.kit.context import Service


class GovernorsInspection(Service, InspectionSource[Sequence[GovernorsReport]]):
    """The section of the reports to governors."""

    async def load(self) -> Sequence[GovernorsReport]:
        """Every released one, the earliest first: there are no other numbers of reports in an archive."""
        return [report for report in await self._store.find(GovernorsReport) if report.is_released]


GOVERNORS: ServicePart[DrawGovernors] = ServicePart(
    topic=TopicSpec(
        name=GOVERNORS_TOPIC,
        purposes=GovernorsPurpose,
        make=lambda wiring, draw: GovernorsTopic(wiring.context, wiring.services.get(Governors), draw),
    ),
    provides={
        Governors: lambda services: Governors(services.context, services.get(Offers)),
        GovernorsInspection: lambda services: GovernorsInspection(services.context),
    },
    jobs=(JobSpec(lambda wiring: GovernorsRounds(wiring.context), can_wait=(GovernorsRound,)),),
)
