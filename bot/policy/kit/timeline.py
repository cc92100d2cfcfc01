"""The timeline: append-only, each entry bound to the one before it by a hash, so that an edit shows (I1).

Its head, signed where there is a key, is put where somebody who holds disk and log cannot reach it.
"""

from __future__ import annotations

import hashlib
import json

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


def fingerprint(entry: Entry) -> str:
    """What is written down elsewhere of the chain's head: its number and digest vouch for all before it."""
    return f"{entry.seq}:{entry.digest}"


def seal(words: str) -> str:
    """SHA-256 of words as UTF-8, in hexadecimal: an entry vouches for them without holding them.

    `sha256sum` of a file with these words gives the same.
    """
    return hashlib.sha256(words.encode()).hexdigest()


def follows(previous: Entry | None, entry: Entry) -> bool:
    """Whether the entry is the one that was kept after `previous`."""
    before = (previous.seq, previous.digest) if previous else (0, GENESIS)
    return (entry.seq - 1, entry.previous) == before and entry.digest == digest(entry)


class SignedHead(ValueObject):
    """`NUMBER:DIGEST` of the newest entry, and the Ed25519 signature over `signed_message`, in base64; empty where
    nobody signs."""

    head: str
    signature: str = ""


def signed_message(tenant: str, head: str) -> bytes:
    """What is signed: a head of this school's record, and of nothing else."""
    return f"online-safety-record\n{tenant.lower()}\n{head}\n".encode()
