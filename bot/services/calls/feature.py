"""Video calls as the services of a school have them."""

from __future__ import annotations

from functools import partial

from bot.policy.calls import CallPurpose
from bot.policy.calls.call import VideoCall
from bot.policy.calls.telling import CALL_TOPIC
from bot.policy.calls.view import call_lines
from bot.policy.kit.absence import Absence
from bot.policy.kit.approval import ENDED_STATES, ApprovalState
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.ended import EndedRecord
from bot.policy.kit.references import CALL_PREFIX
from bot.policy.kit.roles import Role
from bot.services.calls.absence import Absences
from bot.services.calls.calls import Calls
from bot.services.calls.loading import CallContext
from bot.services.calls.times import CallTimes
from bot.services.calls.topic import CallTopic, DrawCall
from bot.services.documents.training import TrainingRecords
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, LineSource, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.kit.context import ServiceContext
from bot.services.kit.ended_records import EndedRecords
from bot.services.services import Services


class CallLines(LineSource):
    """The line of video calls."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = CallContext.of(context)

    @property
    def roles(self) -> frozenset[Role]:
        """Those of the approver and the deputies."""
        return frozenset(self._context.deciding)

    async def load(self) -> LinesFor:
        """The calls that wait, and who decides them now. Raises `DirectoryUnavailable`."""
        waiting = await self._context.store.find(VideoCall, where={"state": ApprovalState.WAITING.value})
        deciders, _ = await self._context.deciders()
        return partial(call_lines, waiting=waiting, deciders=deciders)


class EndedCalls(EndedRecords[VideoCall]):
    """Video calls that have taken place, or never will."""

    prefix = CALL_PREFIX
    kind = VideoCall
    states = ENDED_STATES

    @property
    def kept_for(self) -> float:
        """As long as every other request."""
        return self._school.retention.ended_requests

    def describe(self, record: VideoCall) -> EndedRecord:
        """Without its subject: not every Champion may see it."""
        begun_at = record.requests[0].asked_at
        return EndedRecord(record, CALL_TOPIC, begun_at, record.ruling.at if record.ruling else begun_at)


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
        EndedCalls: lambda services: EndedCalls(services.context),
        CallLines: lambda services: CallLines(services.context),
    },
    jobs=(JobSpec(lambda wiring: CallTimes(wiring.context), due=(DueKind(VideoCall), DueKind(Absence))),),
)
