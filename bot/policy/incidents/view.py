"""A record with all that its cards may show: loaded by a service, drawn by `cards`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import Incident, Note
from bot.policy.incidents.linking import LinkedReports, entries_shown
from bot.policy.incidents.untouchable import action_shown, clean_incident, decision_shown, entry_shown, note_shown
from bot.policy.kit.delivery import LEFT, NO_ROLE
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, NoticeState


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident, the pings it caused, and its timeline. `merged` are the reports that were merged into it,
    `reporter` is whoever reported it as the directory has them, where it was asked; `goes_on` is the
    report that it was merged into, or what that was merged into. `links` is what its reader may know of its links:
    nothing, until it has been loaded for a reader. `to_phone` are those whom its ladder alerts, once their telephone
    numbers stand on its cards.

    No view of illegal material holds an address or anything encoded (I4, I5): it is made without them, so that no card
    and no export can show one, whoever wrote it and when.
    """

    incident: Incident
    pings: tuple[Notice, ...] = ()
    timeline: tuple[Entry, ...] = ()
    notes: tuple[Note, ...] = ()
    files: tuple[EvidenceFile, ...] = ()
    merged: tuple[Incident, ...] = ()
    reporter: Person | None = None
    goes_on: Incident | None = None
    to_phone: tuple[Person, ...] = ()
    actions: tuple[ReportAction, ...] = ()
    decisions: tuple[FilterDecision, ...] = ()
    links: LinkedReports = field(default_factory=LinkedReports)
    link_lines: tuple[Entry, ...] = ()
    """What the timeline says of links, as it was loaded: only what its reader may know stands in `timeline`."""

    def __post_init__(self) -> None:
        """Leave out what may not be shown."""
        if self.incident.untouchable:
            object.__setattr__(self, "incident", clean_incident(self.incident))
            object.__setattr__(self, "notes", tuple(map(note_shown, self.notes)))
            object.__setattr__(self, "timeline", tuple(map(entry_shown, self.timeline)))
            object.__setattr__(self, "actions", tuple(map(action_shown, self.actions)))
            object.__setattr__(self, "decisions", tuple(map(decision_shown, self.decisions)))
        object.__setattr__(self, "merged", tuple(map(clean_incident, self.merged)))
        told, hidden = entries_shown(self.timeline, self.link_lines, self.links.known)
        object.__setattr__(self, "timeline", told)
        object.__setattr__(self, "link_lines", hidden)

    @property
    def note_texts(self) -> dict[str, str]:
        """What each note says, each action and decision, and each question with its answers, by its id."""
        said = {note.id: note.text for note in self.notes}
        for action in self.actions:
            said |= action.texts
        for decision in self.decisions:
            said |= decision.texts
        for question in self.incident.questions:
            said |= question.texts
        return said

    def pings_taken(self) -> tuple[Notice, ...]:
        """The pings that Teams took, the earliest first."""
        return self._in(NoticeState.SENT)

    def on_the_way(self) -> tuple[Notice, ...]:
        """The pings that are being sent, and have not been refused."""
        return tuple(ping for ping in self._in(NoticeState.WAITING) if not ping.refused)

    def pings_refused(self) -> tuple[Notice, ...]:
        """The pings that Teams refused, tried again or not, and those whose reader may not hear them any more."""
        refused = (ping for ping in self._in(NoticeState.WAITING) if ping.refused)
        withheld = (ping for ping in self._in(NoticeState.WITHDRAWN) if ping.reason in {LEFT, NO_ROLE})
        return sort_pings((*self._in(NoticeState.FAILED), *refused, *withheld))

    def _in(self, state: NoticeState) -> tuple[Notice, ...]:
        return sort_pings(ping for ping in self.pings if ping.state is state)


def sort_pings(pings: Iterable[Notice]) -> tuple[Notice, ...]:
    """The pings, the earliest first."""
    return tuple(sorted(pings, key=lambda ping: ping.made_at))
