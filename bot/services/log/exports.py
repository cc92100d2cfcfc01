"""The export of the log: every incident that the person may see, with its timeline, as one file for them alone.

What a line of the file looks like is the caller's; who may have it is decided here, with the directory asked afresh.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import Incident, Note
from bot.policy.incidents.linking import LinkedReports
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry
from bot.policy.kit.school_time import local
from bot.policy.log.log import handling_roles, is_in_log_of, is_kept_apart, must_handle
from bot.policy.log.reviewing import LOG_TOPIC
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import Actor, decide, reconfirm_roles, reject_if_seen
from bot.services.ports import Files

T = TypeVar("T")
Row = Sequence[str]
SLICE = 50
"""How many things are dealt with before other work gets its turn."""


class Exports(Service):
    """Taking the log out of the bot."""

    def __init__(self, context: ServiceContext, files: Files) -> None:
        super().__init__(context)
        self._files = files

    async def export(
        self,
        actor: Actor,
        row: Callable[[IncidentView], Row],
        table: Callable[[Sequence[Row]], bytes],
        *,
        apart: bool = False,
    ) -> str:
        """Offer the log as a file: `row` draws an incident, `table` the file of all rows. Answers with the file's name.
        With `apart` it is that of the concerns about adults, which stand in no other.

        That it was asked for is in the timeline before it is offered.

        Raises `NoHandler` and `NotAllowed`, `DirectoryUnavailable` when the directory cannot be asked, `AlreadyDone`,
        and `Undelivered` when the file could not be offered.
        """
        must_handle(actor.person, self._school)
        person = await reconfirm_roles(self._directory, actor.person, handling_roles(self._school))
        if not person.roles:
            raise NotAllowed()
        now = self._clock.now()
        sort = "concerns-about-adults" if apart else "online-safety-log"
        name = f"{sort}-{local(now, self._school.timezone):%Y-%m-%d}.csv"

        async def attempt() -> tuple[Outcome, None]:
            entry = Entry(subject=LOG_TOPIC, at=now, by=person.who, what="export_made", facts={"file": name})
            return await reject_if_seen(self._store, self._clock, actor, Outcome(entries=(entry,))), None

        await decide(self._store, attempt)
        rows: list[Row] = []
        views = await self._views(lambda incident: is_in_log_of(person, incident) and is_kept_apart(incident) is apart)
        async for view in _in_turn(views):
            rows.append(row(view))
        content = await asyncio.to_thread(table, rows)
        await self._files.offer(person, name, content, "exported")
        return name

    async def _views(self, seen: Callable[[Incident], bool]) -> Iterator[IncidentView]:
        """Every incident to be exported, by reference, with what belongs to it: six readings, however many."""
        incidents = await self._store.find(Incident)
        known = set[str]()
        async for each in _in_turn(incidents):
            known |= {each.id} if seen(each) else set()
        notes: defaultdict[str, list[Note]] = defaultdict(list)
        async for note in _in_turn(await self._store.find(Note)):
            notes[note.subject].append(note)
        actions: defaultdict[str, list[ReportAction]] = defaultdict(list)
        async for action in _in_turn(await self._store.find(ReportAction)):
            actions[action.subject].append(action)
        decisions: defaultdict[str, list[FilterDecision]] = defaultdict(list)
        async for decision in _in_turn(await self._store.find(FilterDecision)):
            decisions[decision.subject].append(decision)
        told: defaultdict[str, list[Entry]] = defaultdict(list)
        async for entry in _in_turn(await self._store.timeline()):
            told[entry.subject].append(entry)
        return (
            IncidentView(
                incident,
                timeline=tuple(told[incident.id]),
                notes=tuple(notes[incident.id]),
                actions=tuple(actions[incident.id]),
                decisions=tuple(decisions[incident.id]),
                links=LinkedReports(known=frozenset(known)),
            )
            for incident in incidents
            if incident.id in known
        )


async def _in_turn(things: Iterable[T]) -> AsyncIterator[T]:
    """Each of them, with a pause after every so many, in which others get their turn."""
    for at, thing in enumerate(things, 1):
        yield thing
        if at % SLICE == 0:
            await asyncio.sleep(0)
