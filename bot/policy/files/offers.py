"""Files that go to a person as Teams does it: offered in their chat, and put into their OneDrive once they accept.

An offer is a record; the card in the chat holds its id alone. Who may have the file is asked when it is offered and
again when it is accepted, and each of the two is written into the timeline.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime

from bot.policy.incidents.authority import allow
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.states import Action
from bot.policy.kit.errors import NotAllowed, NotFound, PolicyError
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Record, ValueObject, Who
from bot.policy.kit.roles import StoredRole

OFFER_OPEN_FOR = timedelta(days=1)
"""How long an offer can be accepted."""
LOG_SUBJECT = "log"
"""The subject of an offer, and of its entries, that is about no single incident."""


class OfferState(StrEnum):
    """Where an offer stands."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    ENDED = "ended"


class Offer(Record):
    """A file offered to one person. `file` is its id in the file store, `evidence` says that it lies there as such.

    `why` is the timeline's entry when it is taken. `roles` are those that the person held when it was offered.
    """

    TABLE: ClassVar[str] = "offers"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject",)

    subject: str
    to: Who
    name: str
    size: int
    file: str
    evidence: bool = False
    why: str
    roles: tuple[StoredRole, ...] = ()
    at: AwareDatetime
    due_at: AwareDatetime | None
    state: OfferState = OfferState.OPEN


class Upload(ValueObject):
    """Where a person has allowed a file to be put, as Teams told. It comes from the client, and is checked there."""

    url: str
    shown_at: str = ""
    id: str = ""
    type: str = ""


class AlreadyGiven(PolicyError):
    """The offer has been accepted or declined before."""

    key = "file.already_given"


class OfferEnded(PolicyError):
    """The offer has stood for too long."""

    key = "file.offer_ended"


class NeverGiven(PolicyError):
    """The file belongs to a report of illegal material, or did: it is opened by nobody through the bot (I4, I5)."""

    key = "file.never_given"


def offer_evidence(id: str, by: Person, incident: Incident, file: EvidenceFile, number: int, now: datetime) -> Outcome:
    """A file of an incident, offered to one of its handlers under a name of ours. Raises `NeverGiven` for one under
    seal."""
    _may_open(by, incident, file)
    return offer_kept(id, by, incident, file, number, now)


def offer_kept(id: str, by: Person, record: Record, file: EvidenceFile, number: int, now: datetime) -> Outcome:
    """A file of a record, offered under a name of ours to one of whom it is known that they may open it."""
    if file.subject != record.id:
        raise NotFound()
    if file.never_opened:
        raise NeverGiven
    offer = Offer(
        id=id,
        subject=record.id,
        to=by.who,
        name=f"{record.id}-file-{number}.{file.kind}",
        size=file.size,
        file=file.id,
        evidence=True,
        why="file_opened",
        at=now,
        due_at=now + OFFER_OPEN_FOR,
    )
    asked = Entry(subject=record.id, at=now, by=by.who, what="file_offered", facts={"file": file.id})
    return Outcome(records=(offer,), entries=(asked,), unchanged=(record, file))


def offer_content(id: str, to: Person, name: str, size: int, why: str, now: datetime) -> Outcome:
    """A file that was made for one person, an export for one."""
    offer = Offer(
        id=id,
        subject=LOG_SUBJECT,
        to=to.who,
        name=name,
        size=size,
        file=id,
        why=why,
        roles=tuple(sorted(to.roles)),
        at=now,
        due_at=now + OFFER_OPEN_FOR,
    )
    asked = Entry(subject=LOG_SUBJECT, at=now, by=to.who, what="file_offered", facts={"file": id})
    return Outcome(records=(offer,), entries=(asked,))


def accept(
    offer: Offer, by: Person, record: Record | None, now: datetime, *, file: EvidenceFile | None = None
) -> Outcome:
    """It is theirs; `file` is the evidence that it is about, and `record` what that belongs to: where it is no
    incident, it is known that they may open its files.

    Raises `NotFound` for anybody else's offer, and for whom the incident does not exist (any more); `NeverGiven` where
    the file was sealed since; `NotAllowed` for whoever has lost a role since; `AlreadyGiven` and `OfferEnded`.
    """
    if offer.to.id != by.id:
        raise NotFound()
    if offer.evidence:
        if record is None:
            raise NotFound()
        if isinstance(record, Incident):
            _may_open(by, record, file)
        elif file is not None and file.never_opened:
            raise NeverGiven
    elif not set(offer.roles) <= by.roles:
        raise NotAllowed()
    if offer.state in {OfferState.TAKEN, OfferState.DECLINED}:
        raise AlreadyGiven
    if offer.state is OfferState.ENDED or offer.due_at is None or offer.due_at <= now:
        raise OfferEnded
    taken = offer.model_copy(update={"state": OfferState.TAKEN})
    entry = Entry(subject=offer.subject, at=now, by=by.who, what=offer.why, facts={"file": offer.file})
    return Outcome(records=(taken,), entries=(entry,), unchanged=tuple(one for one in (record, file) if one))


def decline(offer: Offer, by: Person, now: datetime) -> Outcome:
    """They do not want it. Raises `NotFound` for anybody else's offer; a second press changes nothing."""
    if offer.to.id != by.id:
        raise NotFound()
    if offer.state is not OfferState.OPEN:
        return Outcome()
    entry = Entry(subject=offer.subject, at=now, by=by.who, what="file_declined", facts={"file": offer.file})
    return Outcome(records=(_close_offer(offer, OfferState.DECLINED),), entries=(entry,))


def mark_given(offer: Offer) -> Outcome:
    """It lies in their OneDrive."""
    return Outcome(records=(_close_offer(offer, OfferState.TAKEN),))


def mark_not_given(offer: Offer, now: datetime) -> Outcome:
    """It was accepted and could not be put there: the offer stands again."""
    entry = Entry(subject=offer.subject, at=now, by=offer.to, what="file_not_given", facts={"file": offer.file})
    return Outcome(records=(offer.model_copy(update={"state": OfferState.OPEN}),), entries=(entry,))


def end_offer(offer: Offer) -> Outcome:
    """It has stood for long enough. One that was being put when the program stopped ends too."""
    return Outcome(records=(_close_offer(offer, OfferState.ENDED),))


def _close_offer(offer: Offer, state: OfferState) -> Offer:
    return offer.model_copy(update={"state": state, "due_at": None})


def _may_open(by: Person, incident: Incident, file: EvidenceFile | None) -> None:
    allow(by, Action.SEE, incident)
    if KINDS[incident.kind].untouchable or (file is not None and file.never_opened):
        raise NeverGiven
