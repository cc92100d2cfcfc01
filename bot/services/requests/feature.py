"""Requests as the services of a school have them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.kit.approval import ENDED_STATES
from bot.policy.kit.ended import EndedRecord
from bot.policy.kit.owed_duties import OwedDuty
from bot.policy.kit.references import REQUEST_PREFIX
from bot.policy.requests import RequestPurpose
from bot.policy.requests.kinds import KINDS_OF_REQUEST
from bot.policy.requests.request import StaffRequest
from bot.policy.requests.telling import REQUEST_TOPIC
from bot.policy.requests.timing import owed_duties
from bot.services.engine.remote_due import DueKind
from bot.services.feature import DutySource, JobSpec, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.kit.context import ServiceContext
from bot.services.kit.ended_records import EndedRecords
from bot.services.requests.requests import Requests
from bot.services.requests.topic import DrawRequest, RequestTimes, RequestTopic


class RequestDuties(DutySource):
    """What requests ask to be done on a day."""

    def __init__(self, context: ServiceContext) -> None:
        self._store = context.store

    async def load(self) -> Sequence[OwedDuty]:
        """Of the kinds that leave a duty behind."""
        kinds = [kind.id for kind in KINDS_OF_REQUEST.values() if kind.duty]
        return owed_duties(await self._store.find(StaffRequest, where={"kind": kinds}))


class EndedRequests(EndedRecords[StaffRequest]):
    """Requests that are over, or that never came about."""

    prefix = REQUEST_PREFIX
    kind = StaffRequest
    states = ENDED_STATES

    @property
    def kept_for(self) -> float:
        """As the school keeps them."""
        return self._school.retention.ended_requests

    def describe(self, record: StaffRequest) -> EndedRecord:
        """Without what was asked for: not every Champion may see it."""
        begun_at = record.versions[0].asked_at
        return EndedRecord(record, REQUEST_TOPIC, begun_at, record.ruling.at if record.ruling else begun_at)


REQUESTS: ServicePart[DrawRequest] = ServicePart(
    topic=TopicSpec(
        name=REQUEST_TOPIC,
        purposes=RequestPurpose,
        make=lambda wiring, draw: RequestTopic(wiring.context, draw),
    ),
    provides={
        Requests: lambda services: Requests(services.context, services.get(Offers)),
        EndedRequests: lambda services: EndedRequests(services.context),
        RequestDuties: lambda services: RequestDuties(services.context),
    },
    jobs=(JobSpec(lambda wiring: RequestTimes(wiring.context), due=(DueKind(StaffRequest),)),),
)
