"""Who would be told of a report: the school as it is, handed to the rules. Nothing is kept, and no report is read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.policy.kit.absence import Absence
from bot.policy.kit.errors import Incomplete, NotAllowed
from bot.policy.kit.people import Person
from bot.policy.kit.reached import Reached
from bot.policy.kit.roles import ROLES
from bot.policy.kit.school import School
from bot.policy.simulation.hours import KindRow, each_hour, may_simulate, moments, table, week_ahead
from bot.policy.simulation.simulating import Case, Prospect, Staffing, roles_asked, simulate
from bot.services.incidents.loading import holders
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import Actor, mark_seen, reconfirm_roles
from bot.services.ports import Directory, Files, Store


@dataclass(frozen=True, slots=True)
class Beforehand:
    """Every kind at a few moments, and who is away."""

    rows: Sequence[KindRow]
    absences: Sequence[Absence]


class Simulation(Service):
    """What Champions, senior leaders and the Headteacher may ask."""

    def __init__(self, context: ServiceContext, files: Files) -> None:
        super().__init__(context)
        self._files = files
        self._mails = context.second_road

    async def table(self, by: Person) -> Beforehand:
        """Every kind now, tonight, on Saturday and in the holidays. Raises `NotAllowed`, `DirectoryUnavailable`."""
        _must_simulate(by)
        staffing, now = await self._staffing(), self._clock.now()
        away = [each for each in staffing.absences if each.holds(now)]
        return Beforehand(table(self._school, staffing, now), away)

    async def ladder(self, by: Person, kind: str, at: datetime | None, named: str = "") -> Prospect:
        """The ladder of a kind at that moment, or now, where it names the adult of that object id. Raises
        `Incomplete(named=…)` for somebody who is nobody of the staff, and as `table`."""
        _must_simulate(by)
        person = await self._directory.person(named) if named else None
        if named and person is None:
            raise Incomplete(named="simulation.not_staff")
        case = Case(kind, at or self._clock.now(), named=(person.who,) if person else ())
        return simulate(self._school, await self._staffing(), case)

    @staticmethod
    def must_simulate(by: Person) -> None:
        """Return for whoever may ask. Raises `NotAllowed`."""
        _must_simulate(by)

    def moments(self) -> dict[str, datetime]:
        """The moments of the table, by their names."""
        return {moment.value: at for moment, at in moments(self._school, self._clock.now()).items()}

    async def export(self, actor: Actor, name: str, content: Callable[[Sequence[Prospect]], bytes]) -> None:
        """Offer each kind at each hour of the week to come as a file, once for a press, by the person's roles of now.

        Raises as `table`, `AlreadyDone`, and `Undelivered` when it is not offered.
        """
        _must_simulate(actor.person)
        person = await reconfirm_roles(self._directory, actor.person, ROLES)
        _must_simulate(person)
        staffing = await self._staffing()
        await mark_seen(self._store, self._clock, actor)
        found: list[Prospect] = []
        hours = week_ahead(self._school, self._clock.now(), staffing.absences)
        for prospect in each_hour(self._school, staffing, hours):
            found.append(prospect)
            await asyncio.sleep(0)  # it takes a second in all, and nobody else waits for it
        await self._files.offer(person, name, await asyncio.to_thread(content, found), "simulation_exported")

    async def _staffing(self) -> Staffing:
        return await load_staffing(self._school, self._directory, self._store, mails=self._mails)


async def load_staffing(school: School, directory: Directory, store: Store, *, mails: bool) -> Staffing:
    """Who there is, who is away, and whom Teams reaches. Raises `DirectoryUnavailable` when nobody can say."""
    held = await holders(directory, roles_asked(school))
    reached = {each.id: each for each in await store.find(Reached)}
    return Staffing(held, await store.find(Absence), reached, mails=mails)


def _must_simulate(person: Person) -> None:
    if not may_simulate(person):
        raise NotAllowed()
