"""What the bot signs in with: which credential is asked, in which order, and how often."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError

from bot.directory.graph import Graph
from bot.directory.graph_credential import (
    FirstWorkingCredential,
    OptionalManagedIdentity,
    credential_from_environment,
    signs_in_elsewhere,
)
from bot.policy.kit.errors import DirectoryUnavailable
from tests.directory.fake_graph import FakeCredential

SCOPE = "https://graph.microsoft.com/.default"
ABSENT, REFUSED = CredentialUnavailableError(message="absent"), ClientAuthenticationError("refused")


def _credential(token: str, error: Exception | None = None) -> FakeCredential:
    made = FakeCredential()
    made.token, made.error = token, error
    return made


@pytest.mark.parametrize(
    ("machine", "workload", "environment", "token", "asked"),
    [
        (None, None, None, "machine", (1, 0, 0)),
        (ABSENT, None, None, "workload", (1, 1, 0)),
        (REFUSED, ABSENT, None, "environment", (1, 1, 1)),
        (ABSENT, REFUSED, None, ClientAuthenticationError, (1, 1, 0)),
        (ABSENT, ABSENT, REFUSED, ClientAuthenticationError, (1, 1, 1)),
        (REFUSED, ABSENT, ABSENT, CredentialUnavailableError, (1, 1, 1)),
    ],
)
async def test_order_of_credentials(
    machine: Exception | None,
    workload: Exception | None,
    environment: Exception | None,
    token: str | type[Exception],
    asked: tuple[int, int, int],
) -> None:
    """Those that have nothing are passed over; one that is refused is heard of, but for a machine's own."""
    parts = [
        _credential("machine", machine),
        _credential("workload", workload),
        _credential("environment", environment),
    ]
    chain = FirstWorkingCredential(OptionalManagedIdentity(parts[0]), *parts[1:])
    if isinstance(token, str):
        assert (await chain.get_token(SCOPE)).token == token
    else:
        with pytest.raises(token) as caught:
            await chain.get_token(SCOPE)
        assert type(caught.value) is token
    assert tuple(part.asked for part in parts) == asked


async def test_what_worked_is_asked_from_then_on() -> None:
    """A managed identity that is not there is not looked for again before every token."""
    machine, environment = _credential("machine", ABSENT), _credential("environment")
    chain = FirstWorkingCredential(OptionalManagedIdentity(machine), environment)
    await asyncio.gather(*(chain.get_token(SCOPE) for _ in range(5)))
    assert (machine.asked, environment.asked) == (1, 5)


async def test_a_managed_identity_that_was_there_and_fails_says_so() -> None:
    """Once it has given a token, its refusal is a refusal and not its absence."""
    machine = _credential("machine")
    credential = OptionalManagedIdentity(machine)
    await credential.get_token(SCOPE)
    machine.error = REFUSED
    with pytest.raises(ClientAuthenticationError) as caught:
        await credential.get_token(SCOPE)
    assert not isinstance(caught.value, CredentialUnavailableError)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"AZURE_CLIENT_ID": "a", "AZURE_TENANT_ID": "t", "AZURE_CLIENT_SECRET": "hush"},
        {"AZURE_CLIENT_ID": "a", "AZURE_TENANT_ID": "t", "AZURE_FEDERATED_TOKEN_FILE": "token"},
    ],
    ids=["none", "a secret", "a workload identity"],
)
async def test_credentials_of_the_environment(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    """Whatever the environment has or lacks, making its credential touches no network and prints no secret."""
    _only(monkeypatch, variables)
    credential = credential_from_environment()
    assert "hush" not in repr(credential)
    await credential.close()


@pytest.mark.parametrize(
    "variables",
    [
        {"AZURE_CLIENT_ID": "a", "AZURE_TENANT_ID": "not/a tenant", "AZURE_CLIENT_SECRET": "hush"},
        {"AZURE_CLIENT_ID": "a", "AZURE_TENANT_ID": "t", "AZURE_CLIENT_CERTIFICATE_PATH": "missing.pem"},
        {"AZURE_CLIENT_ID": "a", "AZURE_TENANT_ID": "t", "AZURE_CLIENT_CERTIFICATE_PATH": "empty.pem"},
    ],
    ids=["a tenant's id that cannot be", "a certificate that is missing", "a certificate that is none"],
)
async def test_an_environment_that_cannot_be_right(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variables: dict[str, str]
) -> None:
    """It is one word for the log and for `check`, and never a crash."""
    (tmp_path / "empty.pem").touch()
    monkeypatch.chdir(tmp_path)
    _only(monkeypatch, variables)
    graph = Graph(base_url="http://127.0.0.1:9/v1.0", through_proxy=False)
    with pytest.raises(DirectoryUnavailable) as caught:
        await graph.sign_in()
    assert caught.value.facts["reason"] == "credential_broken"
    await graph.close()


HOME, AWAY = "11111111-2222-4333-8444-555555555555", "22222222-2222-4333-8444-555555555555"
CLIENT = {"AZURE_CLIENT_ID": "a", "AZURE_TENANT_ID": HOME}


@pytest.mark.parametrize(
    ("variables", "tenant", "elsewhere"),
    [
        (CLIENT | {"AZURE_CLIENT_SECRET": "hush"}, AWAY, "ClientSecretCredential"),
        (CLIENT | {"AZURE_FEDERATED_TOKEN_FILE": "token"}, AWAY, "WorkloadIdentityCredential"),
        (CLIENT | {"AZURE_CLIENT_SECRET": "hush"}, HOME.upper(), None),
        (CLIENT, AWAY, None),
        ({"AZURE_CLIENT_ID": "a"}, AWAY, None),
        ({}, AWAY, None),
    ],
    ids=["a secret", "a federated token", "its own tenant", "a managed identity", "no home", "nothing"],
)
async def test_each_tenant_is_signed_in_to_by_itself(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], tenant: str, elsewhere: str | None
) -> None:
    """Where the application has what proves it in any tenant; a managed identity stays in its own."""
    _only(monkeypatch, variables)
    assert signs_in_elsewhere(tenant) is (elsewhere is not None)
    credential = credential_from_environment(tenant)
    assert type(credential).__name__ == (elsewhere or "FirstWorkingCredential")
    await credential.close()


def _only(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name in ("CLIENT_ID", "TENANT_ID", "CLIENT_SECRET", "CLIENT_CERTIFICATE_PATH", "FEDERATED_TOKEN_FILE"):
        monkeypatch.delenv(f"AZURE_{name}", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
