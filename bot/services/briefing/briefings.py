"""Briefings: what somebody is owed now, put together from what the features contribute, and said in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.policy.briefing.briefing import in_order, is_of_today
from bot.policy.kit.briefing import BriefingLine
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.people import Person
from bot.policy.kit.records import Message, Notice, Purpose
from bot.policy.kit.roles import Role
from bot.services.feature import LineSource
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.topics import Drawn, NotTheirs, Topic


class Briefings(Service):
    """Who is owed which lines. What a person may not see is in none of them, and nobody is named."""

    def __init__(self, context: ServiceContext, sources: Sequence[LineSource]) -> None:
        super().__init__(context)
        self._sources = sources

    @property
    def roles(self) -> frozenset[Role]:
        """The roles whose holders may be owed a line."""
        return frozenset(role for source in self._sources for role in source.roles)

    async def of(self, person: Person) -> Sequence[BriefingLine]:
        """The lines of one person by the roles that they hold now. Raises `DirectoryUnavailable`, and not
        for somebody who is owed none whatever there is."""
        return (await self._lines([person]))[person.id] if person.holds(*self.roles) else ()

    async def of_everybody(self) -> Mapping[str, Sequence[BriefingLine]]:
        """The lines of everybody who is owed any, by object id. Raises `DirectoryUnavailable` where somebody who may be
        owed some is not known just now."""
        roles = self.roles
        held = await self._directory.holders_of_each(roles)
        if len(held) < len(roles):
            raise DirectoryUnavailable()
        people = await self._directory.people({person.id for holders in held.values() for person in holders})
        return {person: lines for person, lines in (await self._lines(list(people.values()))).items() if lines}

    async def _lines(self, people: Sequence[Person]) -> Mapping[str, Sequence[BriefingLine]]:
        loaded = [await source.load() for source in self._sources]
        return {person.id: in_order(line for lines in loaded for line in lines(person)) for person in people}


DrawBriefing = Callable[[Sequence[BriefingLine]], Message]


class BriefingTopic(Topic):
    """The topic `briefing`."""

    def __init__(self, context: ServiceContext, briefings: Briefings, draw: DrawBriefing) -> None:
        self._context = context
        self._briefings = briefings
        self._draw = draw

    async def draw(self, notice: Notice, purpose: Purpose, reader: Person | None) -> Drawn | NotTheirs | None:
        """The lines as they are now; nothing where none is left, or the day is over."""
        now = self._context.clock.now()
        if reader is None or not reader.holds(*self._briefings.roles):
            return NotTheirs()
        if not is_of_today(notice, now, self._context.calendar):
            return None
        lines = await self._briefings.of(reader)
        return Drawn(self._draw(lines)) if lines else None
