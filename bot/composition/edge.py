"""The edge that all schools of one process share: sessions, tokens, connector clients, the check of who calls, and
who signs: a key in a file, one that lies in a key vault, or nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.services.null_ports import NoSigner
from bot.services.ports import Clock, Signer
from bot.settings import Environment
from bot.signing import is_vault_secret, signer_of_file, signer_of_vault
from bot.teams.authentication import ActivityAuthentication, LoopbackAuthentication, TokenAuthentication
from bot.teams.connector import CALL_SECONDS, KeptConnectors, open_session
from bot.teams.credentials import BotIdentity, Certificate, NoTokens, tokens_of
from bot.teams.file_hosts import is_on_this_machine, is_onedrive, is_pasted_picture
from bot.teams.file_transfer import HttpFileTransfer, open_file_session
from bot.teams.openid import OpenIdKeys
from bot.teams.service_urls import ServiceUrlCheck, is_loopback, is_teams

if TYPE_CHECKING:
    from bot.mail import SmtpMailer


@dataclass(frozen=True, slots=True)
class Edge:
    """What a school's messenger and files go through."""

    connectors: KeptConnectors
    authentication: ActivityAuthentication
    transfer: HttpFileTransfer
    allowed_files: ServiceUrlCheck
    keys_age: Callable[[], timedelta | None]
    """How old the keys are that prove where a request comes from; None where there are none."""


def identity_of(environment: Environment) -> BotIdentity:
    """Who the bot is by its settings. Raises `IdentityIncomplete`."""
    secret, password = environment.app_password, environment.azure_client_certificate_password
    certificate = None
    if environment.app_certificate:
        certificate = Certificate(environment.app_certificate, password.get_secret_value() if password else "")
        certificate.end()
    return BotIdentity(
        environment.app_type,
        environment.app_id,
        environment.app_tenant_id,
        secret.get_secret_value() if secret else "",
        certificate,
    )


async def open_edge(
    identity: BotIdentity | None, clock: Clock, stack: AsyncExitStack, call_seconds: float = CALL_SECONDS
) -> Edge:
    """Open it; it is closed with the stack. Without an identity it is `--local`: no tokens, and loopback alone.
    `call_seconds` is how long a call to Teams may take."""
    outside = identity is not None
    session = await stack.enter_async_context(open_session(through_proxy=outside, call_seconds=call_seconds))
    tokens = tokens_of(identity) if identity else NoTokens()
    stack.push_async_callback(tokens.close)
    connectors = KeptConnectors(session, tokens, is_teams if outside else is_loopback)
    authentication: ActivityAuthentication = LoopbackAuthentication(connectors)
    keys_age: Callable[[], timedelta | None] = _no_age
    if identity:
        keys = OpenIdKeys(session, clock)
        keys_age = keys.age
        stack.push_async_callback(keys.close)
        authentication = TokenAuthentication(connectors, keys, clock, app_id=identity.app_id)
    allowed, signed = (is_onedrive, is_pasted_picture) if outside else (is_on_this_machine, _nothing)
    carried = await stack.enter_async_context(open_file_session(through_proxy=outside))
    return Edge(connectors, authentication, HttpFileTransfer(carried, tokens, allowed, signed), allowed, keys_age)


def _no_age() -> None:
    return None


def _nothing(_url: str) -> bool:
    return False


def mailer_of(environment: Environment) -> SmtpMailer | None:
    """As `SMTP_URL` says."""
    if environment.smtp_url is None:
        return None
    # Imported here: a school without a second road has no use for it.
    from bot.mail import SmtpMailer  # noqa: PLC0415

    return SmtpMailer.of(environment.smtp_url.get_secret_value())


async def signer_of(environment: Environment) -> Signer:
    """As `SIGNING_KEY_FILE` says. Raises `SigningKeyWrong` with one line."""
    named = environment.signing_key_file
    if not named:
        return NoSigner()
    if not is_vault_secret(named):
        return signer_of_file(Path(named))
    # Importing it takes a third of a second, which a school without a vault need not wait.
    from bot.directory.graph_credential import credential_from_environment  # noqa: PLC0415

    credential = credential_from_environment()
    try:
        async with open_session(through_proxy=True) as session:
            return await signer_of_vault(named, credential, session)
    finally:
        await credential.close()
