"""The timeline: append-only, each entry bound to the one before it by a hash, so that an edit shows (I1).

Its head, signed where there is a key, is put where somebody who holds disk and log cannot reach it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from pydantic_core import from_json

from bot.policy.kit.records import Entry, ValueObject

GENESIS = "0" * 64
_FROM_THE_BEGINNING = {"facts": {}, "seq": 0, "previous": ""}
_OF_A_SEAL = {"subject": "", "form": 1, "was": "", "now": "", "contents": ""}
_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


def link(previous: Entry | None, entry: Entry) -> Entry:
    """`entry` as the one that follows `previous`, numbered and sealed."""
    placed = entry.model_copy(
        update={"seq": previous.seq + 1 if previous else 1, "previous": previous.digest if previous else GENESIS}
    )
    return placed.model_copy(update={"digest": digest(placed)})


def digest(entry: Entry) -> str:
    """SHA-256 over everything an entry says, its number and the hash before it, in hexadecimal.

    A field that a later release added is left out while it is empty, so that older entries keep their hash; the first
    fields always count.
    """
    told = entry.model_dump(mode="json", exclude={"digest"}, exclude_defaults=True)
    told = {**_FROM_THE_BEGINNING, **told}
    if "seals" in told:
        told["seals"] = [{**_OF_A_SEAL, **each} for each in told["seals"]]
    return hashlib.sha256(_canonical(told).encode()).hexdigest()


def kept_text(entry: Entry) -> str:
    """The entry as it is kept: what the digest goes over and the digest, so that a release that does not know all of it
    can follow the chain."""
    return entry.model_dump_json(warnings="error", exclude_defaults=True)


class LineSeal(NamedTuple):
    """A seal, as a line says it."""

    kind: str
    id: str
    subject: str = ""
    form: int = 1
    was: str = ""
    now: str = ""
    contents: str = ""


_TYPES_OF_A_SEAL = [str, str, str, int, str, str, str]


class Line(NamedTuple):
    """A kept line whose own digest holds, with what it says of records. It is made faster than an `Entry`."""

    subject: str
    at: datetime
    what: str
    facts: Mapping[str, str]
    seals: tuple[LineSeal, ...]
    seq: int
    previous: str
    digest: str


def sound_line(text: bytes | str) -> Line | None:
    """The line of a kept text whose digest is that of the text itself; None for any other, which may still be the
    entry that was kept, written in another way: as an `Entry` it has the digest of what it says."""
    try:
        told = from_json(text)
        kept = told.pop("digest")
        told = {**_FROM_THE_BEGINNING, **told}
        seals = tuple([LineSeal(**each) for each in told.get("seals", ())])
        if seals:
            told["seals"] = [{**_OF_A_SEAL, **each} for each in told["seals"]]
        if hashlib.sha256(_canonical(told).encode()).hexdigest() != kept:
            return None
        at = datetime.fromisoformat(told["at"])
        line = Line(told["subject"], at, told["what"], told["facts"], seals, told["seq"], told["previous"], kept)
        return line if _is_of_its_types(line) else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _is_of_its_types(line: Line) -> bool:
    return [type(line.subject), type(line.what), type(line.facts), type(line.seq)] == [str, str, dict, int] and all(
        [type(value) for value in seal] == _TYPES_OF_A_SEAL for seal in line.seals
    )


def fingerprint(entry: Entry | Line) -> str:
    """What is written down elsewhere of the chain's head: its number and digest vouch for all before it."""
    return f"{entry.seq}:{entry.digest}"


def seal(words: str) -> str:
    """SHA-256 of words as UTF-8, in hexadecimal: an entry vouches for them without holding them.

    `sha256sum` of a file with these words gives the same.
    """
    return hashlib.sha256(words.encode()).hexdigest()


def follows(previous: Entry | Line | None, entry: Entry | Line) -> bool:
    """Whether the entry is the one that was kept after `previous`."""
    before = (previous.seq, previous.digest) if previous else (0, GENESIS)
    if (entry.seq - 1, entry.previous) != before:
        return False
    return isinstance(entry, Line) or entry.digest == digest(entry)


class SignedHead(ValueObject):
    """`NUMBER:DIGEST` of the newest entry, and the Ed25519 signature over `signed_message`, in base64; empty where
    nobody signs."""

    head: str
    signature: str = ""


def signed_message(tenant: str, head: str) -> bytes:
    """What is signed: a head of this school's record, and of nothing else."""
    return f"online-safety-record\n{tenant.lower()}\n{head}\n".encode()
