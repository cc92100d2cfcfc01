"""Receiving the files that people send as evidence (I11): which report each goes to, and when none may be taken.

While illegal material is being dealt with no file is taken from those who report or handle it (I4, I5). To everybody
else, and to whoever such a report names, nothing hints that it exists (I17). Knows no bytes: they lie in the file store
under the record's id.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from bot.policy.files import FilePurpose
from bot.policy.incidents import IncidentPurpose, telling
from bot.policy.incidents.authority import may, relations
from bot.policy.incidents.changing import shut_out_of_merged
from bot.policy.incidents.evidence import Arrival, EvidenceFile, FileResult, SentFile, facts_of
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import Action
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit import notices
from bot.policy.kit.notices import About
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, Urgency, Who
from bot.policy.kit.roles import Role

FILE_TOPIC = "file"
"""The topic of what a person is told of the files that they sent."""
MAX_FILES_PER_MESSAGE = 10
"""Files that one message may have."""
MAX_FILES_PER_REPORT = 20
"""Files that one report may have."""
UNSENT_KEPT_FOR = timedelta(days=7)
"""How long a file waits for the form that it was sent with."""
ADDS_FILES = timedelta(minutes=30)
"""So long after a press of **Add a file**, or the file before, the next one is for the same."""
MAX_ATTEMPTS = 3
"""How often an arrival is begun afresh after the program stopped in the middle of it."""


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The form that a person has open: its draft's key, and its kind once that is chosen."""

    draft: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class FileRequest:
    """A press of **Add a file** on something other than a report: on which record, and when it or the last file came.

    `used` says that a file came since; `turned`, that the person has turned to a report or another form since.
    """

    subject: str
    at: datetime
    used: bool = False
    turned: bool = False

    @classmethod
    def of(cls, state: Mapping[str, object]) -> Self:
        """As a conversation remembers it."""
        at = datetime.fromisoformat(str(state.get("at")))
        return cls(str(state.get("subject")), at, state.get("used") is True, state.get("turned") is True)

    def as_state(self) -> dict[str, object]:
        """What a conversation is to remember."""
        return {**asdict(self), "at": self.at.isoformat()}

    def after_use(self, now: datetime) -> FileRequest:
        """The same once files have come for it."""
        return replace(self, at=now, used=True, turned=False)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a person's files go: a draft, an incident or another record; without one `key` is the sentence that says
    why not."""

    subject: str = ""
    key: str = ""


class KeptWith(StrEnum):
    """What the files of a message are kept with."""

    FORM = "form"
    REPORT = "report"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SenderNote:
    """A sentence for the sender of a file, by its text key."""

    key: str
    facts: Mapping[str, str] = field(default_factory=dict)


UNTOUCHABLE = tuple(kind.id for kind in KINDS.values() if kind.untouchable)


def blocking_reports(sender: Person, incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """The open reports of illegal material because of which this person's files are not taken (I4, I5).

    They are those that the person reports or handles: whoever may see such a report, has it, or was ever told for it,
    may have come by the material. A drill is none, and for somebody whom a report names it does not exist.
    """
    return tuple(
        incident
        for incident in incidents
        if KINDS[incident.kind].untouchable
        and incident.state is not State.CLOSED
        and not incident.drill
        and (relations(sender, incident) or _was_alerted(sender, incident))
    )


def _was_alerted(sender: Person, incident: Incident) -> bool:
    return sender.id not in incident.shut_out and any(who.id == sender.id for who in incident.rung)


def choose_target(
    form: OpenForm | None, own: Sequence[Incident], asked: FileRequest | None = None, now: datetime | None = None
) -> Target:
    """Where a file goes: to what the person pressed **Add a file** on, to the form that is open, else to the newest of
    one's own open reports that take files. `own` has the newest first.

    Where it could as well be for either, it is taken for neither, and the person is asked.
    """
    if asked is None or now is None or _is_untouchable(form):
        return _choose_report(form, own)
    lately = now - asked.at <= ADDS_FILES
    if lately and not (asked.used or asked.turned):
        return Target(asked.subject)
    if form is not None and asked.turned:
        return _choose_report(form, own)
    if form is not None or _choose_report(None, own).subject:
        return Target(key="file.which")
    return Target(asked.subject) if lately else Target(key="file.press_again")


def _is_untouchable(form: OpenForm | None) -> bool:
    return form is not None and form.kind is not None and KINDS[form.kind].untouchable


def _choose_report(form: OpenForm | None, own: Sequence[Incident]) -> Target:
    if form is not None:
        if form.kind is None:
            return Target(key="file.kind_first")
        kind = KINDS[form.kind]
        if kind.untouchable:
            return Target(key="file.untouchable")
        return Target(form.draft) if kind.evidence else Target(key="file.other_kind")
    for incident in own:
        if KINDS[incident.kind].evidence and incident.state is not State.CLOSED and not incident.drill:
            return Target(incident.id)
    return Target(key="file.no_report")


def announce_files(id: str, sender: Person, sent: Sequence[SentFile], subject: str, now: datetime) -> Outcome:
    """Files have been announced: they are fetched once this is kept."""
    arrival = Arrival(id=id, subject=subject, by=sender.who, at=now, sent=tuple(sent), due_at=now)
    return Outcome(records=(arrival,))


def refuse_files(sender: Who, incidents: Iterable[Incident], deciders: SafeguardingLeads, now: datetime) -> Outcome:
    """Files were sent while illegal material is being dealt with: told to the Headteacher, written into the timeline.

    Nobody whom the report names is told, nor the sender: then the safeguarding leads are. The notice is the same for
    the whole day, so that a sender is told of once, and of the first of these reports alone.
    """
    outcome, told = Outcome(), set[str]()
    for incident in incidents:
        people = [who for who in deciders.told_of(incident, sender.id) if who.id not in told]
        told |= {who.id for who in people}
        entry = Entry(subject=incident.id, at=now, by=sender, what="file_refused")
        told_now = telling.tell(incident, people, IncidentPurpose.FILE_REFUSED, f"{sender.id}.{now:%Y%m%d}", now)
        outcome += Outcome(notices=told_now, entries=(entry,))
    return outcome


@dataclass(frozen=True, slots=True)
class SafeguardingLeads:
    """Who leads on safeguarding, by role, as the directory has them now."""

    holders: Mapping[Role, Sequence[Person]]

    def told_of(self, incident: Incident, sender: str) -> tuple[Who, ...]:
        """The Headteacher; when the report names them, the Designated Safeguarding Leads and their deputies.

        Only those who may see it, and never the sender: where there is none of them, whoever it was put before.
        """
        in_order: tuple[tuple[Role, ...], ...] = (("headteacher",), ("dsl", "deputy_dsl"))
        for roles in in_order:
            people = {person.id: person for role in roles for person in self._holders(role)}
            found = [p.who for p in people.values() if p.id != sender and may(p, Action.SEE, incident)]
            if found:
                return tuple(found)
        return tuple(who for who in incident.rung if who.id != sender)

    def to_tell(self, sender: str, incidents: Sequence[Incident]) -> Person | None:
        """Whom the sender goes to: a lead, else a deputy, neither the sender nor anybody whom a report names."""
        named = {person for incident in incidents for person in incident.shut_out}
        people = [person for role in ("dsl", "deputy_dsl", "headteacher") for person in self._holders(role)]
        return next((person for person in people if person.id not in named | {sender}), None)

    def _holders(self, role: Role) -> Sequence[Person]:
        return self.holders.get(role, ())


def evidence_file(
    arrival: Arrival, number: int, kind: str, size: int, sha256: str, *, filed: bool, now: datetime
) -> EvidenceFile:
    """The record of one file of an arrival that was found good."""
    return EvidenceFile(
        id=f"{sha256[:16]}-{_short_id(arrival.id)}-{number}",
        subject=arrival.subject,
        by=arrival.by,
        at=now,
        name=name_by_kind(arrival.sent[number].name, kind),
        kind=kind,
        size=size,
        sha256=sha256,
        due_at=None if filed else now + UNSENT_KEPT_FOR,
        never_opened=arrival.never_opened,
    )


def tell_of_files(standing: IncidentSnapshot, files: Sequence[EvidenceFile], cause: str, now: datetime) -> Outcome:
    """Files that came after the report: its handlers are told as of any other detail, and every card shows them."""
    incident = standing.incident
    entries = tuple(
        Entry(subject=incident.id, at=file.at, by=file.by, what="file_kept", facts=facts_of(file)) for file in files
    )
    told = (incident.owner,) if incident.owner else incident.rung
    details = telling.tell(incident, told, IncidentPurpose.DETAILS, cause, now)
    # The incident is kept anew, so that a card drawn before this is known to be out of date.
    told_of_it = telling.redraw_all(standing, now) + shut_out_of_merged(incident, standing.merged, now)
    return Outcome((incident, *files), details, entries) + told_of_it


def tell_sender(arrival: Arrival, results: Sequence[FileResult], now: datetime) -> Outcome:
    """What became of the files is known, and their sender is told; where the files lay is forgotten."""
    settled = arrival.model_copy(update={"sent": (), "results": tuple(results), "due_at": None})
    return Outcome(records=(settled,), notices=(_tell_sender(settled, now),))


def answer_sender(id: str, sender: Who, key: str, count: int, now: datetime) -> Outcome:
    """Files from a chat with others are not taken, and why is said to the sender alone."""
    arrival = Arrival(
        id=id, subject=sender.id, by=sender, at=now, results=(FileResult(name="", key=key),) if count else ()
    )
    return Outcome(records=(arrival,), notices=(_tell_sender(arrival, now),))


def _tell_sender(arrival: Arrival, now: datetime) -> Notice:
    about = About(FILE_TOPIC, arrival.id, Urgency.URGENT)
    return notices.tell(about, arrival.by, FilePurpose.ARRIVED, "", now, id=f"{arrival.id}:files")


def _short_id(id: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", id)[-24:] or "0"


LONGEST_FILE_NAME = 80


def display_file_name(name: str) -> str:
    """A sender's name for a file as it may be shown: its last part, without what moves or hides letters, not too long.

    It names nothing but words on a card.
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(mark for mark in unicodedata.normalize("NFC", last) if unicodedata.category(mark)[0] != "C")
    return re.sub(r"\s+", " ", plain).strip(" .")[:LONGEST_FILE_NAME].strip(" .") or "file"


def name_by_kind(name: str, kind: str) -> str:
    """The name for a file that was found to be of that kind: it ends as what it really is."""
    stem = display_file_name(name)
    stem = stem[: -len(kind) - 1] if stem.casefold().endswith(f".{kind}") else stem
    return f"{stem.strip(' .') or 'file'}.{kind}"
