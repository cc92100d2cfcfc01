"""Reports to governors as people read, release and take them, and the job that counts each term once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.policy.governors import GOVERNORS_TOPIC
from bot.policy.governors.report import (
    CHAIR,
    GOVERNORS_READERS,
    RELEASERS,
    GovernorsFacts,
    GovernorsReport,
    GovernorsRound,
    GovernorsShown,
    chairs_outside,
    draft_report,
    first_governors_round,
    is_to_be_counted,
    look_again,
    may_see_report,
    must_read,
    release,
)
from bot.policy.governors.terms import term_counted_last, term_to_come
from bot.policy.kit.errors import NotFound
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice
from bot.policy.log.reviewing import LOG_TOPIC, ReviewRound
from bot.services.governors.counting import count_reports, gather_facts
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import Actor, decide, load_submission, mark_seen, reconfirm_roles
from bot.services.kit.posted_cards import load_posted
from bot.services.ports import Files

DrawGovernorsFile = Callable[[GovernorsReport], bytes]


class Governors(Service):
    """What people do with reports to governors."""

    def __init__(self, context: ServiceContext, files: Files) -> None:
        super().__init__(context)
        self._context = context
        self._files = files

    async def list_for(self, by: Person) -> Sequence[GovernorsReport]:
        """The reports that this person may see, the newest first. Raises `GovernorsNotYours`."""
        must_read(by)
        found = await self._store.find(GovernorsReport, newest_first=True)
        return [report for report in found if may_see_report(by, report)]

    async def show_to_come(self, by: Person) -> GovernorsShown:
        """The report of the term that is counted next, for those who will release it: as things stand, and without what
        was reported. Raises `GovernorsNotYours`."""
        must_read(by, RELEASERS)
        now = self._clock.now()
        held = await self._store.get(GovernorsRound, GOVERNORS_TOPIC)
        term = term_to_come(now, self._calendar)
        since = held.since if held else await self._in_use_since(now)
        facts = await gather_facts(self._context, term, since, now, {})
        return GovernorsShown(facts, None, term.until)

    async def show(self, by: Person, report_id: str) -> GovernorsShown:
        """A report that this person may see. Raises `GovernorsNotYours` and `NotFound`."""
        must_read(by)
        report = await self._store.get(GovernorsReport, report_id) if report_id else None
        if report is None or not may_see_report(by, report):
            raise NotFound()
        return await self.with_chairs(report)

    async def with_chairs(self, report: GovernorsReport) -> GovernorsShown:
        """A report, and who chairs the governors outside Teams where nobody does in it."""
        chairs = await self._directory.holders_of_each([CHAIR])
        outside = chairs_outside(self._school.contacts)
        in_teams = bool(chairs.get(CHAIR))
        return GovernorsShown(report.facts, report, None, () if in_teams else outside, in_teams)

    async def release(self, actor: Actor, report_id: str) -> tuple[GovernorsShown, bool]:
        """Governors may read it, and the chair is told; whether this press did it. Whoever is second finds it released.

        Raises `GovernorsNotYours`, `NotFound`, and `DirectoryUnavailable` where it cannot be asked who presses.
        """

        async def attempt() -> tuple[Outcome, tuple[GovernorsReport, bool]]:
            sent = await load_submission(self._store, self._clock, actor)
            shown = await self.show(actor.person, report_id)
            report = shown.report
            if report is None:
                raise NotFound()
            if sent.repeats is not None or report.is_released:
                must_read(actor.person, RELEASERS)
                return Outcome(), (report, False)
            by = await reconfirm_roles(self._directory, actor.person, GOVERNORS_READERS)
            chairs = await self._directory.holders(CHAIR)
            context = ActionContext(by, self._clock.now(), self._calendar)
            outcome = release(report, chairs, *await load_posted(self._store, report.id), context)
            (after,) = outcome.applied_to(GovernorsReport, (report,))
            return outcome + sent.marks(), (after, True)

        report, first = await decide(self._store, attempt)
        self._triggers.wake(Notice)
        return await self.with_chairs(report), first

    async def offer_file(
        self, actor: Actor, report_id: str, name: Callable[[GovernorsFacts], str], draw: DrawGovernorsFile
    ) -> str:
        """Offer a report as a file, once for a press and by the person's roles of now; its name.

        Raises `GovernorsNotYours`, `NotFound`, `DirectoryUnavailable`, `AlreadyDone`, and `Undelivered`.
        """
        must_read(actor.person)
        person = await reconfirm_roles(self._directory, actor.person, GOVERNORS_READERS)
        report = (await self.show(person, report_id)).report
        if report is None:
            raise NotFound()
        await mark_seen(self._store, self._clock, actor)
        file = name(report.facts)
        await self._files.offer(person, file, await asyncio.to_thread(draw, report), "governors_taken")
        return file

    async def _in_use_since(self, now: datetime) -> datetime:
        return await in_use_since(self._context, now)


class GovernorsRounds(Service):
    """The job: on each school morning it is looked whether a term's reports are to be counted, each term once."""

    def __init__(self, context: ServiceContext) -> None:
        super().__init__(context)
        self._context = context

    async def next_due(self) -> datetime | None:
        """When it is looked next; at once where it never was."""
        held = await self._store.get(GovernorsRound, GOVERNORS_TOPIC)
        return held.due_at if held else self._clock.now()

    async def run(self) -> None:
        """Count what is to be counted, and put its draft before those who release it."""

        async def attempt() -> tuple[Outcome, None]:
            now = self._clock.now()
            held = await self._store.get(GovernorsRound, GOVERNORS_TOPIC)
            if held is None:
                since = await in_use_since(self._context, now)
                return Outcome((first_governors_round(since, now, self._calendar),)), None
            if held.due_at > now:
                return Outcome(), None
            term = term_counted_last(now, self._calendar)
            if not is_to_be_counted(held, term) or await self._store.get(GovernorsReport, term.id) is not None:
                return look_again(held, now, self._calendar), None
            releasers = [person for role in sorted(RELEASERS) for person in await self._directory.holders(role)]
            reports = await count_reports(self._store, held.since, term.until)
            facts = await gather_facts(self._context, term, held.since, term.until, reports)
            return draft_report(held, term, facts, releasers, now, self._calendar), None

        await decide(self._store, attempt)
        self._triggers.wake(Notice)


async def in_use_since(context: ServiceContext, now: datetime) -> datetime:
    """From when the first report counts: since the term's own beginning, but not before the log was in use."""
    log = await context.store.get(ReviewRound, LOG_TOPIC)
    return max(term_counted_last(now, context.calendar).until, log.since if log else now)
