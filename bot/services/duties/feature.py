"""Duties as the services of a school have them."""

from __future__ import annotations

from functools import partial

from bot.policy.duties import DutyPurpose
from bot.policy.duties.duty import Duty
from bot.policy.duties.falling_due import CalendarDay
from bot.policy.duties.telling import DUTY_TOPIC
from bot.policy.duties.year import briefed_roles, duty_lines
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.roles import Role
from bot.services.duties.duties import Duties
from bot.services.duties.loading import DutyLoader
from bot.services.duties.times import DutyTimes
from bot.services.duties.topic import DrawDuty, DutyTopic
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, LineSource, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.kit.context import ServiceContext


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


DUTIES: ServicePart[DrawDuty] = ServicePart(
    topic=TopicSpec(
        name=DUTY_TOPIC,
        purposes=DutyPurpose,
        make=lambda wiring, draw: DutyTopic(wiring.context, draw),
    ),
    provides={
        Duties: lambda services: Duties(services.context, services.get(Offers)),
        DutyLines: lambda services: DutyLines(services.context),
    },
    jobs=(JobSpec(lambda wiring: DutyTimes(wiring.context), due=(DueKind(Duty),), can_wait=(CalendarDay,)),),
)
