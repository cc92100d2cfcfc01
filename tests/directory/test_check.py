"""What `check` says of the directory: each line well, or with what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError

from bot.directory import check, reasons
from bot.directory.check import Finding, directory_findings
from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.incidents.routes import ABOUT_THE_HEADTEACHER
from bot.policy.kit.people import Person
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from bot.settings import load_school
from tests.directory.fake_graph import FakeCredential, FakeGraph, failing
from tests.directory.tenant import GROUPS, graph_of, tenant_of

SECRET = "hush-hush"
HEAD = Person(
    id="aaaaaaaa-0000-4000-8000-000000000001", name="Rosalind Okafor", roles=frozenset({"headteacher", "dsl"})
)
ROLES: tuple[Role, ...] = ("headteacher", "dsl")
SCHOOL = School(
    name="Larkspur Hill",
    timezone=ZoneInfo("Europe/London"),
    tenant_id="11111111-2222-4333-8444-555555555555",
    source="graph",
    groups={role: GROUPS[role] for role in ROLES},
    routes=DEFAULT_ROUTES,
    about_the_headteacher=ABOUT_THE_HEADTEACHER,
)


@pytest.fixture
async def tenant() -> AsyncIterator[FakeGraph]:
    """A tenant with one person in two roles."""
    async with tenant_of([HEAD]).serving() as tenant:
        yield tenant


async def _findings(tenant: FakeGraph, credential: FakeCredential | None = None) -> list[Finding]:
    graph = graph_of(tenant, credential)
    found = [finding async for finding in directory_findings(SCHOOL, graph)]
    await graph.close()
    assert all(finding.ok is (finding.do == "") for finding in found)
    assert SECRET not in repr(found)
    return found


async def test_all_is_well(tenant: FakeGraph) -> None:
    """The credential, both permissions, each role with its number of members, and the asking of decisions."""
    assert await _findings(tenant) == [
        Finding(True, "Signing in to Microsoft Graph"),
        Finding(True, "Permission GroupMember.Read.All"),
        Finding(True, "Permission User.Read.All"),
        Finding(True, "Role headteacher: 1 person"),
        Finding(True, "Role dsl: 1 person"),
        Finding(True, "Asking afresh about one person, as every decision does"),
    ]


async def test_a_group_that_hides_its_members_is_named(tenant: FakeGraph) -> None:
    """It reads as empty, which nobody could explain who sees people in it: the line says why, and both ways out."""
    tenant.hidden.add(GROUPS["dsl"])
    found = await _findings(tenant)
    (hidden,) = (finding for finding in found if not finding.ok)
    assert hidden.what == f"Role dsl: the group {GROUPS['dsl']} hides its members"
    assert "Member.Read.Hidden" in hidden.do
    tenant.permissions.add("Member.Read.Hidden")
    assert all(finding.ok for finding in await _findings(tenant))


@pytest.mark.parametrize(
    ("error", "said", "do"),
    [
        (CredentialUnavailableError(message=SECRET), "no_credential", "AZURE_CLIENT_SECRET"),
        (ClientAuthenticationError(f"AADSTS7000222: {SECRET}"), "AADSTS7000222", "new client secret"),
        (ClientAuthenticationError(f"AADSTS7000215: {SECRET}"), "credential_wrong", "not its id"),
        (ClientAuthenticationError(SECRET), "credential_refused", "Sign-in logs"),
        (ValueError(SECRET), "credential_broken", "AZURE_*"),
    ],
)
async def test_a_credential_that_does_not_work(tenant: FakeGraph, error: Exception, said: str, do: str) -> None:
    """One line with what to do; what a token is needed for is not tried."""
    credential = FakeCredential()
    credential.error = error
    (finding,) = await _findings(tenant, credential)
    assert not finding.ok
    assert said in finding.what
    assert do in finding.do


@pytest.mark.parametrize("missing", ["GroupMember.Read.All", "User.Read.All"])
async def test_a_missing_permission_is_named(tenant: FakeGraph, missing: str) -> None:
    """The permission that is missing is named, with the step of admin consent, and the other is said to be there."""
    tenant.permissions.remove(missing)
    found = {finding.what: finding for finding in await _findings(tenant)}
    wrong = found[f"Permission {missing}: forbidden"]
    assert missing in wrong.do
    assert "Grant admin consent" in wrong.do
    assert sum(what.startswith("Permission") and finding.ok for what, finding in found.items()) == 1
    roles = [finding for what, finding in found.items() if what.startswith("Role")]
    assert len(roles) == 2
    assert all(missing in finding.do for finding in roles)


async def test_a_group_that_is_empty_or_missing(tenant: FakeGraph) -> None:
    """Both are said with the group to look at."""
    tenant.groups[GROUPS["dsl"]] = []
    del tenant.groups[GROUPS["headteacher"]]
    missing, empty = (await _findings(tenant))[3:]
    assert missing.what == f"Role headteacher (group {GROUPS['headteacher']}): no_such_group"
    assert "[directory.groups]" in missing.do
    assert empty.what == "Role dsl: nobody"
    assert GROUPS["dsl"] in empty.do


async def test_deciding_is_tried_too(tenant: FakeGraph) -> None:
    """A permission that only decisions need shows here and not at the first approval."""
    tenant.on["/checkMemberGroups"] = failing(403)
    *well, deciding = await _findings(tenant)
    assert all(finding.ok for finding in well)
    assert "forbidden" in deciding.what
    assert "GroupMember.Read.All" in deciding.do


@pytest.mark.parametrize("status", [401, 429, 500, 503])
async def test_every_failure_has_something_to_do(tenant: FakeGraph, status: int) -> None:
    """Whatever Graph answers, each line that is not well says what to do."""
    tenant.always = failing(status)
    found = await _findings(tenant)
    assert [finding.ok for finding in found] == [True, False, False, False, False]


def test_every_reason_has_something_to_do() -> None:
    """No word of the log is without advice; a missing permission has the consent step."""
    words = {value for name, value in vars(reasons).items() if name.isupper() and isinstance(value, str)}
    assert words - set(check._DO) == {reasons.FORBIDDEN}


async def test_the_roster_counts_its_people() -> None:
    """A school with a list has a line for each role that somebody holds, and asks nobody."""
    school = load_school(Path(__file__).parents[2] / "school.toml")
    found = [finding async for finding in directory_findings(school)]
    assert found
    assert all(finding.ok and finding.what.startswith("Role ") for finding in found)
