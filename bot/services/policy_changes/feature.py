"""Changes of the policy as the services of a school have them: asked for by a form, and done as a duty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.policy.incidents.incident import Incident
from bot.policy.kit import references
from bot.policy.kit.errors import NotFound
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.owed_duties import OwedDuty
from bot.policy.kit.people import Person
from bot.policy.policy_changes.change import (
    PolicyChange,
    PolicyChangeWords,
    ask_for_change,
    is_guarded,
    must_change,
    owed_changes,
)
from bot.services.feature import DutySource, ServicePart
from bot.services.kit.context import Service
from bot.services.kit.decisions import Actor, decide, load_submission


class PolicyChanges(Service):
    """What people do about a change."""

    async def prepare(self, by: Person, report: str) -> bool:
        """Whether the report, if one leads to it, is kept from some of those who will read the duty.

        Raises `PolicyNotYours`, and `NotFound` of a report that does not exist for them.
        """
        must_change(by, incident := await self._incident(report))
        return incident is not None and is_guarded(incident)

    async def ask(self, actor: Actor, report: str, words: PolicyChangeWords) -> None:
        """A change is asked for, once for the same form and words. Raises as `prepare`, and `Incomplete`."""

        async def attempt() -> tuple[Outcome, None]:
            now = self._clock.now()
            series = references.series(references.POLICY_CHANGE_PREFIX, self._calendar.school_year(now))
            sent = await load_submission(self._store, self._clock, actor, (words.clause, words.why), series=series)
            if sent.repeats is not None:
                return Outcome(), None
            context = ActionContext(actor.person, now, self._calendar)
            outcome = ask_for_change(sent.reference, words, await self._incident(report), context)
            return outcome + sent.marks(sent.reference), None

        await decide(self._store, attempt)

    async def _incident(self, report: str) -> Incident | None:
        if not report:
            return None
        incident = await self._store.get(Incident, report)
        if incident is None:
            raise NotFound()
        return incident


class PolicyChangeDuties(Service, DutySource):
    """What changes ask to be done."""

    async def load(self) -> Sequence[OwedDuty]:
        """A duty for each."""
        return owed_changes(await self._store.find(PolicyChange), self._school.timezone)


POLICY_CHANGES: ServicePart[Any] = ServicePart(
    provides={
        PolicyChanges: lambda services: PolicyChanges(services.context),
        PolicyChangeDuties: lambda services: PolicyChangeDuties(services.context),
    }
)
