"""Reports that were made while the directory could say nothing: looked up and rung as soon as it can."""

from __future__ import annotations

from bot.policy.incidents.incident import PendingLookup
from bot.policy.incidents.reporting import Filing, Report, ring_late
from bot.policy.incidents.telling import Snapshot
from bot.policy.kit.outcome import Outcome
from bot.services.files.attaching import held_by
from bot.services.incidents.reports import names_of, recent_reports
from bot.services.incidents.subjects import look_up
from bot.services.kit.context import ServiceContext


async def looked_up(context: ServiceContext, snapshot: Snapshot, pending: PendingLookup) -> Outcome:
    """The report with whom it names, rung. Raises `DirectoryUnavailable` while that still cannot be said."""
    was = snapshot.incident
    said = Report(
        *(was.kind, was.happened_at, was.account, "", None),
        concerning=was.concerning,
        held_back=was.held_back,
        author=pending.author,
    )
    files = names_of(await held_by(context.store, was.id))
    found = await look_up(context.directory, context.school, said, was.reporter.id, pending.adults, files)
    recent = await recent_reports(context.store, was.reporter.id, was.account)
    filing = Filing(was.id, found.route, found.holders, context.calendar, recent)
    return ring_late(snapshot, found.said, filing, context.clock.now())
