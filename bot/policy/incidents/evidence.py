"""The files of a report (I11): what is kept of each, and what becomes of those that came before its form was sent.

Of illegal material there are none: what was sent before a report was found to be of it is let go or sealed (I4, I5).
Knows no bytes: they lie in the file store under the record's id.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from pydantic import AwareDatetime, Field

from bot.policy.incidents.kinds import KINDS
from bot.policy.kit import notices
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Evidence, Notice, PostedCard, Record, Urgency, ValueObject, Who


class EvidenceFile(Record):
    """A file that is kept. Its bytes lie in the file store under this id, never under the name that its sender gave it.

    `subject` is the incident, or until its form is sent the form's draft (`draft_id`); `due_at` is when a
    file whose form was never sent is let go. `never_opened` is its seal: it was sent before or while its report was of
    illegal material, and from then on nobody opens it, hands it on or exports it, whatever the report becomes (I4, I5).
    """

    TABLE: ClassVar[str] = "evidence"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject",)
    EVIDENCE = Evidence()

    subject: str
    by: Who
    at: AwareDatetime
    name: str
    kind: str
    size: int = Field(gt=0)
    sha256: str
    due_at: AwareDatetime | None = None
    never_opened: bool = False

    @property
    def is_evidence(self) -> bool:
        """Whether its form was sent: until then it may be let go."""
        return self.due_at is None


class SentFile(ValueObject):
    """A file as a message names it: where it lies, and whether it is a picture pasted into the message.

    `source` lets whoever has it read the file for a while, so it is forgotten once the file has been fetched.
    """

    name: str
    source: str = Field(repr=False)
    pasted: bool = False


class FileResult(ValueObject):
    """What became of one file: the id under which it is kept, or the text key that says why it is not."""

    name: str
    file: str = ""
    key: str = ""


class Arrival(Record):
    """The files of one message, from the moment they are announced until their sender knows what became of each.

    Its id is the message's. `subject` is the draft or incident that they go to. `due_at` is set while there is
    something to fetch. `never_opened` goes over to what is kept of it.
    """

    TABLE: ClassVar[str] = "arrivals"
    INDEXED: ClassVar[tuple[str, ...]] = ("subject",)

    subject: str
    by: Who
    at: AwareDatetime
    sent: tuple[SentFile, ...] = ()
    results: tuple[FileResult, ...] = ()
    tries: int = Field(default=0, ge=0)
    due_at: AwareDatetime | None = None
    never_opened: bool = False


def seal_files(files: Iterable[EvidenceFile], arrivals: Iterable[Arrival]) -> Outcome:
    """The files of a report that is, or was until now, of illegal material, and those still on their way to it: never
    to be opened (I4, I5)."""
    on_the_way = [arrival for arrival in arrivals if arrival.due_at is not None]
    kept = [file.model_copy(update={"never_opened": True}) for file in files if not file.never_opened]
    coming = [arrival.model_copy(update={"never_opened": True}) for arrival in on_the_way if not arrival.never_opened]
    return Outcome(records=(*kept, *coming))


def attach_files(files: Iterable[EvidenceFile], kind: str, reference: str, at: datetime) -> Outcome:
    """Files that waited for their form, now that it was sent at `at`: they belong to its incident.

    A form that turned out to be about illegal material has none (I5): they are let go of, and the timeline says so.
    """
    outcome = Outcome()
    for file in files:
        if not KINDS[kind].untouchable:
            moved, what = file.model_copy(update={"subject": reference, "due_at": None}), "file_kept"
        elif file.due_at is not None and file.due_at <= at:
            continue
        else:
            moved, what = file.model_copy(update={"due_at": at, "never_opened": True}), "file_let_go"
        entry = Entry(subject=reference, at=at, by=file.by, what=what, facts=facts_of(file))
        outcome += Outcome(records=(moved,), entries=(entry,))
    return outcome


def join_arrivals(
    arrivals: Iterable[Arrival],
    cards: Iterable[PostedCard],
    waiting: Iterable[Notice],
    kind: str,
    reference: str,
    at: datetime,
) -> Outcome:
    """What was said of files that waited for their form, now that it was sent: their cards tell where they are."""
    moved = []
    for arrival in arrivals:
        if arrival.due_at is None:
            gone = KINDS[kind].untouchable
            results = [refuse_result(one, "file.untouchable") if gone else one for one in arrival.results]
            moved.append(arrival.model_copy(update={"subject": reference, "results": tuple(results)}))
    return Outcome(records=tuple(moved)) + notices.refresh_all(cards, waiting, Urgency.ROUTINE, at, "filed")


def facts_of(file: EvidenceFile) -> dict[str, str]:
    """What the timeline says of a file: never its name, which people wrote."""
    return {"file": file.id, "type": file.kind, "size": str(file.size), "sha256": file.sha256}


def refuse_result(result: FileResult, key: str) -> FileResult:
    """The same file, not kept for this reason."""
    return result.model_copy(update={"key": key, "file": ""})
