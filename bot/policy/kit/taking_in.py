"""Records that were kept before records had hashes: at the first start they get theirs, entered as just that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Entry, Record, SealedSince
from bot.policy.kit.sealing import NOTHING, hashes_of, seal_of

RECORD = "record"
"""The subject of entries about the record as a whole."""
TAKEN_IN, SEALED_FROM_HERE = "taken_in", "sealed_from_here"


def take_in(since: SealedSince | None, records: Sequence[Record], now: datetime) -> Outcome:
    """These records, as they are found, get their hashes; all of one kind, in the order of their ids."""
    seals = tuple(seal for record in records if (seal := seal_of(record, NOTHING, hashes_of(record))) is not None)
    further = {"kind": records[-1].TABLE, "last": records[-1].id}
    held = (since or SealedSince(id=RECORD)).model_copy(update=further)
    facts = {"count": str(len(seals))}
    entry = Entry(subject=RECORD, at=now, by=None, what="taken_in", facts=facts, seals=seals)
    return Outcome((held,), entries=(entry,) if seals else (), unchanged=tuple(records))


def end_taking_in(since: SealedSince | None, now: datetime) -> Outcome:
    """All that was there has its hash: from here on a record without an entry was not made by the bot."""
    held = (since or SealedSince(id=RECORD)).model_copy(update={"done": True})
    return Outcome((held,), entries=(Entry(subject=RECORD, at=now, by=None, what="sealed_from_here"),))
