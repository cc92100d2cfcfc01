"""What the bot signs in to Microsoft Graph with: a managed identity first, then what the environment has.

azure-identity signs in, but forgets which of several credentials worked, and would try a managed identity that is not
there (a second each time) before every token; `FirstWorkingCredential` remembers. Importing this module takes a third
of a second: `graph_client` does it off the event loop.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any, Protocol

from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError
from azure.identity.aio import (
    CertificateCredential,
    ChainedTokenCredential,
    ClientSecretCredential,
    EnvironmentCredential,
    ManagedIdentityCredential,
    WorkloadIdentityCredential,
)


class GraphCredential(Protocol):
    """The part of azure-identity's asynchronous credentials that is used here."""

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        """A token for the scopes, kept by the credential and renewed by it before its end."""

    async def close(self) -> None:
        """Let go of connections."""


class FirstWorkingCredential:
    """Credentials in order of preference. The first that gives a token is the one that is asked from then on.

    One that has nothing to sign in with (`CredentialUnavailableError`) is passed over; one that was refused is not,
    for then the owner should hear of it.
    """

    def __init__(self, *credentials: GraphCredential) -> None:
        self._credentials = credentials
        self._chosen: GraphCredential | None = None
        self._one_at_a_time = asyncio.Lock()

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        """A token for the scopes. Raises what azure-identity raises."""
        # Without the lock a burst that finds no token yet would sign in once for each request.
        async with self._one_at_a_time:
            if self._chosen is not None:
                return await self._chosen.get_token(*scopes, **options)
            for credential in self._credentials:
                try:
                    token = await credential.get_token(*scopes, **options)
                except CredentialUnavailableError:
                    continue
                self._chosen = credential
                return token
            raise CredentialUnavailableError(message="there is nothing to sign in with")

    async def close(self) -> None:
        """Close every credential's connections."""
        for credential in self._credentials:
            await credential.close()


class OptionalManagedIdentity:
    """The machine's managed identity. Until it has once given a token, its failing means that there is none."""

    def __init__(self, credential: GraphCredential) -> None:
        self._credential = credential
        self._is_there = False

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        """A token for the scopes. Raises `CredentialUnavailableError` where there is no managed identity."""
        try:
            token = await self._credential.get_token(*scopes, **options)
        except ClientAuthenticationError as error:
            if self._is_there:
                raise
            raise CredentialUnavailableError(message="no managed identity") from error
        self._is_there = True
        return token

    async def close(self) -> None:
        """Close the credential's connections."""
        await self._credential.close()


def signs_in_elsewhere(tenant: str) -> bool:
    """Whether this tenant is another than the one that `AZURE_TENANT_ID` names, and the application has a secret, a
    certificate or a federated token of its own, with which it may sign in there too: a managed identity cannot."""
    home = os.environ.get("AZURE_TENANT_ID") or ""
    own = any(
        os.environ.get(f"AZURE_{name}") for name in ("CLIENT_SECRET", "CLIENT_CERTIFICATE_PATH", "FEDERATED_TOKEN_FILE")
    )
    return bool(tenant and home and os.environ.get("AZURE_CLIENT_ID")) and own and tenant.lower() != home.lower()


def credential_from_environment(tenant: str = "") -> GraphCredential:
    """Managed identity, then workload identity, then the client secret or certificate that `AZURE_*` name.

    For a `tenant` other than `AZURE_TENANT_ID` the same application signs in there, if it can (`signs_in_elsewhere`):
    it is one for several tenants, and each has consented to it. `AZURE_CLIENT_ID` names the user-assigned managed
    identity too. Raises `ValueError` or `OSError` when a variable has no possible value or a certificate cannot be
    read. Nothing is asked of a network.
    """
    if signs_in_elsewhere(tenant):
        return _credential_in(tenant)
    # A chain of one: within a chain azure-identity first looks, for a second, whether this is an Azure machine at all;
    # alone it would knock for minutes. A chain says of every failure that it was refused.
    machine = ChainedTokenCredential(ManagedIdentityCredential(client_id=os.environ.get("AZURE_CLIENT_ID") or None))
    credentials: list[GraphCredential] = [OptionalManagedIdentity(machine)]
    if all(os.environ.get(f"AZURE_{name}") for name in ("TENANT_ID", "CLIENT_ID", "FEDERATED_TOKEN_FILE")):
        credentials.append(WorkloadIdentityCredential())
    return FirstWorkingCredential(*credentials, EnvironmentCredential())


def _credential_in(tenant: str) -> GraphCredential:
    client, given = os.environ["AZURE_CLIENT_ID"], os.environ.get
    if secret := given("AZURE_CLIENT_SECRET"):
        return ClientSecretCredential(tenant, client, secret)
    if path := given("AZURE_CLIENT_CERTIFICATE_PATH"):
        return CertificateCredential(tenant, client, path, password=given("AZURE_CLIENT_CERTIFICATE_PASSWORD") or None)
    return WorkloadIdentityCredential(tenant_id=tenant)
