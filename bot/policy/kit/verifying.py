"""What the timeline says of each record, compared with what lies in the store, both ways (I1). Pure.

Entries and records become short lines, so that a caller may lay them aside by their reference: what an entry says of
one record (`Claim`), and how a record stands (`Standing`). Those of one reference are then compared with each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.policy.kit.records import Entry, Record
from bot.policy.kit.sealing import FORM, SEALED_FROM_HERE, TAKEN_IN, hash_over, hashes_of, stays_of, subject_of
from bot.policy.kit.timeline import Line, follows, seal

NOTES = "notes"
REMOVED = "removed"
"""What the entry of a removal after the retention time says."""


class Unreadable(NamedTuple):
    """Something that lies in a store and is not what the store keeps under that name, with why."""

    table: str
    id: str
    reason: str


class Claim(NamedTuple):
    """What an entry says of one record: its hashes before and after. `words` is the hash of a note's words, which
    entries of older releases have instead; a removal claims nothing of a record (`kind`) but that it took place."""

    reference: str
    seq: int
    removal: bool
    kind: str = ""
    id: str = ""
    form: int = FORM
    was: str = ""
    now: str = ""
    contents: str = ""
    words: str = ""


class Standing(NamedTuple):
    """How one record stands: its hash, that of a note's words, and of one that was emptied what stayed, as JSON."""

    reference: str
    kind: str
    id: str
    now: str
    words: str = ""
    stays: str = ""


class Fault(NamedTuple):
    """Something that does not hold: `what` is a text key, `seq` has the numbers of the entries that are meant."""

    what: str
    reference: str
    kind: str = ""
    id: str = ""
    seq: tuple[int, ...] = ()
    reason: str = ""


class Chain:
    """The chain, followed entry by entry. What does not follow is a fault, and the next is measured by it."""

    def __init__(self) -> None:
        self.last: Entry | Line | None = None
        self.count = 0
        self.sealed = False
        """Whether every record has its hash."""

    def follow(self, entry: Entry | Line) -> Iterator[Fault]:
        """What is wrong with the entry."""
        if not follows(self.last, entry):
            yield Fault(
                "broken", entry.subject, seq=(entry.seq,), reason=f"{entry.what}, {entry.at:%Y-%m-%d %H:%M} UTC"
            )
        if self.sealed and entry.what in {TAKEN_IN, SEALED_FROM_HERE}:
            yield Fault("taken_in_again", entry.subject, seq=(entry.seq,))
        self.sealed = self.sealed or entry.what == SEALED_FROM_HERE
        self.last = entry
        self.count += 1


def claims_of(entry: Entry | Line) -> Iterator[Claim]:
    """What an entry says of records."""
    removal = entry.what == REMOVED
    if removal:
        yield Claim(entry.subject, entry.seq, removal)
    for one in entry.seals:
        about = (one.kind, one.id, one.form, one.was, one.now, one.contents)
        yield Claim(one.subject or one.id, entry.seq, removal, *about)
    if entry.facts.get("note") and entry.facts.get("sha256"):
        yield Claim(entry.subject, entry.seq, removal, NOTES, entry.facts["note"], words=entry.facts["sha256"])


def standing_of(record: Record) -> Standing:
    """How a record stands."""
    words = getattr(record, "text", "") if record.TABLE == NOTES else ""
    emptied = record.EVIDENCE is not None and getattr(record, "removed", False)
    stays = json.dumps(stays_of(record, record.EVIDENCE)) if emptied and record.EVIDENCE is not None else ""
    now = hashes_of(record).now
    return Standing(subject_of(record), record.TABLE, record.id, now, seal(words) if words else "", stays)


@dataclass(slots=True)
class _Story:
    """What the entries say of one record, as far as they have been gone through."""

    reference: str
    sealed: bool = False
    seq: int = 0
    now: str = ""
    contents: str = ""
    words: str = ""
    before_removal: tuple[str, str] | None = None
    """The hash before it was emptied, and that of the contents which it went over."""


def compare(claims: Iterable[Claim], standings: Iterable[Standing], *, sealed: bool) -> Iterator[Fault]:
    """All that does not hold between the claims of some references, in the order of the entries, and their records.

    Unless the chain is `sealed`, records have no hashes yet, and only the words of notes are compared.
    """
    stories: dict[tuple[str, str], _Story] = {}
    removed: set[str] = set()
    for claim in claims:
        if claim.kind:
            yield from _go_on(stories.setdefault((claim.kind, claim.id), _Story(claim.reference)), claim)
        else:
            removed.add(claim.reference)
    for one in standings:
        yield from _lay_beside(one, stories.pop((one.kind, one.id), _Story(one.reference)), sealed=sealed)
    for (table, name), story in stories.items():
        if story.now or (story.words and not story.sealed and story.reference not in removed):
            yield Fault("gone", story.reference, table, name, (story.seq,))


def _go_on(story: _Story, claim: Claim) -> Iterator[Fault]:
    """One claim more."""
    if claim.words:
        story.words, story.seq = claim.words, claim.seq
        return
    if claim.form != FORM:
        yield Fault("form", claim.reference, claim.kind, claim.id, (claim.seq,))
    elif claim.was != story.now:
        yield Fault("changed_between", claim.reference, claim.kind, claim.id, (story.seq, claim.seq))
    if claim.removal and claim.now:
        story.before_removal = (story.now, story.contents)
    story.sealed, story.seq, story.now, story.contents = True, claim.seq, claim.now, claim.contents


def _lay_beside(one: Standing, story: _Story, *, sealed: bool) -> Iterator[Fault]:
    """The record beside its story."""
    if story.words and one.words != story.words:
        yield Fault("changed", one.reference, one.kind, one.id, (story.seq,))
    elif not sealed:
        return
    elif one.now != story.now:
        what = "changed" if story.now else "returned" if story.sealed else "no_entry"
        yield Fault(what, one.reference, one.kind, one.id, (story.seq,) if story.seq else ())
    elif story.before_removal is not None and one.stays:
        was, contents = story.before_removal
        if hash_over((one.kind, one.id), json.loads(one.stays), contents) != was:
            yield Fault("stays", one.reference, one.kind, one.id, (story.seq,))
