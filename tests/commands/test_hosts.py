"""What `check` says of the hosts outside: what is in the way is told apart, since each is set right otherwise."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from aiohttp import web
from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError

from bot.composition.hosts import HOSTS_TO_REACH, Needed, host_findings, token_finding
from bot.directory.check import Finding
from bot.teams.connector import open_session
from bot.teams.credentials import BotIdentity, Certificate, EntraTokens, TokenUnavailable
from tests.test_certificates import answering, authority

PAGE = "<html><body>This site is blocked by your school.</body></html>"
METADATA = {"issuer": "https://login.example", "jwks_uri": "https://login.example/keys"}


async def _asked(url: str, known_by: str = "jwks_uri") -> Finding:
    async with open_session(through_proxy=True) as session:
        needed = (Needed("login.example", "the keys", url, known_by),)
        (finding,) = await host_findings(session, needed)
    assert finding.what.startswith("login.example, for the keys")
    return finding


ANSWERS = [
    ("itself", web.json_response(METADATA), "jwks_uri", ""),
    ("itself, without a token", web.json_response({"error": {}}, status=401), "", ""),
    ("itself, with nothing", web.Response(status=404), "", ""),
    ("a block page", web.Response(text=PAGE, content_type="text/html"), "jwks_uri", "a page of something else"),
    ("a block page with 403", web.Response(text=PAGE, content_type="text/html", status=403), "", "a page of something"),
    (
        "a sign-in of the network",
        web.Response(status=302, headers={"Location": "http://wifi.example"}),
        "",
        "a page of",
    ),
    ("text", web.Response(text="blocked"), "jwks_uri", "a page of something else answers in its place (200)"),
    ("other JSON", web.json_response(["blocked"]), "jwks_uri", "a page of something else"),
]


@pytest.mark.parametrize(("answer", "known_by", "do"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
async def test_who_answers(answer: web.Response, known_by: str, do: str) -> None:
    """The host itself, whatever it makes of a stranger's question, or a filter in its place."""
    async with answering(None, answer) as url:
        finding = await _asked(url, known_by)
    assert finding.ok == (not do)
    assert finding.do.startswith(do)


async def test_a_certificate_that_is_not_believed(tmp_path: Path) -> None:
    """A filter that opens the line is named as that, and what to do about it."""
    _, context = authority(tmp_path)
    async with answering(context, web.json_response(METADATA)) as url:
        finding = await _asked(url)
    assert not finding.ok
    assert finding.do.startswith("its certificate is not believed")
    assert "SSL_CERT_FILE" in finding.do


async def test_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the host nor a proxy that is named."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert (await _asked(f"http://127.0.0.1:{port}/")).do.startswith("it cannot be reached (ClientConnectorError)")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{port}")
    assert (await _asked("http://login.example/")).do.startswith("the proxy of HTTPS_PROXY does not answer")


class _Refusing:
    """A credential that Entra refuses, or that finds nobody."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def get_token(self, *scopes: str) -> object:
        raise self._error

    async def close(self) -> None:
        """There is nothing to close."""


TOKENS = [
    (ClientAuthenticationError("AADSTS7000215: Invalid client secret"), "the secret is wrong", "AADSTS7000215"),
    (ClientAuthenticationError("AADSTS7000222: The keys are expired"), "the secret has run out", "AADSTS7000222"),
    (ClientAuthenticationError("AADSTS700016: not found"), "compare MicrosoftAppId", "AADSTS700016"),
    (ServiceRequestError("Cannot connect"), "see whether login.microsoftonline.com answers", "ServiceRequestError"),
]


@pytest.mark.parametrize(("error", "do", "named"), TOKENS, ids=[row[2] for row in TOKENS])
async def test_a_secret_that_is_wrong_is_no_line_that_is_down(error: Exception, do: str, named: str) -> None:
    """Each with what to do; nothing of what Entra said is repeated but its code."""
    tokens = EntraTokens(_Refusing(error))  # type: ignore[arg-type]
    with pytest.raises(TokenUnavailable) as caught:
        await tokens.bearer()
    identity = BotIdentity("SingleTenant", "app", "tenant", "hush")
    finding = token_finding(identity, caught.value)
    assert (finding.ok, finding.what) == (False, f"the bot's own token ({named})")
    assert finding.do.startswith(do)
    certified = token_finding(BotIdentity("SingleTenant", "app", "tenant", "", Certificate("bot.pem")), caught.value)
    assert "MicrosoftAppPassword" not in certified.do
    assert ("the certificate" in certified.do) == ("secret" in finding.do)
    managed = token_finding(BotIdentity("UserAssignedMSI", "app", "tenant"), caught.value)
    assert "managed identity" in managed.do


def test_the_page_names_each_host() -> None:
    """What a network manager is asked to allow is what `check` asks."""
    page = (Path(__file__).parents[2] / "docs" / "set-up.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z.]+)` \|", page, re.MULTILINE))
    assert {each.host for each in HOSTS_TO_REACH} <= listed
    for each in HOSTS_TO_REACH:
        assert each.address.startswith(f"https://{each.host}/")
