"""The bot's identity, its tokens, and the service URLs that may receive one."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from azure.core.exceptions import ClientAuthenticationError
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from bot.composition.checks import certificate_findings
from bot.teams.credentials import (
    SCOPE,
    BotIdentity,
    Certificate,
    EntraTokens,
    IdentityIncomplete,
    TokenUnavailable,
    tokens_of,
)
from bot.teams.service_urls import is_loopback, is_teams

GOOD: dict[str, Any] = {"app_type": "SingleTenant", "app_id": "app", "tenant_id": "tenant", "secret": "hush"}


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"app_type": "MultiTenant"}, "MicrosoftAppType"),
        ({"app_type": ""}, "MicrosoftAppType"),
        ({"app_type": "singletenant"}, "MicrosoftAppType"),
        ({"app_id": ""}, "MicrosoftAppId"),
        ({"tenant_id": ""}, "MicrosoftAppTenantId"),
        ({"secret": ""}, "MicrosoftAppPassword"),
    ],
)
def test_an_identity_that_would_switch_authentication_off_is_refused(changes: dict[str, str], names: str) -> None:
    """One line that names the setting: the framework would take an empty id for "no authentication"."""
    with pytest.raises(IdentityIncomplete, match=names) as caught:
        BotIdentity(**(GOOD | changes))
    assert "\n" not in str(caught.value)


def test_a_managed_identity_needs_no_secret_and_a_secret_is_never_shown() -> None:
    """What is printed or logged of an identity holds no secret."""
    assert BotIdentity("UserAssignedMSI", "app", "tenant").bot_id == "28:app"
    assert "hush" not in repr(BotIdentity(**GOOD))


async def test_credentials_are_made_without_a_network() -> None:
    """The start does not wait for Microsoft Entra."""
    for identity in (BotIdentity(**GOOD), BotIdentity("UserAssignedMSI", "app", "tenant")):
        tokens = tokens_of(identity)
        await tokens.close()


NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
KEY = rsa.generate_private_key(65537, 2048)


def pem(folder: Path, *, days: int = 365, password: str = "", parts: str = "key and certificate") -> Certificate:
    """A certificate of the bot's own, as one file."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "the bot")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(KEY.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=400))
        .not_valid_after(NOW + timedelta(days=days))
        .sign(KEY, hashes.SHA256())
    )
    locked: KeySerializationEncryption = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    written = {
        "key": KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked),
        "certificate": made.public_bytes(Encoding.PEM),
    }
    path = folder / "bot.pem"
    path.write_bytes(b"".join(text for part, text in written.items() if part in parts))
    return Certificate(str(path), password)


@pytest.mark.parametrize("password", ["", "hush"])
async def test_a_certificate_stands_in_the_place_of_a_secret(tmp_path: Path, password: str) -> None:
    """It is read, and its key's password, and nothing of it is shown; no network is touched."""
    certificate = pem(tmp_path, password=password)
    identity = BotIdentity(**(GOOD | {"secret": ""}), certificate=certificate)
    assert certificate.end() == NOW + timedelta(days=365)
    assert "hush" not in repr(identity)
    await tokens_of(identity).close()


@pytest.mark.parametrize("fault", ["no file", "no text", "no key", "no certificate", "another password", "no password"])
def test_a_certificate_that_cannot_be_used_is_told_in_one_line(tmp_path: Path, fault: str) -> None:
    """At the start, and not with the first message."""
    certificate = pem(
        tmp_path,
        password="hush" if fault.endswith("password") else "",
        parts={"no key": "certificate", "no certificate": "key"}.get(fault, "key and certificate"),
    )
    certificate = {
        "no file": Certificate(str(tmp_path / "missing.pem")),
        "another password": Certificate(certificate.path, "other"),
        "no password": Certificate(certificate.path),
    }.get(fault, certificate)
    if fault == "no text":
        Path(certificate.path).write_bytes(b"\xff\x00")
    with pytest.raises(IdentityIncomplete, match=r"^AZURE_CLIENT_CERTIFICATE_PATH is not right") as caught:
        certificate.end()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("days", "well"), [(29, True), (28, False), (0, False), (-3, False)])
