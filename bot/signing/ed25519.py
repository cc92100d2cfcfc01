"""Signatures by an Ed25519 key, as PEM (PKCS 8, without a password): `openssl genpkey -algorithm ed25519`."""

from __future__ import annotations

import base64
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from bot.policy.kit.errors import Failure


class SigningKeyWrong(Failure):
    """There is no key to sign with where one is named; `reason` says why, and never what is there."""

    def __init__(self, why: str) -> None:
        super().__init__(reason=f"SIGNING_KEY_FILE is not right; {why}")


class Ed25519Signer:
    """Signs with one key, which stays in memory."""

    def __init__(self, pem: bytes) -> None:
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise SigningKeyWrong("write the PEM of an Ed25519 key without a password") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise SigningKeyWrong("it names a key of another sort; make one with openssl genpkey -algorithm ed25519")
        self._key = key

    async def sign(self, message: bytes) -> str:
        """The signature, in base64."""
        return base64.b64encode(self._key.sign(message)).decode()

    @property
    def public_key(self) -> str:
        """By which anybody can check it, as PEM."""
        return self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def signer_of_file(path: Path) -> Ed25519Signer:
    """One with the key of that file. Raises `SigningKeyWrong`."""
    try:
        return Ed25519Signer(path.read_bytes())
    except OSError as error:
        raise SigningKeyWrong(f"the file cannot be read: {error.strerror}") from None
