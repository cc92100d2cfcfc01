"""The bot's own identity and its outbound tokens, through azure-identity. Knows nothing of who may receive a token."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
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
class BotIdentity:
    """Who the bot is: `SingleTenant` with a secret, or `UserAssignedMSI`. Raises `IdentityIncomplete` otherwise.

    Multi-tenant bots can no longer be made, and the framework takes every word it does not know for one.
    """

    app_type: str
    app_id: str
    tenant_id: str
    secret: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.app_type not in ("SingleTenant", "UserAssignedMSI"):
            raise IdentityIncomplete(f"MicrosoftAppType must be SingleTenant or UserAssignedMSI, not {self.app_type!r}")
        if not self.app_id:
            raise IdentityIncomplete("MicrosoftAppId is missing: the bot's application (client) id")
        if not self.tenant_id:
            raise IdentityIncomplete("MicrosoftAppTenantId is missing: the tenant in which the bot is registered")
        if self.app_type == "SingleTenant" and not self.secret:
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
    from azure.identity.aio import ClientSecretCredential, ManagedIdentityCredential  # noqa: PLC0415

    if identity.app_type == "UserAssignedMSI":
        return EntraTokens(ManagedIdentityCredential(client_id=identity.app_id))
    return EntraTokens(ClientSecretCredential(identity.tenant_id, identity.app_id, identity.secret))
