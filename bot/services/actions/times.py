"""What time does to actions: a job that reminds their owners, and looks whether these may still be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.policy.actions.reminding import give_back, is_owner_changed, remind
from bot.policy.incidents.actions import ActionState, ReportAction
from bot.policy.incidents.incident import Incident
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Notice
from bot.services.engine.jobs import Due, for_each
from bot.services.incidents.loading import ALWAYS, holders_of, load_standing
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import decide

OWNERS_INTERVAL = timedelta(minutes=10)
"""How often it is looked whether owners may still be told: as often as the copies of the directory are renewed."""
_log = structlog.get_logger()


class ActionTimes(Service):
    """Reminders of one school, and what comes back from those who may not know of a report any more."""

    def __init__(self, context: ServiceContext) -> None:
        super().__init__(context)
        self._due = Due(context.store, context.clock, ReportAction, self._remind)
        self._look_at: datetime | None = None

    async def next_due(self) -> datetime | None:
        """When the next action has something due, or its owners are looked at again; at once after a start."""
        now = self._clock.now()
        looks = now if self._look_at is None else min(self._look_at, now + OWNERS_INTERVAL)
        reminds = await self._due.next()
        return min(looks, reminds) if reminds is not None else looks

    async def run(self) -> None:
        """Look at the owners, and remind whoever is to be reminded."""
        now = self._clock.now()
        if self._look_at is None or not now < self._look_at <= now + OWNERS_INTERVAL:
            self._look_at = now + OWNERS_INTERVAL
            try:
                await self._look_at_owners()
            except DirectoryUnavailable as error:
                _log.warning("action_owners_not_known", **error.facts)
        await self._due.run()

    async def _look_at_owners(self) -> None:
        found = await self._store.find(ReportAction, where={"state": ActionState.OPEN.value})
        if not found:
            return
        await self._directory.check()
        people = await self._people(found)
        incidents = await self._store.find(Incident, where={"id": sorted({each.subject for each in found})})
        about = {each.id: each for each in incidents}
        changed = {
            each.subject
            for each in found
            if each.subject in about and is_owner_changed(each, people.get(each.owner.id), about[each.subject])
        }
        await for_each(sorted(changed), self._give_back)

    async def _give_back(self, reference: str) -> None:
        async def attempt() -> tuple[Outcome, None]:
            snapshot = await load_standing(self._store, reference)
            people = dict(await self._people(snapshot.actions))
            held = await holders_of(self._directory, snapshot.incident.ladder.route, *ALWAYS)
            handlers = [person for some in held.values() for person in some]
            known = {each.by.id for each in snapshot.actions}
            known |= {snapshot.incident.owner.id} if snapshot.incident.owner else set()
            people |= await self._directory.people(known)
            return give_back(snapshot, people, handlers, self._clock.now(), self._calendar), None

        await decide(self._store, attempt, self._triggers)

    async def _remind(self, action_id: str) -> None:
        await decide(self._store, partial(self._remind_once, action_id))
        self._triggers.wake(Notice)

    async def _remind_once(self, action_id: str) -> tuple[Outcome, None]:
        now = self._clock.now()
        action = await self._store.get(ReportAction, action_id)
        if action is None or action.due_at is None or action.due_at > now:
            return Outcome(), None
        snapshot = await load_standing(self._store, action.subject)
        people = await self._people(snapshot.actions)
        return remind(snapshot, people, now, self._calendar), None

    async def _people(self, actions: Iterable[ReportAction]) -> Mapping[str, Person]:
        return await self._directory.people({each.owner.id for each in actions})
