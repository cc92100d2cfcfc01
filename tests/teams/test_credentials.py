"""The bot's identity, its tokens, and the service URLs that may receive one."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from azure.core.exceptions import ClientAuthenticationError

from bot.teams.credentials import SCOPE, BotIdentity, EntraTokens, IdentityIncomplete, TokenUnavailable, tokens_of
from bot.teams.service_urls import is_loopback, is_teams

GOOD = {"app_type": "SingleTenant", "app_id": "app", "tenant_id": "tenant", "secret": "hush"}


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
