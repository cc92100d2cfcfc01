"""The export of the log: every incident that the person may see, with its timeline, as one file for them alone.

What a line of the file looks like is the caller's; who may have it is decided here, with the directory asked afresh.
Reports are read a page at a time, and of one that was drawn only its line is held.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import Incident, Note
from bot.policy.incidents.linking import LINK_ENTRIES, LinkedReports
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Entry
from bot.policy.kit.school_time import local
from bot.policy.log.log import handling_roles, is_in_log_of, is_kept_apart, must_handle
from bot.policy.log.reviewing import LOG_TOPIC
from bot.services.incidents.loading import incident_pages
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import Actor, decide, reconfirm_roles, reject_if_seen
from bot.services.ports import Files

Row = Sequence[str]
LONG_EXPORT = 1_000
"""Lines after which whoever asked is told that it is under way; only what stands in their file counts."""
ROWS_A_SLICE = 10
"""Lines that are drawn before other work gets its turn."""


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
        when_long: Callable[[], Awaitable[None]],
        *,
        apart: bool = False,
    ) -> str:
        """Offer the log as a file: `row` draws an incident, `table` the file of all rows. Answers with the file's name.
        With `apart` it is that of the concerns about adults, which stand in no other. `when_long` is done once if it
        has many lines.

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
        async for page in incident_pages(self._store, newest_first=False):
            before = len(rows)
            rows += await self._rows(
                page, lambda incident: is_in_log_of(person, incident) and is_kept_apart(incident) is apart, row
            )
            if before < LONG_EXPORT <= len(rows):
                await when_long()
        content = await asyncio.to_thread(table, rows)
        await self._files.offer(person, name, content, "exported")
        return name

    async def _rows(
        self, page: Sequence[Incident], exported: Callable[[Incident], bool], row: Callable[[IncidentView], Row]
    ) -> Sequence[Row]:
        """The lines of those of a page that are exported, each drawn with what belongs to it."""
        shown = [incident for incident in page if exported(incident)]
        about = {"subject": [incident.id for incident in shown]}
        notes, actions, decisions = Query(Note, about), Query(ReportAction, about), Query(FilterDecision, about)
        lines = Query(Entry, about)
        found = await self._store.find_each(notes, actions, decisions, lines)
        notes_of, actions_of = _by_subject(found[notes]), _by_subject(found[actions])
        decisions_of, lines_of = _by_subject(found[decisions]), _by_subject(found[lines])
        known = await self._load_known(found[lines], exported)
        rows = []
        for at, incident in enumerate(shown, 1):
            view = IncidentView(
                incident,
                timeline=lines_of[incident.id],
                notes=notes_of[incident.id],
                actions=actions_of[incident.id],
                decisions=decisions_of[incident.id],
                links=LinkedReports(known=known),
            )
            rows.append(row(view))
            if at % ROWS_A_SLICE == 0:
                await asyncio.sleep(0)
        return rows

    async def _load_known(self, lines: Iterable[Entry], exported: Callable[[Incident], bool]) -> frozenset[str]:
        """Of the reports that these lines link with another, those that are exported too."""
        linked = sorted({line.facts.get("reference", "") for line in lines if line.what in LINK_ENTRIES})
        found = await self._store.find(Incident, where={"id": linked}) if linked else ()
        return frozenset(incident.id for incident in found if exported(incident))


class _AboutReport(Protocol):
    @property
    def subject(self) -> str:
        """The reference."""


B = TypeVar("B", bound=_AboutReport)


def _by_subject(found: Iterable[B]) -> Mapping[str, tuple[B, ...]]:
    """What is about each report, in its order."""
    told: defaultdict[str, tuple[B, ...]] = defaultdict(tuple)
    for each in found:
        told[each.subject] += (each,)
    return told
