"""Binding records to the timeline: each change of what is evidence is entered with its hash (I1).

Form 1 of a hash, which every entry names: JSON with sorted keys of those fields that differ from their default, nested
ones likewise, as UTF-8. A field that a later release adds with a default leaves the hash of an older record as it was.
A field of evidence is therefore never taken away, renamed or given another default without a new form.

A record's hash goes over the fields that outlive a removal, and over the hash of all others (`contents`). After a
removal an older entry still vouches for what stayed: its `contents` stand in for what is gone.

Records that were kept before records had hashes get theirs at the first start, entered as just that.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Evidence, Record, Seal, SealedSince, ValueObject

FORM = 1
_compact_json = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
RECORD = "record"
"""The subject of entries about the record as a whole."""
TAKEN_IN, SEALED_FROM_HERE = "taken_in", "sealed_from_here"
Key = tuple[str, str]
"""A record's table and id."""


@dataclass(frozen=True, slots=True)
class Hashes:
    """A record's own, and that of its contents, over which the first goes; both empty where there is no evidence."""

    now: str = ""
    contents: str = ""


NO_HASHES = Hashes()


def key_of(record: Record) -> Key:
    """By which it is known."""
    return record.TABLE, record.id


def subject_of(record: Record) -> str:
    """The reference that it belongs to: its own, or that of what it is about."""
    subject = getattr(record, "subject", None)
    return subject if isinstance(subject, str) and subject else record.id


def hashes_of(record: Record | None) -> Hashes:
    """Those of a record as it was read, in the present form."""
    if record is None or record.EVIDENCE is None or not record.is_evidence:
        return NO_HASHES
    told = record.model_dump(mode="json", exclude={"version", *record.EVIDENCE.passing}, exclude_defaults=True)
    stays = {name: told.pop(name) for name in record.EVIDENCE.stays if name in told}
    contents = _sha256(told)
    return Hashes(hash_over(key_of(record), stays, contents), contents)


def stays_of(record: Record, evidence: Evidence) -> dict[str, Any]:
    """What outlives a removal of a record, as the hash goes over it."""
    return record.model_dump(mode="json", include=set(evidence.stays), exclude_defaults=True)


def hash_over(key: Key, stays: Mapping[str, Any], contents: str) -> str:
    """The hash of a record of which this stays, and which had those contents."""
    table, name = key
    return _sha256({"form": FORM, "kind": table, "id": name, "stays": stays, "contents": contents})


def sha256_of(value: ValueObject) -> str:
    """The hash of a value that a record holds, over all that it says, whatever the order in which a store keeps it."""
    return _sha256(value.model_dump(mode="json"))


def add_seals(outcome: Outcome, held: Mapping[Key, Record], now: datetime) -> Outcome:
    """The outcome, with a seal for each record whose evidence it changes; `held` are the records as they were loaded.

    A seal goes with the last entry about its record, or else with the last of all. Where there is none, one is added.
    """
    after: dict[Key, Record | None] = {key_of(record): record for record in outcome.records}
    after |= {key_of(record): None for record in outcome.removed}
    known = {key_of(record): record for record in (*outcome.records, *outcome.removed)}
    entries = list(outcome.entries)
    seals: defaultdict[int, list[Seal]] = defaultdict(list)
    for key, record in after.items():
        if known[key].EVIDENCE is None:
            continue
        seal = seal_of(known[key], hashes_of(held.get(key)), hashes_of(_as_read(record)))
        if seal is None:
            continue
        subject = seal.subject or seal.id
        about = [at for at, entry in enumerate(entries) if entry.subject == subject]
        if not entries:
            entries.append(Entry(subject=subject, at=now, by=None, what="kept"))
        seals[about[-1] if about else len(entries) - 1].append(seal)
    for at, made in seals.items():
        entries[at] = entries[at].model_copy(update={"seals": (*entries[at].seals, *made)})
    return Outcome(outcome.records, outcome.notices, tuple(entries), outcome.removed, outcome.unchanged)


def tables_of(kinds: Collection[type[Record]]) -> Collection[str]:
    """The tables of those kinds that are evidence."""
    return {kind.TABLE for kind in kinds if kind.EVIDENCE is not None}


def seal_of(record: Record, before: Hashes, after: Hashes) -> Seal | None:
    """What an entry says of a record that was changed; None where nothing of its evidence was."""
    if before.now == after.now:
        return None
    subject = subject_of(record)
    return Seal(
        kind=record.TABLE,
        id=record.id,
        subject="" if subject == record.id else subject,
        form=FORM,
        was=before.now,
        now=after.now,
        contents=after.contents,
    )


def _as_read(record: Record | None) -> Record | None:
    """The record as it will be read again: a number that was given as 5 is read as 5.0 where its field says so."""
    if record is None or not record.is_evidence:
        return None
    return type(record).model_validate_json(record.model_dump_json(warnings=False))


def _sha256(told: object) -> str:
    return hashlib.sha256(_compact_json(told).encode()).hexdigest()


def take_in(since: SealedSince | None, records: Sequence[Record], now: datetime) -> Outcome:
    """These records, as they are found, get their hashes; all of one kind, in the order of their ids."""
    seals = tuple(seal for record in records if (seal := seal_of(record, NO_HASHES, hashes_of(record))) is not None)
    further = {"kind": records[-1].TABLE, "last": records[-1].id}
    held = (since or SealedSince(id=RECORD)).model_copy(update=further)
    facts = {"count": str(len(seals))}
    entry = Entry(subject=RECORD, at=now, by=None, what="taken_in", facts=facts, seals=seals)
    return Outcome((held,), entries=(entry,) if seals else (), unchanged=tuple(records))


def end_taking_in(since: SealedSince | None, now: datetime) -> Outcome:
    """All that was there has its hash: from here on a record without an entry was not made by the bot."""
    held = (since or SealedSince(id=RECORD)).model_copy(update={"done": True})
    return Outcome((held,), entries=(Entry(subject=RECORD, at=now, by=None, what="sealed_from_here"),))
