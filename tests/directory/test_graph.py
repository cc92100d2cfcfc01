"""The real msgraph-sdk against Graph on loopback: who is a member, and what each failure is called."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import cast

import httpx
import pytest
from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError
from azure.identity import CredentialUnavailableError

from bot.directory import reasons
from bot.directory.graph import Graph, GraphTimeouts
from bot.directory.graph_client import IN_A_TURN, IN_THE_BACKGROUND, BoundedRetry, RetryLimits
from bot.directory.groups import Groups
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.roles import Role
from tests.directory.fake_graph import FakeCredential, FakeGraph, Fault, failing, half, saying
from tests.directory.tenant import HASTE, graph_of, groups_of

HEADS, NESTED = "bbbbbbbb-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"
ROLE: dict[Role, str] = {"headteacher": HEADS}


def _id(number: int) -> str:
    return f"aaaaaaaa-0000-4000-8000-{number:012d}"


@pytest.fixture
async def tenant() -> AsyncIterator[FakeGraph]:
    """A tenant with one Headteacher."""
    async with FakeGraph().serving() as tenant:
        tenant.group(HEADS, [tenant.user(_id(1), "Rosalind Okafor")])
        yield tenant


@pytest.fixture
async def groups(tenant: FakeGraph) -> AsyncIterator[Groups]:
    """The directory over it."""
    opened = groups_of(tenant, ROLE)
    yield opened
    await opened.close()


async def _reason(groups: Groups) -> str:
    with pytest.raises(DirectoryUnavailable) as caught:
        await groups.members("headteacher")
    return caught.value.facts["reason"]


async def test_members_over_pages_and_nested_groups_once_each(tenant: FakeGraph, groups: Groups) -> None:
    """All pages are read, groups within groups count, and somebody who is in twice is there once."""
    people = [tenant.user(_id(number), f"Person {number}") for number in range(1, 24)]
    nested = tenant.group(NESTED, people[10:])
    tenant.group(HEADS, [*people[:12], nested])
    tenant.page_size = 5
    assert sorted(member.id for member in await groups.members("headteacher")) == [_id(n) for n in range(1, 24)]
    assert len(tenant.requests) == 5


async def test_only_users_may_hold_a_role(tenant: FakeGraph, groups: Groups) -> None:
    """Devices, service principals, contacts and the nested groups themselves are members and never holders."""
    odd = [
        {"@odata.type": f"#microsoft.graph.{kind}", "id": _id(50 + number), "displayName": kind, "accountEnabled": True}
        for number, kind in enumerate(("device", "servicePrincipal", "orgContact"))
    ]
    tenant.group(HEADS, [*odd, tenant.group(NESTED, []), tenant.users[_id(1)]])
    assert [member.id for member in await groups.members("headteacher")] == [_id(1)]


@pytest.mark.parametrize(
    ("fields", "guests", "holds"),
    [
        ({}, False, True),
        ({"accountEnabled": False}, False, False),
        ({"accountEnabled": False}, True, False),
        ({"accountEnabled": None}, False, False),
        ({"userType": "Guest"}, False, False),
        ({"userType": "Guest"}, True, True),
        ({"userType": None}, False, True),
        ({"jobTitle": "Headteacher", "accountEnabled": False}, False, False),
    ],
    ids=str,
)
async def test_who_may_hold_a_role(tenant: FakeGraph, fields: dict[str, object], guests: bool, holds: bool) -> None:
    """Enabled accounts may, guests where the school allows them; listing and confirming agree."""
    other = tenant.user(_id(2), "Other", **fields)
    tenant.group(HEADS, [tenant.users[_id(1)], other])
    groups = groups_of(tenant, ROLE, guests=guests)
    assert (_id(2) in {member.id for member in await groups.members("headteacher")}) is holds
    if fields.get("accountEnabled", True) is None:
        with pytest.raises(DirectoryUnavailable):
            await groups.confirm(_id(2), ["headteacher"])
    else:
        assert await groups.confirm(_id(2), ["headteacher"]) is holds
    await groups.close()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Siân O'Dwyer 🙂", "Siân O'Dwyer 🙂"),
        ("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai"),
        ("می‌خواهم", "می‌خواهم"),
        ("  two \r\n lines\x00 ", "two lines"),
        ("\u202egnp.exe", "gnp.exe"),
        ("half a pair \ud83d", "half a pair"),
        ("", "head@example.org"),
        (None, "head@example.org"),
        (7, "head@example.org"),
        ("x" * 5000, "x" * 256),
    ],
    ids=str,
)
async def test_odd_names(tenant: FakeGraph, groups: Groups, written: object, read: str) -> None:
    """Names keep their letters and lose what would break a line or a store; without one the address stands in."""
    tenant.users[_id(1)] |= {"displayName": written, "mail": "head@example.org"}
    assert [member.name for member in await groups.members("headteacher")] == [read]


async def test_only_what_is_needed_is_asked_for(tenant: FakeGraph, groups: Groups) -> None:
    """No telephone and no job title is asked for, and the id is in small letters whatever Graph writes."""
    tenant.users[_id(1)] |= {"id": _id(1).upper()}
    (member,) = await groups.members("headteacher")
    assert member.id == _id(1)
    assert set(type(member).model_fields) == {"id", "name", "mail"}


FAULTS: list[tuple[Fault, str]] = [
    (failing(401), "token_refused"),
    (failing(403), "forbidden"),
    (failing(404), "no_such_group"),
    (failing(400), "http_400"),
    (failing(429), "throttled"),
    (failing(429, Retry_After="3600"), "throttled"),
    (failing(500), "http_500"),
    (failing(502), "http_502"),
    (failing(503), "http_503"),
    (failing(504), "http_504"),
    (half, "odd_answer"),
    (saying(b""), "odd_answer"),
    (saying(b"<html>Please sign in to the school's network</html>", "text/html"), "odd_answer"),
    (saying(b'{"value": [{"id": '), "odd_answer"),
    (saying(b"[" * 100_000), "odd_answer"),
    (saying(b"[]"), "odd_answer"),
    (saying(b'{"value": {}}'), "odd_answer"),
    (saying(b'{"value": [], "@odata.nextLink": 7}'), "odd_answer"),
    (saying(b'{"value": [], "@odata.nextLink": "https://elsewhere.example.org/v1.0/groups"}'), "odd_answer"),
    (saying(b'{"value": [], "@odata.nextLink": "//elsewhere.example.org"}'), "odd_answer"),
]


@pytest.mark.parametrize(("fault", "reason"), FAULTS, ids=[f"{number} {row[1]}" for number, row in enumerate(FAULTS)])
async def test_each_failure_has_its_word_and_deciding_fails_closed(
    tenant: FakeGraph, groups: Groups, fault: Fault, reason: str
) -> None:
    """What goes wrong is told apart, and nobody is confirmed by it."""
    tenant.always = fault
    assert await _reason(groups) == reason
    if reason != "no_such_group":
        with pytest.raises(DirectoryUnavailable):
            await groups.confirm(_id(1), ["headteacher"])
    else:
        assert not await groups.confirm(_id(1), ["headteacher"])


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
@pytest.mark.parametrize("headers", [{}, {"Retry_After": "0"}], ids=["", "Retry-After: 0"])
async def test_a_passing_failure_is_tried_again(
    tenant: FakeGraph, groups: Groups, status: int, headers: dict[str, str]
) -> None:
    """In the background three times, in a turn once; the SDK's own retries, gateway errors among them."""
    tenant.faults.extend([failing(status, **headers)] * 3)
    assert len(await groups.members("headteacher")) == 1
    assert len(tenant.requests) == 4
    tenant.faults.append(failing(status, **headers))
    assert await groups.confirm(_id(1), ["headteacher"])


