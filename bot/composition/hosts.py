"""Whether the machine reaches what the bot needs outside, and what stands between where it does not.

A school's filter has three ways to be in the way: it does not let a host through, it opens the line with a certificate
that the machine does not believe, or it answers in the host's place with a page for people. Each is set right in a way
of its own.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
from azure.core.exceptions import ClientAuthenticationError

from bot.directory import reasons
from bot.directory.check import Finding
from bot.teams.credentials import BotIdentity, TokenUnavailable
from bot.teams.openid import METADATA


@dataclass(frozen=True, slots=True)
class Needed:
    """A host, what it is for, and an address there; `known_by` is a key of the JSON that it answers to anybody."""

    host: str
    what_for: str
    address: str
    known_by: str = ""


HOSTS_TO_REACH = (
    Needed("login.botframework.com", "the keys by which Teams' requests are known", METADATA, "jwks_uri"),
    Needed(
        "smba.trafficmanager.net", "what is said in Teams", "https://smba.trafficmanager.net/teams/v3/conversations"
    ),
    Needed(
        "login.microsoftonline.com",
        "signing in",
        "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
        "issuer",
    ),
    Needed("graph.microsoft.com", "who is in which group", "https://graph.microsoft.com/v1.0/"),
)
_MAX_ANSWER_BYTES = 1_000_000


async def host_findings(session: aiohttp.ClientSession, needed: Sequence[Needed] = HOSTS_TO_REACH) -> Sequence[Finding]:
    """A line for each host, all asked at once. Nothing secret is sent, and no redirect is followed."""
    return [
        Finding(not wrong, f"{each.host}, for {each.what_for}" + ("" if wrong else ": it answers"), wrong)
        for each, wrong in zip(needed, await asyncio.gather(*(_wrong(session, each) for each in needed)), strict=True)
    ]


async def _wrong(session: aiohttp.ClientSession, needed: Needed) -> str:
    """What to do so that the host can be reached; empty when it answers for itself."""
    try:
        async with session.get(needed.address, allow_redirects=False) as response:
            body = await response.content.read(_MAX_ANSWER_BYTES)
    except aiohttp.ClientConnectorCertificateError:
        return (
            "its certificate is not believed: a filter opens the line. Let it pass this host unopened, or install its "
            "authority on the machine, or name it in SSL_CERT_FILE"
        )
    except aiohttp.ClientHttpProxyError as error:
        return f"the proxy of HTTPS_PROXY refuses it ({error.status}): let it through, or see to its name and password"
    except aiohttp.ClientProxyConnectionError:
        return "the proxy of HTTPS_PROXY does not answer: look at its address"
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return f"it cannot be reached ({type(error).__name__}): let the machine reach it by HTTPS, or set HTTPS_PROXY"
    page = response.content_type == "text/html"
    elsewhere = HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST
    if page or elsewhere or (needed.known_by and not _has(body, needed.known_by)):
        return f"a page of something else answers in its place ({response.status}): let the filter pass this host"
    return ""


def _has(body: bytes, key: str) -> bool:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(answer, dict) and key in answer


def token_finding(identity: BotIdentity, error: TokenUnavailable) -> Finding:
    """What to do when Entra gives the bot no token: a wrong secret is told apart from a line that is not there."""
    cause = error.__cause__
    refused = cause.message or "" if isinstance(cause, ClientAuthenticationError) else ""
    code = next((code for code in reasons.SIGN_IN_CODES if f"AADSTS{code}" in refused), "")
    what = f"the bot's own token ({f'AADSTS{code}' if code else error})"
    if identity.app_type == "UserAssignedMSI":
        return Finding(False, what, "look whether the managed identity is assigned to this machine")
    by_reason = _TOKEN if identity.certificate is None else _TOKEN_BY_CERTIFICATE
    return Finding(False, what, by_reason[reasons.SIGN_IN_CODES.get(code, "")])


_TOKEN = {
    reasons.CREDENTIAL_EXPIRED: "the secret has run out: make a new one in Entra and put it into MicrosoftAppPassword",
    reasons.CREDENTIAL_WRONG: (
        "the secret is wrong: copy its value (not its id) from Entra into MicrosoftAppPassword, or make a new one"
    ),
    reasons.UNKNOWN_APP: "compare MicrosoftAppId and MicrosoftAppTenantId with the application's overview in Entra",
    "": "see whether login.microsoftonline.com answers (below); if it does, look at the secret in MicrosoftAppPassword",
}
_CERTIFICATE = (
    "the certificate is not one of the application's: add it in Entra under Certificates & secrets, or look at its end"
)
_TOKEN_BY_CERTIFICATE = {
    **_TOKEN,
    reasons.CREDENTIAL_EXPIRED: _CERTIFICATE,
    reasons.CREDENTIAL_WRONG: _CERTIFICATE,
    "": "see whether login.microsoftonline.com answers (below); if it does, look at the certificate",
}