def test_check_says_when_the_certificate_ends(tmp_path: Path, days: int, well: bool) -> None:
    """Four weeks before it wants another; a bot with a secret hears nothing of it."""
    identity = BotIdentity(**(GOOD | {"secret": ""}), certificate=pem(tmp_path, days=days))
    (finding,) = certificate_findings(identity, NOW)
    assert (finding.ok, bool(finding.do)) == (well, not well)
    assert f"{NOW + timedelta(days=days):%d %B %Y}" in finding.what
    assert certificate_findings(BotIdentity(**GOOD), NOW) == ()


class _Credential:
    """azure-identity's part: a token, or an error."""

    def __init__(self, *, error: Exception | None = None) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.busy = 0
        self._error = error

    async def get_token(self, *scopes: str) -> SimpleNamespace:
        self.asked.append(scopes)
        self.busy += 1
        assert self.busy == 1
        await asyncio.sleep(0)
        self.busy -= 1
        if self._error:
            raise self._error
        return SimpleNamespace(token="token")

    async def close(self) -> None:
        """Nothing to close."""


async def test_tokens_are_asked_for_the_connector_one_at_a_time() -> None:
    """A burst of messages does not become a burst of token requests."""
    credential = _Credential()
    tokens = EntraTokens(credential)
    assert list(await asyncio.gather(tokens.bearer(), tokens.bearer())) == ["token"] * 2
    assert credential.asked == [(SCOPE,)] * 2


@pytest.mark.parametrize("error", [ClientAuthenticationError("secret expired"), TimeoutError(), OSError()])
async def test_no_token_is_told_apart(error: Exception) -> None:
    """Whatever azure-identity ran into is one error here."""
    with pytest.raises(TokenUnavailable):
        await EntraTokens(_Credential(error=error)).bearer()


@pytest.mark.parametrize(
    ("url", "teams", "loopback"),
    [
        ("https://smba.trafficmanager.net/uk/", True, False),
        ("https://smba.trafficmanager.net/emea/11111111-1111-4111-8111-111111111111/", True, False),
        ("https://smba.trafficmanager.net", True, False),
        ("https://smba.trafficmanager.net:443/uk/", True, False),
        ("https://smba.infra.gcc.teams.microsoft.com/teams", True, False),
        ("https://smba.infra.gov.teams.microsoft.us/teams", True, False),
        ("https://smba.infra.dod.teams.microsoft.us/teams", True, False),
        ("http://smba.trafficmanager.net/uk/", False, False),
        ("https://smba.trafficmanager.net:8443/uk/", False, False),
        ("https://smba.trafficmanager.net.evil.test/", False, False),
        ("https://evil.test/smba.trafficmanager.net", False, False),
        ("https://smba.trafficmanager.net@evil.test/", False, False),
        ("https://evil.test\\@smba.trafficmanager.net/", False, False),
        ("https://smba.trafficmanager.net/{conversationId}", False, False),
        ("https://smba.trafficmanager.net/?a=b", False, False),
        ("https://smba.trafficmanager.net/\n", False, False),
        ("https://smba\u3002trafficmanager.net/", False, False),
        ("https://trafficmanager.net/", False, False),
        ("http://localhost:56150/_connector", False, True),
        ("http://127.0.0.1:3979", False, True),
        ("http://[::1]:3979/", False, True),
        ("https://localhost/", False, True),
        ("http://localhost.evil.test/", False, False),
        ("http://127.0.0.1@evil.test/", False, False),
        ("http://0.0.0.0:3979/", False, False),
        ("ftp://localhost/", False, False),
        ("", False, False),
    ],
)
def test_service_urls(url: str, teams: bool, loopback: bool) -> None:
    """Teams' own hosts over https; in `--local` this machine alone."""
    assert (is_teams(url), is_loopback(url)) == (teams, loopback)
