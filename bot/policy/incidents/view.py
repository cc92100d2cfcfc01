"""A record with all that its cards may show: loaded by a service, drawn by `cards`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.incident import Incident, Note
from bot.policy.incidents.untouchable import clean_incident, entry_shown, note_shown
from bot.policy.kit.delivery import LEFT, NO_ROLE
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, NoticeState


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident, the pings it caused, and its timeline. `merged` are the reports that were merged into it,
    `reporter` is whoever reported it as the directory has them, where it was asked; `goes_on` is the
    report that it was merged into, or what that was merged into.

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

    def __post_init__(self) -> None:
        """Leave out what may not be shown."""
        if self.incident.untouchable:
            object.__setattr__(self, "incident", clean_incident(self.incident))
            object.__setattr__(self, "notes", tuple(map(note_shown, self.notes)))
            object.__setattr__(self, "timeline", tuple(map(entry_shown, self.timeline)))
        object.__setattr__(self, "merged", tuple(map(clean_incident, self.merged)))

    @property
    def note_texts(self) -> dict[str, str]:
        """What each note says, by its id."""
        return {note.id: note.text for note in self.notes}

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
