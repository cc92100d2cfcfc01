"""Who signs for the schools of this process: a key in a file, one that lies in a key vault, or nobody."""

from __future__ import annotations

from pathlib import Path

from bot.services.null_ports import NoSigner
from bot.services.ports import Signer
from bot.settings import Environment
from bot.signing.ed25519 import signer_of_file
from bot.signing.key_vault import is_vault_secret, signer_of_vault
from bot.teams.connector import open_session


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
