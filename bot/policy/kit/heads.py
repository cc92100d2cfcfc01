"""The head of the chain as it is put where whoever holds disk and log cannot reach (I1); signed, with a key."""

from __future__ import annotations

from bot.policy.kit.records import ValueObject


class SignedHead(ValueObject):
    """`NUMBER:DIGEST` of the newest entry, and the Ed25519 signature over `signed_message`, in base64; empty where
    nobody signs."""

    head: str
    signature: str = ""


def signed_message(tenant: str, head: str) -> bytes:
    """What is signed: a head of this school's record, and of nothing else."""
    return f"online-safety-record\n{tenant.lower()}\n{head}\n".encode()
