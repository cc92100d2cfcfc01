"""Duties as the services of a school have them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.policy.duties import DutyPurpose
from bot.policy.duties.duty import Duty, DutyState
from bot.policy.duties.falling_due import GUARD_PREFIX, CalendarDay
from bot.policy.duties.telling import DUTY_TOPIC
from bot.policy.duties.year import briefed_roles, duty_lines
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.ended import EndedRecord
from bot.policy.kit.references import DUTY_PREFIX
from bot.policy.kit.roles import Role
from bot.services.duties.duties import Duties
from bot.services.duties.files import DutyFiles
from bot.services.duties.loading import DutyLoader
from bot.services.duties.times import DutyTimes
from bot.services.duties.topic import DrawDuty, DutyTopic
from bot.services.engine.remote_due import DueKind
from bot.services.feature import DutySource, InspectionSource, JobSpec, LineSource, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.ended_records import EndedRecords


class DutyLines(LineSource):
    """The lines of duties."""

    def __init__(self, context: ServiceContext) -> None:
        self._load = DutyLoader.of(context)

    @property
    def roles(self) -> frozenset[Role]:
        """Those of the calendar's rows, of the Headteacher and of the Champions."""
        return briefed_roles(self._load.school.duties)

    async def load(self) -> LinesFor:
        """The open duties, and whose each is now. Raises `DirectoryUnavailable`."""
        open_ones = await self._load.open_ones()
        holders = await self._load.holders([duty.rule.role for duty in open_ones])
        people = {duty.id: await self._load.people(duty, holders) for duty in open_ones}
        return partial(duty_lines, open_ones=open_ones, people=people, today=self._load.today)


class EndedDuties(EndedRecords[Duty]):
    """Duties that are done or not needed."""

    prefix = DUTY_PREFIX
    kind = Duty
    states = (DutyState.DONE.value, DutyState.NOT_NEEDED.value)
    guards = GUARD_PREFIX

    @property
    def kept_for(self) -> float:
        """As the school keeps them."""
        return self._school.retention.done_duties

    def describe(self, record: Duty) -> EndedRecord:
        """By its title, which every Champion sees in the calendar."""
        ended_at = record.ending.at if record.ending else record.begun_at
        return EndedRecord(record, DUTY_TOPIC, record.begun_at, ended_at, record.rule.title)


class DutiesInspection(Service, InspectionSource[Sequence[Duty]]):
    """The section of the duties."""

    async def load(self) -> Sequence[Duty]:
        """Every duty, the first due first."""
        return sorted(await self._store.find(Duty), key=lambda duty: (duty.due_on, duty.id))


DUTIES: ServicePart[DrawDuty] = ServicePart(
    topic=TopicSpec(
        name=DUTY_TOPIC,
        purposes=DutyPurpose,
        make=lambda wiring, draw: DutyTopic(wiring.context, draw),
    ),
    provides={
        Duties: lambda services: Duties(services.context, services.get(Offers), services.every(DutySource)),
        DutyFiles: lambda services: DutyFiles(services.context),
        EndedDuties: lambda services: EndedDuties(services.context),
        DutyLines: lambda services: DutyLines(services.context),
        DutiesInspection: lambda services: DutiesInspection(services.context),
    },
    jobs=(
        JobSpec(
            lambda wiring: DutyTimes(wiring.context, wiring.services.every(DutySource)),
            due=(DueKind(Duty),),
            can_wait=(CalendarDay,),
        ),
    ),
)
