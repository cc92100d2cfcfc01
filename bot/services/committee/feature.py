"""The committee as the services of a school have it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.committee import COMMITTEE_TOPIC, CommitteePurpose
from bot.policy.committee.meeting import CommitteeDecision, CommitteeMeeting, CommitteeRound, HeldMeeting, held_meetings
from bot.policy.kit.queries import Query
from bot.services.committee.committee import Committee
from bot.services.committee.packs import Packs
from bot.services.committee.times import CommitteeCalls, CommitteeReminders
from bot.services.committee.topic import CommitteeTopic, DrawCommittee
from bot.services.engine.remote_due import DueKind
from bot.services.feature import InspectionSource, JobSpec, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.kit.context import Service


class CommitteeInspection(Service, InspectionSource[Sequence[HeldMeeting]]):
    """The section of the committee's meetings."""

    async def load(self) -> Sequence[HeldMeeting]:
        """Every one that was held, the earliest first."""
        meetings, decisions = Query(CommitteeMeeting, {}), Query(CommitteeDecision, {})
        found = await self._store.find_each(meetings, decisions)
        return held_meetings(found[meetings], found[decisions])


COMMITTEE: ServicePart[DrawCommittee] = ServicePart(
    topic=TopicSpec(
        name=COMMITTEE_TOPIC,
        purposes=CommitteePurpose,
        make=lambda wiring, draw: CommitteeTopic(wiring.context, wiring.services.get(Committee), draw),
    ),
    provides={
        Committee: lambda services: Committee(services.context),
        CommitteeInspection: lambda services: CommitteeInspection(services.context),
        Packs: lambda services: Packs(services.context, services.get(Committee), services.get(Offers)),
    },
    jobs=(
        JobSpec(lambda wiring: CommitteeCalls(wiring.context), can_wait=(CommitteeRound,)),
        JobSpec(lambda wiring: CommitteeReminders(wiring.context), due=(DueKind(CommitteeDecision),)),
    ),
)
