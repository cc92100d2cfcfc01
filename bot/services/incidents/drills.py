"""Drills: a real ladder, marked on every card, that counts nowhere."""

from __future__ import annotations

from functools import partial

from bot.policy.incidents import closing, reporting
from bot.policy.incidents.authority import DRILLERS, must_be_known
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.reporting import Filing, Report
from bot.policy.kit import references
from bot.policy.kit.errors import NotAllowed, NotFound
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.records import Notice
from bot.policy.kit.references import draft_id
from bot.services.incidents.loading import IncidentAnswer, holders_of, load_standing, load_view, with_absences
from bot.services.kit.context import Service
from bot.services.kit.decisions import Actor, AlreadyDone, decide, load_submission, reject_if_seen


class Drills(Service):
    """What a Champion does to know that the ladders are heard."""

    async def may_begin(self, by: Person) -> None:
        """Return for a Champion. Raises `NotAllowed` for everybody else."""
        if not by.holds(*DRILLERS):
            raise NotAllowed()

    async def begin(self, actor: Actor, kind: str, draft: str, place: Place | None) -> IncidentAnswer:
        """Alert the ladder of this kind. The same draft begins one drill."""
        await self.may_begin(actor.person)
        route = self._school.routes[kind]
        held = await with_absences(self._store, await holders_of(self._directory, route), self._clock.now())

        async def attempt() -> tuple[Outcome, str]:
            series = references.series(references.DRILL_PREFIX, self._calendar.school_year(self._clock.now()))
            form = draft_id(actor.person.id, draft)
            sent = await load_submission(self._store, self._clock, actor, draft=form, series=series)
            if sent.filed:
                return Outcome(), sent.filed.subject
            if sent.repeats:
                raise AlreadyDone
            said = Report(kind, None, {}, draft, place, drill=True)
            filing = Filing(sent.reference, route, held, self._calendar)
            return reporting.file_report(said, actor.person, filing, sent.now) + sent.marks(
                sent.reference
            ), sent.reference

        reference = await decide(self._store, attempt)
        self._triggers.wake(Notice, Incident)
        return IncidentAnswer(await load_view(self._store, reference))

    async def end(self, actor: Actor, reference: str) -> IncidentAnswer:
        """Whoever began a drill ends it. Raises `NotFound` for anything else."""

        async def attempt() -> tuple[Outcome, None]:
            standing = await load_standing(self._store, reference, partial(must_be_known, actor.person))
            incident: Incident = standing.incident
            if not incident.drill or incident.reporter.id != actor.person.id:
                raise NotFound()
            if incident.closing is not None:
                return Outcome(), None
            outcome = closing.end_drill(standing, ActionContext(actor.person, self._clock.now(), self._calendar))
            return await reject_if_seen(self._store, self._clock, actor, outcome), None

        await decide(self._store, attempt)
        self._triggers.wake(Notice, Incident)
        return IncidentAnswer(await load_view(self._store, reference))
