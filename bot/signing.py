"""Signatures by an Ed25519 key, as PEM (PKCS 8, without a password): `openssl genpkey -algorithm ed25519`.

It lies in a file, or in an Azure Key Vault as a secret: the vault's own keys know no Ed25519. From there it is fetched
once, at the start, with whatever azure-identity signs in with (a managed identity, in Azure).
"""

from __future__ import annotations

import base64
import re
from http import HTTPStatus
from pathlib import Path
from typing import Protocol

import aiohttp
from azure.core.credentials import AccessToken
from azure.core.exceptions import AzureError
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


VAULT_SCOPE = "https://vault.azure.net/.default"
API_VERSION = "7.4"
VAULT_TIMEOUT = aiohttp.ClientTimeout(total=20)
VAULT_SECRET = re.compile(r"https://[a-z0-9-]+\.vault\.azure\.net/secrets/[A-Za-z0-9-]+(/[0-9a-f]{32})?")


class VaultCredential(Protocol):
    """The part of azure-identity's asynchronous credentials that is used here."""

    async def get_token(self, *scopes: str) -> AccessToken:
        """A token for the scopes."""

    async def close(self) -> None:
        """Let go of connections."""


def is_vault_secret(named: str) -> bool:
    """Whether a setting names a secret of a vault, and not a file. The token goes to Microsoft's own hosts alone."""
    return VAULT_SECRET.fullmatch(named) is not None


async def signer_of_vault(url: str, credential: VaultCredential, session: aiohttp.ClientSession) -> Ed25519Signer:
    """One with the key that is the value of this secret. Raises `SigningKeyWrong`."""
    try:
        token = await credential.get_token(VAULT_SCOPE)
        headers = {"Authorization": f"Bearer {token.token}"}
        asked = session.get(url, params={"api-version": API_VERSION}, headers=headers, timeout=VAULT_TIMEOUT)
        async with asked as answer:
            if answer.status != HTTPStatus.OK:
                raise SigningKeyWrong(f"the key vault answered with {answer.status}")
            secret = await answer.json()
    except (TimeoutError, AzureError, aiohttp.ClientError, ValueError) as error:
        raise SigningKeyWrong(f"the key vault could not be asked: {type(error).__name__}") from None
    value = secret.get("value") if isinstance(secret, dict) else None
    if not isinstance(value, str):
        raise SigningKeyWrong("the key vault's answer has no value")
    return Ed25519Signer(value.encode())
