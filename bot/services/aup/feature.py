"""The Acceptable Use Policy and training as the services of a school have them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.policy.aup import AupPurpose
from bot.policy.aup.campaigns import Ask, Campaign, CampaignKind
from bot.policy.aup.publication import Publication
from bot.policy.aup.reminders import AUP_TOPIC
from bot.policy.aup.signing import Signature
from bot.policy.aup.training import Session
from bot.policy.aup.view import BRIEFED, SigningRecord, aup_lines
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.queries import Query
from bot.policy.kit.roles import Role
from bot.services.aup.loading import current
from bot.services.aup.services import AupServices
from bot.services.aup.topic import DrawAup
from bot.services.engine.remote_due import DueKind
from bot.services.feature import InspectionSource, JobSpec, LineSource, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.kit.context import Service


class AupLines(Service, LineSource):
    """The line of the Acceptable Use Policy."""

    @property
    def roles(self) -> frozenset[Role]:
        """Those of the table."""
        return BRIEFED

    async def load(self) -> LinesFor:
        """How the campaign stands."""
        return partial(aup_lines, campaign=await current(self._store, CampaignKind.AUP))


class AupInspection(Service, InspectionSource[SigningRecord]):
    """The section of the Acceptable Use Policy."""

    async def load(self) -> SigningRecord:
        """All that is kept of it."""
        published, signed, held = Query(Publication, {}), Query(Signature, {}), Query(Session, {})
        found = await self._store.find_each(published, signed, held)
        return SigningRecord(
            sorted(found[published], key=lambda each: (each.at, each.id)),
            sorted(found[signed], key=lambda each: (each.at, each.id)),
            sorted(found[held], key=lambda each: (each.held_on, each.id)),
        )


AUP: ServicePart[DrawAup] = ServicePart(
    topic=TopicSpec(
        name=AUP_TOPIC,
        purposes=AupPurpose,
        make=lambda wiring, draw: wiring.services.get(AupServices).topic(draw),
    ),
    provides={
        AupServices: lambda services: AupServices.of(services.context, services.get(Offers)),
        AupLines: lambda services: AupLines(services.context),
        AupInspection: lambda services: AupInspection(services.context),
    },
    jobs=(
        JobSpec(
            lambda wiring: wiring.services.get(AupServices).campaigns(),
            due=(DueKind(Campaign),),
            # What one person has still to sign wakes nobody: of a version that was replaced within its window it stays
            # due for ever. Reminders that another process left are found by looking again.
            can_wait=(Ask,),
            look_again=timedelta(minutes=10),
        ),
    ),
)
