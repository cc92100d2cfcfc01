"""The log: its pages, its patterns, its history and its review. Every line and count is one that the reader may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import ABOUT_CONDUCT
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice
from bot.policy.kit.school_time import instant, local
from bot.policy.log import reviewing
from bot.policy.log.log import (
    Filter,
    LogPage,
    is_in_general_log_of,
    is_in_half_term,
    is_in_log_of,
    is_kept_apart,
    must_handle,
    tiers,
)
from bot.policy.log.patterns import Patterns, counted_from, patterns
from bot.policy.log.recurring import Recurrences
from bot.policy.log.reviewing import LOG_TOPIC, Review, ReviewRound, ReviewSnapshot
from bot.services.incidents.loading import gather_incidents
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import Actor, keep_unless_seen
from bot.services.kit.posted_cards import load_posted
from bot.services.log.recurring import count_recurring
from bot.services.log.retention import Retention
from bot.services.log.times import signed_head

REPORTS_PER_PAGE = 10
"""So many stand on two screens of a phone."""
MAX_REPORTS_COUNTED = 200
"""So many are counted to the one; of more a page says "more than"."""


class Log(Service):
    """What handlers do with the whole of it."""

    def __init__(self, context: ServiceContext, retention: Retention) -> None:
        super().__init__(context)
        self._retention = retention

    async def page(self, by: Person, asked: Filter, page: int = 0) -> LogPage:
        """One page, counted from 0; the last there is when it lies beyond. Raises `NoHandler`."""
        must_handle(by, self._school)
        wanted = max(MAX_REPORTS_COUNTED, (page + 1) * REPORTS_PER_PAGE) + 1
        since = self._half_term_begins()
        found: list[Incident] = []
        for tier in tiers(asked, by):
            if len(found) >= wanted:
                break
            found += await gather_incidents(
                self._store,
                tier.where,
                lambda incident: is_in_general_log_of(by, incident) and is_in_half_term(asked, incident, since),
                wanted=wanted - len(found),
                newest_first=tier.newest_first,
                ends=(lambda incident: _older(incident, since)) if asked.half_term and tier.newest_first else None,
            )
        page = min(page, max(0, (len(found) - 1) // REPORTS_PER_PAGE))
        last, round_ = await self._last_review(), await self._store.get(ReviewRound, LOG_TOPIC)
        overdue = reviewing.overdue_half_term(last, round_.since if round_ else None, self._clock.now(), self._calendar)
        return LogPage(
            incidents=tuple(found[page * REPORTS_PER_PAGE : (page + 1) * REPORTS_PER_PAGE]),
            asked=asked,
            at=self._clock.now(),
            page=page,
            more=len(found) > (page + 1) * REPORTS_PER_PAGE,
            total=min(len(found), wanted - 1),
            at_least=len(found) >= wanted,
            untaken=sum(incident.state is State.REPORTED for incident in found[: wanted - 1]),
            reviewed=last,
            overdue=overdue.end if overdue else None,
            removable=await self._retention.count(by),
        )

    async def kept_apart(self, by: Person) -> Sequence[Incident]:
        """The concerns about adults that were found to be low-level ones or allegations, of those that this person may
        see, the newest first. Raises `NoHandler`."""
        must_handle(by, self._school)
        return await gather_incidents(
            self._store,
            {"kind": ABOUT_CONDUCT},
            lambda incident: is_in_log_of(by, incident) and is_kept_apart(incident),
            newest_first=True,
        )

    async def history(self, by: Person) -> Sequence[Entry]:
        """What was done with the log as a whole: reviews, exports. Raises `NoHandler`."""
        must_handle(by, self._school)
        return await self._store.timeline(LOG_TOPIC)

    async def patterns(self, by: Person) -> Patterns:
        """Counts of the last twelve months, of what this reader may see. Raises `NoHandler`."""
        must_handle(by, self._school)
        return await self._count(lambda incident: is_in_general_log_of(by, incident))

    async def recurring(self, by: Person) -> Recurrences:
        """What recurs this term against the term before, of what this reader may see. Raises `NoHandler`."""
        must_handle(by, self._school)
        return await count_recurring(self._store, by, self._clock.now(), self._calendar)

    async def _count(self, counts: Callable[[Incident], bool]) -> Patterns:
        since = counted_from(self._clock.now(), self._school.timezone)
        found = await gather_incidents(
            self._store,
            {},
            lambda incident: counts(incident) and incident.reported_at >= since,
            newest_first=True,
            ends=lambda incident: _older(incident, since),
        )
        return patterns(found, self._clock.now(), self._school.timezone)

    async def review(self, actor: Actor, remarks: str) -> None:
        """Mark the log reviewed; with the same form and remarks once. Raises `NotAllowed`."""

        head = await signed_head(self._store, self._signer, self._school.key)

        async def review() -> Outcome:
            snapshot = ReviewSnapshot(
                await self._store.get(ReviewRound, LOG_TOPIC),
                await self._last_review(),
                *await load_posted(self._store, LOG_TOPIC),
            )
            return reviewing.review(actor.person, remarks, snapshot, self._clock.now(), head)

        await keep_unless_seen(self._store, self._clock, actor, review, (remarks,))
        self._triggers.wake(Notice)

    async def _last_review(self) -> Review | None:
        found = await self._store.find(Review, newest_first=True, limit=1)
        return found[0] if found else None

    def _half_term_begins(self) -> datetime:
        tz = self._school.timezone
        term = reviewing.half_term_of(local(self._clock.now(), tz).date(), self._calendar)
        return instant(term.start, datetime.min.time(), tz)


def _older(incident: Incident, since: datetime) -> bool:
    """Whether it and all that were reported before it lie before that moment. Drills are numbered apart."""
    return not incident.drill and incident.reported_at < since
