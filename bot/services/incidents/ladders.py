"""What time does to incidents: finds what is due, asks the policy, keeps. Run by the ticker."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.policy.incidents import telling, ticking, wrong_clock
from bot.policy.incidents.authority import roles_on
from bot.policy.incidents.due import ladder_due
from bot.policy.incidents.incident import OPEN_STATES, Incident, PendingLookup
from bot.policy.incidents.reporting import Filing, Report, alert_late, reread_report, route_reaching_somebody
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.outage import TEAMS, Outage
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Holders
from bot.policy.kit.records import Notice
from bot.services.engine.jobs import Due, for_each
from bot.services.incidents.loading import ALWAYS, holders_of, load_standing, with_absences
from bot.services.incidents.reports import Filed, names_of
from bot.services.incidents.subjects import look_up
from bot.services.kit.clock_watch import ClockWatch, record_wrong_clock
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import decide


class Ladders(Service):
    """Ladders, owners' answers and deadlines of one school."""

    def __init__(self, context: ServiceContext) -> None:
        super().__init__(context)
        self._context = context
        self._watch = ClockWatch()
        self._due = Due(context.store, context.clock, Incident, self._tick)

    async def next_due(self) -> datetime | None:
        """When the next incident has something due."""
        return await self._due.next()

    async def run(self) -> None:
        """Decide everything that is due, each on its incident as it now stands. Raises the first failure last."""
        now = self._clock.now()
        if self._watch.is_due(now):
            await self._look_at_the_clock(now)
        await self._due.run()

    async def _look_at_the_clock(self, now: datetime) -> None:
        """Decide afresh on what a wrong clock has put too far off: it is due now."""
        where = {"state": [state.value for state in OPEN_STATES]}
        kept = await self._store.find(Incident, where=where)
        wrong = [each.id for each in kept if wrong_clock.correct_times(each, now, self._calendar) != each]
        if wrong:
            await record_wrong_clock(self._store, now, len(wrong))
            await for_each(wrong, self._tick)

    async def _tick(self, reference: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            standing = await load_standing(self._store, reference)
            if (pending := standing.incident.pending_lookup) is not None:
                return await look_up_and_alert(self._context, standing, pending), None
            held = await holders_of(self._directory, standing.incident.ladder.route, *ALWAYS)
            teams = await self._store.get(Outage, TEAMS)
            silent = teams is not None and teams.since is not None
            now = self._clock.now()
            reaching, held = await self._reach_somebody(standing.incident, held, now)
            held = await with_absences(self._store, held, now)
            ticked = ticking.tick(replace(standing, incident=reaching), held, now, self._calendar, silent=silent)
            if self._context.second_road and any(each.what == "nobody_took_it" for each in ticked.entries):
                ticked += Outcome(notices=telling.mail_untaken(standing.incident, ticked.notices, now))
            return ticked, None

        await decide(self._store, attempt)
        self._triggers.wake(Notice)

    async def _reach_somebody(self, incident: Incident, held: Holders, now: datetime) -> tuple[Incident, Holders]:
        """A report whose ladder goes on now, and on which nobody is any more since it began: with a last step of those
        who can be told, as a new one of its kind would have. With them who holds the roles of its ladder."""
        due, running = ladder_due(incident), incident.ladder
        if due is None or due > now or incident.drill or not roles_on(incident) <= held.keys():
            return incident, held
        said = reread_report(incident, incident.concerning, incident.held_back)
        route = route_reaching_somebody(said, running.route, held)
        if route is running.route:
            return incident, held
        longer = incident.model_copy(update={"ladder": running.model_copy(update={"route": route})})
        return longer, await holders_of(self._directory, route, *ALWAYS)


async def look_up_and_alert(context: ServiceContext, snapshot: IncidentSnapshot, pending: PendingLookup) -> Outcome:
    """The report with whom it names, alerted. Raises `DirectoryUnavailable` while that still cannot be said."""
    was = snapshot.incident
    said = Report(
        *(was.kind, was.happened_at, was.account, "", None),
        concerning=was.concerning,
        held_back=was.held_back,
        author=pending.author,
    )
    asks = Filed(was.id, was.reporter.id, was.account, {})
    kept = await context.store.find_each(*asks.queries)
    files = names_of(kept[asks.files])
    found = await look_up(context.directory, context.school, said, was.reporter.id, pending.adults, files)
    now = context.clock.now()
    held = await with_absences(context.store, found.holders, now)
    filing = Filing(was.id, found.route, held, context.calendar, asks.recent(kept))
    return alert_late(snapshot, found.said, filing, now)
