"""A signing key that lies in an Azure Key Vault, as a secret: the vault's own keys know no Ed25519.

It is fetched once, at the start, with whatever azure-identity signs in with (a managed identity, in Azure).
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Protocol

import aiohttp
from azure.core.credentials import AccessToken
from azure.core.exceptions import AzureError

from bot.signing.ed25519 import Ed25519Signer, SigningKeyWrong

VAULT_SCOPE = "https://vault.azure.net/.default"
API_VERSION = "7.4"
TIMEOUT = aiohttp.ClientTimeout(total=20)
SECRET = re.compile(r"https://[a-z0-9-]+\.vault\.azure\.net/secrets/[A-Za-z0-9-]+(/[0-9a-f]{32})?")


class VaultCredential(Protocol):
    """The part of azure-identity's asynchronous credentials that is used here."""

    async def get_token(self, *scopes: str) -> AccessToken:
        """A token for the scopes."""

    async def close(self) -> None:
        """Let go of connections."""


def is_vault_secret(named: str) -> bool:
    """Whether a setting names a secret of a vault, and not a file. The token goes to Microsoft's own hosts alone."""
    return SECRET.fullmatch(named) is not None


async def signer_of_vault(url: str, credential: VaultCredential, session: aiohttp.ClientSession) -> Ed25519Signer:
    """One with the key that is the value of this secret. Raises `SigningKeyWrong`."""
    try:
        token = await credential.get_token(VAULT_SCOPE)
        headers = {"Authorization": f"Bearer {token.token}"}
        asked = session.get(url, params={"api-version": API_VERSION}, headers=headers, timeout=TIMEOUT)
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
