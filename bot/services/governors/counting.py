"""Gathering what a report to governors says: reports by area, shares, tests, duties. Reads all, shows bands alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.policy.committee.meeting import CommitteeMeeting
from bot.policy.documents.campaigns import AskState, Campaign, CampaignKind
from bot.policy.duties.duty import Duty, DutyState
from bot.policy.filtering.checks import FilterReview, FilterTest
from bot.policy.governors.report import GovernorsFacts, ReportCount, ShareBand, share_of
from bot.policy.governors.terms import CountedTerm
from bot.policy.kit.queries import Query
from bot.policy.kit.school_time import local
from bot.services.incidents.loading import incident_pages
from bot.services.kit.context import ServiceContext
from bot.services.ports import Store

COUNTED_BEFORE_OTHERS = 50
"""Reports that are counted before other work gets its turn."""


async def count_reports(store: Store, since: datetime, until: datetime) -> dict[str, str]:
    """The band of each area, of all reports from a moment up to another, whoever may see them."""
    count = ReportCount(since, until)
    async for page in incident_pages(store):
        for at, incident in enumerate(page, 1):
            count.add(incident)
            if at % COUNTED_BEFORE_OTHERS == 0:
                await asyncio.sleep(0)
        if not page[-1].drill and page[-1].reported_at < since:
            break
    return count.result()


async def gather_facts(
    context: ServiceContext, term: CountedTerm, since: datetime, until: datetime, reports: dict[str, str]
) -> GovernorsFacts:
    """What a report says of this stretch of time, with what was reported in it."""
    tests, reviews, duties = Query(FilterTest, {}), Query(FilterReview, {}), Query(Duty, {})
    campaigns, meetings = Query(Campaign, {"current": True}), Query(CommitteeMeeting, {})
    found = await context.store.find_each(tests, reviews, duties, campaigns, meetings)
    first, last = _day(context, since), _day(context, until)
    tested = [each for each in found[tests] if first <= each.on < last]
    done = [each for each in found[duties] if each.state is DutyState.DONE and first <= _done_on(context, each) < last]
    return GovernorsFacts(
        school=context.school.name,
        year=term.year,
        number=term.number,
        since=since,
        until=until,
        reports=reports,
        signed=_share(_of_kind(found[campaigns], CampaignKind.AUP)).value,
        trained=_share(
            each
            for each in _of_kind(found[campaigns], CampaignKind.TRAINING)
            if context.calendar.school_year(each.begun_at) == term.year
        ).value,
        others_signed=_share(others).value if (others := _of_kind(found[campaigns], CampaignKind.DOCUMENT)) else "",
        filter_tests=len(tested),
        filter_faults=sum(not each.worked for each in tested),
        filter_reviewed=max((each.on for each in found[reviews] if each.on < last), default=None),
        duties_done=len(done),
        duties_late=sum(each.is_late(last) for each in found[duties]),
        committee_met=sum(each.met_on is not None and first <= each.met_on < last for each in found[meetings]),
    )


def _of_kind(campaigns: Iterable[Campaign], what: CampaignKind) -> Sequence[Campaign]:
    return [each for each in campaigns if each.what is what]


def _share(campaigns: Iterable[Campaign]) -> ShareBand:
    """Of all that these ask of whoever is on the staff list, how much is done."""
    found = list(campaigns)
    if not found:
        return ShareBand.NOT_ASKED
    standings = [standing for standing in AskState if standing not in {AskState.LEFT, AskState.SET_ASIDE}]
    asked = sum(each.count(*standings) for each in found)
    return share_of(sum(each.count(AskState.DONE) for each in found), asked)


def _done_on(context: ServiceContext, duty: Duty) -> date:
    ending = duty.ending
    return (ending.on or _day(context, ending.at)) if ending else date.min


def _day(context: ServiceContext, at: datetime) -> date:
    return local(at, context.school.timezone).date()
