"""What somebody finds: which reports they may look through, what of each, and what is kept of the look (I1, I15).

Whoever handles reports looks through all that they may see; everybody through their own, of which only what they wrote.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.policy.finding.words import Closeness, Search
from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.incident import Incident, Note
from bot.policy.incidents.untouchable import action_shown, clean_incident, note_shown
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry
from bot.policy.log.log import is_in_log_of

LOOKS = "looks"
"""The subject of the timeline's entries about who has looked for something."""
MOST_FOUND = 50
"""So many are shown of what was found, the closest; all are counted."""


@dataclass(frozen=True, slots=True)
class FoundReports:
    """What was found, the closest first and of those the newest. `total` counts all of it; `handles` has the references
    of those that the reader may open as whoever handles them, the others they have made."""

    incidents: Sequence[Incident]
    total: int
    handles: frozenset[str]


def exists_for(reader: Person, incident: Incident) -> bool:
    """Whether this reader may come upon it: nobody finds a drill, nor what was taken away after its time."""
    if incident.drill or incident.removed:
        return False
    return incident.reporter.id == reader.id or is_in_log_of(reader, incident)


class ReportScan:
    """One look: report after report is gone through, the newest first, and the closest are kept."""

    def __init__(self, reader: Person, search: Search, kind_names: Mapping[str, str]) -> None:
        self._reader = reader
        self._search = search
        self._kind_names = kind_names
        self._by_closeness: defaultdict[Closeness, list[Incident]] = defaultdict(list)
        self._total = 0

    def look_at(
        self,
        incident: Incident,
        notes: Sequence[Note],
        actions: Sequence[ReportAction],
        files: Sequence[EvidenceFile] = (),
    ) -> None:
        """Take it if it has what is looked for. Of illegal material nothing is found that is shown to nobody."""
        handles = is_in_log_of(self._reader, incident)
        names = [] if incident.untouchable else [file.name for file in files if not file.never_opened]
        found = self._search.closeness(self._texts(incident, notes, actions, names, handles=handles))
        if found is not None and incident.untouchable:
            shown = clean_incident(incident), [*map(note_shown, notes)], [*map(action_shown, actions)], names
            found = self._search.closeness(self._texts(*shown, handles=handles))
        if found is None:
            return
        self._total += 1
        if len(self._by_closeness[found]) < MOST_FOUND:
            self._by_closeness[found].append(incident)

    def result(self) -> FoundReports:
        """What was found so far."""
        shown = [each for closeness in sorted(self._by_closeness) for each in self._by_closeness[closeness]]
        return as_found(self._reader, shown[:MOST_FOUND], self._total)

    def _texts(
        self,
        incident: Incident,
        notes: Sequence[Note],
        actions: Sequence[ReportAction],
        file_names: Sequence[str],
        *,
        handles: bool,
    ) -> Iterator[str]:
        yield incident.id
        yield self._kind_names.get(incident.kind, "")
        yield from incident.account.values()
        if not handles:
            return
        yield incident.reporter.name
        yield from (who.name for who in (incident.owner, *incident.concerning) if who is not None)
        for referral in incident.referrals:
            yield from (referral.to, referral.reference, referral.note)
        if incident.closing is not None:
            end = incident.closing
            yield from (end.outcome, end.reason, end.cpoms, end.no_referral, end.to_reporter)
        if incident.breach is not None:
            yield incident.breach.reason
        yield from (note.text for note in notes)
        for action in actions:
            yield from action.texts.values()
        yield from file_names


def as_found(reader: Person, incidents: Iterable[Incident], total: int) -> FoundReports:
    """Of these, in their order, what exists for the reader."""
    shown = [each for each in incidents if exists_for(reader, each)]
    return FoundReports(shown, total, frozenset(each.id for each in shown if is_in_log_of(reader, each)))


def note_look(reader: Person, total: int, now: datetime) -> Outcome:
    """Who has looked, when, and how many they found: never for what."""
    facts = {"found": str(total)}
    return Outcome(entries=(Entry(subject=LOOKS, at=now, by=reader.who, what="looked", facts=facts),))


def looks_shown(reader: Person, entries: Iterable[Entry]) -> Sequence[Entry]:
    """The looks as this reader is shown them: how many somebody else found may count what the reader may not see."""
    return [
        each if each.by is not None and each.by.id == reader.id else each.model_copy(update={"facts": {}})
        for each in entries
        if each.what == "looked"
    ]
