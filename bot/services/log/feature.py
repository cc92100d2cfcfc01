"""The log, its review and its retention as the services of a school have them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.policy.incidents.incident import OPEN_STATES, Incident
from bot.policy.kit.briefing import LinesFor
from bot.policy.kit.roles import Role
from bot.policy.log import LogPurpose
from bot.policy.log.briefing import BRIEFED, log_lines
from bot.policy.log.cpoms import CpomsRound
from bot.policy.log.head_telling import HeadTelling
from bot.policy.log.log import handling_roles
from bot.policy.log.recurring import PatternRound
from bot.policy.log.retention import Removal
from bot.policy.log.reviewing import LOG_TOPIC, Review, ReviewRound, overdue_half_term
from bot.services.feature import InspectionSource, JobSpec, LineSource, ServicePart, TopicSpec, Wiring
from bot.services.files.offers import Offers
from bot.services.kit.context import Service
from bot.services.kit.ended_records import EndedRecords
from bot.services.log.cpoms import Cpoms, CpomsReminders, load_missing
from bot.services.log.exports import Exports
from bot.services.log.log import Log
from bot.services.log.retention import Retention
from bot.services.log.times import Heads, PatternRounds, Reviews
from bot.services.log.topic import DrawLog, LogTopic
from bot.services.log.unreadable import LookingThrough


class LogLines(Service, LineSource):
    """The lines of the log."""

    @property
    def roles(self) -> frozenset[Role]:
        """Those of the table."""
        return frozenset().union(*BRIEFED.values())

    async def load(self) -> LinesFor:
        """The open reports, whether a review is overdue, what cannot be read, and what is not in CPOMS."""
        now = self._clock.now()
        open_ones = await self._store.find(Incident, where={"state": [state.value for state in OPEN_STATES]})
        last = await self._store.find(Review, newest_first=True, limit=1)
        held = await self._store.get(ReviewRound, LOG_TOPIC)
        overdue = overdue_half_term(last[0] if last else None, held.since if held else None, now, self._calendar)
        handling, unreadable = handling_roles(self._school), len(await self._store.set_apart())
        return partial(
            log_lines,
            open_ones=open_ones,
            overdue=overdue,
            unreadable=unreadable,
            now=now,
            handling=handling,
            missing=await load_missing(self._store),
            has_deputy=bool(await self._directory.holders("deputy_dsl")),
        )


def _topic(wiring: Wiring, draw: DrawLog) -> LogTopic:
    return LogTopic(wiring.context, draw)


class ReviewsInspection(Service, InspectionSource[Sequence[Review]]):
    """The section of the log's reviews."""

    async def load(self) -> Sequence[Review]:
        """Every review, the earliest first."""
        return await self._store.find(Review)


THE_LOG = ServicePart(
    topic=TopicSpec(name=LOG_TOPIC, purposes=LogPurpose, make=_topic),
    provides={
        Retention: lambda services: Retention(services.context, services.file_store, services.every(EndedRecords)),
        Log: lambda services: Log(services.context, services.get(Retention)),
        Exports: lambda services: Exports(services.context, services.get(Offers)),
        Cpoms: lambda services: Cpoms(services.context),
        LogLines: lambda services: LogLines(services.context),
        ReviewsInspection: lambda services: ReviewsInspection(services.context),
    },
    jobs=(
        JobSpec(lambda wiring: wiring.services.get(Retention), can_wait=(Removal,), also=(Removal,)),
        JobSpec(lambda wiring: Reviews(wiring.context), can_wait=(ReviewRound,)),
        JobSpec(lambda wiring: CpomsReminders(wiring.context), can_wait=(CpomsRound,)),
        JobSpec(lambda wiring: Heads(wiring.context), can_wait=(HeadTelling,)),
        JobSpec(lambda wiring: PatternRounds(wiring.context), can_wait=(PatternRound,)),
        JobSpec(lambda wiring: LookingThrough(wiring.context)),
    ),
)