async def test_throttling_says_for_how_long(tenant: FakeGraph, groups: Groups) -> None:
    """A long Retry-After is not sat out: it ends the request at once and is handed on."""
    tenant.always = failing(429, Retry_After="3600")
    with pytest.raises(DirectoryUnavailable) as caught:
        await groups.members("headteacher")
    assert caught.value.facts == {"reason": "throttled", "retry_after": "3600"}
    assert len(tenant.requests) == 1


async def test_graph_s_own_id_of_a_request_is_told(tenant: FakeGraph, groups: Groups) -> None:
    """By it Microsoft's support finds what went wrong."""
    tenant.always = failing(403, request_id="0a1b")
    with pytest.raises(DirectoryUnavailable) as caught:
        await groups.members("headteacher")
    assert caught.value.facts == {"reason": "forbidden", "request_id": "0a1b"}


NEVER = 180.0


@pytest.mark.parametrize(
    ("headers", "limits", "least", "most"),
    [
        ({"Retry-After": "7"}, IN_THE_BACKGROUND, 7, 7),
        ({"Retry-After": "7"}, IN_A_TURN, NEVER, NEVER),
        ({"Retry-After": "1"}, IN_A_TURN, 1, 1),
        ({"Retry-After": "21"}, IN_THE_BACKGROUND, NEVER, NEVER),
        ({"Retry-After": "Mon, 01 Jan 2125 00:00:00 GMT"}, IN_THE_BACKGROUND, NEVER, NEVER),
        ({"Retry-After": "soon"}, IN_THE_BACKGROUND, 0.25, 3),
        ({}, IN_THE_BACKGROUND, 0.25, 3),
    ],
    ids=str,
)
def test_waits_of_production(headers: dict[str, str], limits: RetryLimits, least: float, most: float) -> None:
    """A Retry-After is honoured as far as the request has time for it; without one the pauses are short."""
    wait = BoundedRetry(GraphTimeouts().pause).get_delay_time(
        0, httpx.Response(429, headers=headers), limits.longest_wait
    )
    assert least <= wait <= most


