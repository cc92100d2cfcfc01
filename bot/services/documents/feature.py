"""Documents and training as the services of a school have them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.policy.documents import DocumentPurpose
from bot.policy.documents.campaigns import Ask, Campaign
from bot.policy.documents.publication import Publication
from bot.policy.documents.reminders import DOCUMENTS_TOPIC
from bot.policy.documents.signing import Signature
from bot.policy.documents.training import Session
from bot.policy.documents.view import BRIEFED, SigningRecord, document_lines
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.queries import Query
from bot.policy.kit.roles import Role
from bot.services.documents.loading import all_current
from bot.services.documents.services import DocumentServices
from bot.services.documents.topic import DrawDocument
from bot.services.engine.remote_due import DueKind
from bot.services.feature import InspectionSource, JobSpec, LineSource, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.kit.context import Service


class DocumentLines(Service, LineSource):
    """The lines of what is signed."""

    @property
    def roles(self) -> frozenset[Role]:
        """Those of the table."""
        return BRIEFED

    async def load(self) -> LinesFor:
        """How the campaigns stand of all documents that the school has."""
        ours = {rule.id for rule in self._school.documents}
        under_way = [each for each in await all_current(self._store) if each.document_id in ours]
        return partial(document_lines, campaigns=under_way)


class DocumentsInspection(Service, InspectionSource[SigningRecord]):
    """The section of documents and training."""

    async def load(self) -> SigningRecord:
        """All that is kept of them."""
        published, signed, held = Query(Publication, {}), Query(Signature, {}), Query(Session, {})
        asked = Query(Campaign, {})
        found = await self._store.find_each(published, signed, held, asked)
        return SigningRecord(
            {each.id: each for each in found[asked]},
            sorted(found[published], key=lambda each: (each.at, each.id)),
            sorted(found[signed], key=lambda each: (each.at, each.id)),
            sorted(found[held], key=lambda each: (each.held_on, each.id)),
        )


DOCUMENTS: ServicePart[DrawDocument] = ServicePart(
    topic=TopicSpec(
        name=DOCUMENTS_TOPIC,
        purposes=DocumentPurpose,
        make=lambda wiring, draw: wiring.services.get(DocumentServices).topic(draw),
    ),
    provides={
        DocumentServices: lambda services: DocumentServices.of(services.context, services.get(Offers)),
        DocumentLines: lambda services: DocumentLines(services.context),
        DocumentsInspection: lambda services: DocumentsInspection(services.context),
    },
    jobs=(
        JobSpec(
            lambda wiring: wiring.services.get(DocumentServices).campaigns(),
            due=(DueKind(Campaign),),
            # What one person has still to sign wakes nobody: of a version that was replaced within its window it stays
            # due for ever. Reminders that another process left are found by looking again.
            can_wait=(Ask,),
            look_again=timedelta(minutes=10),
        ),
    ),
)
