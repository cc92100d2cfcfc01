"""The filtering register as the services of a school have it."""

from __future__ import annotations

from bot.policy.filtering import FILTERING_TOPIC, FilteringPurpose
from bot.policy.filtering.register import Register
from bot.services.feature import InspectionSource, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.filtering.filtering import Filtering
from bot.services.filtering.topic import DrawFilterReview, FilteringTopic
from bot.services.services import Services


class FilteringInspection(InspectionSource[Register]):
    """The section of the register."""

    def __init__(self, services: Services) -> None:
        self._filtering = services.get(Filtering)

    async def load(self) -> Register:
        """The register as somebody sees it who can open no report."""
        return await self._filtering.without_reports()


FILTERING: ServicePart[DrawFilterReview] = ServicePart(
    topic=TopicSpec(
        name=FILTERING_TOPIC,
        purposes=FilteringPurpose,
        make=lambda wiring, draw: FilteringTopic(wiring.context, draw),
    ),
    provides={
        Filtering: lambda services: Filtering(services.context, services.get(Offers)),
        FilteringInspection: FilteringInspection,
    },
)