async def test_silence_ends(tenant: FakeGraph) -> None:
    """Neither a silent Graph nor a slow whole answer is waited for without end, in a turn least of all."""
    tenant.always = tenant.hang
    for patience in (GraphTimeouts(silence=0.05), GraphTimeouts(members=0.05, turn=0.05)):
        groups = Groups(graph_of(tenant, patience=patience), ROLE)
        await groups.close()
        assert await _reason(groups) == "timeout"
        with pytest.raises(DirectoryUnavailable) as caught:
            await groups.confirm(_id(1), ["headteacher"])
        assert caught.value.facts["reason"] == "timeout"
        await groups.close()


async def test_nobody_listens(tenant: FakeGraph) -> None:
    """A Graph that cannot be reached is told from one that is silent."""
    groups = Groups(
        Graph(FakeCredential, base_url="http://127.0.0.1:9/v1.0", patience=HASTE, through_proxy=False), ROLE
    )
    assert await _reason(groups) == "network"
    await groups.close()


async def test_an_answer_that_leads_in_circles_ends(tenant: FakeGraph, groups: Groups) -> None:
    """A next link that names itself is followed a hundred times at most."""
    own = f"{tenant.url}/groups/{HEADS}/transitiveMembers/graph.user"
    tenant.always = saying(b'{"value": [], "@odata.nextLink": "%s"}' % own.encode())
    assert await _reason(groups) == "odd_answer"
    assert len(tenant.requests) == 100


@pytest.mark.parametrize(
    ("error", "reason", "code"),
    [
        (CredentialUnavailableError(message="nothing here"), "no_credential", None),
        (ClientAuthenticationError("AADSTS7000222: keys are expired"), "credential_expired", "AADSTS7000222"),
        (ClientAuthenticationError("AADSTS7000215: Invalid client secret"), "credential_wrong", "AADSTS7000215"),
        (ClientAuthenticationError("AADSTS700016: not found"), "unknown_app", "AADSTS700016"),
        (ClientAuthenticationError("AADSTS90002: Tenant not found"), "unknown_app", "AADSTS90002"),
        (ClientAuthenticationError("AADSTS50034: something"), "credential_refused", "AADSTS50034"),
        (ClientAuthenticationError("no code"), "credential_refused", None),
        (ServiceRequestError("no route"), "sign_in_unreachable", None),
        (FileNotFoundError("certificate"), "credential_broken", None),
        (ValueError("no tenant"), "credential_broken", None),
    ],
    ids=str,
)
async def test_failures_of_signing_in(tenant: FakeGraph, error: Exception, reason: str, code: str | None) -> None:
    """An expired secret, a wrong one, none and no network are told apart, by Microsoft Entra's code if it gave one."""
    credential = FakeCredential()
    credential.error = error
    groups = Groups(graph_of(tenant, credential), ROLE)
    with pytest.raises(DirectoryUnavailable) as caught:
        await groups.members("headteacher")
    assert (caught.value.facts["reason"], caught.value.facts.get("code")) == (reason, code)
    assert tenant.requests == []
    await groups.close()


