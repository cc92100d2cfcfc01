"""The bot's own identity and its outbound tokens, through azure-identity. Knows nothing of who may receive a token."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from azure.core.exceptions import AzureError

SCOPE = "https://api.botframework.com/.default"
"""What a token must be good for: the Bot Connector of the public cloud."""

_TOKEN_SECONDS = 10.0
"""Seconds that a new token may take."""


class IdentityIncomplete(ValueError):
    """The bot's identity is missing or of a kind that is not supported: the start stops with this one line."""


class TokenUnavailable(Exception):
    """Microsoft Entra gave no token for the bot just now."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate and its private key in one PEM file, and the key's password where it has one."""

    path: str
    password: str = field(default="", repr=False)

    def end(self) -> datetime:
        """When it ends. Raises `IdentityIncomplete` where the file does not hold both, or the password is not right."""
        # Imported here because it is needed for this kind of identity alone.
        from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415
        from cryptography.x509 import load_pem_x509_certificate  # noqa: PLC0415

        try:
            pem = Path(self.path).read_bytes()
            load_pem_private_key(pem, self.password.encode() or None)
            return load_pem_x509_certificate(pem).not_valid_after_utc
        except (OSError, ValueError, TypeError) as error:
            raise IdentityIncomplete(
                "AZURE_CLIENT_CERTIFICATE_PATH is not right; name a PEM file with the certificate and its private key, "
                "and the key's password, if it has one, in AZURE_CLIENT_CERTIFICATE_PASSWORD"
            ) from error


@dataclass(frozen=True, slots=True)
class BotIdentity:
    """Who the bot is: `SingleTenant` with a secret or a certificate, or `UserAssignedMSI`. Raises `IdentityIncomplete`
    otherwise.

    Multi-tenant bots can no longer be made, and the framework takes every word it does not know for one.
    """

    app_type: str
    app_id: str
    tenant_id: str
    secret: str = field(default="", repr=False)
    certificate: Certificate | None = None
    """What it signs in with where there is no secret."""

    def __post_init__(self) -> None:
        if self.app_type not in ("SingleTenant", "UserAssignedMSI"):
            raise IdentityIncomplete(f"MicrosoftAppType must be SingleTenant or UserAssignedMSI, not {self.app_type!r}")
        if not self.app_id:
            raise IdentityIncomplete("MicrosoftAppId is missing: the bot's application (client) id")
        if not self.tenant_id:
            raise IdentityIncomplete("MicrosoftAppTenantId is missing: the tenant in which the bot is registered")
        if self.app_type == "SingleTenant" and not self.secret and self.certificate is None:
            raise IdentityIncomplete("MicrosoftAppPassword is missing: a SingleTenant bot needs its client secret")

    @property
    def bot_id(self) -> str:
        """How Teams writes the bot's account."""
        return f"28:{self.app_id}"


class Tokens(Protocol):
    """Where the sender gets the bot's token for a call."""

    async def bearer(self) -> str | None:
        """The token, or None where calls go unsigned. Raises `TokenUnavailable`."""

    async def close(self) -> None:
        """Let go of connections."""


class Token(Protocol):
    """What azure-identity answers."""

    @property
    def token(self) -> str:
        """The bearer token."""


class Credential(Protocol):
    """The part of azure-identity's asynchronous credentials that is used here."""

    async def get_token(self, *scopes: str) -> Token:
        """A token for the scopes, kept by the credential and renewed by it before its end."""

    async def close(self) -> None:
        """Let go of connections."""


class EntraTokens:
    """Tokens from Microsoft Entra. azure-identity keeps the token and renews it some minutes before its end."""

    def __init__(self, credential: Credential) -> None:
        self._credential = credential
        self._one_at_a_time = asyncio.Lock()

    async def bearer(self) -> str:
        """The bot's token. Raises `TokenUnavailable` when there is none within ten seconds."""
        try:
            # Without the lock a burst that finds no token yet would ask for one each.
            async with asyncio.timeout(_TOKEN_SECONDS), self._one_at_a_time:
                return (await self._credential.get_token(SCOPE)).token
        except (AzureError, TimeoutError, OSError) as error:
            raise TokenUnavailable(type(error).__name__) from error

    async def close(self) -> None:
        """Close the credential's own connections."""
        await self._credential.close()


class NoTokens:
    """Calls go unsigned: `--local`."""

    async def bearer(self) -> None:
        """There is no token."""

    async def close(self) -> None:
        """There is nothing to close."""


def tokens_of(identity: BotIdentity) -> EntraTokens:
    """The tokens of a bot of that identity. No network is touched before the first one is asked for."""
    # Imported here because azure-identity takes a quarter of a second to import, and `--local` never needs it.
    from azure.identity.aio import (  # noqa: PLC0415
        CertificateCredential,
        ClientSecretCredential,
        ManagedIdentityCredential,
    )

    if identity.app_type == "UserAssignedMSI":
        return EntraTokens(ManagedIdentityCredential(client_id=identity.app_id))
    if identity.secret or identity.certificate is None:
        return EntraTokens(ClientSecretCredential(identity.tenant_id, identity.app_id, identity.secret))
    path, password = identity.certificate.path, identity.certificate.password or None
    return EntraTokens(CertificateCredential(identity.tenant_id, identity.app_id, path, password=password))
