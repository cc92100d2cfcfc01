"""Reports that were made while the directory could say nothing: looked up and rung as soon as it can."""

from __future__ import annotations

from bot.policy.incidents.incident import PendingLookup
from bot.policy.incidents.reporting import Filing, Report, ring_late
from bot.policy.incidents.telling import Snapshot
from bot.policy.kit.outcome import Outcome
from bot.services.incidents.reports import Filed, names_of
from bot.services.incidents.subjects import look_up
from bot.services.kit.context import ServiceContext


async def look_up_and_ring(context: ServiceContext, snapshot: Snapshot, pending: PendingLookup) -> Outcome:
    """The report with whom it names, rung. Raises `DirectoryUnavailable` while that still cannot be said."""
    was = snapshot.incident
    said = Report(
        *(was.kind, was.happened_at, was.account, "", None),
        concerning=was.concerning,
        held_back=was.held_back,
        author=pending.author,
    )
    asks = Filed(was.id, was.reporter.id, was.account)
    kept = await context.store.find_each(*asks.queries)
    files = names_of(kept[asks.files])
    found = await look_up(context.directory, context.school, said, was.reporter.id, pending.adults, files)
    filing = Filing(was.id, found.route, found.holders, context.calendar, asks.recent(kept))
    return ring_late(snapshot, found.said, filing, context.clock.now())