async def test_a_credential_that_cannot_be_made_is_made_again_later(tenant: FakeGraph) -> None:
    """A certificate file that is missing at the start may be there at the next question."""
    made: list[FakeCredential] = []

    def make() -> FakeCredential:
        made.append(FakeCredential())
        if len(made) == 1:
            raise FileNotFoundError
        return made[-1]

    groups = Groups(Graph(make, base_url=tenant.url, patience=HASTE, through_proxy=False), ROLE)
    assert await _reason(groups) == "credential_broken"
    assert len(await groups.members("headteacher")) == 1
    await groups.close()


async def test_without_reading_users_nobody_can_be_told_enabled(tenant: FakeGraph, groups: Groups) -> None:
    """Graph names members with nothing but ids then: that is a missing permission, and not an empty school."""
    tenant.permissions = {"GroupMember.Read.All"}
    assert await _reason(groups) == reasons.UNREADABLE_MEMBERS
    with pytest.raises(DirectoryUnavailable):
        await groups.confirm(_id(1), ["headteacher"])


async def test_somebody_who_left_is_confirmed_in_nothing(tenant: FakeGraph, groups: Groups) -> None:
    """A user whom the tenant does not have any more is a clear no, and not a failure."""
    del tenant.users[_id(1)]
    assert not await groups.confirm(_id(1), ["headteacher"])


@pytest.mark.parametrize("path", ["/checkMemberGroups", f"/users/{_id(1)}"])
async def test_half_a_confirmation_is_none(tenant: FakeGraph, groups: Groups, path: str) -> None:
    """Of the two questions of confirming, one that fails is enough to fail closed."""
    tenant.on[path] = failing(400)
    with pytest.raises(DirectoryUnavailable):
        await groups.confirm(_id(1), ["headteacher"])


async def test_more_than_twenty_groups_are_asked_in_parts(tenant: FakeGraph) -> None:
    """checkMemberGroups takes twenty; the last of twenty-five is found too."""
    # More than there are roles: what counts is the number of groups.
    many = {cast(Role, f"role{number}"): f"cccccccc-0000-4000-8000-{number:012d}" for number in range(25)}
    for group in many.values():
        tenant.group(group, [])
    tenant.group(many[cast(Role, "role24")], [tenant.users[_id(1)]])
    groups = groups_of(tenant, many)
    assert await groups.confirm(_id(1), list(many))
    assert not await groups.confirm(_id(1), list(many)[:24])
    await groups.close()


async def test_many_questions_at_once_open_one_line(tenant: FakeGraph) -> None:
    """The SDK is loaded once, whoever comes first."""
    made: list[FakeCredential] = []

    def make() -> FakeCredential:
        made.append(FakeCredential())
        return made[-1]

    groups = Groups(Graph(make, base_url=tenant.url, patience=HASTE, through_proxy=False), ROLE)
    answers = await asyncio.gather(*(groups.confirm(_id(1), ["headteacher"]) for _ in range(20)))
    assert answers == [True] * 20
    assert len(made) == 1
    await groups.close()


async def test_a_missing_group_is_an_empty_role(tenant: FakeGraph) -> None:
    """Without a copy to fall back on, a role whose group is gone has no holder, and the others keep theirs."""
    groups = groups_of(tenant, ROLE | {"technician": NESTED})
    assert await groups.holders("technician") == ()
    assert len(await groups.holders("headteacher")) == 1
    await groups.close()
