"""Actions as the services of a school have them."""

from __future__ import annotations

from functools import partial

from bot.policy.actions import ActionPurpose
from bot.policy.actions.briefing import BRIEFED, action_lines
from bot.policy.actions.telling import ACTION_TOPIC
from bot.policy.incidents.actions import ReportAction
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.roles import Role
from bot.policy.kit.school_time import local
from bot.services.actions.actions import Actions
from bot.services.actions.times import ActionTimes
from bot.services.actions.topic import ActionTopic, DrawActions
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, LineSource, ServicePart, TopicSpec
from bot.services.kit.context import Service, ServiceContext


class ActionLines(Service, LineSource):
    """The lines of actions."""

    def __init__(self, context: ServiceContext, actions: Actions) -> None:
        super().__init__(context)
        self._actions = actions

    @property
    def roles(self) -> frozenset[Role]:
        """Those of the table."""
        return frozenset().union(*BRIEFED.values())

    async def load(self) -> LinesFor:
        """What is open, and the reports that it is about."""
        found, incidents = await self._actions.load_open()
        today = local(self._clock.now(), self._school.timezone).date()
        return partial(action_lines, actions=found, incidents=incidents, today=today)


ACTIONS: ServicePart[DrawActions] = ServicePart(
    topic=TopicSpec(
        name=ACTION_TOPIC,
        purposes=ActionPurpose,
        make=lambda wiring, draw: ActionTopic(wiring.context, draw),
    ),
    provides={
        Actions: lambda services: Actions(services.context),
        ActionLines: lambda services: ActionLines(services.context, services.get(Actions)),
    },
    jobs=(JobSpec(lambda wiring: ActionTimes(wiring.context), due=(DueKind(ReportAction),)),),
)
